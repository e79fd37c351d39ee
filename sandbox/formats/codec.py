"""How single values are read from a tree of plain values and written to one.

A `Codec` is one row's reader and writer; the tables in `kubernetes` and `natwalk` are built of them.
Readers raise FieldError with the path inside the value.
"""

import ipaddress
import re
from collections.abc import Callable, Iterable
from enum import Enum
from functools import lru_cache
from typing import Any

import msgspec

from sandbox.formats.errors import FieldError, quoted
from sandbox.net import IPAddress, IPNetwork, parse_address, parse_interface_address, parse_network
from sandbox.net.words import HIDDEN, hidden_in

Tree = dict[str, object]
"""A mapping of a document: keys in document order."""


def _same(value: Any) -> object:
    return value


class Codec(msgspec.Struct, frozen=True):
    """Reads one value of a document, and writes it.

    `merge(tree, before, after)` writes into what is there, keeping what Natwalk does not model;
    None means that the old value has nothing to keep.
    """

    read: Callable[[object], Any]
    write: Callable[[Any], object] = _same
    merge: Callable[[object, Any, Any], object] | None = None

    def merged(self, tree: object, before: object, after: object) -> object:
        """The plain value of `after`, made from `tree`, which `before` was read from."""
        if self.merge is None or before is None or tree is None:
            return self.write(after)
        return self.merge(tree, before, after)


def refuse(value: object, right: str) -> FieldError:
    """The error for a value that is not what it should be: `"x" is not a number`."""
    return FieldError(f"{quoted(value)} is not {right}")


