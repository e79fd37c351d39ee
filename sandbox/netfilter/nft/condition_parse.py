"""Reading the matches of `conditions`; None for what is not modelled."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from sandbox.netfilter.conditions import (
    ConnectionCondition,
    ConnectionField,
    LinkType,
    MatchConnection,
    MatchLinkType,
    MatchTimeToLive,
    Wanted,
)
from sandbox.netfilter.expressions import Expression
from sandbox.netfilter.fields import Range
from sandbox.netfilter.nft.condition_text import CONNECTION_FIELDS, LINK_TYPES
from sandbox.netfilter.nft.cursor import Cursor
from sandbox.netfilter.nft.datatypes import as_network, read_part

_WORDS = MappingProxyType({words: field for field, words in CONNECTION_FIELDS.items()})
_VERSIONS = MappingProxyType({"ip": "ipv4_addr", "ip6": "ipv6_addr"})
_STATUSES = ("expected", "seen-reply", "assured", "confirmed", "snat", "dnat")
"""nft: src/ct.c ct_status_tbl."""
_LINK_TYPES = {name: kind for kind, name in LINK_TYPES.items()} | {"unicast": LinkType.UNICAST}


def connection_end(direction: str) -> Callable[[Cursor], MatchConnection | None]:
    """The reader of what `ct original` or `ct reply` is followed by."""

    def read(cursor: Cursor) -> MatchConnection | None:
        version = cursor.take() if cursor.next in _VERSIONS else ""
        key = ("ct", direction, "@", cursor.take()) if version else ("ct", direction, cursor.take())
        field = _WORDS.get(key)
        if field is None:
            return None
        negated = cursor.take_if("!=")
        value = read_part(cursor.take(), _VERSIONS.get(version, "inet_service"))
        return _condition(field, _ports(value) if not version else as_network(value), negated)

    return read


def _ports(value: object) -> Range | None:
    match value:
        case Range():
            return value
        case int():
            return Range(value, value)
        case _:
            return None


def _condition(field: ConnectionField, wanted: Wanted | None, negated: bool) -> MatchConnection | None:
    return None if wanted is None else MatchConnection((ConnectionCondition(field, wanted, negated),))


def direction(cursor: Cursor) -> MatchConnection | None:
    """`ct direction original`."""
    negated, word = cursor.take_if("!="), cursor.take()
    wanted = (word.upper(),) if word in ("original", "reply") else None
    return _condition(ConnectionField.DIRECTION, wanted, negated)


def status(names: list[str]) -> MatchConnection | None:
    """`ct status assured,dnat`: one of these bits."""
    if not set(names).issubset(_STATUSES):
        return None
    wanted = tuple(name.upper().replace("-", "_") for name in _STATUSES if name in names)
    return _condition(ConnectionField.STATUS, wanted, negated=False)


def link_type(cursor: Cursor) -> MatchLinkType | None:
    """`meta pkttype host`."""
    negated = cursor.take_if("!=")
    found = _LINK_TYPES.get(cursor.take())
    return None if found is None else MatchLinkType(found, negated)


def time_to_live(version: int) -> Callable[[Cursor], MatchTimeToLive | None]:
    """The reader of what `ip ttl` or `ip6 hoplimit` is followed by: a number, or a range."""

    def read(cursor: Cursor) -> MatchTimeToLive | None:
        negated = cursor.take_if("!=")
        low, _, high = cursor.take().partition("-")
        if not low.isdecimal() or not (high or low).isdecimal():
            return None
        return MatchTimeToLive(version, int(low), int(high or low), negated)

    return read


CONDITIONS: Mapping[tuple[str, ...], Callable[[Cursor], Expression | None]] = MappingProxyType(
    {
        ("ct", "original"): connection_end("original"),
        ("ct", "reply"): connection_end("reply"),
        ("ct", "direction"): direction,
        ("meta", "pkttype"): link_type,
        ("pkttype",): link_type,
        ("ip", "ttl"): time_to_live(4),
        ("ip6", "hoplimit"): time_to_live(6),
    }
)
"""How each is read on, after the words that it begins with."""
