"""`Backdrop`: the still picture in a pixmap, which is painted once and scrolled when the camera pans."""

from collections.abc import Iterable
from typing import cast

from PySide6.QtCore import QPoint, QRect, QRectF, QSize
from PySide6.QtGui import QPainter, QPixmap, QRegion

from sandbox.geometry.boxes import Point
from ui.canvas.camera import Camera
from ui.canvas.geometry.face import Measure
from ui.canvas.paint.scene import ScenePainter
from ui.canvas.paint.sight import Sight
from ui.canvas.picture import Picture


class Backdrop:
    """Remembers for which picture, size, zoom and place the pixmap is right."""

    def __init__(self, picture: Picture, measure: Measure) -> None:
        self._picture = picture
        self._scene = ScenePainter(picture, measure)
        self._pixmap = QPixmap()
        self._for: tuple[object, ...] = ()
        self._origin = Point(0.0, 0.0)

    def forget(self) -> None:
        """Paint everything anew the next time, since colours or fonts changed."""
        self._for = ()
        self._scene.forget()

    def pixmap(self, camera: Camera, size: QSize, ratio: float) -> QPixmap:
        """The picture as the camera sees it, `ratio` device pixels to a pixel."""
        wanted = (self._picture.revision, size.width(), size.height(), camera.zoom, ratio)
        scale = camera.zoom * ratio
        dx, dy = (self._origin.x - camera.origin.x) * scale, (self._origin.y - camera.origin.y) * scale
        if wanted != self._for:
            self._start(size, ratio)
            self._paint(camera, QRegion(self._pixmap.rect()), ratio)
        elif dx or dy:
            self._scroll(camera, dx, dy, ratio)
        self._for, self._origin = wanted, camera.origin
        return self._pixmap

    def _start(self, size: QSize, ratio: float) -> None:
        device = QSize(round(size.width() * ratio), round(size.height() * ratio))
        if self._pixmap.size() != device:
            self._pixmap = QPixmap(device)
        self._pixmap.setDevicePixelRatio(ratio)

    def _scroll(self, camera: Camera, dx: float, dy: float, ratio: float) -> None:
        """Move what is there by whole device pixels and paint the strips; paint all where it is not whole."""
        whole = QPoint(round(dx), round(dy))
        exposed = QRegion(self._pixmap.rect())
        near = max(abs(dx - whole.x()), abs(dy - whole.y())) < 0.01
        if near and abs(whole.x()) < self._pixmap.width() and abs(whole.y()) < self._pixmap.height():
            exposed = QRegion()
            self._pixmap.scroll(whole.x(), whole.y(), self._pixmap.rect(), exposed)
        self._paint(camera, exposed, ratio)

    def _paint(self, camera: Camera, device_area: QRegion, ratio: float) -> None:
        painter = QPainter(self._pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        sight = Sight(camera.origin, camera.zoom, ratio)
        for part in cast(Iterable[QRect], device_area):
            area = _in_pixels(part, ratio)
            painter.setClipRect(area)
            self._scene.paint(painter, sight, camera.seen_in(area))
        painter.end()


def _in_pixels(part: QRect, ratio: float) -> QRectF:
    return QRectF(part.x() / ratio, part.y() / ratio, part.width() / ratio, part.height() / ratio)
