"""A file's documents to the objects in them, one by one, with what is wrong said in one line."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any, TypeVar

import msgspec

from sandbox.formats.codec import Tree, mapping, sequence
from sandbox.formats.codec import text as text_of
from sandbox.formats.documents import Document, Syntax
from sandbox.formats.errors import FieldError, InvalidObjectError, InvalidTextError, Place, TextError
from sandbox.formats.kinds import kind_of_type
from sandbox.formats.object_reader import ObjectReader, text_error
from sandbox.formats.shapes import UnreadError
from sandbox.formats.unread import unread_fields
from sandbox.formats.yaml_text import AnchorError
from sandbox.kube import ObjectKey
from sandbox.progress import SILENT, Progress
from sandbox.scenario.model import KIND_FIELDS, KubeObject, Scenario, UnreadField

_ITEMS_A_TICK = 32
"""Items after which loading says how far it is: some milliseconds' work."""


Taken = TypeVar("Taken")


class Item(msgspec.Struct, frozen=True, gc=False):
    """An object of a document. `index` is its place in the `items` of a list; None: it is the document."""

    index: int | None
    value: KubeObject


class LoadedDocument(msgspec.Struct, frozen=True):
    """A document and the modelled objects in it. `is_list`: it is a `kind: List`."""

    document: Document
    items: tuple[Item, ...] = ()
    is_list: bool = False
    has_content: bool = True


class TogetherError(Exception):
    """The items of a document cannot be read one by one."""


class Loading:
    """Collects the objects of one file, document by document; `name` is what messages call it."""

    def __init__(self, name: str, size: int, progress: Progress = SILENT) -> None:
        self._name = name
        self._size = size
        self._progress = progress
        self._done = 0
        self._reader = ObjectReader(progress)
        self._owners: dict[ObjectKey, int] = {}
        self._objects: dict[str, list[KubeObject]] = {}
        self.passed_over: list[ObjectKey] = []
        self.unread: list[UnreadField] = []

    @property
    def scenario(self) -> Scenario:
        """All objects that were read."""
        fields: dict[str, Any] = {KIND_FIELDS[kind]: tuple(values) for kind, values in self._objects.items()}
        return Scenario(**fields)

    def load(self, documents: tuple[Document, ...]) -> tuple[LoadedDocument, ...]:
        """The documents with their objects.

        Raises ScenarioError, and TogetherError if the documents have to be read without cuts.
        """
        loaded = []
        for number, document in enumerate(documents, 1):
            found = self._document(number, document)
            for item in found.items:
                self._objects.setdefault(item.value.key.kind, []).append(item.value)
            loaded.append(found)
            self._done += len(document.text)
        if not any(each.has_content for each in loaded):
            problem = "is empty; a scenario holds Kubernetes objects in YAML or JSON"
            raise InvalidTextError(f"{Place(self._name)}: {problem}")
        return tuple(loaded)

    def _document(self, number: int, document: Document) -> LoadedDocument:
        try:
            return self._cut(number, document) if document.cuts else self._whole(number, document)
        except TextError as error:
            line = document.line + 1 + (error.line or 0)
            raise InvalidTextError(f"{Place(self._name, number, line)}: {error.problem}") from None
        except FieldError as error:
            place = Place(self._name, number, document.line_of(error.path), error.path)
            raise InvalidObjectError(f"{place}: {error.problem}") from None

    def _cut(self, number: int, document: Document) -> LoadedDocument:
        """A list that is cut: what is around its items first, then item by item."""
        indices = iter(range(len(document.cuts) - 1))
        try:
            api_version, kind = _type_of_frame(document)
            listed = (api_version, kind.removesuffix("List"))
            values = ((index, self._item(number, document, index, listed)) for index in indices)
            items = tuple(Item(index, value) for index, value in values if value is not None)
        except FieldError:
            for index in indices:  # text that cannot be read is said before a value that is wrong
                self._text(document, index, bool)
            raise
        return LoadedDocument(document, items, is_list=kind == "List")

    def _item(
        self, number: int, document: Document, index: int, listed: tuple[str, str]
    ) -> KubeObject | None:
        try:
            return self._text(document, index, lambda tree: self._entry(number, tree, listed))
        except FieldError as error:
            raise error.within("items", index) from None

    def _text(self, document: Document, index: int, take: Callable[[object], Taken]) -> Taken:
        """What `take` makes of an item. Raises TextError as the whole document would have it."""
        if index % _ITEMS_A_TICK == 0:
            self._progress(self._done + document.cuts[index], self._size)
        try:
            return self._read(document, index, take)
        except AnchorError:
            raise TogetherError from None
        except TextError:
            if document.syntax is Syntax.JSON:
                raise TogetherError from None
            raise text_error(document, index) or TogetherError from None

    def _whole(self, number: int, document: Document) -> LoadedDocument:
        self._progress(self._done, self._size)
        return self._read(document, None, lambda tree: self._loaded(number, document, tree))

    def _read(self, document: Document, index: int | None, take: Callable[[object], Taken]) -> Taken:
        """What `take` makes of an object: of what is quickly read of it, or if that will not do, of all."""
        tree = self._reader.quick(document, index)
        if tree is not None:
            with suppress(FieldError, UnreadError):
                return take(tree)
        return take(self._reader.full(document, index))

    def _loaded(self, number: int, document: Document, tree: object) -> LoadedDocument:
        if tree is None:
            return LoadedDocument(document, has_content=False)
        if not isinstance(tree, dict):
            raise FieldError("is no Kubernetes object: it needs apiVersion, kind and metadata")
        api_version, kind = type_of(tree)
        if is_list_kind(api_version, kind):
            items = tuple(self._listed(number, tree, (api_version, kind.removesuffix("List"))))
            return LoadedDocument(document, items, is_list=kind == "List")
        value = self._object(number, tree, api_version, kind)
        return LoadedDocument(document, () if value is None else (Item(None, value),))

    def _listed(self, number: int, tree: Tree, listed: tuple[str, str]) -> Iterator[Item]:
        try:
            entries = sequence([] if tree.get("items") is None else tree["items"])
            for index, entry in enumerate(entries):
                try:
                    value = self._entry(number, entry, listed)
                except FieldError as error:
                    raise error.within(index) from None
                if value is not None:
                    yield Item(index, value)
        except FieldError as error:
            raise error.within("items") from None

    def _entry(self, number: int, entry: object, listed: tuple[str, str]) -> KubeObject | None:
        """The object of a list's entry; `listed` is the type that it has if it states none."""
        tree = mapping(entry)
        found = listed if listed[1] and "kind" not in tree else type_of(tree)
        if is_list_kind(*found):
            raise nested_list(found[1])
        return self._object(number, tree, *found)

    def _object(self, number: int, tree: Tree, api_version: str, kind: str) -> KubeObject | None:
        modelled = kind_of_type(api_version, kind)
        if modelled is None:
            self.passed_over.append(_key_of(tree, kind))
            return None
        value: KubeObject = modelled.table.read(tree)
        unread = tuple(unread_fields(value.key, tree))
        self._claim(number, value.key)
        self.unread += unread
        return value

    def _claim(self, number: int, key: ObjectKey) -> None:
        if key in self._owners:
            where = "this document" if self._owners[key] == number else f"document {self._owners[key]}"
            raise FieldError(f"{key} is there twice; {where} has it too", ("metadata", "name"))
        self._owners[key] = number


