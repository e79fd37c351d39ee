"""The small map in the corner: everything as blocks, and the part that is seen."""

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QPainter, QPen, QPixmap

from sandbox.geometry.boxes import Box, Point, around
from ui.canvas.camera import Camera
from ui.canvas.paint.ink import KIND_TOKENS, edge_token, fill_token
from ui.canvas.paint.shapes import rect
from ui.canvas.paint.sight import Sight
from ui.canvas.picture import Picture
from ui.canvas.places import HOLLOW, Kind
from ui.theme import theme

WIDTH, HEIGHT = 144.0, 88.0
MARGIN = 16.0
INNER = 6.0
LEAST_CANVAS = 520
"""A canvas less wide or high than this has no room for a map."""
MOST_SEEN = 0.75
"""Where more than this share of everything is seen, a map would hide more than it shows."""


class Minimap:
    """Shown while much is outside the canvas."""

    def __init__(self, picture: Picture) -> None:
        self._picture = picture
        self._for: tuple[object, ...] = ()
        self._pixmap = QPixmap()

    def area(self, camera: Camera, size: QSize) -> QRectF:
        """Where it is in the widget; empty while most of the picture is seen, or where there is no room."""
        bounds, seen = rect(self._picture.places.bounds()), rect(camera.seen(size))
        if min(size.width(), size.height()) < LEAST_CANVAS or _area(bounds & seen) >= MOST_SEEN * _area(
            bounds
        ):
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
        painter.drawPixmap(area.topLeft(), self._map(shown, painter.device().devicePixelRatio()))
        painter.save()
        painter.setClipRect(area.adjusted(1, 1, -1, -1))
        painter.translate(area.topLeft())
        seen = rect(self._sight(shown).box(camera.seen(size)))
        painter.setPen(QPen(theme.color("accent"), 1.5))
        painter.setBrush(theme.color("accent_fill"))
        painter.setOpacity(0.35)
        painter.drawRect(seen)
        painter.setOpacity(1.0)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(seen)
        painter.restore()

    def _map(self, shown: Box, ratio: float) -> QPixmap:
        """The map without the part that is seen, painted once for each change of the picture."""
        wanted = (self._picture.revision, shown, ratio, theme.name)
        if wanted != self._for:
            self._for = wanted
            self._pixmap = QPixmap((QSizeF(WIDTH, HEIGHT) * ratio).toSize())
            self._pixmap.setDevicePixelRatio(ratio)
            self._pixmap.fill(Qt.GlobalColor.transparent)
            painter = QPainter(self._pixmap)
            self._paint_map(painter, self._sight(shown))
            painter.end()
        return self._pixmap

    def _paint_map(self, painter: QPainter, sight: Sight) -> None:
        area = QRectF(0, 0, WIDTH, HEIGHT)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.color("border"), 1.0))
        painter.setBrush(theme.color("surface"))
        painter.drawRoundedRect(area.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        painter.setClipRect(area.adjusted(1, 1, -1, -1))
        places = self._picture.places
        if places.are_many:
            from ui.canvas.paint.blocks import paint_kinds

            paint_kinds(painter, self._picture, sight, with_pods=False)
            return
        for index in places.meeting(places.bounds(), with_pods=False):
            kind = Kind(places.kinds[index])
            painter.setPen(QPen(theme.color(edge_token(kind) if kind in HOLLOW else KIND_TOKENS[kind]), 1.0))
            painter.setBrush(Qt.BrushStyle.NoBrush if kind in HOLLOW else theme.color(fill_token(kind)))
            painter.drawRect(rect(sight.box(places.box_at(index))))

    def _sight(self, shown: Box) -> Sight:
        """The map's own: everything shown is in the middle."""
        scale, middle = self._scale(shown), shown.middle
        return Sight(Point(middle.x - WIDTH / 2 / scale, middle.y - HEIGHT / 2 / scale), scale)

    def _shown(self, camera: Camera, size: QSize) -> Box:
        return around((self._picture.places.bounds(), camera.seen(size)))

    def _scale(self, shown: Box) -> float:
        return min((WIDTH - 2 * INNER) / max(shown.width, 1), (HEIGHT - 2 * INNER) / max(shown.height, 1))


def _area(area: QRectF) -> float:
    return area.width() * area.height()
