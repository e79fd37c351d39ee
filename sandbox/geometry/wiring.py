"""The lines that join clients, load balancers and nodes: a trunk a column of nodes, a branch a device."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

import msgspec

from sandbox.geometry.boxes import Box, Point, between, snapped
from sandbox.geometry.lines import Path, tidy

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Real: TypeAlias = NDArray[np.float64]

TRUNK_GAP = 40.0
"""Between a trunk and its nodes where nothing else says how far."""
CORNER = 16.0
"""How much of a trunk its first and last branch draw at most."""
MANY_PATHS = 500
"""From here on NumPy finds those that are seen."""
CLEAR = 12.0
"""Between a branch and what it goes around."""


class Plug(msgspec.Struct, frozen=True):
    """A device's box, and the height at which its branch leaves it."""

    box: Box
    y: float


class Trunk(msgspec.Struct, frozen=True):
    """An upright line that branches end at."""

    x: float
    top: float
    bottom: float

    @property
    def corner(self) -> float:
        """How much of each end its first and last branch draw."""
        return min(CORNER, (self.bottom - self.top) / 2)


class Branch(msgspec.Struct, frozen=True):
    """From a device's edge to a trunk, by the trunk's number."""

    path: Path
    trunk: int


class Wiring(msgspec.Struct, frozen=True, dict=True):
    """All lines between devices. `backbone` joins the trunks where there are several."""

    trunks: tuple[Trunk, ...]
    branches: Mapping[str, Branch]
    backbone: float

    def route(self, sender: str, receiver: str) -> Path:
        """The way from one device to another, by trunk; empty where one of them is not joined."""
        one, other = self.branches.get(sender), self.branches.get(receiver)
        if one is None or other is None:
            return ()
        return tidy((*one.path, *self._across(one, other), *reversed(other.path)))

    def _across(self, one: Branch, other: Branch) -> tuple[Point, ...]:
        if one.trunk == other.trunk:
            return ()
        return Point(one.path[-1].x, self.backbone), Point(other.path[-1].x, self.backbone)

    @cached_property
    def paths(self) -> list[Path]:
        """Everything to draw; a branch at the end of its trunk has the corner, so that it is round."""
        paths = [self._with_corner(each) for each in self.branches.values() if len(each.path) > 1]
        heights: list[set[float]] = [set() for _ in self.trunks]
        for branch in self.branches.values():
            heights[branch.trunk].add(branch.path[-1].y)
        found = map(_between_corners, self.trunks, heights)
        paths += [path for path in found if path]
        if len(self.trunks) > 1:
            left, right = min(each.x for each in self.trunks), max(each.x for each in self.trunks)
            paths.append((Point(left, self.backbone), Point(right, self.backbone)))
        return paths

    def near(self, area: Box) -> list[Path]:
        """The paths to draw whose boxes come near `area`."""
        if len(self.paths) < MANY_PATHS:
            return [path for path in self.paths if _reaches(path, area)]
        left, top, right, bottom = self._extents
        across = (left <= area.right) & (right >= area.x)
        found = (across & (top <= area.bottom) & (bottom >= area.y)).nonzero()[0]
        return [self.paths[index] for index in found.tolist()]

    @cached_property
    def _extents(self) -> "tuple[Real, Real, Real, Real]":
        """The edges of the boxes around all paths."""
        import numpy as np

        starts = np.cumsum([0, *(len(path) for path in self.paths[:-1])])
        points = np.array([point for path in self.paths for point in path])
        low, high = np.minimum.reduceat(points, starts), np.maximum.reduceat(points, starts)
        return low[:, 0], low[:, 1], high[:, 0], high[:, 1]

    @cached_property
    def segments(self) -> "Real":
        """Every straight piece of the paths as a row of x, y, x, y. Only where there are many."""
        import numpy as np

        pieces = [(*one, *two) for path in self.paths for one, two in pairwise(path)]
        return np.array(pieces, float).reshape(-1, 4)

    @cached_property
    def segment_edges(self) -> "tuple[Real, Real, Real, Real]":
        """Left, top, right and bottom edges of the segments."""
        import numpy as np

        one, other = self.segments[:, :2], self.segments[:, 2:]
        low, high = np.minimum(one, other), np.maximum(one, other)
        left, top = (np.ascontiguousarray(low[:, axis]) for axis in (0, 1))
        right, bottom = (np.ascontiguousarray(high[:, axis]) for axis in (0, 1))
        return left, top, right, bottom

    def _with_corner(self, branch: Branch) -> Path:
        trunk, end = self.trunks[branch.trunk], branch.path[-1]
        turn = (end.y == trunk.top) - (end.y == trunk.bottom)
        return (*branch.path, Point(end.x, end.y + turn * trunk.corner)) if turn else branch.path


