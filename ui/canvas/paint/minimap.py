"""The small map in the corner: everything as blocks, and the part that is seen."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen

from ui.canvas.camera import Camera
from ui.canvas.geometry.boxes import Box, Point, around
from ui.canvas.paint.ink import KIND_TOKENS, fill_token
from ui.canvas.paint.shapes import rect
from ui.canvas.picture import Picture
from ui.canvas.places import Kind
from ui.theme import theme

WIDTH, HEIGHT = 144.0, 88.0
MARGIN = 16.0
INNER = 6.0
LEAST_CANVAS = 520
"""A canvas less wide or high than this has no room for a map."""


class Minimap:
    """Shown while something is outside the canvas."""

    def __init__(self, picture: Picture) -> None:
        self._picture = picture
        self._for = -1
        self._found: dict[Kind, list[QRectF]] = {}

    def area(self, camera: Camera, size: QSize) -> QRectF:
        """Where it is in the widget; empty while everything is seen, or where there is no room."""
        bounds = self._picture.places.bounds()
        if min(size.width(), size.height()) < LEAST_CANVAS or camera.seen(size).contains(bounds):
            return QRectF()
        return QRectF(MARGIN, size.height() - HEIGHT - MARGIN, WIDTH, HEIGHT)

    def point_at(self, pixel: QPointF, camera: Camera, size: QSize) -> Point:
        """The scene point under a pixel of the map."""
        area, shown = self.area(camera, size), self._shown(camera, size)
        scale = self._scale(shown)
        return Point(
            shown.middle.x + (pixel.x() - area.center().x()) / scale,
            shown.middle.y + (pixel.y() - area.center().y()) / scale,
        )

    def paint(self, painter: QPainter, camera: Camera, size: QSize) -> None:
        """Paint it over the canvas; the painter is in pixels."""
        area = self.area(camera, size)
        if area.isEmpty():
            return
        shown = self._shown(camera, size)
        painter.save()
        painter.setPen(QPen(theme.color("border"), 1.0))
        painter.setBrush(theme.color("surface"))
        painter.drawRoundedRect(area, 6, 6)
        painter.setClipRect(area.adjusted(1, 1, -1, -1))
        painter.translate(area.center())
        scale = self._scale(shown)
        painter.scale(scale, scale)
        painter.translate(-shown.middle.x, -shown.middle.y)
        for kind, found in self._rects().items():
            pen = QPen(theme.color(KIND_TOKENS[kind]), 1.0)
            pen.setCosmetic(True)
            painter.setPen(pen)
            painter.setBrush(theme.color(fill_token(kind)))
            painter.drawRects(found)
        pen = QPen(theme.color("accent"), 1.5)
        pen.setCosmetic(True)
        painter.setPen(pen)
        painter.setBrush(theme.color("accent_fill"))
        painter.setOpacity(0.35)
        painter.drawRect(rect(camera.seen(size)))
        painter.setOpacity(1.0)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(rect(camera.seen(size)))
        painter.restore()

    def _shown(self, camera: Camera, size: QSize) -> Box:
        return around((self._picture.places.bounds(), camera.seen(size)))

    def _scale(self, shown: Box) -> float:
        return min((WIDTH - 2 * INNER) / max(shown.width, 1), (HEIGHT - 2 * INNER) / max(shown.height, 1))

    def _rects(self) -> dict[Kind, list[QRectF]]:
        """Everything but pods, looked up once for each change of the picture."""
        if self._for != self._picture.revision:
            places = self._picture.places
            self._for, self._found = self._picture.revision, {}
            for index in places.meeting(places.bounds(), with_pods=False):
                found = self._found.setdefault(Kind(places.kinds[index]), [])
                found.append(rect(places.box_at(index)))
        return self._found
