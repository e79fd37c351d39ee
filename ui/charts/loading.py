"""Loading pyqtgraph a little at a time on the window's thread, so that nobody waits for it.

Not on the worker: it asks PySide for all of its classes, and PySide makes them on the first request, which is
not safe while the window's thread does the same.
"""

from collections.abc import Iterator
from itertools import islice

from PySide6 import QtCore, QtGui, QtWidgets
from PySide6.QtCore import QObject, QTimer, Signal

BATCH = 24
"""Classes that are asked for at a time: some milliseconds."""


class Loader(QObject):
    """Loads, and says when it is done."""

    ready = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._parts = _parts()
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._load_part)

    def start(self) -> None:
        """Begin, unless it has begun."""
        self._timer.start()

    def _load_part(self) -> None:
        if next(self._parts, None) is None:
            self._timer.stop()
            self.ready.emit()


def _parts() -> Iterator[str]:
    """Load one part after the other."""
    for module in (QtCore, QtGui, QtWidgets):
        names = iter(dir(module))
        while batch := list(islice(names, BATCH)):
            for name in batch:
                getattr(module, name)
            yield batch[-1]
    import ui.charts.plot

    yield ui.charts.plot.__name__