def _type_of_frame(document: Document) -> tuple[str, str]:
    """The type of a list that is cut."""
    try:
        frame = document.frame().tree()
    except TextError:
        raise TogetherError from None
    if not isinstance(frame, dict) or frame.get("items") != ["x"]:
        raise TogetherError
    api_version, kind = type_of(frame)
    if not is_list_kind(api_version, kind):
        raise TogetherError
    return api_version, kind


def _key_of(tree: Tree, kind: str) -> ObjectKey:
    """The identity of an object that is not modelled, as far as it has one."""
    meta = tree.get("metadata")
    named = meta if isinstance(meta, dict) else {}
    return ObjectKey(kind, str(named.get("namespace") or ""), str(named.get("name") or ""))


def type_of(tree: Tree) -> tuple[str, str]:
    """The `apiVersion` and `kind` of an object. Raises FieldError if one is missing or no text."""
    return _required_text(tree, "apiVersion", "such as v1"), _required_text(tree, "kind", "such as Service")


def _required_text(tree: Tree, key: str, example: str) -> str:
    value = tree.get(key)
    if value is None:
        raise FieldError(f"is missing; give the object one {example}", (key,))
    try:
        return text_of(value)
    except FieldError as error:
        raise error.within(key) from None


def nested_list(kind: str) -> FieldError:
    """The error for a list inside a list, whose objects nobody would look for there."""
    return FieldError(f"{kind} is inside a list; put its items in its place", ("kind",))


def is_list_kind(api_version: str, kind: str) -> bool:
    """Whether objects of this kind are lists of others: List itself, or the likes of PodList."""
    if kind == "List":
        return api_version == "v1"
    return kind.endswith("List") and kind_of_type(api_version, kind.removesuffix("List")) is not None
