"""Paths of upright and level lines: tidying, lengths, lanes."""

from collections.abc import Iterable, Sequence
from math import hypot

from sandbox.geometry.boxes import Point

Path = tuple[Point, ...]


def tidy(points: Iterable[Point]) -> Path:
    """The path without repeated points, points on a straight line, and stretches gone to and fro.

    >>> tidy([Point(0, 0), Point(5, 0), Point(5, 0), Point(2, 0), Point(2, 9)])
    (Point(x=0, y=0), Point(x=2, y=0), Point(x=2, y=9))
    """
    kept: list[Point] = []
    for point in points:
        if kept and kept[-1] == point:
            continue
        while len(kept) >= 2 and _in_line(kept[-2], kept[-1], point):
            kept.pop()
        if not kept or kept[-1] != point:
            kept.append(point)
    return tuple(kept)


def _in_line(one: Point, two: Point, three: Point) -> bool:
    return one.x == two.x == three.x or one.y == two.y == three.y


def length(path: Sequence[Point]) -> float:
    """How long the path is."""
    return sum(_distance(path[index], path[index + 1]) for index in range(len(path) - 1))


def _distance(one: Point, other: Point) -> float:
    return hypot(other.x - one.x, other.y - one.y)


def point_at(path: Sequence[Point], fraction: float) -> Point:
    """The point that is `fraction` of the way along."""
    return split(path, fraction)[0][-1]


def split(path: Sequence[Point], fraction: float) -> tuple[Path, Path]:
    """The path up to `fraction` of its length, and the rest of it."""
    left = length(path) * fraction
    for index in range(len(path) - 1):
        step = _distance(path[index], path[index + 1])
        if left <= step:
            point = _on(path[index], path[index + 1], left / step if step else 0.0)
            return (*path[: index + 1], point), (point, *path[index + 1 :])
        left -= step
    return tuple(path), (path[-1],)


def _on(start: Point, end: Point, fraction: float) -> Point:
    return Point(start.x + (end.x - start.x) * fraction, start.y + (end.y - start.y) * fraction)


def in_lane(path: Path, offset: float) -> Path:
    """The path moved `offset` to its right, so that the two directions of a wire lie side by side.

    >>> in_lane((Point(0, 0), Point(10, 0), Point(10, 10)), 2)
    (Point(x=0, y=2), Point(x=8, y=2), Point(x=8, y=10))
    """
    if len(path) < 2:
        return path
    sides = [_right_of(path[index], path[index + 1]) for index in range(len(path) - 1)]
    moved = []
    for index, point in enumerate(path):
        around = {sides[max(index - 1, 0)], sides[min(index, len(sides) - 1)]}
        dx = sum(side[0] for side in around)
        dy = sum(side[1] for side in around)
        moved.append(Point(point.x + dx * offset, point.y + dy * offset))
    return tuple(moved)


def _right_of(start: Point, end: Point) -> tuple[int, int]:
    """The direction to the right of someone going from `start` to `end`; y points down."""
    across = (end.x > start.x) - (end.x < start.x)
    down = (end.y > start.y) - (end.y < start.y)
    return -down, across
