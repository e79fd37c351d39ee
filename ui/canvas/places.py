"""Where everything drawn is: flat arrays, in which what is visible is found without touching objects."""

from array import array
from collections.abc import Iterator, Sequence
from enum import IntEnum

from sandbox.kube import ObjectKey
from ui.canvas.geometry.boxes import Box, Point

MANY = 2000
"""From here on NumPy looks through the arrays; for fewer, importing it would cost more than it saves."""


class Kind(IntEnum):
    """What is drawn, in the order of drawing; later ones are nearer to the person who clicks."""

    NODE = 0
    SERVICE = 1
    CLIENT = 2
    LOAD_BALANCER = 3
    POD = 4


KINDS = {
    "Node": Kind.NODE,
    "Service": Kind.SERVICE,
    "Client": Kind.CLIENT,
    "LoadBalancer": Kind.LOAD_BALANCER,
    "Pod": Kind.POD,
}
"""The kinds of object that are drawn."""


class Places:
    """Boxes of objects. Removing one puts the last in its place, so that the arrays have no holes."""

    def __init__(self) -> None:
        self.keys: list[ObjectKey] = []
        self.kinds = array("b")
        self._sides = (array("d"), array("d"), array("d"), array("d"))
        self._index: dict[ObjectKey, int] = {}
        self._bounds: Box | None = None

    def __len__(self) -> int:
        return len(self.keys)

    def __iter__(self) -> Iterator[ObjectKey]:
        return iter(self.keys)

    def __contains__(self, key: ObjectKey) -> bool:
        return key in self._index

    def put(self, key: ObjectKey, box: Box) -> None:
        """Place an object, new or not. Raises KeyError for a kind that is not drawn."""
        self._bounds = None
        index = self._index.get(key)
        if index is None:
            self._index[key] = len(self.keys)
            self.keys.append(key)
            self.kinds.append(KINDS[key.kind])
            for side, value in zip(self._sides, box, strict=True):
                side.append(value)
        else:
            for side, value in zip(self._sides, box, strict=True):
                side[index] = value

    def remove(self, key: ObjectKey) -> None:
        """Take an object out. Raises KeyError if it is not there."""
        self._bounds = None
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
        found = self._meeting_many(area, most) if len(self.keys) > MANY else self._meeting_few(area, most)
        return sorted(found, key=self.kinds.__getitem__)

    def _meeting_few(self, area: Box, most: int) -> list[int]:
        rows = enumerate(zip(*self._sides, strict=True))
        return [index for index, row in rows if self.kinds[index] <= most and Box(*row).meets(area)]

    def _meeting_many(self, area: Box, most: int) -> list[int]:
        import numpy as np

        x, y, width, height = (np.frombuffer(side) for side in self._sides)
        across = (x < area.right) & (x + width > area.x) & (np.frombuffer(self.kinds, np.int8) <= most)
        found: list[int] = np.flatnonzero(across & (y < area.bottom) & (y + height > area.y)).tolist()
        return found

    def at(self, point: Point) -> ObjectKey | None:
        """The object in front at a point."""
        found = self.meeting(Box(point.x - 0.01, point.y - 0.01, 0.02, 0.02))
        return self.keys[found[-1]] if found else None

    def bounds(self) -> Box:
        """The box around everything; empty if there is nothing."""
        if self._bounds is None:
            self._bounds = self._find_bounds()
        return self._bounds

    def _find_bounds(self) -> Box:
        if not self.keys:
            return Box(0, 0, 0, 0)
        x, y, width, height = self._sides
        left, top = min(x), min(y)
        right = max(a + b for a, b in zip(x, width, strict=True))
        bottom = max(a + b for a, b in zip(y, height, strict=True))
        return Box(left, top, right - left, bottom - top)
