"""Reading matches: a field, and what it is compared with or looked up in."""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import TypeAlias

from sandbox.net import Family, Protocol
from sandbox.netfilter.conditions import MatchConnection
from sandbox.netfilter.expressions import (
    AddressType,
    CtState,
    Expression,
    Lookup,
    MatchAddress,
    MatchAddressType,
    MatchCtState,
    MatchFamily,
    MatchInterface,
    MatchMark,
    MatchPort,
    MatchProtocol,
    Side,
    Verdict,
    VerdictLookup,
)
from sandbox.netfilter.fields import Field, Key, KeyPart, Numgen, Range, Selector
from sandbox.netfilter.nft.condition_parse import CONDITIONS, status
from sandbox.netfilter.nft.cursor import Cursor
from sandbox.netfilter.nft.datatypes import as_network, in_order, read_part, types_of
from sandbox.netfilter.nft.errors import NftMistakeError
from sandbox.netfilter.nft.marks import compared_mark

VerdictReader: TypeAlias = Callable[[Cursor], Verdict | None]

ADDRESSES = MappingProxyType(
    {
        Field.IP_SADDR: Side.SOURCE,
        Field.IP_DADDR: Side.DESTINATION,
        Field.IP6_SADDR: Side.SOURCE,
        Field.IP6_DADDR: Side.DESTINATION,
    }
)
_PORTS = MappingProxyType(
    {
        Field.TCP_SPORT: (Protocol.TCP, Side.SOURCE),
        Field.TCP_DPORT: (Protocol.TCP, Side.DESTINATION),
        Field.UDP_SPORT: (Protocol.UDP, Side.SOURCE),
        Field.UDP_DPORT: (Protocol.UDP, Side.DESTINATION),
        Field.SCTP_SPORT: (Protocol.SCTP, Side.SOURCE),
        Field.SCTP_DPORT: (Protocol.SCTP, Side.DESTINATION),
    }
)
_INTERFACES = MappingProxyType(
    {
        Field.IIF: Side.SOURCE,
        Field.OIF: Side.DESTINATION,
        Field.IIFNAME: Side.SOURCE,
        Field.OIFNAME: Side.DESTINATION,
    }
)
_FIELDS: Mapping[tuple[str, ...], Field] = MappingProxyType(
    {tuple(field.value.split()): field for field in Field}
    | {
        ("meta", "iif"): Field.IIF,
        ("meta", "oif"): Field.OIF,
        ("meta", "iifname"): Field.IIFNAME,
        ("meta", "oifname"): Field.OIFNAME,
        ("mark",): Field.MARK,
    }
)
"""Each field by the words that name it."""


def parse_match(cursor: Cursor, family: Family, read_verdict: VerdictReader) -> Expression | None:
    """The match that comes next; None if it is not modelled."""
    try:
        for words, reader in _WITHOUT_SELECTORS.items():
            if cursor.take_if(*words):
                return reader(cursor)
        selectors = parse_selectors(cursor)
        if selectors is None:
            return None
        if cursor.take_if("vmap"):
            return _verdict_lookup(cursor, selectors, read_verdict)
        return _comparison(cursor, selectors)
    except ValueError:
        return None


def parse_selectors(cursor: Cursor) -> tuple[Selector, ...] | None:
    """`ip daddr . meta l4proto . th dport`; None if one of them is not modelled."""
    found: list[Selector] = []
    while True:
        selector = _selector(cursor)
        if selector is None:
            return None
        found.append(selector)
        if not cursor.take_if("."):
            return tuple(found)


def read_key(words: Sequence[str], types: Sequence[str]) -> Key:
    """The key that `10.0.0.1 . tcp . 80` is. Raises NftMistakeError if it does not fit the types."""
    parts = words[::2]
    if len(parts) != len(types) or any(word != "." for word in words[1::2]):
        raise NftMistakeError(f"“{' '.join(words)}” does not fit the type {' . '.join(types)}")
    return tuple(map(read_part, parts, types))


def _selector(cursor: Cursor) -> Selector | None:
    if cursor.take_if("numgen", "random", "mod"):
        modulus = int(cursor.take())
        offset = int(cursor.take()) if cursor.take_if("offset") else 0
        return Numgen(modulus, offset) if modulus > 0 else None
    for words, field in _FIELDS.items():
        if cursor.take_if(*words):
            return field
    return None


def _verdict_lookup(
    cursor: Cursor, selectors: tuple[Selector, ...], read_verdict: VerdictReader
) -> VerdictLookup | None:
    if cursor.next.startswith("@"):
        return VerdictLookup(selectors, cursor.take()[1:])
    found: dict[Key, Verdict] = {}
    for part in cursor.take_braces():
        place = part.index(":") if ":" in part else len(part)
        value = Cursor(part[place + 1 :])
        verdict = read_verdict(value)
        if verdict is None or value.next:
            return None
        found[read_key(part[:place], types_of(selectors))] = verdict
    return VerdictLookup(selectors, tuple((key, found[key]) for key in in_order(found)))


