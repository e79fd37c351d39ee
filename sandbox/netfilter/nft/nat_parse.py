"""Reading translations; None for what is not modelled, such as a range of addresses."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from sandbox.net import IPAddress, parse_address
from sandbox.netfilter.expressions import Dnat, DnatMap, Expression, Masquerade, Snat
from sandbox.netfilter.extensions import Redirect
from sandbox.netfilter.fields import Key
from sandbox.netfilter.nft.cursor import Cursor
from sandbox.netfilter.nft.datatypes import in_order, types_of
from sandbox.netfilter.nft.match_parse import parse_selectors, read_key


def _dnat(cursor: Cursor) -> Dnat | DnatMap | None:
    if "map" in cursor.rest:
        return _dnat_map(cursor)
    target, flags = _target(cursor), _flags(cursor, "random", "persistent")
    if target is None or flags is None:
        return None
    address, low, high = target
    return Dnat(address, low, 0 if low == high else high, "random" in flags, "persistent" in flags)


def _dnat_map(cursor: Cursor) -> DnatMap | None:
    """`[ip|ip6] to ip saddr . tcp dport map @MAP`, or `{ … }`."""
    family = cursor.take() if cursor.next in ("ip", "ip6") and cursor.rest[1:2] == ["to"] else ""
    cursor.take_if("to")
    selectors = parse_selectors(cursor)
    if selectors is None or not cursor.take_if("map"):
        return None
    if cursor.next.startswith("@"):
        name = cursor.take()[1:]
        return None if cursor.next else DnatMap(selectors, name, family)
    found = dict(_entry(part, types_of(selectors)) for part in cursor.take_braces())
    return (
        None
        if cursor.next
        else DnatMap(selectors, tuple((key, found[key]) for key in in_order(found)), family)
    )


def _entry(words: list[str], types: list[str]) -> tuple[Key, Key]:
    """`80 : 10.0.0.1 . 8080`."""
    place = words.index(":") if ":" in words else len(words)
    data = words[place + 1 :]
    kind = "ipv6_addr" if ":" in "".join(data[:1]) else "ipv4_addr"
    held = (kind, "inet_service")[: len(data[::2])]
    return read_key(words[:place], types), read_key(data, held)


def _snat(cursor: Cursor) -> Snat | None:
    target, flags = _target(cursor), _flags(cursor, "random", "fully-random", "persistent")
    if target is None or flags is None:
        return None
    return Snat(*target, "fully-random" in flags, "random" in flags, "persistent" in flags)


def _masquerade(cursor: Cursor) -> Masquerade | None:
    ports, flags = _to_ports(cursor), _flags(cursor, "random", "fully-random")
    if ports is None or flags is None:
        return None
    return Masquerade("fully-random" in flags, *ports, "random" in flags)


def _redirect(cursor: Cursor) -> Redirect | None:
    ports, flags = _to_ports(cursor), _flags(cursor, "random")
    return None if ports is None or flags is None else Redirect(*ports, "random" in flags)


def _target(cursor: Cursor) -> tuple[IPAddress, int, int] | None:
    """`[ip|ip6] [to] ADDRESS[:PORT[-PORT]]`."""
    cursor.take_if("ip") or cursor.take_if("ip6")
    cursor.take_if("to")
    word = cursor.take()
    host, ports = word, ""
    if word.startswith("["):
        host, _, ports = word[1:].partition("]")
    elif word.count(":") == 1:
        host, _, ports = word.partition(":")
    found = _range(ports.removeprefix(":")) if ports else (0, 0)
    try:
        return None if found is None else (parse_address(host), *found)
    except ValueError:
        return None


def _to_ports(cursor: Cursor) -> tuple[int, int] | None:
    """`to :PORT[-PORT]`, or nothing."""
    return _range(cursor.take().removeprefix(":")) if cursor.take_if("to") else (0, 0)


def _range(text: str) -> tuple[int, int] | None:
    low, _, high = text.partition("-")
    return (int(low), int(high or low)) if low.isdecimal() and (high or low).isdecimal() else None


def _flags(cursor: Cursor, *known: str) -> frozenset[str] | None:
    """What stands to the end of the rule, which can only be flags."""
    words = frozenset(word for word in cursor.take_all() if word != ",")
    return words if words.issubset(known) else None


TRANSLATIONS: Mapping[str, Callable[[Cursor], Expression | None]] = MappingProxyType(
    {"dnat": _dnat, "snat": _snat, "masquerade": _masquerade, "redirect": _redirect}
)
"""How each is read on, after its name."""
