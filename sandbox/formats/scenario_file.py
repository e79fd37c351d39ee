"""Scenario files: text to `Scenario`, with what an exact way back needs."""

import os
from codecs import getincrementaldecoder
from collections.abc import Callable, Iterable
from itertools import chain
from typing import BinaryIO

import msgspec

from sandbox.formats.collector import collector_off
from sandbox.formats.documents import Document, cut, cut_at_items
from sandbox.formats.errors import FieldPath, InvalidTextError, Place, TextError, UnreadableFileError
from sandbox.formats.loading import LoadedDocument, Loading, TogetherError
from sandbox.formats.regular import opened
from sandbox.kube import ObjectKey
from sandbox.progress import SILENT, Progress
from sandbox.scenario.model import Scenario, UnreadField

MAX_FILE_BYTES = 1 << 30
"""The largest file that is read: some 200,000 pods as kubectl prints them."""

_PICTURE_STARTS = (b"\x89PNG", b"<")
"""How files begin that may be pictures, which no YAML and no JSON does."""
_CHUNK = 1 << 22
"""Bytes that are read and decoded between two reports: some milliseconds' work."""


class ScenarioFile(msgspec.Struct, frozen=True):
    """A scenario as it was read: what `dumps` needs to write unchanged documents back byte for byte.

    It stays good for every later version of the scenario: a file need not be read again after saving.
    `passed_over` are its objects of kinds that are not modelled, `unread` the fields of others that matter
    and are not modelled either.
    """

    name: str
    scenario: Scenario
    documents: tuple[LoadedDocument, ...]
    passed_over: tuple[ObjectKey, ...] = ()
    unread: tuple[UnreadField, ...] = ()

    @property
    def text(self) -> str:
        """The file's text as it was read."""
        return "".join(each.document.text for each in self.documents)

    def place_of(self, key: ObjectKey, path: FieldPath) -> Place | None:
        """Where the field at `path` of an object stands, or the nearest value around it; None: not here."""
        for number, loaded in enumerate(self.documents, 1):
            for item in loaded.items:
                if item.value.key == key:
                    outer = () if item.index is None else ("items", item.index)
                    return Place(self.name, number, loaded.document.line_of((*outer, *path)), path)
        return None


def load(path: str | os.PathLike[str], progress: Progress = SILENT) -> ScenarioFile:
    """Read the scenario in a file. Raises ScenarioError, whose text is one line for a person."""
    name = os.fspath(path)
    return loads(text_of_file(name, progress), name, progress)


def text_of_file(path: str, progress: Progress = SILENT) -> str:
    """The text in a file. Raises UnreadableFileError."""
    try:
        with opened(path) as stream:
            if os.fstat(stream.fileno()).st_size > MAX_FILE_BYTES:
                raise _too_large(path)
            return text_of_stream(stream, path, progress)
    except (OSError, ValueError) as error:
        raise UnreadableFileError(f"{Place(path)}: cannot be read: {_reason(error)}") from None


def text_of_stream(stream: BinaryIO, name: str, progress: Progress = SILENT) -> str:
    """A stream's text, to its end, or what a picture carries; `name` is what messages call it.

    Raises UnreadableFileError.
    """
    start = stream.read(_CHUNK)
    if start[:64].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(_PICTURE_STARTS):
        return _decoded([_out_of_picture(start + stream.read(MAX_FILE_BYTES), name)], name, progress)
    return _decoded(chain([start], iter(lambda: stream.read(_CHUNK), b"")), name, progress)


def _decoded(chunks: Iterable[bytes], name: str, progress: Progress) -> str:
    """The chunks as one text, which grows in place: the bytes and the text are never both there whole."""
    decoder = getincrementaldecoder("utf-8")()
    text, size = "", 0
    try:
        for chunk in chunks:
            size += len(chunk)
            if size > MAX_FILE_BYTES:
                raise _too_large(name)
            text += decoder.decode(chunk)
            progress(0, 1)
        return text + decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        line = text.count("\n") + error.object.count(b"\n", 0, error.start) + 1
        found = Place(name, line=line)
        raise UnreadableFileError(f"{found}: is not UTF-8 text; save the file as UTF-8") from None


def _too_large(name: str) -> UnreadableFileError:
    return UnreadableFileError(f"{Place(name)}: is larger than {MAX_FILE_BYTES >> 20} MiB")


def _out_of_picture(content: bytes, name: str) -> bytes:
    """What a picture carries, and anything else as it is. Few files come here, so its means come late."""
    from sandbox.formats.pictures import PictureError, scenario_in

    try:
        carried = scenario_in(content)
    except PictureError as error:
        raise UnreadableFileError(f"{Place(name)}: {error}") from None
    return content if carried is None else carried


def _reason(error: OSError | ValueError) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error)


def loads(text: str, name: str, progress: Progress = SILENT) -> ScenarioFile:
    """Read a scenario from text; `name` is what messages call it. Raises ScenarioError.

    `progress` counts characters.
    """
    with collector_off():
        try:
            return _loaded(cut_at_items, text, name, progress)
        except TogetherError:
            return _loaded(cut, text, name, progress)


def _loaded(
    cut: Callable[[str, Progress], tuple[Document, ...]], text: str, name: str, progress: Progress
) -> ScenarioFile:
    try:
        documents = cut(text, progress)
    except TextError as error:
        line = 0 if error.line is None else error.line + 1
        raise InvalidTextError(f"{Place(name, error.document, line)}: {error.problem}") from None
    loading = Loading(name, len(text), progress)
    loaded = loading.load(documents)
    return ScenarioFile(name, loading.scenario, loaded, tuple(loading.passed_over), tuple(loading.unread))
