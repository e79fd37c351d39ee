"""`Opening`: what is large is read, and its picture laid out, on the worker; it can be stopped."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import msgspec
from PySide6.QtCore import QObject

from sandbox.formats import ScenarioError, ScenarioFile
from sandbox.formats.content import Content, content_of
from ui.canvas.paint.ink import FontMeasure
from ui.canvas.picture import Picture
from ui.language import tr
from ui.models.question import Question
from ui.theme.controls import put_above
from ui.theme.progress import ProgressRow

if TYPE_CHECKING:
    from sandbox.imports.importing import Imported
    from sandbox.progress import Progress
    from ui.app.window import Window

Source: TypeAlias = "ScenarioFile | Imported"
SMALL = 1 << 19
"""Bytes that are read at once: in less time than anyone notices."""


class Wanted(msgspec.Struct, frozen=True):
    """Something to open: what to call it, what reads it, and the file or folder that it is, if it is one."""

    name: str
    read: "Callable[[Progress], Source]"
    path: Path | None = None

    @property
    def is_small(self) -> bool:
        """Whether reading it keeps nobody waiting. A file that is not there is, too."""
        path = self.path
        try:
            return path is not None and not path.is_dir() and path.stat().st_size <= SMALL
        except OSError:
            return True


class Opened(msgspec.Struct, frozen=True):
    """What was read, what its file held then, and its picture if that was laid out ahead."""

    wanted: Wanted
    source: Source
    known: Content | None
    picture: Picture | None = None


def wanted_path(path: Path) -> Wanted:
    """A file, a folder or a picture to open."""
    from sandbox.imports.opening import open_source

    return Wanted(path.name, partial(open_source, str(path)), path)


def wanted_text(text: str, name: str) -> Wanted:
    """Text to open that is in no file: from standard input or the clipboard."""
    from sandbox.imports.opening import open_text

    return Wanted(name, partial(open_text, text, name))


def wanted_cluster(text: str, context: str) -> Wanted:
    """What kubectl printed of a cluster: always an import."""
    from sandbox.imports.importing import import_text

    return Wanted(context, partial(import_text, text, context))


def read(wanted: Wanted, progress: "Progress") -> Opened | str:
    """Read it, or say in one sentence what is wrong with it."""
    known = None if wanted.path is None else content_of(wanted.path)
    try:
        return Opened(wanted, wanted.read(progress), known)
    except ScenarioError as error:
        return str(error)


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
