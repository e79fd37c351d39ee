"""`JobRunner`: one worker thread, and `run_inline`, which has none.

One worker and not several, because each Python thread that computes costs the window's frames their time.
"""

from collections import deque
from collections.abc import Callable
from threading import Condition, Thread
from typing import Any, Protocol, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

Value = TypeVar("Value")


class Job:
    """One question that is being computed. A cancelled one never answers."""

    def __init__(self, work: Callable[[], Any], done: Callable[[Any], None]) -> None:
        self.work, self._done, self._cancelled = work, done, False

    @property
    def is_cancelled(self) -> bool:
        """Whether nobody waits for it any more."""
        return self._cancelled

    def cancel(self) -> None:
        """Let it go: its answer is dropped, and if it has not begun it never will."""
        self._cancelled = True

    def answer(self, value: Any) -> None:
        """Hand over the result, unless the job was cancelled."""
        if not self._cancelled:
            self._done(value)


class Jobs(Protocol):
    """Computes `work` somewhere and calls `done` with its value on the window's thread."""

    def __call__(self, work: Callable[[], Value], done: Callable[[Value], None]) -> Job | None:
        """Begin; None if `done` has been called already."""


def run_inline(work: Callable[[], Value], done: Callable[[Value], None]) -> None:
    """Compute at once, on this thread."""
    done(work())


class JobRunner(QObject):
    """Runs jobs one after another on a thread of its own, which ends when there is nothing to do.

    An exception in a job is raised again on the window's thread.
    """

    _finished = Signal(object, object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting: deque[Job] = deque()
        self._lock = Condition()
        self._thread: Thread | None = None
        self._is_closed = False
        self._finished.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def __call__(self, work: Callable[[], Value], done: Callable[[Value], None]) -> Job:
        """Queue a job; after `close` it is let go."""
        job = Job(work, done)
        with self._lock:
            if self._is_closed:
                return job
            self._waiting.append(job)
            if self._thread is None:
                self._thread = Thread(target=self._run, name="jobs", daemon=True)
                self._thread.start()
        return job

    def give_way(self) -> bool:
        """Run what waits before going on; False after `close`. For long work, on the worker's thread."""
        while (job := self._next_waiting()) is not None:
            self._do(job)
        return not self._is_closed

    def close(self) -> None:
        """Drop what waits, wait for what runs, and take nothing more."""
        with self._lock:
            self._is_closed = True
            self._waiting.clear()
            thread = self._thread
        if thread is not None:
            thread.join()

    def _run(self) -> None:
        while (job := self._next()) is not None:
            self._do(job)

    def _do(self, job: Job) -> None:
        value, error = None, None
        try:
            value = job.work()
        except Exception as raised:  # noqa: BLE001 - raised again where someone can hear of it
            error = raised
        self._finished.emit(job, value, error)

    def _next(self) -> Job | None:
        with self._lock:
            job = self._next_waiting()
            if job is None:
                self._thread = None
            return job

    def _next_waiting(self) -> Job | None:
        with self._lock:
            while self._waiting:
                job = self._waiting.popleft()
                if not job.is_cancelled:
                    return job
            return None

    def _deliver(self, job: Job, value: object, error: Exception | None) -> None:
        if error is not None and not job.is_cancelled:
            raise error
        job.answer(value)
