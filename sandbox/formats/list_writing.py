"""Writes what changed into a list that is cut at its items: all others keep their text to the byte."""

from collections.abc import Iterator, Mapping, Sequence

from sandbox.formats.codec import Tree, mapping
from sandbox.formats.documents import Document, Syntax
from sandbox.formats.kinds import merged
from sandbox.formats.loading import Item
from sandbox.formats.object_reader import ObjectReader
from sandbox.kube import ObjectKey
from sandbox.scenario.model import KubeObject

Texts = dict[int, str]
"""The new texts of items, by their index; a removed one is empty."""


def list_text(
    document: Document, items: Sequence[Item], successors: Mapping[ObjectKey, KubeObject], added: list[Tree]
) -> str | None:
    """The text with its items as they are now; None if none is left, which is no list to cut any more."""
    changed = dict(_changed(document, items, successors))
    count = len(document.cuts) - 1
    if not added and sum(not text for text in changed.values()) == count:
        return None
    if document.syntax is Syntax.JSON:
        return _json_list(document, changed, added)
    return _yaml_list(document, changed, added)


def _changed(
    document: Document, items: Sequence[Item], successors: Mapping[ObjectKey, KubeObject]
) -> Iterator[tuple[int, str]]:
    reader = ObjectReader()
    write = _json_item if document.syntax is Syntax.JSON else _yaml_item
    for item in items:
        before, after = item.value, successors.get(item.value.key)
        if after == before or item.index is None:
            continue
        if after is None:
            yield item.index, ""
        else:
            old = mapping(reader.full(document, item.index))
            yield item.index, write(document, item.index, old, merged(old, before, after))


def _yaml_list(document: Document, changed: Texts, added: list[Tree]) -> str:
    text, cuts = document.text, document.cuts
    pieces: list[str] = []
    position = 0
    for index, piece in changed.items():
        pieces += (text[position : cuts[index]], piece)
        position = cuts[index + 1]
    kept = "".join([*pieces, text[position : cuts[-1]]])
    if added and not kept.endswith("\n"):
        kept += "\n"
    return kept + "".join(_yaml_lines(document, tree) for tree in added) + text[cuts[-1] :]


def _margin(document: Document) -> str:
    """The blanks at the start of the first item's line."""
    line = document.text.rfind("\n", 0, document.cuts[0]) + 1
    text = document.text[line : document.cuts[1]]
    return text[: len(text) - len(text.lstrip(" \t"))]


def _yaml_item(document: Document, index: int, old: Tree, new: Tree) -> str:
    from sandbox.formats.yaml_patch import patched_in_place

    patched = patched_in_place(document.item_text(index), [old], [new])
    return _yaml_lines(document, new) if patched is None else patched


def _yaml_lines(document: Document, tree: Tree) -> str:
    """An item as lines of its own, indented and ended as the others are."""
    from sandbox.formats.yaml_patch import line_break_of
    from sandbox.formats.yaml_writing import write_yaml

    line_break = line_break_of(document.item_text(0))
    lines = write_yaml([tree]).removesuffix("\n").split("\n")
    return "".join(f"{_margin(document)}{line}{line_break}" for line in lines)


def _json_list(document: Document, changed: Texts, added: list[Tree]) -> str:
    text, cuts = document.text, document.cuts
    between = _between(document)
    more = "".join(between + _json_lines(document, tree) for tree in added)
    if all(changed.values()):
        pieces: list[str] = []
        position = 0
        for index, piece in changed.items():
            pieces += (text[position : cuts[index]], piece)
            position = _end_of_item(document, index)
        end = _end_of_item(document, len(cuts) - 2)
        return "".join([*pieces, text[position:end], more, text[end:]])
    texts = [changed.get(index, document.item_text(index)) for index in range(len(cuts) - 1)]
    kept = between.join(each for each in texts if each) + more
    return text[: cuts[0]] + (kept if any(texts) else kept.removeprefix(between)) + text[cuts[-1] :]


def _between(document: Document) -> str:
    """What stands between two items of a JSON list."""
    if len(document.cuts) > 2:
        return document.text[_end_of_item(document, 0) : document.cuts[1]]
    return f",\n{_margin(document)}" if "\n" in document.text.strip() else ","


def _end_of_item(document: Document, index: int) -> int:
    return document.cuts[index] + len(document.item_text(index))


def _json_item(document: Document, _: int, __: Tree, new: Tree) -> str:
    return _json_lines(document, new)


def _json_lines(document: Document, tree: Tree) -> str:
    """An item with the indent and escapes that the first one has."""
    from sandbox.formats.json_text import write_json

    margin = _margin(document)
    like = document.item_text(0).replace(f"\n{margin}", "\n")
    return write_json(tree, like=like).replace("\n", f"\n{margin}")
