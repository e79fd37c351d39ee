"""Pressing on an object: a click selects it, a drag moves what is selected, a pod to another node."""

from collections.abc import Sequence
from functools import partial
from itertools import islice

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPen

from sandbox.geometry.boxes import Box, Point, around
from sandbox.kube import ObjectKey
from sandbox.scenario import Scenario
from sandbox.scenario.edits import move, move_pod_to_node
from ui.canvas.describe import named
from ui.canvas.geometry.aligning import Guide, snap
from ui.canvas.interactions.gesture import Gesture, Pointer, Stage
from ui.canvas.paint.shapes import outline, paint_shape
from ui.canvas.places import Kind
from ui.language import tr
from ui.theme import theme

REACH = 6.0
"""Pixels within which a neighbour's edge draws."""
NEAR = 1600.0
"""How far away neighbours are looked for, in scene units."""
MOST_NEIGHBOURS = 300


class Moving(Gesture):
    """Moves what is selected, on the grid; one undo step however far it goes."""

    def __init__(self, stage: Stage, key: ObjectKey) -> None:
        super().__init__(stage)
        self._key = key
        self._moves = False
        self._starts: dict[ObjectKey, Box] = {}
        self._toggles = False
        self._others: list[Box] = []
        self.guides: tuple[Guide, ...] = ()

    def start(self, pointer: Pointer) -> None:
        """Select the object, unless it is part of a selection that is about to be dragged."""
        self._press = pointer
        selection = self.stage.selection
        self._toggles = pointer.extends and self._key in selection.keys
        if self._key not in selection.keys:
            selection.set((*selection.keys, self._key) if pointer.extends else (self._key,))

    def move(self, pointer: Pointer) -> None:
        """Show the objects where they would be."""
        if not self._moves and not pointer.is_far_from(self._press):
            return
        if not self._moves:
            self._moves = True
            self._starts = self._movable()
            self._others = self._neighbours()
        dx, dy = self._shift(pointer)
        places = {key: (box.x + dx, box.y + dy) for key, box in self._starts.items()}
        self.stage.document.preview(partial(move, positions=places))

    def end(self, pointer: Pointer) -> None:
        """Keep the new places; a press that did not move is a click."""
        self.guides = ()
        if self._moves:
            self.stage.document.commit(tr("Move {objects}", objects=named(tuple(self._starts))))
        elif self._toggles:
            self.stage.selection.toggle(self._key)
        elif not pointer.extends:
            self.stage.selection.set((self._key,))

    def cancel(self) -> None:
        """Put everything back."""
        self.guides = ()
        self.stage.document.cancel()

    def paint(self, painter: QPainter) -> None:
        """Lines to what the dragged object is in line with."""
        pen = QPen(theme.color("accent"), 1.0, Qt.PenStyle.DashLine)
        pen.setCosmetic(True)
        painter.setPen(pen)
        for guide in self.guides:
            painter.drawLine(QPointF(*guide.start), QPointF(*guide.end))

    def _movable(self) -> dict[ObjectKey, Box]:
        """What is selected and has a place of its own: pods have their node's."""
        picture = self.stage.picture
        keys = [key for key in self.stage.selection.keys if key in picture.places]
        return {key: picture.places.box(key) for key in keys if picture.node_of(key) is None}

    def _shift(self, pointer: Pointer) -> tuple[float, float]:
        """How far: the pressed object comes in line with a neighbour or the grid, with Alt with neither."""
        box = self._starts.get(self._key, Box(0, 0, 0, 0))
        dx, dy = pointer.point.x - self._press.point.x, pointer.point.y - self._press.point.y
        if pointer.modifiers & Qt.KeyboardModifier.AltModifier:
            self.guides = ()
            return dx, dy
        found = snap(box.moved(dx, dy), self._others, REACH / self.stage.camera.zoom)
        self.guides = found.guides
        return found.x - box.x, found.y - box.y

    def _neighbours(self) -> list[Box]:
        """What stands still near what is moved, and could be lined up with."""
        places = self.stage.picture.places
        near = around(self._starts.values()).grown(NEAR)
        found = (places.keys[index] for index in places.meeting(near, with_pods=False))
        return [places.box(key) for key in islice(found, MOST_NEIGHBOURS) if key not in self._starts]


def _all_to_node(scenario: Scenario, keys: Sequence[ObjectKey], node: str) -> Scenario:
    for key in keys:
        scenario = move_pod_to_node(scenario, key, node)
    return scenario


class MovingPod(Moving):
    """Carries a pod, and the others that are selected with it, to another node."""

    def __init__(self, stage: Stage, key: ObjectKey) -> None:
        super().__init__(stage, key)
        self._at: Point | None = None
        self._target: ObjectKey | None = None

    def move(self, pointer: Pointer) -> None:
        """Carry the pod, and say what letting go would do."""
        if self._at is None and not pointer.is_far_from(self._press):
            return
        self._at = pointer.point
        self._target = self.stage.node_at(pointer.point)
        if self._target is None:
            self.stage.say(tr("A pod runs on a node: let go over one."))
        elif not self._carried(self._target):
            self.stage.say("")
        else:
            self.stage.say(
                tr(
                    "Move {objects} to {name}",
                    objects=named(self._carried(self._target)),
                    name=self._target.name,
                )
            )

    def _carried(self, target: ObjectKey) -> list[ObjectKey]:
        """The selected pods that are not on the target yet."""
        pods = [key for key in self.stage.selection.keys if key.kind == "Pod"]
        return [key for key in pods if self.stage.picture.node_of(key) != target]

    def end(self, pointer: Pointer) -> None:
        """Move it to the node under the pointer."""
        self.stage.say("")
        if self._at is None:
            super().end(pointer)
            return
        if self._target is None:
            self.stage.say(tr("{name} stays where it is: a pod runs on a node.", name=self._key.name))
        elif carried := self._carried(self._target):
            edit = partial(_all_to_node, keys=carried, node=self._target.name)
            self.stage.document.apply(
                tr("Move {objects} to {name}", objects=named(carried), name=self._target.name), edit
            )
        self._at = None

    def cancel(self) -> None:
        """Leave the pod where it is."""
        self._at = None
        self.stage.say("")

    def paint(self, painter: QPainter) -> None:
        """The pod at the pointer, and the node that would take it."""
        if self._at is None or self._key not in self.stage.picture.places:
            return
        picture = self.stage.picture
        if self._target is not None:
            paint_target(painter, picture.places.box(self._target))
        box = picture.places.box(self._key)
        carried = Box(self._at.x - box.width / 2, self._at.y - box.height / 2, box.width, box.height)
        painter.setOpacity(0.85)
        paint_shape(painter, Kind.POD, carried, picture.face(self._key))
        painter.setOpacity(1.0)


def paint_target(painter: QPainter, box: Box) -> None:
    """A node that would take what is dragged."""
    painter.setPen(QPen(theme.color("accent"), 3.0))
    painter.setBrush(theme.color("accent_fill"))
    painter.setOpacity(0.5)
    painter.drawPath(outline(Kind.NODE, box))
    painter.setOpacity(1.0)
