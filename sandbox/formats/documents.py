"""A scenario's text cut into its documents, and a document's text to a plain tree and back."""

import re
from collections.abc import Iterator
from enum import Enum
from itertools import accumulate, pairwise

import msgspec

from sandbox.formats.errors import FieldPath, TextError
from sandbox.formats.listing import json_cuts, yaml_cuts
from sandbox.formats.yaml_text import read_yaml
from sandbox.progress import SILENT, Progress

MAX_DOCUMENTS = 300_000
"""Documents of a file."""

STRETCH = 1 << 23
"""Characters that are searched between two reports: some milliseconds' work."""


class Syntax(Enum):
    """The notation that a file is written in."""

    YAML = "YAML"
    JSON = "JSON"


_JSON_START = re.compile(r"[\ufeff \t\r\n]*+\{")
_MARKS = ("\n---", "\n...")
_CUT = re.compile(r"\n(?:(---)(?=\s|\Z)|(?=\.\.\.[ \t]*(?:#[^\n]*)?\r?\n))")
_LINES = r"\ufeff?(?:[ \t]*(?:#[^\n\r]*)?[\n\r]|%[^\n\r]*[\n\r])*+"
_NO_CONTENT = re.compile(_LINES + r"(?:[ \t]*(?:#[^\n\r]*)?|%[^\n\r]*)\Z")
_LINE_BREAK = re.compile(r"\r\n|[\r\n\x85\u2028\u2029]")
"""What ends a line for YAML."""

_MARKER = re.compile(_LINES + r"---(?=\s|\Z)")


class Document(msgspec.Struct, frozen=True):
    """The text of one document, from its `---` to the next; `line` is its first line, counted from 0.

    `cuts`: where the items of a list start in the text, and where the last one ends; empty if it is no list
    or none that can be read item by item.
    """

    text: str
    line: int
    syntax: Syntax
    cuts: tuple[int, ...] = ()

    def tree(self, progress: Progress = SILENT) -> object:
        """The document as plain values; None if it is empty.

        Raises TextError with a line counted from the document's start.
        """
        if self.syntax is Syntax.JSON:
            from sandbox.formats.json_text import read_json

            return read_json(self.text, progress)
        return read_yaml(self.text.removeprefix("\ufeff"), progress)

    def item_text(self, index: int) -> str:
        """The text of an item of a list that is cut: in YAML with its dash, in JSON without its comma."""
        text = self.text[self.cuts[index] : self.cuts[index + 1]]
        return text.rstrip(" \t\r\n,") if self.syntax is Syntax.JSON else text

    def frame(self) -> "Document":
        """The document of a list that is cut, with one item `x` in the place of all."""
        mark = '"x"' if self.syntax is Syntax.JSON else _dash_of(self.item_text(0)) + "x\n"
        text = self.text[: self.cuts[0]] + mark + self.text[self.cuts[-1] :]
        return Document(text, self.line, self.syntax)

    def without_items_before(self, index: int) -> "Document":
        """The document of a list that is cut, without its first items; `line` fits the other items."""
        start, end = self.cuts[0], self.cuts[index]
        text = self.text[:start] + self.text[end:]
        return Document(text, self.line + self._breaks(start, end), self.syntax)

    def line_of(self, path: FieldPath) -> int:
        """The line in the file, counted from 1, of the value at `path` or of the nearest value around it."""
        from sandbox.formats.yaml_nodes import line_of

        match path:
            case ("items", int(index), *rest) if index < len(self.cuts) - 1:
                start = self.line + self._breaks(0, self.cuts[index])
                inner = rest if self.syntax is Syntax.JSON else [0, *rest]
                return start + line_of(self.item_text(index), tuple(inner)) + 1
            case _ if self.cuts:
                return self._line_around_items(path)
            case _:
                return self.line + line_of(self.text.removeprefix("\ufeff"), path) + 1

    def _line_around_items(self, path: FieldPath) -> int:
        frame = self.frame()
        line = frame.line_of(path)
        if line <= self.line + self._breaks(0, self.cuts[0]) + 1:
            return line
        return line + self._breaks(0, len(self.text)) - frame._breaks(0, len(frame.text))

    def _breaks(self, start: int, end: int) -> int:
        """How many lines end between two places of the text."""
        return sum(1 for _ in _LINE_BREAK.finditer(self.text, start, end))


