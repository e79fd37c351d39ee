"""The document's file on disk: held against a second window, and watched for what others write to it."""

from contextlib import suppress
from os.path import realpath
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QLockFile, QObject, QTimer, Signal

from sandbox.formats.content import Content, content_of

SETTLE = 200
"""Milliseconds to wait for a program that writes the file in several pieces."""


class FileHold:
    """Holds one file, so that a second window of this user knows that it is open.

    The locks stand in a folder of their own, not beside the file: that may be read-only, and nobody wants
    to see them. Against another machine's writing there is `DiskWatch`.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock: QLockFile | None = None
        self._path: Path | None = None

    def take(self, path: Path | None) -> bool:
        """Let go what was held and hold `path`; False if another window holds it."""
        if path is not None and path == self._path:
            return True
        lock = None if path is None else self._lock_of(path)
        # Where no lock can be written (a read-only home), there is no other window that wrote one either.
        if lock is not None and not lock.tryLock(0) and lock.error() is QLockFile.LockError.LockFailedError:
            return False
        self.release()
        self._lock, self._path = lock, path
        return True

    def release(self) -> None:
        """Let go what is held."""
        if self._lock is not None:
            self._lock.unlock()
        self._lock = self._path = None

    def _lock_of(self, path: Path) -> QLockFile:
        import hashlib

        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
        name = hashlib.blake2b(realpath(path).encode("utf-8", "replace"), digest_size=16).hexdigest()
        lock = QLockFile(str(self._folder / f"{name}.lock"))
        lock.setStaleLockTime(0)  # only the end of its process makes a lock stale, not its age
        return lock


class DiskWatch(QObject):
    """Tells when the file holds something else than what was last read from it or written to it here."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._path: Path | None = None
        self._known: Content | None = None
        self._watcher: QFileSystemWatcher | None = None
        self._timer = QTimer(self, singleShot=True, interval=SETTLE)
        self._timer.timeout.connect(self._look)

    def follow(self, path: Path | None, known: Content | None = None) -> None:
        """Watch `path`, which holds what is wanted: what it holds now, or what is `known` from before."""
        self._timer.stop()
        self._path = path
        self._known = None if path is None else known or content_of(path)
        if self._watcher is not None:
            self._watcher.deleteLater()
            self._watcher = None
        if path is not None:
            # The folder too: a program that saves by renaming takes the watched file away.
            self._watcher = QFileSystemWatcher([str(path), str(path.parent)], self)
            self._watcher.fileChanged.connect(self._timer.start)
            self._watcher.directoryChanged.connect(self._timer.start)

    def is_changed(self) -> bool:
        """Whether the file is there and holds something else than what is known."""
        if self._path is None or self._known is None:
            return False
        found = content_of(self._path, self._known)
        return found is not None and not found.is_same(self._known)

    def _look(self) -> None:
        if self._path is None:
            return
        if self._watcher is not None and str(self._path) not in self._watcher.files():
            self._watcher.addPath(str(self._path))
        if self.is_changed():
            self._known = content_of(self._path)
            self.changed.emit()
