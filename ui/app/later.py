"""A tab whose widget is made when someone first looks at it."""

from collections.abc import Callable

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget


class Later(QWidget):
    """Holds the place of a widget until it is seen; `make` is called once."""

    def __init__(self, make: Callable[[], QWidget], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._make = make
        self._made: QWidget | None = None
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)

    @property
    def made(self) -> QWidget | None:
        """The widget, if anyone has looked at it."""
        return self._made

    def showEvent(self, event: QShowEvent) -> None:
        """Make the widget."""
        if self._made is None:
            self._made = self._make()
            self._box.addWidget(self._made)
            self._made.show()
        super().showEvent(event)
