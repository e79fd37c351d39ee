"""Rows for what Kubernetes writes in a roundabout way: twin fields, conditions, entries of one key."""

from collections.abc import Callable
from typing import Any

from sandbox.formats.codec import Codec, Tree, list_of, mapping, refuse, sequence, text
from sandbox.formats.errors import FieldError
from sandbox.formats.table import EACH, UNSET, Row, put, raw_at, read_at, remove_at


def entry_with(key: str, codec: Codec, **others: str) -> Codec:
    """The value at `key` of a small mapping; a new mapping gets the fields `others` besides."""

    def read(value: object) -> Any:
        found = read_at(mapping(value), (key,), codec)
        if found is UNSET:
            raise FieldError("is missing, and is required", (key,))
        return found

    def write(value: Any) -> object:
        return {key: codec.write(value)} | others

    def merge(tree: object, before: Any, after: Any) -> object:
        old = mapping(tree)
        return {**old, key: codec.merged(old.get(key), before, after)}

    return Codec(read, write, merge)


def twin_row(attribute: str, one: tuple[str, ...], many: tuple[str, ...], codec: Codec, entry: Codec) -> Row:
    """A value written twice, as `podIP` and `podIPs`: its first item at `one`, all of them at `many`."""
    items = list_of(entry)

    def read(tree: Tree) -> Any:
        first = UNSET if raw_at(tree, one) in (None, "") else (read_at(tree, one, codec),)
        return read_at(tree, many, items) if raw_at(tree, many) else first

    def write(tree: Tree, before: Any, after: Any) -> None:
        values = getattr(after, attribute)
        old = getattr(before, attribute) if before is not None else ()
        entries = raw_at(tree, many)
        if values:
            put(tree, one, codec.write(values[0]))
            put(tree, many, items.merged(entries, old, values) if entries else items.write(values))
        else:
            remove_at(tree, one)
            remove_at(tree, many)

    return Row((attribute,), read, write, (one, many))


STATUSES = ("True", "False", "Unknown")
_CONDITIONS = ("status", "conditions")
READY_READS = ((*_CONDITIONS, EACH, "type"), (*_CONDITIONS, EACH, "status"))
"""The places that a `ready_row` looks at."""


def ready_row(absent: Callable[[Any], bool], *depends: str) -> Row:
    """The condition Ready as the attribute `ready`.

    `absent(object)` is what a missing condition means; it looks at the attributes `depends`.
    """

    def read(tree: Tree) -> Any:
        position = _ready_position(tree)
        if position is None:
            return UNSET
        status = mapping(sequence(raw_at(tree, _CONDITIONS))[position]).get("status")
        return _status(status, position) == "True"

    def write(tree: Tree, _: Any, after: Any) -> None:
        position = _ready_position(tree)
        if position is None and after.ready == absent(after):
            return
        conditions = list(sequence(raw_at(tree, _CONDITIONS) or []))
        status = {"status": "True" if after.ready else "False", "type": "Ready"}
        if position is None:
            conditions.append(status)
        else:
            conditions[position] = {**mapping(conditions[position]), **status}
        put(tree, _CONDITIONS, conditions)

    return Row(("ready", *depends), read, write, READY_READS)


def _ready_position(tree: Tree) -> int | None:
    conditions = raw_at(tree, _CONDITIONS)
    try:
        for position, each in enumerate(sequence([] if conditions is None else conditions)):
            if _is_ready(each, position):
                return position
    except FieldError as error:
        raise error.within(*_CONDITIONS) from None
    return None


def _is_ready(condition: object, position: int) -> bool:
    try:
        return mapping(condition).get("type") == "Ready"
    except FieldError as error:
        raise error.within(position) from None


def _status(value: object, position: int) -> str:
    try:
        if text(value) in STATUSES:
            return text(value)
        raise refuse(value, f"one of {', '.join(STATUSES)}")
    except FieldError as error:
        raise error.within(*_CONDITIONS, position, "status") from None
