"""Scenario files: text to `Scenario`, with what an exact way back needs."""

import os
from collections.abc import Iterator
from typing import Any, BinaryIO

import msgspec

from sandbox.formats.codec import Tree, mapping, sequence
from sandbox.formats.codec import text as text_of
from sandbox.formats.documents import Document, cut
from sandbox.formats.errors import (
    FieldError,
    FieldPath,
    InvalidObjectError,
    InvalidTextError,
    Place,
    TextError,
    UnreadableFileError,
)
from sandbox.formats.kinds import kind_of_type
from sandbox.formats.pictures import PictureError, scenario_in
from sandbox.kube import ObjectKey
from sandbox.scenario.model import KIND_FIELDS, KubeObject, Scenario

MAX_FILE_BYTES = 1 << 30
"""The largest file that is read: some 200,000 pods as kubectl prints them."""


class Item(msgspec.Struct, frozen=True):
    """An object of a document. `index` is its place in the `items` of a list; None: it is the document."""

    index: int | None
    value: KubeObject


class LoadedDocument(msgspec.Struct, frozen=True):
    """A document and the modelled objects in it. `is_list`: it is a `kind: List`."""

    document: Document
    items: tuple[Item, ...] = ()
    is_list: bool = False
    has_content: bool = True


class ScenarioFile(msgspec.Struct, frozen=True):
    """A scenario as it was read: what `dumps` needs to write unchanged documents back byte for byte.

    It stays good for every later version of the scenario: a file need not be read again after saving.
    `passed_over` are its objects of kinds that are not modelled.
    """

    name: str
    scenario: Scenario
    documents: tuple[LoadedDocument, ...]
    passed_over: tuple[ObjectKey, ...] = ()

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


def load(path: str | os.PathLike[str]) -> ScenarioFile:
    """Read the scenario in a file. Raises ScenarioError, whose text is one line for a person."""
    name = os.fspath(path)
    return loads(text_of_file(name), name)


def text_of_file(path: str) -> str:
    """The text in a file. Raises UnreadableFileError."""
    try:
        with open(path, "rb") as stream:
            return text_of_stream(stream, path)
    except (OSError, ValueError) as error:
        raise UnreadableFileError(f"{Place(path)}: cannot be read: {_reason(error)}") from None


def text_of_stream(stream: BinaryIO, name: str) -> str:
    """A stream's text, to its end, or what a picture carries; `name` is what messages call it.

    Raises UnreadableFileError.
    """
    content = stream.read(MAX_FILE_BYTES + 1)
    if len(content) > MAX_FILE_BYTES:
        raise UnreadableFileError(f"{Place(name)}: is larger than {MAX_FILE_BYTES >> 20} MiB")
    content = _out_of_picture(content, name)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        found = Place(name, line=line)
        raise UnreadableFileError(f"{found}: is not UTF-8 text; save the file as UTF-8") from None


def _out_of_picture(content: bytes, name: str) -> bytes:
    """What a picture carries, and anything else as it is."""
    try:
        carried = scenario_in(content)
    except PictureError as error:
        raise UnreadableFileError(f"{Place(name)}: {error}") from None
    return content if carried is None else carried


def _reason(error: OSError | ValueError) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error)


def loads(text: str, name: str) -> ScenarioFile:
    """Read a scenario from text; `name` is what messages call it. Raises ScenarioError."""
    try:
        documents = cut(text)
    except TextError as error:
        line = 0 if error.line is None else error.line + 1
        raise InvalidTextError(f"{Place(name, error.document, line)}: {error.problem}") from None
    return _Loading(name).finish(documents)


class _Loading:
    """Collects the objects of one file, document by document."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._owners: dict[ObjectKey, int] = {}
        self._objects: dict[str, list[KubeObject]] = {}
        self._passed_over: list[ObjectKey] = []

    def finish(self, documents: tuple[Document, ...]) -> ScenarioFile:
        loaded = tuple(self._document(number, each) for number, each in enumerate(documents, 1))
        if not any(each.has_content for each in loaded):
            problem = "is empty; a scenario holds Kubernetes objects in YAML or JSON"
            raise InvalidTextError(f"{Place(self._name)}: {problem}")
        fields: dict[str, Any] = {KIND_FIELDS[kind]: tuple(values) for kind, values in self._objects.items()}
        return ScenarioFile(self._name, Scenario(**fields), loaded, tuple(self._passed_over))

    def _document(self, number: int, document: Document) -> LoadedDocument:
        try:
            tree = document.tree()
        except TextError as error:
            line = document.line + 1 + (error.line or 0)
            raise InvalidTextError(f"{Place(self._name, number, line)}: {error.problem}") from None
        try:
            return self._loaded(number, document, tree)
        except FieldError as error:
            place = Place(self._name, number, document.line_of(error.path), error.path)
            raise InvalidObjectError(f"{place}: {error.problem}") from None

    def _loaded(self, number: int, document: Document, tree: object) -> LoadedDocument:
        if tree is None:
            return LoadedDocument(document, has_content=False)
        if not isinstance(tree, dict):
            raise FieldError("is no Kubernetes object: it needs apiVersion, kind and metadata")
        api_version, kind = type_of(tree)
        if is_list_kind(api_version, kind):
            items = tuple(self._listed(number, tree, api_version, kind.removesuffix("List")))
            return LoadedDocument(document, items, is_list=kind == "List")
        value = self._object(number, tree, api_version, kind)
        return LoadedDocument(document, () if value is None else (Item(None, value),))

    def _listed(self, number: int, tree: Tree, api_version: str, kind: str) -> Iterator[Item]:
        try:
            entries = sequence([] if tree.get("items") is None else tree["items"])
            for index, entry in enumerate(entries):
                value = self._entry(number, entry, api_version, kind, index)
                if value is not None:
                    yield Item(index, value)
        except FieldError as error:
            raise error.within("items") from None

    def _entry(
        self, number: int, entry: object, api_version: str, kind: str, index: int
    ) -> KubeObject | None:
        try:
            tree = mapping(entry)
            if kind and "kind" not in tree:
                return self._object(number, tree, api_version, kind)
            return self._object(number, tree, *type_of(tree))
        except FieldError as error:
            raise error.within(index) from None

    def _object(self, number: int, tree: Tree, api_version: str, kind: str) -> KubeObject | None:
        modelled = kind_of_type(api_version, kind)
        if modelled is None:
            self._passed_over.append(_key_of(tree, kind))
            return None
        value: KubeObject = modelled.table.read(tree)
        self._claim(number, value.key)
        self._objects.setdefault(kind, []).append(value)
        return value

    def _claim(self, number: int, key: ObjectKey) -> None:
        if key in self._owners:
            where = "this document" if self._owners[key] == number else f"document {self._owners[key]}"
            raise FieldError(f"{str(key).strip()} is there twice; {where} has it too", ("metadata", "name"))
        self._owners[key] = number


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


def is_list_kind(api_version: str, kind: str) -> bool:
    """Whether objects of this kind are lists of others: List itself, or the likes of PodList."""
    if kind == "List":
        return api_version == "v1"
    return kind.endswith("List") and kind_of_type(api_version, kind.removesuffix("List")) is not None
