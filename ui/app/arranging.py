"""The rows of the table of actions that copy, arrange and fold what is selected on the canvas."""

from typing import TYPE_CHECKING

from sandbox.scenario import NoteShape
from ui.app.spec import ActionSpec, Key
from ui.canvas.geometry.aligning import Edge
from ui.language import mark, tr

if TYPE_CHECKING:
    from ui.app.window import Window


def _has_selection(window: "Window") -> bool:
    return bool(window.selection.keys)


def _has(count: int, window: "Window") -> bool:
    """Whether so many objects with places of their own are selected; counts no further than it must."""
    return len(window.selection.keys) >= count and window.canvas.commands.can_arrange(count)


COPY = (
    ActionSpec(
        name="cut",
        menu="&Edit",
        text=mark("Cu&t"),
        keys=Key.Cut,
        starts_group=True,
        run=lambda w: w.canvas.commands.cut(),
        enabled=_has_selection,
    ),
    ActionSpec(
        name="copy",
        menu="&Edit",
        text=mark("&Copy as YAML"),
        keys=Key.Copy,
        run=lambda w: w.canvas.commands.copy(),
        enabled=_has_selection,
    ),
    ActionSpec(
        name="paste",
        menu="&Edit",
        text=mark("&Paste Objects or YAML"),
        keys=Key.Paste,
        run=lambda w: w.canvas.commands.paste(),
    ),
    ActionSpec(
        name="duplicate",
        menu="&Edit",
        text=mark("D&uplicate"),
        keys="Ctrl+D",
        run=lambda w: w.canvas.commands.duplicate(),
        enabled=_has_selection,
    ),
)


def _aligning(edge: Edge) -> ActionSpec:
    return ActionSpec(
        name=f"align_{edge.value}",
        menu="&Edit/A&lign",
        text=edge.value,
        starts_group=edge is Edge.TOP,
        run=lambda w: w.canvas.commands.align(edge),
        enabled=lambda w: _has(2, w),
    )


ARRANGE = (
    ActionSpec(
        name="select_same_kind",
        menu="&Edit",
        text=mark("Select Same &Kind"),
        keys="Ctrl+Shift+A",
        run=lambda w: w.canvas.commands.select_same_kind(),
        enabled=_has_selection,
    ),
    *map(_aligning, Edge),
    ActionSpec(
        name="distribute_across",
        menu="&Edit/A&lign",
        text=mark("Distribute Across"),
        starts_group=True,
        run=lambda w: w.canvas.commands.distribute(across=True),
        enabled=lambda w: _has(3, w),
    ),
    ActionSpec(
        name="distribute_down",
        menu="&Edit/A&lign",
        text=mark("Distribute Down"),
        run=lambda w: w.canvas.commands.distribute(across=False),
        enabled=lambda w: _has(3, w),
    ),
    ActionSpec(
        name="auto_layout",
        menu="&Edit",
        text=mark("Auto-Lay&out"),
        keys="Ctrl+Shift+L",
        run=lambda w: w.canvas.commands.auto_layout(),
    ),
    ActionSpec(
        name="collapse",
        menu="&Edit",
        text=mark("Collapse to a Count"),
        keys="Ctrl+G",
        run=lambda w: w.canvas.commands.collapse(),
        words=lambda w: tr("Expand") if w.canvas.commands.is_collapsed() else tr("Collapse to a Count"),
        enabled=lambda w: w.canvas.commands.can_collapse(),
    ),
)

SHAPES = (
    ActionSpec(
        name="add_frame",
        menu="&Add",
        text=mark("Frame"),
        starts_group=True,
        run=lambda w: w.canvas.commands.add_note(w.canvas.place_to_add(), NoteShape.RECTANGLE),
    ),
    ActionSpec(
        name="add_ellipse",
        menu="&Add",
        text=mark("Ellipse"),
        run=lambda w: w.canvas.commands.add_note(w.canvas.place_to_add(), NoteShape.ELLIPSE),
    ),
)

FIT = (
    ActionSpec(
        name="fit_selection",
        menu="&View",
        text=mark("Fit &Selection"),
        keys="Ctrl+2",
        run=lambda w: w.canvas.fit_selection(),
        enabled=_has_selection,
    ),
)
