"""`Stamps`: shapes that were painted once into a pixmap: pods of one size are one picture."""

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPixmap

from sandbox.geometry.boxes import Box
from ui.canvas.geometry.face import Face
from ui.canvas.paint.shapes import paint_ground
from ui.canvas.paint.sight import Sight
from ui.canvas.places import Kind

MARGIN = 4.0
"""Scene units around a shape: for the width of its edge and its shadow."""
LARGEST = 2_000_000
"""Device pixels of a stamp; a larger shape is painted as it is."""
MOST = 16_000_000
"""Device pixels of all stamps together."""
NO_FACE = Face(0, 0)


class Stamps:
    """Stamps of one zoom; another zoom begins anew."""

    def __init__(self) -> None:
        self._for: tuple[float, float] = (0.0, 0.0)
        self._found: dict[tuple[object, ...], QPixmap] = {}
        self._pixels = 0

    def forget(self) -> None:
        """Paint them anew, since colours changed."""
        self._found, self._pixels = {}, 0

    def stamp(
        self,
        painter: QPainter,
        sight: Sight,
        kind: Kind,
        box: Box,
        face: Face = NO_FACE,
        *,
        faded: bool = False,
    ) -> None:
        """Paint a shape without its words; the painter is in pixels."""
        if (sight.zoom, sight.ratio) != self._for:
            self.forget()
            self._for = (sight.zoom, sight.ratio)
        key = (kind, box.width, box.height, faded, face.wires, face.plates, face.switches)
        pixmap = self._found.get(key)
        if pixmap is None:
            pixmap = self._made(sight, kind, box, face, faded)
            self._found[key] = pixmap
        if pixmap.isNull():
            painter.save()
            sight.enter(painter)
            paint_ground(painter, kind, box, face, faded=faded)
            painter.restore()
            return
        x, y = sight.x(box.x - MARGIN), sight.y(box.y - MARGIN)
        painter.drawPixmap(QPointF(x, y), pixmap)

    def _made(self, sight: Sight, kind: Kind, box: Box, face: Face, faded: bool) -> QPixmap:
        scale = sight.zoom * sight.ratio
        width, height = (int((side + 2 * MARGIN) * scale) + 2 for side in (box.width, box.height))
        if width * height > LARGEST:
            return QPixmap()
        if self._pixels + width * height > MOST:
            self.forget()
        self._pixels += width * height
        pixmap = QPixmap(width, height)
        pixmap.fill(Qt.GlobalColor.transparent)
        pixmap.setDevicePixelRatio(sight.ratio)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(sight.zoom, sight.zoom)
        paint_ground(painter, kind, Box(MARGIN, MARGIN, box.width, box.height), face, faded=faded)
        painter.end()
        return pixmap
