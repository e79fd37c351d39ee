"""The menus of an object and of the empty canvas: rows of what can be done, with one reader."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu, QWidget

from sandbox.geometry.boxes import Point
from sandbox.kube import Node, ObjectKey, Pod
from sandbox.playback import Breakpoint
from sandbox.scenario import Client, NoteShape, Scenario
from ui.canvas.clipboard import has_text
from ui.canvas.commands import Commands
from ui.canvas.flows import SENDERS, reason_against
from ui.canvas.geometry.aligning import Edge
from ui.canvas.picture import DEVICE_PREFIXES, device_of
from ui.language import capital, tr
from ui.theme.kinds import KIND_STYLES
from ui.theme.menus import add_picture_action, literal

if TYPE_CHECKING:
    from ui.canvas.view import CanvasView

MOST_SENDERS = 24
"""A longer menu would not be read."""


@dataclass(frozen=True)
class Entry:
    """One row: what it is called, its key for people to see, and what it does; or a submenu of rows.

    A row without words is a line between groups.
    """

    text: str = ""
    act: Callable[[], object] = lambda: None
    keys: str = ""
    enabled: bool = True
    below: Sequence["Entry"] = field(default=())


LINE = Entry()


def fill(menu: QMenu, entries: Sequence[Entry]) -> QMenu:
    """The menu with the rows; lines that would part nothing are left out."""
    for entry in entries:
        if not entry.text:
            menu.addSeparator()
        elif entry.below:
            fill(menu.addMenu(entry.text), entry.below)
        else:
            action = menu.addAction(f"{entry.text}\t{entry.keys}" if entry.keys else entry.text)
            action.setEnabled(entry.enabled)
            action.triggered.connect(lambda _checked, act=entry.act: act())
    return menu


def context_menu(parent: QWidget, canvas: "CanvasView", key: ObjectKey | None, at: Point) -> QMenu:
    """The menu of an object, which is selected, or of the empty canvas at a point, with its picture."""
    entries = canvas_entries(canvas, at) if key is None else object_entries(canvas, key)
    return add_picture_action(fill(QMenu(parent), entries), canvas)


def object_entries(canvas: "CanvasView", key: ObjectKey) -> list[Entry]:
    """What can be done with what is selected; `key` is the object that was pointed at."""
    commands, selected = canvas.commands, canvas.selection.keys
    entries = [*_sending(canvas, key), *_stopping(canvas, key), LINE, *_of_kind(canvas, key), LINE]
    movable = commands.movable()
    if len(movable) > 1:
        entries.append(Entry(tr("Align"), below=_alignments(commands)))
        entries.append(Entry(tr("Distribute"), below=_distributions(commands, len(movable))))
    entries.append(Entry(tr("Select Same Kind"), commands.select_same_kind))
    entries.append(Entry(tr("Fit Selection"), canvas.fit_selection, "Ctrl+2"))
    entries += [LINE, *_editing(commands), LINE]
    return [
        *entries,
        Entry(
            tr("Delete") if len(selected) < 2 else tr("Delete {count} Objects", count=len(selected)),
            commands.delete,
            "Del",
        ),
    ]


def _sending(canvas: "CanvasView", key: ObjectKey) -> Iterator[Entry]:
    if key.kind in SENDERS:
        yield Entry(tr("Send a Packet from Here…"), partial(canvas.pick_target, key))
    senders = _senders(canvas.document.scenario, key)
    if senders:
        below = [Entry(literal(sender.name), partial(canvas.send, sender, key)) for sender in senders]
        yield Entry(tr("Send a Packet to Here from"), below=below)


def _stopping(canvas: "CanvasView", key: ObjectKey) -> Iterator[Entry]:
    """Setting a breakpoint on a device, or taking it away."""
    points = canvas.playhead.breakpoints
    if key.kind in DEVICE_PREFIXES:
        place = Breakpoint(device_of(key))
        text = tr("Do Not Stop Here") if place in points.places else tr("Stop Here")
        yield Entry(text, partial(points.toggle, place), "F9")


def _of_kind(canvas: "CanvasView", key: ObjectKey) -> Iterator[Entry]:
    """What only objects of some kinds have."""
    commands = canvas.commands
    if key.kind == "Note":
        yield Entry(tr("Edit Text"), partial(canvas.edit_note, key), "Enter")
    if key.kind == "Node":
        yield Entry(tr("Add a Pod Here"), partial(commands.add, "Pod", canvas.picture.places.box(key).middle))
    if key.kind in ("Node", "Pod", "Service"):
        yield Entry(tr("Expand") if commands.is_collapsed() else tr("Collapse to a Count"), commands.collapse)
    if key.namespace:
        is_folded = commands.namespaces().get(key.namespace, False)
        text = tr("Expand Namespace {name}") if is_folded else tr("Collapse Namespace {name}")
        fold = partial(commands.collapse_namespace, key.namespace)
        yield Entry(text.format(name=key.namespace), fold)
    if key.kind != "Note":
        frame = partial(commands.add_note, canvas.picture.places.box(key).middle, NoteShape.RECTANGLE)
        yield Entry(tr("Draw a Frame Around"), frame, enabled=bool(commands.movable()))


def _alignments(commands: Commands) -> list[Entry]:
    return [Entry(capital(tr(edge.value)), partial(commands.align, edge)) for edge in Edge]


def _distributions(commands: Commands, count: int) -> list[Entry]:
    rows = ((tr("Across"), True), (tr("Down"), False))
    return [
        Entry(text, partial(commands.distribute, across=across), enabled=count > 2) for text, across in rows
    ]


def _editing(commands: Commands) -> list[Entry]:
    return [
        Entry(tr("Cut"), commands.cut, "Ctrl+X"),
        Entry(tr("Copy as YAML"), commands.copy, "Ctrl+C"),
        Entry(tr("Paste"), commands.paste, "Ctrl+V", enabled=has_text()),
        Entry(tr("Duplicate"), commands.duplicate, "Ctrl+D"),
    ]


def canvas_entries(canvas: "CanvasView", at: Point) -> list[Entry]:
    """What can be done where nothing is."""
    commands = canvas.commands
    add = [
        Entry(style.title, partial(commands.add, kind, at), style.letter)
        for kind, style in KIND_STYLES.items()
    ]
    add += [
        LINE,
        Entry(tr("Frame"), partial(commands.add_note, at, NoteShape.RECTANGLE)),
        Entry(tr("Ellipse"), partial(commands.add_note, at, NoteShape.ELLIPSE)),
    ]
    spaces = commands.namespaces()
    folding = [
        Entry(
            (tr("Expand {objects}") if folded else tr("Collapse {objects}")).format(objects=name),
            partial(commands.collapse_namespace, name),
        )
        for name, folded in spaces.items()
    ]
    return [
        Entry(tr("Add Here"), below=add),
        Entry(tr("Paste Here"), partial(commands.paste, at), enabled=has_text()),
        LINE,
        Entry(tr("Select All"), commands.select_all, "Ctrl+A"),
        Entry(tr("Fit All"), canvas.fit_all, "Ctrl+1"),
        Entry(tr("Auto-Layout"), commands.auto_layout),
        *([Entry(tr("Namespaces"), below=folding)] if folding else []),
    ]


def _senders(scenario: Scenario, key: ObjectKey) -> list[ObjectKey]:
    """The objects that could send to `key`, clients first."""
    senders: tuple[Client | Pod | Node, ...] = (*scenario.clients, *scenario.pods, *scenario.nodes)
    found = (each.key for each in senders[:MOST_ASKED] if not reason_against(scenario, each.key, key))
    return list(islice(found, MOST_SENDERS))


MOST_ASKED = 200
"""Where none of so many can send, no other will."""
