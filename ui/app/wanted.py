"""What can be opened, and what came of reading it."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import msgspec

from sandbox.formats import ScenarioError, ScenarioFile
from ui.theme import is_resource

if TYPE_CHECKING:
    from sandbox.formats.content import Content
    from sandbox.imports.importing import Imported
    from sandbox.progress import Progress
    from ui.canvas.picture import Picture

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
    """What was read, what its file held then, and its picture if that was laid out ahead.

    `is_private`: it opens as it is, with fields in it that an import would leave out.
    """

    wanted: Wanted
    source: Source
    known: "Content | None" = None
    is_private: bool = False
    picture: "Picture | None" = None


def wanted_path(path: Path) -> Wanted:
    """A file, a folder or a picture to open."""
    from sandbox.imports.opening import open_source

    return Wanted(path.name, partial(open_source, str(path)), path)


def wanted_import(wanted: Wanted, file: ScenarioFile) -> Wanted:
    """What was opened as a file, but with its networking fields alone."""
    from sandbox.imports.importing import import_path, import_text

    name, path = wanted.name, wanted.path
    read = partial(import_text, file.text, name) if path is None else partial(import_path, str(path))
    return Wanted(name, read, path)


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
    file = None if wanted.path is None or is_resource(wanted.path) else wanted.path
    known = None if file is None else _content_of(file)
    try:
        source = wanted.read(progress)
    except ScenarioError as error:
        return str(error)
    return Opened(wanted, source, known, _is_private(source))


def _is_private(source: Source) -> bool:
    from sandbox.imports.private import holds_private_fields

    return isinstance(source, ScenarioFile) and holds_private_fields(source.text)


def _content_of(path: Path) -> "Content | None":
    from sandbox.formats.content import content_of

    return content_of(path)
