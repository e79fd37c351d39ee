"""Places for a cluster that brings none: what sends left, Services in the middle, nodes by zone right."""

from collections.abc import Mapping, Sequence
from math import ceil, log
from typing import TypeAlias

from sandbox.geometry.boxes import Box, Point, around
from sandbox.kube import ObjectKey
from ui.canvas.geometry.arrange import ASPECT, COLUMN_GAP, GAP, Unplaced, rows_of

CORNER = Point(40, 40)
FEW_NODES = 4
"""So many nodes stand in one column, whatever their zones."""
FEWEST_ROWS = 4
"""A column of Services or of what is outside has room for as many, however low the nodes are."""
ZONE_GAP = 160.0
ZONE_ROW_GAP = 80.0
"""Between nodes of two zones: beside each other, and in one column."""
CAPTION = 48.0
"""Above nodes: room for what a zone is called."""
OUTSIDE = ("Client", "LoadBalancer")
LOOSE = ("Pod", "Note")
"""What is in no node and serves nobody: below all else."""

_Group: TypeAlias = Sequence[Unplaced]
_Boxes: TypeAlias = dict[ObjectKey, Box]


def whole_cluster(unplaced: _Group, zones: Mapping[ObjectKey, str]) -> dict[ObjectKey, Point]:
    """A place for each object; `zones` names the zones of nodes, empty for nodes of none."""
    nodes = _of(unplaced, ("Node",))
    if len(nodes) > FEW_NODES:
        choices = [_with_nodes(unplaced, _zoned(nodes, zones, rows)) for rows in _rows_to_try(nodes)]
        placed = min(choices, key=_how_odd)
    else:
        placed = _with_nodes(unplaced, _in_one_column(nodes, zones))
    below = Point(CORNER.x, around(placed.values()).bottom + 2 * GAP)
    placed |= _columns(_of(unplaced, LOOSE), below, 0)
    return {key: Point(box.x, box.y) for key, box in placed.items()}


def _with_nodes(unplaced: _Group, nodes: _Boxes) -> _Boxes:
    """What is outside, then Services, then the nodes, moved to stand right of them."""
    height = around(nodes.values()).bottom - CORNER.y
    outside = _columns(_of(unplaced, OUTSIDE), CORNER, height)
    services = _columns(sorted(_of(unplaced, ("Service",)), key=_namespace), _beside(outside), height)
    left = outside | services
    shift = _beside(left).x
    return left | {key: box.moved(shift, 0) for key, box in nodes.items()}


def _rows_to_try(nodes: _Group) -> list[int]:
    """Some numbers of rows around the one that makes a grid of the nodes alone as wide as screens are."""
    usual = rows_of([(width, height) for _, width, height in nodes])
    return sorted({max(1, round(usual * share / 4)) for share in range(2, 13)})


def _how_odd(boxes: _Boxes) -> float:
    """How far the whole is from being as wide as screens are."""
    whole = around(boxes.values())
    return abs(log(whole.width / whole.height / ASPECT))


def _of(unplaced: _Group, kinds: Sequence[str]) -> list[Unplaced]:
    return [each for kind in kinds for each in unplaced if each[0].kind == kind]


def _namespace(each: Unplaced) -> str:
    return each[0].namespace


def _beside(boxes: _Boxes) -> Point:
    """The corner right of everything so far; the first corner if there is nothing yet."""
    return Point(around(boxes.values()).right + COLUMN_GAP, CORNER.y) if boxes else CORNER


def _columns(group: _Group, corner: Point, height: float) -> _Boxes:
    """As many columns as it takes for none to be higher than `height`, all about as high."""
    if not group:
        return {}
    tallest = max(each[2] for each in group) + GAP
    most = max(FEWEST_ROWS, int((height + GAP) / tallest))
    rows = ceil(len(group) / ceil(len(group) / most))
    return _grid(group, corner, rows)


def _grid(group: _Group, corner: Point, rows: int, gap: float = COLUMN_GAP) -> _Boxes:
    """Columns of `rows` each, one after the other."""
    boxes: _Boxes = {}
    x = corner.x
    for first in range(0, len(group), rows):
        column, y = group[first : first + rows], corner.y
        for key, width, height in column:
            boxes[key] = Box(x, y, width, height)
            y += height + GAP
        x += max(width for _, width, _ in column) + gap
    return boxes


def _by_zone(nodes: _Group, zones: Mapping[ObjectKey, str]) -> list[list[Unplaced]]:
    """The nodes of each zone, by name; those without one come last."""
    found: dict[str, list[Unplaced]] = {}
    for each in nodes:
        found.setdefault(zones.get(each[0], ""), []).append(each)
    return [found[name] for name in sorted(found, key=lambda name: (not name, name))]


def _in_one_column(nodes: _Group, zones: Mapping[ObjectKey, str]) -> _Boxes:
    """A few nodes under each other, with more room where another zone begins."""
    boxes: _Boxes = {}
    groups = _by_zone(nodes, zones)
    y = CORNER.y + (CAPTION if len(groups) > 1 else 0)
    for group in groups:
        for key, width, height in group:
            boxes[key] = Box(0, y, width, height)
            y += height + GAP
        y += ZONE_ROW_GAP - GAP
    return boxes


def _zoned(nodes: _Group, zones: Mapping[ObjectKey, str], rows: int) -> _Boxes:
    """Zones beside each other, each in even columns of at most `rows` nodes."""
    groups = _by_zone(nodes, zones)
    corner = Point(0, CORNER.y + (CAPTION if len(groups) > 1 else 0))
    boxes: _Boxes = {}
    for group in groups:
        placed = _grid(group, corner, _even(len(group), rows))
        boxes |= placed
        corner = Point(around(placed.values()).right + ZONE_GAP, corner.y)
    return boxes


def _even(count: int, rows: int) -> int:
    """At most `rows`, so that all columns have about as many."""
    return ceil(count / ceil(count / rows))
