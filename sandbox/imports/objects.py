"""The objects in a text: documents cut apart and lists taken apart, each object by itself."""

from collections.abc import Iterator
from functools import cached_property
from typing import TypeAlias

import msgspec

from sandbox.formats.codec import Tree
from sandbox.formats.documents import Document, Syntax, cut, cut_at_items
from sandbox.formats.errors import FieldError, Place, TextError, quoted
from sandbox.formats.loading import is_list_kind, nested_list, type_of
from sandbox.formats.object_reader import ObjectReader
from sandbox.formats.yaml_text import AnchorError
from sandbox.imports.logs import without_logs
from sandbox.imports.report import MOST_PROBLEMS
from sandbox.imports.sources import SourceText

LARGEST_LOOKED_UP = 1 << 20
"""Characters of a document in which a line is looked up: that reads all of it again."""
ALIASES = (": &", "- &", ": *", "- *")
"""What begins an anchor or an alias: a list with one cannot be read item by item."""


class RawObject(msgspec.Struct, frozen=True, dict=True):
    """An object, and where it stands: its source and document, and its index in the document's list.

    `quick` is what is read of it in no time: all that a modelled kind has, and its type; good until the next
    object is asked for. `whole` is all of it. `is_part`: `quick` is not, and `text` can be looked at.
    `start` is where in the source's text it begins, or its document.
    """

    api_version: str
    kind: str
    quick: Tree
    source: str
    number: int
    document: Document
    index: int | None
    reader: ObjectReader
    is_part: bool = False
    start: int = 0

    @cached_property
    def whole(self) -> Tree:
        """All of the object. Raises TextError."""
        if not self.is_part:
            return self.quick
        assert self.index is not None, "it is an item"
        found = _full(self.reader, self.document, self.index)
        assert isinstance(found, dict), "it has a kind"
        return found

    @property
    def text(self) -> str:
        """An item's text as kubectl prints it; empty if `quick` is the whole object."""
        return self.document.item_text(self.index or 0) if self.is_part else ""

    def problem(self, error: FieldError, *, with_line: bool) -> str:
        """A sentence about what is wrong in it, with the place."""
        inner = error if self.index is None else error.within("items", self.index)
        return _sentence(self.source, self.number, self.document, inner, with_line=with_line)


def objects_in(source: SourceText, problems: list[str]) -> Iterator[RawObject]:
    """Every object of a text; what is none becomes one of the `problems`."""
    try:
        documents = _documents(without_logs(source.text))
    except TextError as error:
        line = 0 if error.line is None else error.line + 1
        problems.append(f"{Place(source.name, error.document, line)}: {error.problem}")
        return
    reader, start = ObjectReader(), 0
    for number, (document, listed) in enumerate(documents, 1):
        yield from _Reading(source.name, number, document, reader, problems, start).objects(listed)
        start += len(document.text)


_Listed: TypeAlias = tuple[str, str] | None
"""The type of a list that can be read item by item; None for what cannot."""


def _documents(text: str) -> list[tuple[Document, _Listed]]:
    """The documents, each with its type if it is a list that can be read item by item."""
    found = [(each, _listed(each)) for each in cut_at_items(text)]
    if [(each.syntax, bool(each.cuts), listed) for each, listed in found] == [(Syntax.JSON, True, None)]:
        return [(each, None) for each in cut(text)]  # it may be several values, which only now shows
    return found


def _listed(document: Document) -> _Listed:
    if not document.cuts or (document.syntax is Syntax.YAML and _has_aliases(document.text)):
        return None
    try:
        frame = document.frame().tree()
        api_version, kind = _type_of(frame)
    except (TextError, FieldError):
        return None
    is_list = isinstance(frame, dict) and frame.get("items") == ["x"] and kind.endswith("List")
    return (api_version, kind) if is_list else None


def _has_aliases(text: str) -> bool:
    return any(mark in text for mark in ALIASES)


