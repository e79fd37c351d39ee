"""`Sight`: where a part of the scene comes to stand in pixels."""

import msgspec
from PySide6.QtGui import QPainter

from sandbox.geometry.boxes import Box, Point


class Sight(msgspec.Struct, frozen=True):
    """The scene point in the corner, pixels a scene unit, and device pixels a pixel."""

    origin: Point
    zoom: float
    ratio: float = 1.0

    def x(self, x: float) -> float:
        """The pixel of a scene x, on a whole device pixel."""
        return round((x - self.origin.x) * self.zoom * self.ratio) / self.ratio

    def y(self, y: float) -> float:
        """The pixel of a scene y, on a whole device pixel."""
        return round((y - self.origin.y) * self.zoom * self.ratio) / self.ratio

    def box(self, box: Box) -> Box:
        """A box of the scene in pixels."""
        x, y = self.x(box.x), self.y(box.y)
        return Box(x, y, self.x(box.right) - x, self.y(box.bottom) - y)

    def enter(self, painter: QPainter) -> None:
        """Let the painter, which is in pixels, paint in scene units."""
        painter.scale(self.zoom, self.zoom)
        painter.translate(-self.origin.x, -self.origin.y)
