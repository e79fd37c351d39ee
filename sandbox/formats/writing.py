"""`Scenario` to text, with as much of the text that it came from as did not change.

What writes YAML and JSON is imported when something is written: most runs only read.
"""

from collections.abc import Iterable, Iterator, Mapping

from sandbox.formats.codec import Tree, mapping, sequence
from sandbox.formats.documents import Document, Syntax, starts_with_marker
from sandbox.formats.kinds import merged, written
from sandbox.formats.loading import Item, LoadedDocument
from sandbox.formats.scenario_file import ScenarioFile
from sandbox.kube import ObjectKey
from sandbox.scenario.model import KIND_FIELDS, KubeObject, Scenario

_EMPTY_LIST: Tree = {"apiVersion": "v1", "items": [], "kind": "List"}


def dumps(scenario: Scenario, source: ScenarioFile | None = None) -> str:
    """The scenario as text.

    Documents of `source` whose objects did not change keep their text to the byte; changed ones keep all that
    Natwalk does not model; removed ones leave; new objects come last. Without `source`: YAML documents.
    """
    if source is None:
        return _yaml_documents("", map(written, scenario))
    if scenario == source.scenario:
        return source.text
    successors = _successors(source.scenario, scenario)
    taken = {value.key for value in successors.values()}
    added = [written(value) for value in scenario if value.key not in taken]
    if source.documents[0].document.syntax is Syntax.JSON:
        return _json_text(source.documents, successors, added)
    return _yaml_text(source.documents, successors, added)


def _successors(old: Scenario, new: Scenario) -> Mapping[ObjectKey, KubeObject]:
    """What became of each object that is still there, by the key that it had in `old`."""
    successors = {key: new.by_key[key] for key in old.by_key if key in new.by_key}
    for field in KIND_FIELDS.values():
        successors.update(_renamed(getattr(old, field), getattr(new, field), old, new))
    return successors


def _renamed(
    before: tuple[KubeObject, ...], after: tuple[KubeObject, ...], old: Scenario, new: Scenario
) -> Iterator[tuple[ObjectKey, KubeObject]]:
    """Objects whose name changed: a key left and another came at its position of an equally long list."""
    if len(before) == len(after):
        for was, now in zip(before, after, strict=True):
            if was.key not in new.by_key and now.key not in old.by_key:
                yield was.key, now


def _yaml_text(
    documents: tuple[LoadedDocument, ...], successors: Mapping[ObjectKey, KubeObject], added: list[Tree]
) -> str:
    into_list = documents[-1].is_list
    text = ""
    for each in documents:
        more = added if into_list and each is documents[-1] else []
        text = _joined(text, _document_text(each, successors, more))
    bom = "\ufeff" if documents[0].document.text.startswith("\ufeff") else ""
    text = text if text.startswith(bom) else bom + text
    return _yaml_documents(text, [] if into_list else added)


def _joined(text: str, piece: str) -> str:
    """`text` followed by a document, divided even if the document between them has left."""
    if not text.strip("\ufeff") or not piece or starts_with_marker(piece):
        return text + piece
    ended = text.rstrip("\r\n \t").endswith("\n...")
    return text + piece if ended else _with_line_end(text) + f"---{_line_break(text)}" + piece


def _line_break(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"


def _with_line_end(text: str) -> str:
    return text if not text or text.endswith("\n") else text + _line_break(text)


def _yaml_documents(text: str, trees: Iterable[Tree]) -> str:
    """`text` with a document for each tree after it; an empty list where nothing else is left."""
    from sandbox.formats.yaml_writing import write_yaml

    line_break = _line_break(text)
    added = [write_yaml(tree, line_break=line_break) for tree in trees]
    if added and text.strip("\ufeff"):
        text = f"{_with_line_end(text)}---{line_break}"
    text += f"---{line_break}".join(added)
    return text if _has_content(text) else _with_line_end(text) + write_yaml(_EMPTY_LIST)


def _has_content(text: str) -> bool:
    """Whether there is anything but comments and marks between documents."""
    lines = (line.strip("\ufeff \t\r") for line in text.split("\n"))
    return any(line and not line.startswith(("#", "---", "...", "%")) for line in lines)


def _document_text(
    loaded: LoadedDocument, successors: Mapping[ObjectKey, KubeObject], added: list[Tree]
) -> str:
    """The text of a document with its objects as they are now; empty if it has left."""
    if not added and not _is_changed(loaded.items, successors):
        return loaded.document.text
    if loaded.document.cuts:
        from sandbox.formats.list_writing import list_text

        text = list_text(loaded.document, loaded.items, successors, added)
        if text is not None:
            return text
    old = loaded.document.tree()
    new = _changed_tree(mapping(old), loaded.items, successors, added)
    return "" if new is None else _with_tree(loaded.document, old, new)


def _with_tree(document: Document, old: object, new: Tree) -> str:
    if document.syntax is Syntax.JSON:
        return _as_json(new, document)
    from sandbox.formats.yaml_patch import patched

    bom = "\ufeff" if document.text.startswith("\ufeff") else ""
    return bom + patched(document.text.removeprefix(bom), old, new)


def _as_json(tree: Tree, document: Document) -> str:
    """`tree` laid out as the JSON of `document` is."""
    from sandbox.formats.json_text import write_json

    return write_json(tree, like=document.text)


def _is_changed(items: tuple[Item, ...], successors: Mapping[ObjectKey, KubeObject]) -> bool:
    return any(successors.get(item.value.key) != item.value for item in items)


def _changed_tree(
    tree: Tree, items: tuple[Item, ...], successors: Mapping[ObjectKey, KubeObject], added: list[Tree]
) -> Tree | None:
    """The document's tree as it is now; None if the document was one object that has left."""
    if len(items) == 1 and items[0].index is None:
        before = items[0].value
        return merged(tree, before, successors[before.key]) if before.key in successors else None
    entries: list[object] = list(sequence(tree.get("items") or []))
    gone = set()
    for item in items:
        assert item.index is not None
        if item.value.key in successors:
            old = mapping(entries[item.index])
            entries[item.index] = merged(old, item.value, successors[item.value.key])
        else:
            gone.add(item.index)
    kept = [entry for index, entry in enumerate(entries) if index not in gone]
    return {**tree, "items": [*kept, *added]}


def _json_text(
    documents: tuple[LoadedDocument, ...], successors: Mapping[ObjectKey, KubeObject], added: list[Tree]
) -> str:
    if added and not documents[-1].is_list:
        return _json_as_list(documents, successors, added)
    texts = [_document_text(each, successors, added if each is documents[-1] else []) for each in documents]
    return "".join(texts) or _as_json(_EMPTY_LIST, documents[0].document)


def _json_as_list(
    documents: tuple[LoadedDocument, ...], successors: Mapping[ObjectKey, KubeObject], added: list[Tree]
) -> str:
    """All objects in one list: a JSON file holds one value."""
    entries: list[object] = []
    for each in documents:
        tree = _changed_tree(mapping(each.document.tree()), each.items, successors, [])
        if tree is not None:
            entries += sequence(tree.get("items") or []) if each.is_list else [tree]
    return _as_json({**_EMPTY_LIST, "items": [*entries, *added]}, documents[0].document)