def _reaches(path: Path, area: Box) -> bool:
    """Whether the box around the path has something in `area`."""
    across = [point.x for point in path]
    down = [point.y for point in path]
    inside = min(across) <= area.right and max(across) >= area.x
    return inside and min(down) <= area.bottom and max(down) >= area.y


def _between_corners(trunk: Trunk, heights: set[float]) -> Path:
    """The trunk without the corners that branches at these heights draw."""
    top = trunk.top + (trunk.corner if trunk.top in heights else 0)
    bottom = trunk.bottom - (trunk.corner if trunk.bottom in heights else 0)
    return (Point(trunk.x, top), Point(trunk.x, bottom)) if bottom > top else ()


def wiring_of(nodes: Mapping[str, Plug], outside: Mapping[str, Plug], cards: Iterable[Box]) -> Wiring:
    """Join the devices. `cards` are boxes that nothing is joined to and that lines should go around.

    A device alone has no line: it would lead nowhere.
    """
    if len(nodes) + len(outside) < 2:
        return Wiring((), {}, 0.0)
    columns = _columns(nodes)
    obstacles = [*(plug.box for plug in (*nodes.values(), *outside.values())), *cards]
    places = _trunk_places(columns, nodes, obstacles)
    branches = {
        name: Branch((Point(nodes[name].box.x, nodes[name].y), Point(places[number], nodes[name].y)), number)
        for number, column in enumerate(columns)
        for name in column
    }
    for name, plug in outside.items():
        branches[name] = _outside_branch(plug, places, obstacles)
    top = min((plug.box.y for plug in nodes.values()), default=0.0) - 24
    return Wiring(tuple(_trunks(places, branches, top)), branches, top)


def _columns(nodes: Mapping[str, Plug]) -> list[list[str]]:
    """Names of nodes that stand over each other, from left to right."""
    columns: list[list[str]] = []
    right = float("-inf")
    for name in sorted(nodes, key=lambda each: nodes[each].box.x):
        box = nodes[name].box
        if box.x >= right:
            columns.append([])
            right = box.right
        columns[-1].append(name)
        right = max(right, box.right)
    return columns


def _trunk_places(
    columns: Sequence[Sequence[str]], nodes: Mapping[str, Plug], obstacles: Sequence[Box]
) -> list[float]:
    """Left of each column, in the middle of the free space; right of everything if there are no nodes."""
    if not columns:
        return [max((each.right for each in obstacles), default=0.0) + TRUNK_GAP]
    places = []
    edges = sorted(each.right for each in obstacles)
    for column in columns:
        left = min(nodes[name].box.x for name in column)
        before = bisect_right(edges, left)
        edge = edges[before - 1] if before else left - 2 * TRUNK_GAP
        free = left - edge
        near = left - min(max(free / 2, 16), 2 * TRUNK_GAP)
        places.append(snapped(near))
    return places


def _outside_branch(plug: Plug, places: Sequence[float], obstacles: Sequence[Box]) -> Branch:
    """A level line to the nearest trunk, or one that goes around what stands in its way."""
    box = plug.box
    number = min(range(len(places)), key=lambda each: abs(places[each] - box.middle.x))
    trunk = places[number]
    if box.x <= trunk <= box.right:
        return Branch((Point(trunk, box.bottom),), number)
    edge = box.right if trunk > box.right else box.x
    out = edge + (CLEAR if trunk > edge else -CLEAR)
    others = [each.grown(CLEAR - 1) for each in obstacles if each != box]
    y = _free_height(plug.y, edge, trunk, others)
    path = Point(edge, plug.y), Point(out, plug.y), Point(out, y), Point(trunk, y)
    return Branch(tidy(path), number)


def _free_height(wanted: float, edge: float, trunk: float, others: Sequence[Box]) -> float:
    """The height nearest to `wanted` at which a level line from `edge` to `trunk` meets none of `others`."""
    heights = [wanted, *(each.y for each in others), *(each.bottom for each in others)]
    for height in sorted(heights, key=lambda each: abs(each - wanted)):
        way = between(Point(edge, height - 0.5), Point(trunk, height + 0.5))
        inner = Box(way.x + 1, way.y + 0.5, way.width - 2, way.height - 1)
        if not any(each.meets(inner) or _on_level(each, inner) for each in others):
            return height
    return wanted


def _on_level(box: Box, way: Box) -> bool:
    """Whether a line without height runs through the box, not along its edge."""
    return box.y < way.y < box.bottom and box.x < way.right and way.x < box.right


def _trunks(places: Sequence[float], branches: Mapping[str, Branch], backbone: float) -> Iterable[Trunk]:
    """Each trunk from its first branch to its last, and to the backbone where that is needed."""
    heights: list[list[float]] = [[] for _ in places]
    for branch in branches.values():
        heights[branch.trunk].append(branch.path[-1].y)
    for x, found in zip(places, heights, strict=True):
        ends = [*found, backbone] if len(places) > 1 else found
        yield Trunk(x, min(ends, default=0.0), max(ends, default=0.0))
