"""A scenario's text cut into its documents, and a document's text to a plain tree and back."""

import re
from enum import Enum
from itertools import pairwise

import msgspec

from sandbox.formats.errors import FieldPath, TextError
from sandbox.formats.yaml_text import read_yaml


class Syntax(Enum):
    """The notation that a file is written in."""

    YAML = "YAML"
    JSON = "JSON"


_CUT = re.compile(r"\n(?:(---)(?=\s|\Z)|(?=\.\.\.[ \t]*(?:#[^\n]*)?\r?\n))")
_NO_CONTENT = r"\ufeff?(?:[ \t]*(?:#[^\n\r]*)?(?:[\n\r]|\Z)|%[^\n\r]*(?:[\n\r]|\Z))*"


class Document(msgspec.Struct, frozen=True):
    """The text of one document, from its `---` to the next; `line` is its first line, counted from 0."""

    text: str
    line: int
    syntax: Syntax

    def tree(self) -> object:
        """The document as plain values; None if it is empty.

        Raises TextError with a line counted from the document's start.
        """
        if self.syntax is Syntax.JSON:
            from sandbox.formats.json_text import read_json

            return read_json(self.text)
        return read_yaml(self.text.removeprefix("\ufeff"))

    def line_of(self, path: FieldPath) -> int:
        """The line in the file, counted from 1, of the value at `path` or of the nearest value around it."""
        from sandbox.formats.yaml_nodes import line_of

        return self.line + line_of(self.text.removeprefix("\ufeff"), path) + 1


def cut(text: str) -> tuple[Document, ...]:
    """The documents of a file's text; joined together their texts are the file's.

    Raises TextError with a line counted from the file's start.
    """
    if text.lstrip("\ufeff \t\r\n").startswith("{"):
        from sandbox.formats.json_text import split_json

        try:
            return _numbered(split_json(text), Syntax.JSON)
        except TextError:
            if not _is_flow_yaml(text):
                raise
    return _numbered(_yaml_pieces(text), Syntax.YAML)


def _is_flow_yaml(text: str) -> bool:
    try:
        return isinstance(read_yaml(_yaml_pieces(text)[0].removeprefix("\ufeff")), dict)
    except TextError:
        return False


def _yaml_pieces(text: str) -> list[str]:
    starts = {_document_start(text, match) for match in _CUT.finditer(text)}
    edges = sorted({0, len(text)} | starts)
    pieces: list[str] = []
    pending = ""
    for start, end in pairwise(edges):
        piece = text[start:end]
        if re.fullmatch(_NO_CONTENT, piece):
            pending += piece
        else:
            pieces.append(pending + piece)
            pending = ""
    return _with_rest(pieces, pending)


def _document_start(text: str, match: re.Match[str]) -> int:
    """A document starts at `---`, or on the line after `...`."""
    line = match.start() + 1
    return line if match.group(1) else text.index("\n", line) + 1


def _with_rest(pieces: list[str], rest: str) -> list[str]:
    if not pieces:
        return [rest] if rest else []
    return [*pieces[:-1], pieces[-1] + rest]


def _numbered(pieces: list[str], syntax: Syntax) -> tuple[Document, ...]:
    documents = []
    line = 0
    for piece in pieces:
        documents.append(Document(piece, line, syntax))
        line += piece.count("\n")
    return tuple(documents)


def starts_with_marker(piece: str) -> bool:
    """Whether a document's text divides itself from what stands before it."""
    return re.match(_NO_CONTENT + r"---(?=\s|\Z)", piece) is not None
