"""Texts of a document: of one object or of all of it, and what an edited one means. Knows no widgets."""

import re
from typing import Any

import msgspec
from msgspec.structs import replace

from sandbox.formats import ScenarioError, ScenarioFile, dumps, loads
from sandbox.kube import ObjectKey
from sandbox.scenario import KIND_FIELDS, Scenario
from ui.models import Document

MOST_OBJECTS = 200
"""Objects up to which the whole scenario is one text: reading more would hold the window up."""
NAME = "text"
"""What messages call the text; it is cut off again."""


class Mistake(msgspec.Struct, frozen=True):
    """What is wrong with a text; `line` counts from 1, 0 where no line is to blame."""

    message: str
    line: int = 0


def is_small(scenario: Scenario) -> bool:
    """Whether the whole scenario can be shown as one text."""
    return sum(len(getattr(scenario, field)) for field in KIND_FIELDS.values()) <= MOST_OBJECTS


def object_text(document: Document, key: ObjectKey) -> str:
    """An object as its file would have it, with all that is written around it there."""
    place = _own_document(document, key) if is_small(document.scenario) else None
    if place is not None:
        file, number = place
        return _without_marker(file.documents[number].document.text)
    value = document.scenario.by_key[key]
    fields: dict[str, Any] = {KIND_FIELDS[key.kind]: (value,)}
    return dumps(Scenario(**fields))


def mistake_in(text: str) -> Mistake | None:
    """What is wrong with a text as it is being typed."""
    try:
        loads(text, NAME)
    except ScenarioError as error:
        return _mistake(error)
    return None


def with_object_text(document: Document, key: ObjectKey, text: str) -> ScenarioFile:
    """The document with another text in the place of an object's. Raises ScenarioError."""
    edited = loads(text, NAME)
    place = _own_document(document, key) if is_small(document.scenario) else None
    if place is None:
        return _with_values(document, key, edited.scenario)
    file, number = place
    pieces = [each.document.text for each in file.documents]
    pieces[number] = _with_marker(text, pieces[number], is_last=number == len(pieces) - 1)
    return loads("".join(pieces), NAME)


def _own_document(document: Document, key: ObjectKey) -> tuple[ScenarioFile, int] | None:
    """The file as it would be now and which of its documents is this object alone; None if none is."""
    file = document.source
    if file is None or file.scenario != document.scenario:
        file = loads(document.text, NAME)
    for number, each in enumerate(file.documents):
        if len(each.items) == 1 and each.items[0].index is None and each.items[0].value.key == key:
            return file, number
    return None


def _with_values(document: Document, key: ObjectKey, edited: Scenario) -> ScenarioFile:
    """The document with the objects of `edited` in the place of one that has no text of its own."""
    scenario = document.scenario
    fields: dict[str, Any] = {}
    for kind, field in KIND_FIELDS.items():
        new = {each.key: each for each in getattr(edited, field)}
        kept = [new.pop(each.key, each) for each in getattr(scenario, field)]
        gone = key if kind == key.kind and key not in edited.by_key else None
        fields[field] = (*(each for each in kept if each.key != gone), *new.values())
    changed = Scenario(**fields)
    if document.source is None or not is_small(scenario):
        source = document.source or ScenarioFile(NAME, Scenario(), ())
        return replace(source, scenario=changed)
    return loads(dumps(changed, document.source), NAME)


def _mistake(error: ScenarioError) -> Mistake:
    message = str(error).removeprefix(f"{NAME}: ")
    line = re.match(r"(?:document \d+, )?line (\d+)(?:, |: )?", message)
    if line is None:
        return Mistake(re.sub(r"^document \d+, ", "", message))
    return Mistake(message[line.end() :], int(line[1]))


def _without_marker(text: str) -> str:
    """A document's text without the line that parts it from the one before."""
    return re.sub(r"\A\ufeff?---[ \t]*\r?\n", "", text)


def _with_marker(text: str, before: str, *, is_last: bool) -> str:
    """An edited text with the mark that its document had, and the line end that the next one needs."""
    marker = before[: len(before) - len(_without_marker(before))]
    ended = text if is_last or text.endswith("\n") else text + "\n"
    return marker + ended
