"""Pressing on nothing: a rubber band, or a click that selects nothing."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPen

from sandbox.geometry.boxes import Box, between
from sandbox.kube import ObjectKey
from ui.canvas.interactions.gesture import Gesture, Pointer, Stage
from ui.canvas.paint.shapes import rect
from ui.theme import theme


class RubberBand(Gesture):
    """Selects what lies in the rectangle, as it is drawn; a node only when all of it does."""

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self._before: tuple[ObjectKey, ...] = ()
        self._kept: tuple[ObjectKey, ...] = ()
        self._band: Box | None = None

    def start(self, pointer: Pointer) -> None:
        """Remember the corner; without Ctrl what was selected no longer is."""
        self._corner = pointer
        self._before = self.stage.selection.keys
        self._kept = self._before if pointer.extends else ()

    def move(self, pointer: Pointer) -> None:
        """Select what the band reaches."""
        if self._band is None and not pointer.is_far_from(self._corner):
            return
        self._band = between(self._corner.point, pointer.point)
        self.stage.selection.set((*self._kept, *self._inside(self._band)))

    def end(self, pointer: Pointer) -> None:
        """A click on nothing selects nothing."""
        if self._band is None:
            self.stage.selection.set(self._kept)
        self._band = None

    def cancel(self) -> None:
        """Select what was selected before."""
        self._band = None
        self.stage.selection.set(self._before)

    def _inside(self, band: Box) -> list[ObjectKey]:
        places = self.stage.picture.places
        keys = [places.keys[index] for index in places.meeting(band)]
        return [key for key in keys if key.kind != "Node" or band.contains(places.box(key))]

    def paint(self, painter: QPainter) -> None:
        """The band itself."""
        if self._band is None:
            return
        fill = QColor(theme.color("accent"))
        fill.setAlphaF(0.08)
        pen = QPen(theme.color("accent"), 1.0, Qt.PenStyle.SolidLine)
        pen.setCosmetic(True)
        painter.setPen(pen)
        painter.setBrush(fill)
        painter.drawRect(rect(self._band))
