"""Unsaved work is kept beside the settings every few seconds, so that a crash loses next to nothing.

Each session keeps one file and holds a lock beside it; a file whose lock nobody holds is what a crash left.
"""

import os
import uuid
from contextlib import suppress
from pathlib import Path

import msgspec
from PySide6.QtCore import QElapsedTimer, QLockFile, QObject, QTimer

from sandbox.formats import ScenarioFile, dumps, loads
from sandbox.scenario import Scenario
from ui.jobs import Job, Jobs
from ui.language import tr
from ui.models import Document

PAUSE = 3000
"""Milliseconds from a change to its being kept."""
SHARE = 20
"""A scenario that takes long to write is written so much less often: at most a twentieth of the time."""
SUFFIX = ".json"
LOCK = ".lock"


class Kept(msgspec.Struct, frozen=True):
    """Unsaved work: the file that it was opened from, its title, and the scenario's text."""

    path: str
    title: str
    text: str


class Leftover(msgspec.Struct, frozen=True):
    """Work that a session left behind, and when it was kept, in seconds since 1970."""

    file: Path
    kept: Kept
    time: float

    def scenario(self) -> ScenarioFile:
        """The rescued scenario. Raises ScenarioError."""
        return loads(self.kept.text, self.kept.title)

    def forget(self) -> None:
        """Remove it for good."""
        self.file.unlink(missing_ok=True)
        self.file.with_suffix(LOCK).unlink(missing_ok=True)


class Autosave(QObject):
    """Keeps a document while it is modified, and nothing when it is not."""

    def __init__(
        self, document: Document, folder: Path, jobs: Jobs, parent: QObject | None = None, pause: int = PAUSE
    ) -> None:
        super().__init__(parent)
        self._document, self._jobs = document, jobs
        self._job: Job | None = None
        self._pause, self._writing = pause, QElapsedTimer()
        self._problem = ""
        self.file = folder / f"{uuid.uuid4().hex}{SUFFIX}"
        self._lock = QLockFile(str(self.file.with_suffix(LOCK)))
        self._timer = QTimer(self, singleShot=True, interval=pause)
        self._timer.timeout.connect(self.keep_now)

    def begin(self) -> None:
        """Follow the document."""
        self._document.scenario_changed.connect(self._schedule)
        self._document.file_changed.connect(self._schedule)
        self._schedule()

    def end(self) -> None:
        """The work is saved or was given up: leave nothing behind. Nothing may be being written any more."""
        self._timer.stop()
        self._job = None
        self._forget()

    def _schedule(self) -> None:
        """Keep it soon, at the latest a pause after the first change; forget it if it is saved."""
        if not self._document.is_modified:
            self._timer.stop()
            self._forget()
        elif not self._timer.isActive():
            self._timer.start()

    def keep_now(self) -> None:
        """Write the work down, on the worker."""
        if self._job is not None:
            self._timer.start()  # the last one is still being written
            return
        if not self._begin_keeping():
            return
        document = self._document
        scenario, source = document.scenario, document.source
        path, title, file = str(document.path or ""), document.title, self.file
        self._writing.start()
        self._job = self._jobs(lambda: keep(file, path, title, scenario, source), self._done)

    def _begin_keeping(self) -> bool:
        """Lock this session's file; where that cannot be, say so."""
        with suppress(OSError):
            self.file.parent.mkdir(parents=True, exist_ok=True)
        if self._lock.isLocked() or self._lock.tryLock(0):
            return True
        self._complain(tr("the folder {folder} cannot be written to", folder=self.file.parent))
        return False

    def _done(self, problem: str) -> None:
        self._job = None
        self._timer.setInterval(max(self._pause, SHARE * self._writing.elapsed()))
        if not self._document.is_modified:
            self._forget()
        else:
            self._complain(problem)

    def _complain(self, problem: str) -> None:
        """Say what is wrong, once; an empty `problem` is none."""
        before, self._problem = self._problem, problem
        if problem and problem != before:
            self._document.problem.emit(tr("Unsaved work cannot be kept: {problem}", problem=problem))

    def _forget(self) -> None:
        """Remove what was kept; while it is being written, that is left to `_done`."""
        if self._job is None and self._lock.isLocked():
            self.file.unlink(missing_ok=True)
            self._lock.unlock()


def keep(file: Path, path: str, title: str, scenario: Scenario, source: ScenarioFile | None) -> str:
    """Write unsaved work down in one piece; returns what went wrong, if anything."""
    content = msgspec.json.encode(Kept(path, title, dumps(scenario, source)))
    part = file.with_suffix(".part")
    try:
        part.write_bytes(content)
        os.replace(part, file)
    except OSError as error:
        return error.strerror or str(error)
    return ""


def leftovers(folder: Path) -> list[Leftover]:
    """What sessions that crashed left behind, the latest first."""
    found = [each for file in folder.glob(f"*{SUFFIX}") if (each := _leftover(file)) is not None]
    return sorted(found, key=lambda each: -each.time)


def _leftover(file: Path) -> Leftover | None:
    """The work in a file; None if its session still runs or it cannot be read."""
    lock = QLockFile(str(file.with_suffix(LOCK)))
    lock.setStaleLockTime(0)
    if not lock.tryLock(0):
        return None
    lock.unlock()
    try:
        return Leftover(file, kept_in(file.read_bytes()), file.stat().st_mtime)
    except (OSError, ValueError):
        return None


def kept_in(content: bytes) -> Kept:
    """The work that a file holds. Raises ValueError for one that holds none."""
    try:
        return msgspec.json.decode(content, type=Kept)
    except RecursionError:
        raise ValueError("this is no unsaved work") from None
