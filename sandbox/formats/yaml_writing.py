"""Plain values to YAML text in kubectl's layout, on libyaml's emitter."""

import io
import math
import re
from collections.abc import Iterator

from yaml._yaml import CEmitter
from yaml.events import (
    DocumentEndEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
    StreamStartEvent,
)

from sandbox.formats.yaml_text import plain_scalar

_ALIKE = re.compile(r"[-+.0-9][-+.:_,0-9eExXoObBa-fA-FTZ ]*|[yYnN~=<]|<<")
_ADDRESS = re.compile(r"[0-9]+(\.[0-9]+){3}(/[0-9]+)?")
_LITERAL = re.compile(r"[^\s](?:[^\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff]|\n)*")
_UNLIMITED = -1


def write_yaml(tree: object, *, flow: bool = False, line_break: str = "\n") -> str:
    """`tree` as YAML in kubectl's layout, ending in a line break; `flow`: in one line, as `{a: [1]}`."""
    stream = io.StringIO()
    emitter = CEmitter(stream, width=_UNLIMITED, allow_unicode=True)
    for event in _document_events(tree, flow):
        emitter.emit(event)
    text = stream.getvalue().removesuffix("...\n")
    return text if line_break == "\n" else text.replace("\n", line_break)


def _document_events(tree: object, flow: bool) -> Iterator[Event]:
    yield StreamStartEvent()
    yield DocumentStartEvent(explicit=False)
    yield from _events(tree, flow)
    yield DocumentEndEvent(explicit=False)
    yield StreamEndEvent()


def _events(tree: object, flow: bool) -> Iterator[Event]:
    if isinstance(tree, dict):
        yield MappingStartEvent(None, None, True, flow_style=flow or not tree)
        for key, value in tree.items():
            yield _scalar_event(key, flow)
            yield from _events(value, flow)
        yield MappingEndEvent()
    elif isinstance(tree, list):
        yield SequenceStartEvent(None, None, True, flow_style=flow or not tree)
        for item in tree:
            yield from _events(item, flow)
        yield SequenceEndEvent()
    else:
        yield _scalar_event(tree, flow)


def _scalar_event(value: object, flow: bool) -> ScalarEvent:
    if not isinstance(value, str):
        return ScalarEvent(None, None, (True, False), _scalar_text(value))
    if "\n" in value and not flow and _LITERAL.fullmatch(value):
        return ScalarEvent(None, None, (False, True), value, style="|")
    if _needs_quotes(value):
        return ScalarEvent(None, None, (False, True), value, style='"')
    return ScalarEvent(None, None, (True, True), value)


def _scalar_text(value: object) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return _float_text(value)
    return str(value)


def _float_text(value: float) -> str:
    if math.isnan(value):
        return ".nan"
    if math.isinf(value):
        return ".inf" if value > 0 else "-.inf"
    return repr(value)


def _needs_quotes(text: str) -> bool:
    """Whether some YAML reader would take `text` without quotes for anything but this text."""
    if not isinstance(plain_scalar(text), str) or "\n" in text:
        return True
    return bool(_ALIKE.fullmatch(text)) and not _ADDRESS.fullmatch(text)