class _Reading:
    """Takes the objects out of one document."""

    def __init__(
        self,
        source: str,
        number: int,
        document: Document,
        reader: ObjectReader,
        problems: list[str],
        start: int,
    ) -> None:
        self._source, self._number, self._document = source, number, document
        self._reader, self._problems, self._start = reader, problems, start

    def objects(self, listed: _Listed) -> Iterator[RawObject]:
        """Each object; what is none becomes a problem."""
        try:
            if listed is not None:
                yield from self._items(*listed)
            else:
                yield from self._whole(self._document.tree())
        except TextError as error:
            self._tell_text(error, self._document.line)

    def _items(self, api_version: str, kind: str) -> Iterator[RawObject]:
        """The items of a list that is cut, each read by itself."""
        for index in range(len(self._document.cuts) - 1):
            try:
                item = self._reader.quick(self._document, index)
                if item is None:
                    item = _full(self._reader, self._document, index)
            except TextError as error:
                start = self._document.text.count("\n", 0, self._document.cuts[index])
                self._tell_text(error, self._document.line + start)
            else:
                is_part = self._document.syntax is Syntax.YAML
                yield from self._item(item, index, api_version, kind, is_part=is_part)

    def _whole(self, tree: object) -> Iterator[RawObject]:
        """The object that a document is, or the items of the list that it is."""
        if tree is None:
            return
        try:
            api_version, kind = _type_of(tree)
        except FieldError as error:
            self._tell(error)
            return
        assert isinstance(tree, dict), "it has a kind"
        items = tree.get("items")
        if kind == "List" and not isinstance(items, list | None):
            self._tell(FieldError(f"{quoted(items)} is not a list", ("items",)))
            return
        if not kind.endswith("List") or not isinstance(items, list | None):
            yield self._object(api_version, kind, tree, None)
            return
        for index, item in enumerate(items or ()):
            yield from self._item(item, index, api_version, kind)

    def _item(
        self, item: object, index: int, api_version: str, kind: str, *, is_part: bool = False
    ) -> Iterator[RawObject]:
        try:
            found = _type_in_list(item, api_version, kind)
            if is_list_kind(*found):
                raise nested_list(found[1])
        except FieldError as error:
            self._tell(error.within("items", index))
            return
        assert isinstance(item, dict), "it has a kind"
        yield self._object(*found, item, index, is_part=is_part)

    def _object(
        self, api_version: str, kind: str, tree: Tree, index: int | None, *, is_part: bool = False
    ) -> RawObject:
        place = (self._source, self._number, self._document, index)
        is_cut = index is not None and index < len(self._document.cuts)
        start = self._start + (self._document.cuts[index or 0] if is_cut else 0)
        return RawObject(api_version, kind, tree, *place, self._reader, is_part, start)

    def _tell(self, error: FieldError) -> None:
        with_line = len(self._problems) < MOST_PROBLEMS
        sentence = _sentence(self._source, self._number, self._document, error, with_line=with_line)
        self._problems.append(sentence)

    def _tell_text(self, error: TextError, start: int) -> None:
        place = Place(self._source, self._number, start + 1 + (error.line or 0))
        self._problems.append(f"{place}: {error.problem}")


def _full(reader: ObjectReader, document: Document, index: int) -> object:
    """All of an item. Raises TextError."""
    try:
        return reader.full(document, index)
    except AnchorError:
        raise TextError(
            "has an anchor or an alias, which ties it to others; write values themselves"
        ) from None


def _type_of(tree: object) -> tuple[str, str]:
    if not isinstance(tree, dict):
        raise FieldError("is no Kubernetes object: it needs apiVersion, kind and metadata")
    return type_of(tree)


def _type_in_list(item: object, api_version: str, kind: str) -> tuple[str, str]:
    """An item's own type, or the one that a PodList and its like give to items that state none."""
    if isinstance(item, dict) and kind != "List" and "kind" not in item:
        return api_version, kind.removesuffix("List")
    return _type_of(item)


def _sentence(source: str, number: int, document: Document, error: FieldError, *, with_line: bool) -> str:
    is_small = bool(document.cuts) or len(document.text) <= LARGEST_LOOKED_UP
    line = document.line_of(error.path) if with_line and is_small else 0
    return f"{Place(source, number, line, error.path)}: {error.problem}"