def _comparison(cursor: Cursor, selectors: tuple[Selector, ...]) -> Expression | None:
    if selectors == (Field.MARK,) and not any(word[:1] in "{@" for word in cursor.rest[:2]):
        compared = compared_mark(cursor)
        return None if compared is None else MatchMark(*compared)
    negated = cursor.take_if("!=")
    cursor.take_if("==")
    if cursor.next in ("<", ">", "<=", ">=", "") or any(isinstance(each, Numgen) for each in selectors):
        return None
    if cursor.next.startswith("@"):
        return Lookup(selectors, cursor.take()[1:], negated)
    types = types_of(selectors)
    if cursor.next == "{":
        keys = in_order({read_key(part, types) for part in cursor.take_braces()})
    else:
        keys = (_plain_key(cursor, types),)
    if len(selectors) == len(keys) == 1 and isinstance(selectors[0], Field):
        return _single(selectors[0], keys[0][0], negated)
    return Lookup(selectors, keys, negated)


def _plain_key(cursor: Cursor, types: list[str]) -> Key:
    words = [cursor.take()]
    while cursor.take_if("."):
        words += [".", cursor.take()]
    if types == ["ct_state"]:
        return (_listed(cursor, words[0]),)
    return read_key(words, types)


def _listed(cursor: Cursor, first: str) -> str:
    """`established,related`."""
    words = [first]
    while cursor.take_if(","):
        words.append(cursor.take())
    return ",".join(words)


def _single(field: Field, value: KeyPart, negated: bool) -> Expression | None:
    """A field compared with one value, in the words that iptables has for it too."""
    network = as_network(value)
    if field in ADDRESSES and network is not None:
        return MatchAddress(ADDRESSES[field], network, negated)
    if field is Field.L4PROTO and isinstance(value, Protocol | str):
        return MatchProtocol(value, negated)
    if field in _PORTS:
        return _port(*_PORTS[field], value, negated)
    if field in _INTERFACES:
        name, by_index = str(value), field in (Field.IIF, Field.OIF)
        shown = f"{name[:-1]}+" if name.endswith("*") else name
        return MatchInterface(_INTERFACES[field], shown, negated, by_index)
    if field is Field.MARK and isinstance(value, int):
        return MatchMark(value, negated=negated)
    if field is Field.CT_STATE:
        names = str(value).split(",")
        return None if negated and len(names) > 1 else _states(names, negated)  # asks for all bits at once
    return Lookup((field,), ((value,),), negated)


def _port(protocol: Protocol, side: Side, value: KeyPart, negated: bool) -> MatchPort | None:
    match value:
        case Range(int() as low, int() as high):
            return MatchPort(protocol, side, low, high, negated)
        case int():
            return MatchPort(protocol, side, value, value, negated)
        case _:
            return None


_STATES = tuple(CtState)


def _states(names: list[str], negated: bool) -> MatchCtState | None:
    found = {name.upper() for name in names}
    states = tuple(state for state in _STATES if state.value in found)
    return MatchCtState(states, negated) if len(states) == len(found) else None


def _status(cursor: Cursor) -> MatchCtState | MatchConnection | None:
    """`ct status dnat`, one of the bits; with `!=` or `==` nft compares the whole word, which is not read."""
    names = _listed(cursor, cursor.take()).split(",")
    if {"snat", "dnat"}.issuperset(names):
        return _states(names, negated=False)
    return status(names)


def _fib(side: Side) -> Callable[[Cursor], MatchAddressType | None]:
    def read(cursor: Cursor) -> MatchAddressType | None:
        negated = cursor.take_if("!=")
        name = cursor.take().upper()
        found = next((each for each in AddressType if each.value == name), None)
        return None if found is None else MatchAddressType(side, found, negated)

    return read


def _family(cursor: Cursor) -> MatchFamily | None:
    negated = cursor.take_if("!=")
    name = cursor.take()
    found = next((each for each in Family if each.value == name), None)
    return None if found is None else MatchFamily(found, negated)


_WITHOUT_SELECTORS: Mapping[tuple[str, ...], Callable[[Cursor], Expression | None]] = MappingProxyType(
    {
        **CONDITIONS,
        ("ct", "status"): _status,
        ("fib", "saddr", "type"): _fib(Side.SOURCE),
        ("fib", "daddr", "type"): _fib(Side.DESTINATION),
        ("meta", "nfproto"): _family,
    }
)
"""What is never asked of a set."""
