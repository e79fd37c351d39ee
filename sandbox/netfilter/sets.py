"""Named sets and verdict maps of an nftables table."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from ipaddress import IPv4Network, IPv6Network
from typing import Any

import msgspec

from sandbox.netfilter.expressions import Verdict
from sandbox.netfilter.fields import Key, KeyPart, Range

DYNAMIC_SIZE = 65535
"""nft: src/evaluate.c stmt_evaluate_set, the size of a set that rules fill and that states none."""


class Element(msgspec.Struct, frozen=True):
    """What a set has for one key: a comment, and in a map a verdict, or `data` such as an address."""

    verdict: Verdict | None = None
    comment: str = ""
    data: Key = ()


MEMBER = Element()
"""An element of a plain set."""


class NamedSet(msgspec.Struct, frozen=True, dict=True):
    """A set, or a map. `types` are nft's names of the key's data types, `data` those of what a map holds.

    A map of verdicts has no `data`.

    `timeout` is in seconds, 0 for none; elements that rules add are not here but in a host's `RecentLists`.
    """

    name: str
    types: tuple[str, ...]
    elements: Mapping[Key, Element] = {}
    is_map: bool = False
    comment: str = ""
    flags: tuple[str, ...] = ()
    timeout: int = 0
    size: int = 0
    data: tuple[str, ...] = ()

    @property
    def is_dynamic(self) -> bool:
        """Whether rules add elements."""
        return "dynamic" in self.flags

    def find(self, key: Key) -> Element | None:
        """The element for a packet's key. O(1), unless the set has networks or ranges."""
        found = self.elements.get(key)
        if found is None and self._patterns:
            pattern = first_match(self._patterns, key)
            found = None if pattern is None else self.elements[pattern]
        return found

    @cached_property
    def _patterns(self) -> tuple[Key, ...]:
        """The keys that stand for more than one value, which nft allows in interval sets only."""
        if "interval" not in self.flags:
            return ()
        return tuple(key for key in self.elements if any(map(_is_pattern, key)))


def first_match(keys: Iterable[Key], key: Key) -> Key | None:
    """The first of `keys` that a packet's key matches."""
    return next((each for each in keys if matches(each, key)), None)


def matches(pattern: Key, key: Key) -> bool:
    """Whether a key of a set stands for a packet's key."""
    return all(map(_part_matches, pattern, key))


def _part_matches(pattern: KeyPart, value: Any) -> bool:
    match pattern:
        case IPv4Network() | IPv6Network():
            return value in pattern
        case Range(low, high):
            return bool(low <= value <= high)
        case str() if pattern.endswith("*"):
            return str(value).startswith(pattern[:-1])
        case _:
            return bool(pattern == value)


def _is_pattern(part: KeyPart) -> bool:
    return isinstance(part, IPv4Network | IPv6Network | Range) or (
        isinstance(part, str) and part.endswith("*")
    )
