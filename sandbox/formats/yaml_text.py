"""YAML text to plain values, on libyaml's parser.

Reads the YAML that Kubernetes reads (go-yaml's scalars: no sexagesimal numbers, no dates) and never
constructs anything but null, bool, int, float, str, list and dict.
"""

import math
import re
from collections.abc import Callable

from yaml._yaml import CParser
from yaml.error import MarkedYAMLError, YAMLError
from yaml.events import (
    AliasEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    StreamEndEvent,
)
from yaml.reader import ReaderError

from sandbox.formats.errors import TextError, quoted
from sandbox.net.words import one_line
from sandbox.progress import SILENT, Progress

MAX_DEPTH = 100
"""Containers inside one another. Kubernetes' own objects reach about 15."""

MAX_ALIASED_VALUES = 100_000
"""Values that the aliases of one document may stand for, all together."""

MAX_VALUES = 3_000_000
"""Values of a text that is read in one piece: some 20,000 pods as kubectl prints them."""

_VALUES_A_TICK = 4096
"""Values after which a reader says how far it is: some milliseconds' work."""

MAX_DIGITS = 400
"""Digits of a number; longer ones are kept as text."""

_WORDS: dict[str, object] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON"), True),
    **dict.fromkeys(("false", "False", "FALSE", "no", "No", "NO", "off", "Off", "OFF"), False),
    **dict.fromkeys((".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF"), math.inf),
    **dict.fromkeys(("-.inf", "-.Inf", "-.INF"), -math.inf),
    **dict.fromkeys((".nan", ".NaN", ".NAN"), math.nan),
}
_INTEGER = re.compile(r"[-+]?(0b[01_]+|0o?[0-7_]+|0x[0-9a-fA-F_]+|0|[1-9][0-9_]*)")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_NUMBER_START = frozenset("0123456789+-.")


def plain_scalar(text: str) -> object:
    """The value of an unquoted scalar."""
    if text in _WORDS:
        return _WORDS[text]
    if text[0] in _NUMBER_START and len(text) <= MAX_DIGITS:
        if _INTEGER.fullmatch(text):
            return _integer(text)
        if _FLOAT.fullmatch(text):
            return float(text)
    return text


def _integer(text: str) -> int:
    digits = text.lstrip("+-").replace("_", "")
    base = {"0b": 2, "0o": 8, "0x": 16}.get(digits[:2], 8 if digits[0] == "0" else 10)
    value = int(digits, base)
    return -value if text[0] == "-" else value


_TAGS: dict[str, Callable[[str], object]] = {
    "!": str,
    "tag:yaml.org,2002:str": str,
    "tag:yaml.org,2002:binary": str,
    "tag:yaml.org,2002:timestamp": str,
    "tag:yaml.org,2002:int": plain_scalar,
    "tag:yaml.org,2002:float": plain_scalar,
    "tag:yaml.org,2002:bool": plain_scalar,
    "tag:yaml.org,2002:null": plain_scalar,
}
_CONTAINER_TAGS = frozenset((None, "!", "tag:yaml.org,2002:map", "tag:yaml.org,2002:seq"))


class AnchorError(Exception):
    """A part of a document has an anchor or an alias, which tie it to the document's other parts."""


def read_yaml(text: str, progress: Progress = SILENT) -> object:
    """The value of the one document in `text`; None if there is none.

    Raises TextError for text that is not YAML, has duplicate keys or unknown tags, or passes a limit.
    `progress` hears of nothing but that time passes.
    """
    return _read(_Reader(text, progress), text)


def read_yaml_part(text: str, depth: int) -> object:
    """The value of `text`, a part of a document inside `depth` lists and mappings.

    Raises TextError, and AnchorError where the part cannot be read without the others.
    """
    return _read(_PartReader(text, SILENT, depth), text)


def _read(reader: "_Reader", text: str) -> object:
    try:
        return reader.read()
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        is_tab = mark is not None and _at(text, mark.line, mark.column) == "\t"
        sentence = "is not YAML: a tab cannot indent; use spaces" if is_tab else _syntax_sentence(error)
        raise TextError(sentence, mark.line if mark else None) from None
    except ReaderError as error:
        line = text.count("\n", 0, error.position) if error.position >= 0 else None
        raise TextError(f"is not YAML: {one_line(error.reason)}", line) from None
    except UnicodeEncodeError as error:
        raise TextError("is not Unicode text", text.count("\n", 0, error.start)) from None
    except YAMLError as error:
        raise TextError(f"is not YAML: {one_line(str(error))}") from None


def _at(text: str, line: int, column: int) -> str:
    """The character at a place, empty behind a line's end."""
    lines = text.split("\n", line + 1)
    return lines[line][column : column + 1] if line < len(lines) else ""


def _syntax_sentence(error: MarkedYAMLError) -> str:
    what = [one_line(part) for part in (error.context, error.problem) if part]
    return f"is not YAML: {', '.join(what)}"


