"""`Opening`: what is large is read, and its picture laid out, on the worker; it can be stopped."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QObject

from ui.app.wanted import Opened, Wanted, read
from ui.canvas.paint.ink import FontMeasure
from ui.canvas.picture import Picture
from ui.language import tr
from ui.models.question import Question
from ui.theme.controls import put_above
from ui.theme.progress import ProgressRow

if TYPE_CHECKING:
    from sandbox.progress import Progress
    from ui.app.window import Window


def read_ahead(wanted: Wanted, progress: "Progress") -> Opened | str:
    """Read it, and do all that can be done before it is shown. For the worker."""
    opened = read(wanted, progress)
    if isinstance(opened, str):
        return opened
    progress(0, 0)
    return msgspec.structs.replace(opened, picture=Picture.ahead(opened.source.scenario, FontMeasure()))


class Opening(QObject):
    """Reads one thing at a time; beginning with another, or cancelling, drops the one before."""

    def __init__(self, window: "Window", done: Callable[[Opened | str], None]) -> None:
        super().__init__(window)
        self._window, self._done = window, done
        self.question = Question(window.jobs, self)
        self.question.changed.connect(self._show_progress)
        self.row: ProgressRow | None = None

    def begin(self, wanted: Wanted) -> None:
        """Begin to read; how far it is shows above the canvas."""
        self.question.cancel()
        self.row = ProgressRow(tr("Opening {name}", name=wanted.name))
        self.row.cancelled.connect(self.question.cancel)
        put_above(self._window.canvas, self.row)
        self.question.ask(partial(read_ahead, wanted), self._done)

    def _show_progress(self) -> None:
        if self.row is None:
            return
        self.row.show_progress(self.question.is_running, self.question.progress)
        if not self.question.is_running:
            self.row.deleteLater()
            self.row = None
