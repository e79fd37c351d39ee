"""`Problems`: what `check` finds in the scenario, kept up with it."""

from PySide6.QtCore import QObject, QTimer, Signal

from sandbox.scenario.check import Problem, Severity, check
from ui.jobs import Job, Jobs, run_inline
from ui.language import tr, tr_n
from ui.models import Document

PAUSE = 150
"""Milliseconds without a change before the scenario is checked, so that a drag is checked once."""
ORDER = (Severity.ERROR, Severity.WARNING, Severity.NOTE)


class Problems(QObject):
    """Checks again when the scenario has changed; bursts are one check and late answers are dropped."""

    changed = Signal()

    def __init__(self, document: Document, jobs: Jobs = run_inline, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document, self._jobs = document, jobs
        self._job: Job | None = None
        self._found: tuple[Problem, ...] = ()
        self._timer = QTimer(self, singleShot=True, interval=PAUSE)
        self._timer.timeout.connect(self._check)
        document.scenario_changed.connect(self._schedule)
        self._schedule()

    @property
    def found(self) -> tuple[Problem, ...]:
        """The findings, errors first."""
        return self._found

    def count(self, severity: Severity) -> int:
        """How many findings matter that much."""
        return sum(each.severity is severity for each in self._found)

    def _schedule(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job = None
        self._timer.start()

    def _check(self) -> None:
        scenario, passed_over, unread = (
            self._document.scenario,
            self._document.passed_over,
            self._document.unread,
        )
        self._job = self._jobs(lambda: check(scenario, passed_over, unread), self._take)

    def _take(self, found: tuple[Problem, ...]) -> None:
        self._job = None
        ordered = tuple(sorted(found, key=lambda each: ORDER.index(each.severity)))
        if ordered != self._found:
            self._found = ordered
            self.changed.emit()


def counted(problems: Problems) -> str:
    """`1 error, 2 warnings, 3 notes`; what there is none of is left out."""
    errors, warnings, notes = map(problems.count, ORDER)
    words = (
        tr_n("{count} error", "{count} errors", errors) if errors else "",
        tr_n("{count} warning", "{count} warnings", warnings) if warnings else "",
        tr_n("{count} remark", "{count} remarks", notes) if notes else "",
    )
    return ", ".join(filter(None, words)) or tr("no problem")
