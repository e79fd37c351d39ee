"""The objects in a text: documents cut apart and lists taken apart, each object by itself."""

from collections.abc import Iterator
from typing import NamedTuple

from sandbox.formats.codec import Tree
from sandbox.formats.documents import Document, cut
from sandbox.formats.errors import FieldError, FieldPath, Place, TextError
from sandbox.formats.loading import type_of
from sandbox.imports.logs import without_logs
from sandbox.imports.report import MOST_PROBLEMS
from sandbox.imports.sources import SourceText

LARGEST_LOOKED_UP = 1 << 20
"""Characters of a document in which a line is looked up: that reads all of it again."""


class RawObject(NamedTuple):
    """An object as plain values, and where it stands: its source, document and path in it."""

    api_version: str
    kind: str
    tree: Tree
    source: str
    number: int
    document: Document
    path: FieldPath

    def problem(self, error: FieldError, *, with_line: bool) -> str:
        """A sentence about what is wrong in it, with the place."""
        found = error.within(*self.path)
        return _sentence(self.source, self.number, self.document, found, with_line=with_line)


def objects_in(source: SourceText, problems: list[str]) -> Iterator[RawObject]:
    """Every object of a text; what is none becomes one of the `problems`."""
    try:
        documents = cut(without_logs(source.text))
    except TextError as error:
        line = 0 if error.line is None else error.line + 1
        problems.append(f"{Place(source.name, error.document, line)}: {error.problem}")
        return
    for number, document in enumerate(documents, 1):
        try:
            tree = document.tree()
        except TextError as error:
            line = document.line + 1 + (error.line or 0)
            problems.append(f"{Place(source.name, number, line)}: {error.problem}")
        else:
            yield from _of_document(source.name, number, document, tree, problems)


def _of_document(
    name: str, number: int, document: Document, tree: object, problems: list[str]
) -> Iterator[RawObject]:
    if tree is None:
        return
    try:
        api_version, kind = _type_of(tree)
    except FieldError as error:
        problems.append(_sentence(name, number, document, error, with_line=len(problems) < MOST_PROBLEMS))
        return
    assert isinstance(tree, dict), "it has a kind"
    items = tree.get("items")
    if not kind.endswith("List") or not isinstance(items, list | None):
        yield RawObject(api_version, kind, tree, name, number, document, ())
        return
    for index, item in enumerate(items or ()):
        try:
            found = _type_in_list(item, api_version, kind)
            yield RawObject(*found, item, name, number, document, ("items", index))
        except FieldError as error:
            inner, with_line = error.within("items", index), len(problems) < MOST_PROBLEMS
            problems.append(_sentence(name, number, document, inner, with_line=with_line))


def _type_of(tree: object) -> tuple[str, str]:
    if not isinstance(tree, dict):
        raise FieldError("is no Kubernetes object: it needs apiVersion, kind and metadata")
    return type_of(tree)


def _type_in_list(item: object, api_version: str, kind: str) -> tuple[str, str]:
    """An item's own type, or the one that a PodList and its like give to items that state none."""
    if isinstance(item, dict) and kind != "List" and "kind" not in item:
        return api_version, kind.removesuffix("List")
    return _type_of(item)


def _sentence(name: str, number: int, document: Document, error: FieldError, *, with_line: bool) -> str:
    is_small = len(document.text) <= LARGEST_LOOKED_UP
    line = document.line_of(error.path) if with_line and is_small else 0
    return f"{Place(name, number, line, error.path)}: {error.problem}"
