"""Places for objects that bring none: columns of Services, clients and load balancers left of the nodes."""

from collections.abc import Callable, Iterable, Sequence
from math import ceil, sqrt

from sandbox.geometry.boxes import Box, Point, around
from sandbox.kube import ObjectKey

Unplaced = tuple[ObjectKey, float, float]
"""An object with its width and height."""

STARTS = {
    "Service": Point(40, 40),
    "Client": Point(40, 280),
    "LoadBalancer": Point(192, 280),
    "Node": Point(480, 40),
    "Pod": Point(40, 480),
    "Note": Point(40, 640),
}
GAP = 32.0
COLUMN_GAP = 80.0
MOST_ROWS = {"Service": 10, "Client": 10, "LoadBalancer": 10, "Node": 4, "Pod": 16, "Note": 16}
"""So many stand in one column; more in a grid."""
ASPECT = 1.6
"""About how much wider than high a grid is."""


def places_for(unplaced: Sequence[Unplaced], taken: Iterable[Box]) -> dict[ObjectKey, Point]:
    """A free place for each object, clear of `taken` and of each other."""
    used = list(taken)
    places: dict[ObjectKey, Point] = {}
    for kind in STARTS:
        group = [each for each in unplaced if each[0].kind == kind]
        if len(group) > MOST_ROWS[kind]:
            found = _in_grid(group, STARTS[kind], used)
        else:
            found = _in_column(group, STARTS[kind], used)
        places |= {key: Point(box.x, box.y) for key, box in found}
        used += [box for _, box in found]
    return places


def cleared(box: Box, hit: Callable[[Box], Box | None]) -> Box:
    """`box`, or the first place below it that is clear of what `hit` finds in its way."""
    while (blocked := hit(box)) is not None:
        box = Box(box.x, blocked.bottom + GAP, box.width, box.height)
    return box


def _in_column(group: Sequence[Unplaced], start: Point, used: Sequence[Box]) -> list[tuple[ObjectKey, Box]]:
    """One below the other, further down where something is in the way."""
    found, y = [], start.y
    for key, width, height in group:
        box = cleared(Box(start.x, y, width, height), lambda box: _hit(box.grown(GAP / 2 - 1), used))
        found.append((key, box))
        y = box.bottom + GAP
    return found


def _hit(box: Box, used: Sequence[Box]) -> Box | None:
    return next((each for each in used if each.meets(box)), None)


def rows_of(sizes: Sequence[tuple[float, float]]) -> int:
    """How many rows make a grid of things of these widths and heights as wide as screens are."""
    count = max(len(sizes), 1)
    across = sum(width for width, _ in sizes) / count + COLUMN_GAP
    down = sum(height for _, height in sizes) / count + GAP
    return max(1, ceil(sqrt(count * across / down / ASPECT)))


def _in_grid(group: Sequence[Unplaced], start: Point, used: Sequence[Box]) -> list[tuple[ObjectKey, Box]]:
    """In columns, right of everything that is there."""
    rows = rows_of([(width, height) for _, width, height in group])
    x = max(start.x, around(used).right + COLUMN_GAP) if used else start.x
    found = []
    for first in range(0, len(group), rows):
        column, y = group[first : first + rows], start.y
        for key, width, height in column:
            found.append((key, Box(x, y, width, height)))
            y += height + GAP
        x += max(width for _, width, _ in column) + COLUMN_GAP
    return found