def text(value: object) -> str:
    """A string; Kubernetes takes no number for one."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool | int | float):
        raise refuse(value, f'text; write "{quoted(value)}"')
    raise refuse(value, "text")


def mapping(value: object) -> Tree:
    """A mapping."""
    if isinstance(value, dict):
        return value
    raise refuse(value, "a mapping")


def sequence(value: object) -> list[object]:
    """A list."""
    if isinstance(value, list):
        return value
    raise refuse(value, "a list")


def boolean(value: object) -> bool:
    """true or false; a string is neither."""
    if isinstance(value, bool):
        return value
    raise refuse(value, "one of true, false")


def integer(low: int, high: int) -> Codec:
    """A whole number from `low` to `high`, both included."""

    def read(value: object) -> int:
        number = int(value) if isinstance(value, float) and value.is_integer() else value
        if isinstance(number, int) and not isinstance(number, bool) and low <= number <= high:
            return number
        raise refuse(value, f"a whole number from {low} to {high}")

    return Codec(read)


def decimal(low: float, high: float, what: str) -> Codec:
    """A number from `low` to `high`; `what` says so in a message."""

    def read(value: object) -> float:
        if isinstance(value, int | float) and not isinstance(value, bool) and low <= value <= high:
            return float(value)
        raise refuse(value, what)

    return Codec(read, _whole_if_whole)


def _whole_if_whole(value: float) -> float:
    return int(value) if value == int(value) else value


def matching(pattern: str, right: str) -> Codec:
    """Text that the regular expression `pattern` matches whole; `right` describes it."""

    def read(value: object) -> str:
        if re.fullmatch(pattern, text(value)):
            return text(value)
        raise refuse(value, right)

    return Codec(read)


def one_of(choices: type[Enum], *, but: Iterable[Enum] = (), empty: Enum | None = None) -> Codec:
    """The value of a member of `choices`; `empty` is what empty text stands for."""
    members = {each.value: each for each in choices if each not in but}
    words = ", ".join(members)

    def read(value: object) -> Enum:
        found = members.get(text(value))
        if found is not None:
            return found
        if value == "" and empty is not None:
            return empty
        raise refuse(value, f"one of {words}")

    return Codec(read, lambda member: member.value)


_PARSED_KEPT = 1024
"""Addresses that are kept when they have been parsed: Kubernetes writes most of them twice."""


def _parsed(parse: Callable[[str], Any], right: str) -> Codec:
    parsed = lru_cache(_PARSED_KEPT)(parse)

    def read(value: object) -> Any:
        try:
            return parsed(text(value))
        except ValueError:
            raise refuse(value, right) from None

    return Codec(read, str)


def _plain_address(value: str) -> IPAddress:
    """An address without a zone: `fe80::1%eth0` names an interface of some host, no destination."""
    if "%" in value:
        raise ValueError(value)
    return parse_address(value)


def _masked_network(value: str) -> IPNetwork:
    """An address range, whose prefix length Kubernetes never leaves out."""
    if "/" not in value:
        raise ValueError(value)
    return parse_network(value)


def visible(value: object) -> str:
    """A string with nothing in it that drives a terminal or turns the text around it."""
    if isinstance(value, str) and value.isprintable():  # as good as always
        return value
    if found := hidden_in(text(value)):
        raise FieldError(f"{quoted(value)} holds {found}, which cannot be seen; write it without")
    return text(value)


TEXT = Codec(visible)
FREE_TEXT = Codec(text)
"""Text of several lines that is shown by itself."""
BOOLEAN = Codec(boolean)
PORT = integer(1, 65535)
ADDRESS = _parsed(_plain_address, "an IP address")
NETWORK = _parsed(_masked_network, "an address range such as 10.0.0.0/8")
DESTINATION = _parsed(parse_network, "an address range such as 10.0.0.0/8")
"""Where a route leads; as for `ip route`, an address alone is a range of one."""
INTERFACE_ADDRESS = _parsed(parse_interface_address, "an address with its prefix length, such as 10.0.0.1/24")
OBJECT_NAME = matching(
    r"[a-z0-9](?:[-a-z0-9.]{0,251}[a-z0-9])?", "a name of lower case letters, digits, - and ."
)
DEVICE_NAME = matching(rf"[^\s/{HIDDEN}\"'\\]{{1,253}}", "a name without blanks, slashes and quotes")
PORT_NAME = matching(
    r"(?:[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?)?", "a name of lower case letters, digits and -"
)


def _read_pairs(value: object) -> tuple[tuple[str, str], ...]:
    pairs = []
    for key, entry in mapping(value).items():
        try:
            pairs.append((visible(key), visible(entry)))
        except FieldError as error:
            raise error.within(key) from None
    return tuple(pairs)


def _merge_pairs(tree: object, _: object, after: tuple[tuple[str, str], ...]) -> object:
    """`after` with the keys that are there already in their old order."""
    wanted = dict(after)
    kept = {key: wanted[key] for key in mapping(tree) if key in wanted}
    return kept | wanted


PAIRS = Codec(_read_pairs, dict, _merge_pairs)
"""A mapping of text to text, such as labels."""


def list_of(codec: Codec, *, keep: Callable[[object], bool] | None = None) -> Codec:
    """A list of what `codec` reads, as a tuple; `keep` tells which entries of the list are read."""

    def read(value: object) -> tuple[Any, ...]:
        items = []
        for index, entry in enumerate(sequence(value)):
            try:
                if keep is None or keep(entry):
                    items.append(codec.read(entry))
            except FieldError as error:
                raise error.within(index) from None
        return tuple(items)

    def merge(tree: object, before: Any, after: Any) -> object:
        entries = sequence(tree)
        read_entries = [entry for entry in entries if keep is None or keep(entry)]
        others = [entry for entry in entries if keep is not None and not keep(entry)]
        merged = [entry for entry, _ in merge_list(codec, read_entries, before, after)]
        return merged + others

    return Codec(read, lambda values: [codec.write(value) for value in values], merge)


def merge_list(
    codec: Codec, entries: list[object], before: tuple[Any, ...], after: tuple[Any, ...]
) -> list[tuple[object, int | None]]:
    """An entry for each of `after`, and the position of the entry of `before` that it continues, or None."""
    merged: list[tuple[object, int | None]] = []
    for value, source in zip(after, align(before, after), strict=True):
        if source is None:
            merged.append((codec.write(value), None))
        elif before[source] == value:
            merged.append((entries[source], source))
        else:
            merged.append((codec.merged(entries[source], before[source], value), source))
    return merged


def align(before: tuple[Any, ...], after: tuple[Any, ...]) -> list[int | None]:
    """For each of `after`, the position in `before` of the value that it most likely was.

    Equal values find each other first, then those of equal name, then those at the same position.
    """
    sources: list[int | None] = [None] * len(after)
    free = set(range(len(before)))
    for alike in (_equal, _same_name, _any):
        for position, value in enumerate(after):
            if sources[position] is not None:
                continue
            candidates = [position, *sorted(free)] if alike is not _any else [position]
            for candidate in candidates:
                if candidate in free and alike(before[candidate], value):
                    sources[position] = candidate
                    free.discard(candidate)
                    break
    return sources


def _equal(one: object, other: object) -> bool:
    return one == other


def _same_name(one: object, other: object) -> bool:
    name = getattr(one, "name", "")
    return bool(name) and name == getattr(other, "name", "")


def _any(_: object, __: object) -> bool:
    return True


def masked(value: str) -> bool:
    """Whether `value` is an address range, as `nodePortAddresses` takes."""
    try:
        ipaddress.ip_network(value, strict=False)
    except ValueError:
        return False
    return "/" in value