def _dash_of(item: str) -> str:
    return item[: item.index("-") + 2]


def cut(text: str, progress: Progress = SILENT) -> tuple[Document, ...]:
    """The documents of a file's text; joined together their texts are the file's.

    Raises TextError with a line counted from the file's start.
    """
    if _JSON_START.match(text):
        found = _json_documents(text, progress)
        if found is not None:
            return found
    return _numbered(_yaml_pieces(text, progress), Syntax.YAML)


def cut_at_items(text: str, progress: Progress = SILENT) -> tuple[Document, ...]:
    """What `cut` gives, with lists cut at their items too where they are laid out as kubectl does it.

    Raises TextError; but a JSON list is not looked into.
    """
    if _JSON_START.match(text):
        cuts = json_cuts(text, progress)
        if cuts:
            return (Document(text, 0, Syntax.JSON, cuts),)
    return tuple(_with_cuts(each, progress) for each in cut(text, progress))


def _with_cuts(document: Document, progress: Progress) -> Document:
    cuts = yaml_cuts(document.text, progress) if document.syntax is Syntax.YAML else ()
    return msgspec.structs.replace(document, cuts=cuts) if cuts else document


def _json_documents(text: str, progress: Progress) -> tuple[Document, ...] | None:
    """The documents of a JSON text; None if it is YAML in flow style. Raises TextError."""
    from sandbox.formats.json_text import split_json

    try:
        return _numbered(split_json(text, progress), Syntax.JSON)
    except TextError:
        if not _is_flow_yaml(text, progress):
            raise
    return None


def _is_flow_yaml(text: str, progress: Progress) -> bool:
    try:
        piece = _yaml_pieces(text, progress)[0]
        return isinstance(read_yaml(piece.removeprefix("\ufeff"), progress), dict)
    except TextError:
        return False


def _yaml_pieces(text: str, progress: Progress) -> list[str]:
    """The text cut so that each piece but the first has content from its start on, or after its marks."""
    edges = sorted({0, len(text), *_document_starts(text, progress)})
    starts = [0]
    pending: int | None = None
    has_content = False
    for start, end in pairwise(edges):
        if _NO_CONTENT.match(text, start, end):
            pending = start if pending is None else pending
        else:
            if has_content:
                starts.append(start if pending is None else pending)
            has_content, pending = True, None
    return [text[start:end] for start, end in pairwise([*starts, len(text)]) if start < end]


def _document_starts(text: str, progress: Progress) -> Iterator[int]:
    """Where documents start: at `---`, and on the line after `...`."""
    count = 0
    for mark in _MARKS:
        for line in _lines_with(mark, text, progress):
            match = _CUT.match(text, line)
            if match is not None:
                count += 1
                if count > MAX_DOCUMENTS:
                    raise TextError(f"more than {MAX_DOCUMENTS} documents are in one file")
                yield line + 1 if match.group(1) else text.index("\n", line + 1) + 1


def _lines_with(mark: str, text: str, progress: Progress) -> Iterator[int]:
    """Where `mark`, which starts with a line break, is in a text."""
    for start in range(0, len(text), STRETCH):
        progress(0, len(text))
        end = start + STRETCH + len(mark) - 1
        line = text.find(mark, start, end)
        while line >= 0:
            yield line
            line = text.find(mark, line + 1, end)


def _numbered(pieces: list[str], syntax: Syntax) -> tuple[Document, ...]:
    lines = accumulate((piece.count("\n") for piece in pieces), initial=0)
    return tuple(Document(piece, line, syntax) for piece, line in zip(pieces, lines, strict=False))


def starts_with_marker(piece: str) -> bool:
    """Whether a document's text divides itself from what stands before it."""
    return _MARKER.match(piece) is not None
