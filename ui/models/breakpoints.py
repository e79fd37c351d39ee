"""`Breakpoints`: where playing stops by itself."""

from PySide6.QtCore import QObject, Signal

from sandbox.playback import Breakpoint


class Breakpoints(QObject):
    """A set of places that outlives the walk that it was set in, since other walks come there too."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._places: dict[Breakpoint, None] = {}

    @property
    def places(self) -> tuple[Breakpoint, ...]:
        """Every breakpoint, in the order in which they were set."""
        return tuple(self._places)

    def toggle(self, place: Breakpoint) -> None:
        """Set a breakpoint, or take it away."""
        if place in self._places:
            del self._places[place]
        else:
            self._places[place] = None
        self.changed.emit()

    def clear(self) -> None:
        """Take all of them away."""
        if self._places:
            self._places.clear()
            self.changed.emit()
