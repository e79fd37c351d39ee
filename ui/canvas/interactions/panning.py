"""Moving the camera: by dragging the picture, or in the small map."""

from collections.abc import Callable

from PySide6.QtCore import QPointF, Qt

from ui.canvas.interactions.gesture import Gesture, Pointer, Stage


class Panning(Gesture):
    """Drags the picture with the pointer."""

    cursor = Qt.CursorShape.ClosedHandCursor
    moves_camera = True

    def start(self, pointer: Pointer) -> None:
        """Remember where the picture was."""
        self._last = pointer.pixel
        self._before = self.stage.camera.origin

    def move(self, pointer: Pointer) -> None:
        """Follow the pointer."""
        away = pointer.pixel - self._last
        self.stage.camera.pan(away.x(), away.y())
        self._last = pointer.pixel

    def cancel(self) -> None:
        """Go back to where it was."""
        self.stage.camera.origin = self._before


class MapDragging(Gesture):
    """Brings what is under the pointer in the small map to the middle of the canvas."""

    def __init__(self, stage: Stage, go_to: Callable[[QPointF], None]) -> None:
        super().__init__(stage)
        self._go_to = go_to

    def start(self, pointer: Pointer) -> None:
        """Go there."""
        self._go_to(pointer.pixel)

    def move(self, pointer: Pointer) -> None:
        """Follow the pointer."""
        self._go_to(pointer.pixel)
