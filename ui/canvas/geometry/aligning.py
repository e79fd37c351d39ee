"""Lining boxes up: to an edge, at even distances, and to neighbours while they are dragged."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import Enum
from typing import NamedTuple, TypeVar

from sandbox.geometry.boxes import Box, Point, around, snapped
from ui.language import mark

Key = TypeVar("Key")


class Edge(Enum):
    """What boxes are lined up by; the value says it to people."""

    LEFT = mark("left")
    CENTRE = mark("centre")
    RIGHT = mark("right")
    TOP = mark("top")
    MIDDLE = mark("middle")
    BOTTOM = mark("bottom")


ALIGNMENTS: Mapping[Edge, Callable[[Box, Box], Point]] = {
    Edge.LEFT: lambda box, whole: Point(whole.x, box.y),
    Edge.CENTRE: lambda box, whole: Point(whole.middle.x - box.width / 2, box.y),
    Edge.RIGHT: lambda box, whole: Point(whole.right - box.width, box.y),
    Edge.TOP: lambda box, whole: Point(box.x, whole.y),
    Edge.MIDDLE: lambda box, whole: Point(box.x, whole.middle.y - box.height / 2),
    Edge.BOTTOM: lambda box, whole: Point(box.x, whole.bottom - box.height),
}
"""Where a box goes, of the boxes that `whole` is around."""


def aligned(boxes: Mapping[Key, Box], edge: Edge) -> dict[Key, Point]:
    """Places at which the boxes have an edge or a middle in common."""
    whole = around(boxes.values())
    return {key: ALIGNMENTS[edge](box, whole) for key, box in boxes.items()}


def distributed(boxes: Mapping[Key, Box], *, across: bool) -> dict[Key, Point]:
    """Places with the same room between each box and the next; the first and the last stay."""
    axis = 0 if across else 1
    order = sorted(boxes, key=lambda key: boxes[key][axis] + boxes[key][axis + 2] / 2)
    whole = around(boxes.values())
    free = whole[axis + 2] - sum(box[axis + 2] for box in boxes.values())
    gap, at, places = free / max(len(order) - 1, 1), whole[axis], {}
    for key in order:
        box = boxes[key]
        places[key] = Point(at, box.y) if across else Point(box.x, at)
        at += box[axis + 2] + gap
    return places


class Guide(NamedTuple):
    """A line that says what a dragged box is in line with."""

    start: Point
    end: Point


class Snap(NamedTuple):
    """Where a dragged box comes to stand, and the lines that say why."""

    x: float
    y: float
    guides: tuple[Guide, ...] = ()


def snap(box: Box, others: Sequence[Box], reach: float) -> Snap:
    """To a neighbour's edge or middle that is within `reach` of one of the box's own, else to the grid."""
    across = _nearest(box, others, 0, reach)
    down = _nearest(box, others, 1, reach)
    x = snapped(box.x) if across is None else box.x + across[0]
    y = snapped(box.y) if down is None else box.y + down[0]
    placed = Box(x, y, box.width, box.height)
    guides = [] if across is None else [_upright(placed, across[2], across[1])]
    guides += [] if down is None else [_level(placed, down[2], down[1])]
    return Snap(x, y, tuple(guides))


def _lines(box: Box, axis: int) -> tuple[float, float, float]:
    """Both edges and the middle."""
    start, length = box[axis], box[axis + 2]
    return start, start + length / 2, start + length


def _nearest(box: Box, others: Iterable[Box], axis: int, reach: float) -> tuple[float, float, Box] | None:
    """How far to move, the line that is then common, and whose it is; nearer neighbours go first."""
    best: tuple[tuple[float, float], float, float, Box] | None = None
    for other in others:
        away = abs(other.middle.x - box.middle.x) + abs(other.middle.y - box.middle.y)
        for theirs in _lines(other, axis):
            for own in _lines(box, axis):
                shift = theirs - own
                rank = (abs(shift), away)
                if abs(shift) <= reach and (best is None or rank < best[0]):
                    best = (rank, shift, theirs, other)
    return None if best is None else best[1:]


def _upright(box: Box, other: Box, x: float) -> Guide:
    return Guide(Point(x, min(box.y, other.y)), Point(x, max(box.bottom, other.bottom)))


def _level(box: Box, other: Box, y: float) -> Guide:
    return Guide(Point(min(box.x, other.x), y), Point(max(box.right, other.right), y))
