"""`Commands`: what menus and keys do with what is selected. Each is one undo step with a name."""

from collections.abc import Iterable
from functools import partial
from itertools import islice

from sandbox.geometry.boxes import Box, Point, around, snapped
from sandbox.kube import ObjectKey, Pod, Service
from sandbox.scenario import KubeObject, NoteShape, Scenario
from sandbox.scenario.diff import diff
from sandbox.scenario.edits import EditError, add_note, add_pod, move, paste, remove, set_collapsed
from ui.canvas import clipboard
from ui.canvas.describe import named
from ui.canvas.geometry.aligning import Edge, aligned, distributed
from ui.canvas.geometry.auto_layout import laid_out
from ui.canvas.interactions.dropping import ADDERS, around_point, clear_of
from ui.canvas.interactions.gesture import Stage
from ui.canvas.places import KINDS
from ui.language import mark, tr
from ui.models.adding import node_for_pod
from ui.models.document import Edit
from ui.theme.kinds import KIND_STYLES

SHAPE_WORDS = {
    NoteShape.PAPER: mark("Note"),
    NoteShape.RECTANGLE: mark("Frame"),
    NoteShape.ELLIPSE: mark("Ellipse"),
}
"""What people call each shape of a note."""


class Commands:
    """Acts on the stage's selection."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage

    @property
    def _scenario(self) -> Scenario:
        return self._stage.document.scenario

    def movable(self) -> dict[ObjectKey, Box]:
        """What is selected and has a place of its own: pods have their node's."""
        picture = self._stage.picture
        keys = [key for key in self._stage.selection.keys if key in picture.places]
        return {key: picture.places.box(key) for key in keys if picture.node_of(key) is None}

    def can_arrange(self, count: int) -> bool:
        """Whether so many things with places of their own are selected; looks no further than it must."""
        picture = self._stage.picture
        found = (
            key
            for key in self._stage.selection.keys
            if key in picture.places and picture.node_of(key) is None
        )
        return len(list(islice(found, count))) == count

    def delete(self) -> None:
        """Delete what is selected."""
        keys = self._stage.selection.keys
        if keys:
            self._stage.document.apply(
                tr("Delete {objects}", objects=named(keys)), partial(remove, keys=keys)
            )

    def copy(self) -> None:
        """Put what is selected on the clipboard, as Kubernetes YAML."""
        keys = self._stage.selection.keys
        if keys:
            clipboard.copy(clipboard.with_contents(self._scenario, keys))

    def cut(self) -> None:
        """Put what is selected on the clipboard, and delete it."""
        keys = self._stage.selection.keys
        if keys:
            self.copy()
            self._stage.document.apply(tr("Cut {objects}", objects=named(keys)), partial(remove, keys=keys))

    def paste(self, at: Point | None = None) -> None:
        """Add what the clipboard's text describes, beside what is there or with its corner at a point."""
        try:
            objects = clipboard.pasted()
        except clipboard.NothingToPasteError as error:
            self._stage.document.problem.emit(str(error))
            return
        shift = clipboard.aside(objects, self._scenario) if at is None else _to(objects, at)
        self._add(tr("Paste"), objects, shift)

    def duplicate(self) -> None:
        """Add a copy of what is selected beside it."""
        objects = clipboard.with_contents(self._scenario, self._stage.selection.keys)
        if objects:
            self._add(tr("Duplicate"), objects, clipboard.aside(objects, self._scenario))

    def _add(self, word: str, objects: list[KubeObject], shift: tuple[float, float]) -> None:
        """Paste objects and select them; pods go to the selected node, else to the emptiest."""
        drawn = [each.key for each in objects if each.key.kind in KINDS]
        nodes = {each.key for each in objects if each.key.kind == "Node"}
        top = [key for key in drawn if key.kind != "Pod" or not nodes] or [each.key for each in objects]
        node = self._node()
        edit = partial(paste, objects=objects, shift=shift, node=node)
        self._apply_and_select(f"{word} {named(top)}", edit, without_pods=bool(nodes))

    def _node(self) -> str:
        try:
            return node_for_pod(self._scenario, self._stage.selection.keys)
        except EditError:
            return ""

    def _apply_and_select(self, label: str, edit: Edit, *, without_pods: bool = False) -> None:
        before = self._scenario
        if self._stage.document.apply(label, edit):
            added = diff(before, self._scenario).added
            kinds = [kind for kind in KINDS if kind != "Pod" or not without_pods]
            self._stage.selection.set(key for key in added if key.kind in kinds)

    def add(self, kind: str, at: Point) -> None:
        """Add an object of a kind around a point, or below what it would cover.

        A pod goes to the node there, else to the usual one.
        """
        title = KIND_STYLES[kind].title
        if kind == "Pod":
            target = self._stage.node_at(at)
            keys = self._stage.selection.keys
            wanted = None if target is None else target.name

            def add(scenario: Scenario) -> Scenario:
                return add_pod(scenario, wanted or node_for_pod(scenario, keys))

            self._apply_and_select(tr("Add {title}", title=title), add)
            return
        box = clear_of(self._stage.picture.places, around_point(kind, at))
        edit = partial(ADDERS[kind], position=(box.x, box.y))
        self._apply_and_select(tr("Add {title}", title=title), edit)

    def add_note(self, at: Point, shape: NoteShape = NoteShape.PAPER) -> None:
        """Add a note or a shape with its corner at a point; a shape goes around what is selected."""
        boxes = self.movable()
        place = (snapped(at.x), snapped(at.y))
        edit: Edit = partial(add_note, position=place, shape=shape)
        if shape is not NoteShape.PAPER and boxes:
            edit = partial(_add_frame, whole=around(boxes.values()).grown(FRAME_ROOM), shape=shape)
        self._apply_and_select(tr("Add {title}", title=tr(SHAPE_WORDS[shape])), edit)

    def select_same_kind(self) -> None:
        """Select everything that is of a kind of what is selected."""
        kinds = {key.kind for key in self._stage.selection.keys}
        self._stage.selection.set(each.key for each in self._scenario if each.key.kind in kinds)

    def select_all(self) -> None:
        """Select everything that is drawn."""
        self._stage.selection.set(each.key for each in self._scenario if each.key.kind in KINDS)

    def align(self, edge: Edge) -> None:
        """Line up what is selected."""
        boxes = self.movable()
        if len(boxes) > 1:
            self._move(
                tr("Align {objects} {edge}", objects=named(boxes), edge=tr(edge.value)), aligned(boxes, edge)
            )

    def distribute(self, *, across: bool) -> None:
        """Put the same room between each two of what is selected."""
        boxes = self.movable()
        if len(boxes) > 2:
            self._move(tr("Distribute {objects}", objects=named(boxes)), distributed(boxes, across=across))

    def nudge(self, dx: float, dy: float) -> None:
        """Move what is selected a little."""
        boxes = self.movable()
        if boxes:
            self._move(
                tr("Move {objects}", objects=named(boxes)),
                {key: Point(box.x + dx, box.y + dy) for key, box in boxes.items()},
            )

    def _move(self, label: str, places: dict[ObjectKey, Point]) -> None:
        wanted = {key: (point.x, point.y) for key, point in places.items()}
        self._stage.document.apply(label, partial(move, positions=wanted))

    def auto_layout(self) -> None:
        """Lay out what is selected, else what nobody has placed, else everything. The rest stays."""
        picture = self._stage.picture
        tops = {
            key: picture.places.box(key)
            for key in picture.places
            if picture.node_of(key) is None and key.kind != "Note"
        }
        chosen = [key for key in self.movable() if key in tops]
        if len(chosen) < 2:
            chosen = [key for key in tops if self._scenario.by_key[key].metadata.position is None] or list(
                tops
            )
        if chosen:
            fixed = [box for key, box in tops.items() if key not in set(chosen)]
            places = laid_out(self._scenario, {key: tops[key] for key in chosen}, fixed)
            self._move(tr("Lay out {objects}", objects=named(chosen)), places)

    def is_collapsed(self) -> bool:
        """Whether all of what is selected and can be collapsed is."""
        by_key = self._scenario.by_key
        folded = [False]
        for key in self._stage.selection.keys:
            if key.kind in FOLDABLE:
                folded = [by_key[key].metadata.collapsed]
                if not folded[0]:
                    break
        return folded[0]

    def can_collapse(self) -> bool:
        """Whether anything selected can be collapsed."""
        return any(key.kind in FOLDABLE for key in self._stage.selection.keys)

    def _foldable(self) -> list[ObjectKey]:
        return [key for key in self._stage.selection.keys if key.kind in FOLDABLE]

    def collapse(self) -> None:
        """Show what is selected as small as can be, or in full again."""
        keys, collapsed = self._foldable(), not self.is_collapsed()
        text = tr("Collapse {objects}") if collapsed else tr("Expand {objects}")
        label = text.format(objects=named(keys))
        self._stage.document.apply(label, partial(set_collapsed, keys=keys, collapsed=collapsed))

    def namespaces(self) -> dict[str, bool]:
        """Every namespace, and whether all of its pods and Services are collapsed."""
        found: dict[str, bool] = {}
        for each in self._namespaced():
            name = each.metadata.namespace
            found[name] = found.get(name, True) and each.metadata.collapsed
        return found

    def _namespaced(self) -> Iterable[Pod | Service]:
        yield from self._scenario.pods
        yield from self._scenario.services

    def collapse_namespace(self, name: str) -> None:
        """Show a namespace's pods and Services as small as can be, or in full again."""
        keys = [each.key for each in self._namespaced() if each.metadata.namespace == name]
        collapsed = not self.namespaces().get(name, False)
        text = tr("Collapse namespace {name}") if collapsed else tr("Expand namespace {name}")
        edit = partial(set_collapsed, keys=keys, collapsed=collapsed)
        self._stage.document.apply(text.format(name=name), edit)


FRAME_ROOM = 24.0
"""Between a frame and what it goes around."""
FOLDABLE = ("Node", "Pod", "Service")
"""What can be collapsed."""


def _add_frame(scenario: Scenario, whole: Box, shape: NoteShape) -> Scenario:
    """A shape around a box, with room above for its words."""
    from sandbox.scenario.edits import set_note_size

    scenario = add_note(scenario, (snapped(whole.x), snapped(whole.y - FRAME_ROOM)), shape=shape)
    size = (snapped(whole.width), snapped(whole.height + FRAME_ROOM))
    return set_note_size(scenario, scenario.notes[-1].key, size)


def _to(objects: Iterable[KubeObject], at: Point) -> tuple[float, float]:
    """How far to move objects so that their corner comes to a point."""
    places = [each.metadata.position for each in objects if each.metadata.position is not None]
    if not places:
        return 0.0, 0.0
    left, top = min(x for x, _ in places), min(y for _, y in places)
    return snapped(at.x) - left, snapped(at.y) - top
