"""What a picture can be of: a part of the canvas, or a widget as it stands."""

from typing import Protocol

import msgspec
from PySide6.QtCore import QPoint, QSizeF
from PySide6.QtGui import QPainter, QRegion
from PySide6.QtWidgets import QWidget

from sandbox.geometry.boxes import Box
from ui.canvas.geometry.face import Measure
from ui.canvas.paint.whole import paint_whole
from ui.canvas.picture import Picture
from ui.canvas.walk import Walk


class Subject(Protocol):
    """Something that can be painted at its own size."""

    @property
    def size(self) -> QSizeF:
        """Width and height in device-independent pixels."""
        ...

    def paint(self, painter: QPainter) -> None:
        """Paint it with its upper left corner at the origin."""
        ...


class CanvasPart(msgspec.Struct, frozen=True):
    """An area of the canvas in full detail, whatever its zoom in the window."""

    picture: Picture
    measure: Measure
    area: Box
    walk: Walk | None = None

    @property
    def size(self) -> QSizeF:
        """The area's size: a scene unit is a pixel."""
        return QSizeF(self.area.width, self.area.height)

    def paint(self, painter: QPainter) -> None:
        """Paint the area."""
        painter.translate(-self.area.x, -self.area.y)
        paint_whole(painter, self.picture, self.measure, self.area, self.walk)


class Panel(msgspec.Struct, frozen=True):
    """A widget with what is in it. Only on the window's thread."""

    widget: QWidget

    @property
    def size(self) -> QSizeF:
        """The widget's size."""
        return QSizeF(self.widget.size())

    def paint(self, painter: QPainter) -> None:
        """Paint the widget."""
        whole = QWidget.RenderFlag.DrawWindowBackground | QWidget.RenderFlag.DrawChildren
        self.widget.render(painter, QPoint(), QRegion(), whole)
