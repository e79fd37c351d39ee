"""`Question`: one long question at a time, with its progress, which can be cancelled."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from ui.jobs import Job, JobRunner, Jobs

if TYPE_CHECKING:
    from sandbox.progress import Progress

Value = TypeVar("Value")
POLL = 100
"""Milliseconds between two looks at how far it is."""


class Question(QObject):
    """Asks one question; asking another, or cancelling, drops the one before."""

    changed = Signal()
    """It began, went on or ended."""

    def __init__(self, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._job: Job | None = None
        self._part: _Part | None = None
        self._timer = QTimer(self, interval=POLL)
        self._timer.timeout.connect(self.changed)

    @property
    def is_running(self) -> bool:
        """Whether an answer is awaited."""
        return self._part is not None

    @property
    def progress(self) -> tuple[int, int]:
        """How many parts are done, and of how many; (0, 0) while that is not known."""
        return (0, 0) if self._part is None else (self._part.done, self._part.total)

    def ask(self, work: "Callable[[Progress], Value]", done: Callable[[Value], None]) -> None:
        """Compute `work`, and call `done` with its value."""
        self.cancel()
        part = self._part = _Part(self._jobs)
        self._timer.start()
        job = self._jobs(lambda: _attempt(work, part), lambda value: self._take(part, value, done))
        if self._part is part:
            self._job = job
            self.changed.emit()

    def cancel(self) -> None:
        """Drop the question, if one is asked; its work ends at its next report."""
        if self._part is not None:
            self._part.cancelled = True
            if self._job is not None:
                self._job.cancel()
            self._end()

    def _take(self, part: "_Part", value: Any, done: Callable[[Any], None]) -> None:
        if part is not self._part:
            return
        self._end()
        if part.is_stopped:
            return
        if isinstance(value, Exception):
            raise value
        done(value)

    def _end(self) -> None:
        self._job = self._part = None
        self._timer.stop()
        self.changed.emit()


class _Part:
    """The `Progress` of one question: written on the worker's thread, read on the window's."""

    def __init__(self, jobs: Jobs) -> None:
        self.done = self.total = 0
        self.cancelled = self.is_stopped = False
        self._jobs = jobs

    def __call__(self, done: int, total: int) -> None:
        from sandbox.progress import Cancelled

        self.done, self.total = done, total
        is_open = self._jobs.give_way() if isinstance(self._jobs, JobRunner) else True
        if self.cancelled or not is_open:
            self.is_stopped = True
            raise Cancelled


def _attempt(work: "Callable[[Progress], Value]", part: _Part) -> Value | Exception:
    """The value, or what went wrong, which is raised again on the window's thread."""
    try:
        return work(part)
    except Exception as error:  # noqa: BLE001 - raised again where someone can hear of it
        return error