class _Reader:
    """One pass over the events of one document."""

    def __init__(self, text: str, progress: Progress, depth: int = 0) -> None:
        self._text = text
        self._progress = progress
        self._depth = depth
        self._anchors: dict[str, tuple[object, int]] = {}
        self._count = 0
        self._aliased = 0

    def read(self) -> object:
        self._parser = CParser(self._text)
        self._next()
        if isinstance(self._next(), StreamEndEvent):
            return None
        value = self._value(self._next(), self._depth)
        self._next()
        following = self._next()
        if not isinstance(following, StreamEndEvent):
            raise _problem("is not YAML: text follows the end of the document", following)
        return value

    def _next(self) -> Event:
        event = self._parser.get_event()
        assert event is not None
        return event

    def _value(self, event: Event, depth: int) -> object:
        self._count += 1
        if self._count % _VALUES_A_TICK == 0:
            self._tick(event)
        if type(event) is ScalarEvent:
            value = self._scalar(event)
            if event.anchor is not None:
                self._keep(event.anchor, value, 1)
            return value
        if type(event) is AliasEvent:
            return self._alias(event)
        before = self._count + self._aliased
        value = self._container(event, depth + 1)
        if isinstance(event, NodeEvent) and event.anchor is not None:
            self._keep(event.anchor, value, self._count + self._aliased - before + 1)
        return value

    def _tick(self, event: Event) -> None:
        if self._count > MAX_VALUES:
            raise _problem(f"more than {MAX_VALUES} values are in one piece of text", event)
        self._progress(0, 1)

    def _keep(self, anchor: str, value: object, size: int) -> None:
        """Remember what an anchor stands for, and how many values that is."""
        self._anchors[anchor] = (value, size)

    def _scalar(self, event: ScalarEvent) -> object:
        if event.tag is None:
            return plain_scalar(event.value) if event.implicit[0] else event.value
        read = _TAGS.get(event.tag)
        if read is None:
            raise _problem(f"the tag {quoted(event.tag)} is not allowed; write the value without it", event)
        return read(event.value)

    def _alias(self, event: AliasEvent) -> object:
        name = event.anchor or ""
        if name not in self._anchors:
            raise _problem(f"the alias *{one_line(name)} has no finished anchor before it", event)
        value, size = self._anchors[name]
        self._aliased += size
        if self._aliased > MAX_ALIASED_VALUES:
            raise _problem(f"aliases stand for more than {MAX_ALIASED_VALUES} values", event)
        return value

    def _container(self, event: Event, depth: int) -> object:
        if depth > MAX_DEPTH:
            raise _problem(f"more than {MAX_DEPTH} lists and mappings are inside one another", event)
        tag = getattr(event, "tag", None)
        if tag not in _CONTAINER_TAGS:
            raise _problem(f"the tag {quoted(tag)} is not allowed; write the value without it", event)
        return self._mapping(depth) if type(event) is MappingStartEvent else self._sequence(depth)

    def _sequence(self, depth: int) -> list[object]:
        items: list[object] = []
        while type(event := self._next()) is not SequenceEndEvent:
            items.append(self._value(event, depth))
        return items

    def _mapping(self, depth: int) -> dict[str, object]:
        entries: dict[str, object] = {}
        merged: list[object] = []
        while type(event := self._next()) is not MappingEndEvent:
            key = self._key(event)
            value = self._value(self._next(), depth)
            if key == "<<" and isinstance(event, ScalarEvent) and event.implicit[0]:
                merged.append(value)
            elif key in entries:
                raise _problem(f"the key {quoted(key)} is there twice; keep one of them", event)
            else:
                entries[key] = value
        return _with_merged(entries, merged) if merged else entries

    def _key(self, event: Event) -> str:
        if type(event) is ScalarEvent:
            if event.anchor is not None:
                self._keep(event.anchor, event.value, 1)
            return event.value
        raise _problem("is not YAML for Kubernetes: a key must be plain text", event)


class _PartReader(_Reader):
    """Reads a part of a document, which must stand on its own."""

    def _keep(self, anchor: str, value: object, size: int) -> None:
        raise AnchorError

    def _alias(self, event: AliasEvent) -> object:
        raise AnchorError


def _problem(sentence: str, event: Event) -> TextError:
    return TextError(sentence, event.start_mark.line if event.start_mark else None)


def _with_merged(entries: dict[str, object], merged: list[object]) -> dict[str, object]:
    """`entries` with what their `<<` keys add; an entry of the mapping's own wins."""
    for value in merged:
        for source in value if isinstance(value, list) else [value]:
            if not isinstance(source, dict):
                raise TextError("the value of << is not a mapping; write << : *anchor-of-a-mapping")
            entries = {**entries, **{key: source[key] for key in source if key not in entries}}
    return entries
