"""Where everything drawn is: flat arrays, in which what is visible is found without touching objects."""

from array import array
from collections.abc import Iterator, Sequence
from enum import IntEnum
from typing import TYPE_CHECKING

import msgspec

from sandbox.geometry.boxes import Box, Point
from sandbox.kube import ObjectKey

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MANY = 2000
"""From here on NumPy looks through the arrays; for fewer, importing it would cost more than it saves."""


EDGE = 8.0
"""How near to its edge a shape that is empty inside is grasped."""
CAPTION = 32.0
"""Height of a shape's upper part, where its words are and where it is grasped too."""


class Kind(IntEnum):
    """What is drawn, in the order of drawing; later ones are nearer to the person who clicks."""

    FRAME = 0
    ELLIPSE = 1
    NODE = 2
    SERVICE = 3
    CLIENT = 4
    LOAD_BALANCER = 5
    NOTE = 6
    POD = 7


HOLLOW = (Kind.FRAME, Kind.ELLIPSE)
"""What is behind everything and lets clicks through."""

KINDS = {
    "Node": Kind.NODE,
    "Service": Kind.SERVICE,
    "Client": Kind.CLIENT,
    "LoadBalancer": Kind.LOAD_BALANCER,
    "Pod": Kind.POD,
    "Note": Kind.NOTE,
}
"""The kinds of object that are drawn, and what they are drawn as unless something else is said."""


class Columns(msgspec.Struct, frozen=True):
    """Edges and kinds of all boxes, one row each."""

    left: "NDArray[np.float64]"
    top: "NDArray[np.float64]"
    right: "NDArray[np.float64]"
    bottom: "NDArray[np.float64]"
    kinds: "NDArray[np.int8]"

    def meeting(self, area: Box) -> "NDArray[np.bool_]":
        """Which of them share something with `area`."""
        across = (self.left < area.right) & (self.right > area.x)
        found: NDArray[np.bool_] = across & (self.top < area.bottom) & (self.bottom > area.y)
        return found

    def bounds(self) -> Box:
        """The box around all of them."""
        left, top = float(self.left.min()), float(self.top.min())
        return Box(left, top, float(self.right.max()) - left, float(self.bottom.max()) - top)


class Places:
    """Boxes of objects. Removing one puts the last in its place, so that the arrays have no holes."""

    def __init__(self) -> None:
        self.keys: list[ObjectKey] = []
        self.kinds = array("b")
        self._sides = (array("d"), array("d"), array("d"), array("d"))
        self._index: dict[ObjectKey, int] = {}
        self._bounds: Box | None = None
        self._columns: Columns | None = None
        self._few_columns: Columns | None = None

    def __len__(self) -> int:
        return len(self.keys)

    def __iter__(self) -> Iterator[ObjectKey]:
        return iter(self.keys)

    def __contains__(self, key: ObjectKey) -> bool:
        return key in self._index

    def put(self, key: ObjectKey, box: Box, kind: Kind | None = None) -> None:
        """Place an object, new or not. Raises KeyError for a kind that is not drawn."""
        self._bounds = self._columns = self._few_columns = None
        index = self._index.get(key)
        x, y, width, height = self._sides
        if index is None:
            self._index[key] = len(self.keys)
            self.keys.append(key)
            self.kinds.append(KINDS[key.kind] if kind is None else kind)
            x.append(box[0])
            y.append(box[1])
            width.append(box[2])
            height.append(box[3])
        else:
            x[index], y[index], width[index], height[index] = box
            if kind is not None:
                self.kinds[index] = kind

    def kind(self, key: ObjectKey) -> Kind:
        """What an object is drawn as. Raises KeyError if it is not there."""
        return Kind(self.kinds[self._index[key]])

    def remove(self, key: ObjectKey) -> None:
        """Take an object out. Raises KeyError if it is not there."""
        self._bounds = self._columns = self._few_columns = None
        index = self._index.pop(key)
        last = self.keys.pop()
        kind, box = self.kinds.pop(), [side.pop() for side in self._sides]
        if last != key:
            self._index[last] = index
            self.keys[index] = last
            self.kinds[index] = kind
            for side, value in zip(self._sides, box, strict=True):
                side[index] = value

    def box(self, key: ObjectKey) -> Box:
        """An object's box. Raises KeyError if it is not there."""
        return self.box_at(self._index[key])

    def box_at(self, index: int) -> Box:
        """The box with that number."""
        x, y, width, height = self._sides
        return Box(x[index], y[index], width[index], height[index])

    def meeting(self, area: Box, *, with_pods: bool = True) -> Sequence[int]:
        """Numbers of the boxes that share something with `area`, in order of drawing."""
        most = Kind.POD if with_pods else Kind.POD - 1
        found = self._meeting_many(area, most) if self.are_many else self._meeting_few(area, most)
        return sorted(found, key=self.kinds.__getitem__)

    def in_the_way(self, area: Box) -> Box | None:
        """A box that shares something with `area` and is not hollow."""
        found = (each for each in self.meeting(area) if self.kinds[each] not in HOLLOW)
        index = next(found, None)
        return None if index is None else self.box_at(index)

    @property
    def are_many(self) -> bool:
        """Whether they are so many that NumPy pays."""
        return len(self.keys) > MANY

    def columns(self) -> "Columns":
        """All boxes as NumPy has them. Only where they are many."""
        if self._columns is None:
            import numpy as np

            x, y, width, height = (np.array(side) for side in self._sides)
            kinds = np.array(self.kinds, np.int8)
            self._columns = Columns(x, y, x + width, y + height, kinds)
        return self._columns

    def columns_without_pods(self) -> "Columns":
        """All boxes but those of pods, which are most of them."""
        if self._few_columns is None:
            every = self.columns()
            chosen = every.kinds != Kind.POD
            left, top = every.left[chosen], every.top[chosen]
            right, bottom = every.right[chosen], every.bottom[chosen]
            self._few_columns = Columns(left, top, right, bottom, every.kinds[chosen])
        return self._few_columns

    def _meeting_few(self, area: Box, most: int) -> list[int]:
        rows = enumerate(zip(*self._sides, strict=True))
        return [index for index, row in rows if self.kinds[index] <= most and Box(*row).meets(area)]

    def _meeting_many(self, area: Box, most: int) -> list[int]:
        columns = self.columns()
        found: list[int] = (columns.meeting(area) & (columns.kinds <= most)).nonzero()[0].tolist()
        return found

    def at(self, point: Point) -> ObjectKey | None:
        """The object in front at a point."""
        found = self.meeting(Box(point.x - 0.01, point.y - 0.01, 0.02, 0.02))
        return next((self.keys[index] for index in reversed(found) if self._is_hit(index, point)), None)

    def _is_hit(self, index: int, point: Point) -> bool:
        """Whether a shape is there, or only its empty inside."""
        if self.kinds[index] not in HOLLOW:
            return True
        box = self.box_at(index)
        return point.y < box.y + CAPTION or not box.grown(-EDGE).holds(point)

    def bounds(self) -> Box:
        """The box around everything; empty if there is nothing."""
        if self._bounds is None:
            self._bounds = self._find_bounds()
        return self._bounds

    def _find_bounds(self) -> Box:
        if not self.keys:
            return Box(0, 0, 0, 0)
        if self.are_many:
            return self.columns().bounds()
        x, y, width, height = self._sides
        left, top = min(x), min(y)
        right = max(a + b for a, b in zip(x, width, strict=True))
        bottom = max(a + b for a, b in zip(y, height, strict=True))
        return Box(left, top, right - left, bottom - top)
