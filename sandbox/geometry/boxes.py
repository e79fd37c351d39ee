"""Points and boxes in scene units: one unit is one device-independent pixel at 100 %."""

from collections.abc import Iterable
from typing import NamedTuple

GRID = 8
"""Everything is placed on multiples of this."""


class Point(NamedTuple):
    """A place in the scene."""

    x: float
    y: float


class Box(NamedTuple):
    """An upright rectangle.

    >>> Box(0, 0, 10, 10).holds(Point(10, 3)), Box(0, 0, 10, 10).meets(Box(10, 0, 5, 5))
    (True, False)
    """

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.y + self.height

    @property
    def middle(self) -> Point:
        """Its centre."""
        return Point(self.x + self.width / 2, self.y + self.height / 2)

    def holds(self, point: Point) -> bool:
        """Whether the point is inside or on an edge."""
        return self.x <= point.x <= self.right and self.y <= point.y <= self.bottom

    def contains(self, other: "Box") -> bool:
        """Whether all of `other` is inside."""
        across = self.x <= other.x and other.right <= self.right
        return across and self.y <= other.y and other.bottom <= self.bottom

    def meets(self, other: "Box") -> bool:
        """Whether the two share more than an edge."""
        across = self.x < other.right and other.x < self.right
        return across and self.y < other.bottom and other.y < self.bottom

    def moved(self, dx: float, dy: float) -> "Box":
        """The same box elsewhere."""
        return Box(self.x + dx, self.y + dy, self.width, self.height)

    def grown(self, by: float) -> "Box":
        """Wider by `by` on every side."""
        return Box(self.x - by, self.y - by, self.width + 2 * by, self.height + 2 * by)


def between(one: Point, other: Point) -> Box:
    """The box that has the two points as opposite corners."""
    x, y = min(one.x, other.x), min(one.y, other.y)
    return Box(x, y, abs(one.x - other.x), abs(one.y - other.y))


def around(boxes: Iterable[Box]) -> Box:
    """The smallest box that holds all of them; empty at the origin if there are none."""
    found = list(boxes)
    if not found:
        return Box(0, 0, 0, 0)
    x, y = min(each.x for each in found), min(each.y for each in found)
    right, bottom = max(each.right for each in found), max(each.bottom for each in found)
    return Box(x, y, right - x, bottom - y)


def snapped(value: float) -> float:
    """The nearest place on the grid."""
    return float(round(value / GRID) * GRID)
