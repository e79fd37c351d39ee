"""nft's data types: how a key's parts are written, read, sorted and laid out."""

import ipaddress
from collections.abc import Iterable, Mapping
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network
from types import MappingProxyType

from sandbox.net import Family, IPAddress, IPNetwork, Protocol, family_of, parse_address, parse_network
from sandbox.netfilter.fields import ICMPV6, Field, Key, KeyPart, Range, Selector
from sandbox.netfilter.nft.errors import NftMistakeError
from sandbox.netfilter.port_names import PORT_NAMES

ADDRESS_TYPES = MappingProxyType({Family.IPV4: "ipv4_addr", Family.IPV6: "ipv6_addr"})
COLUMNS = MappingProxyType({"ipv4_addr": 2, "inet_service": 5, "inet_proto": 5, "mark": 3})
"""nft: src/expression.c calculate_delim, how many elements of such a set stand in a line; of others one."""

STATES = ("invalid", "new", "established", "related", "untracked")
"""nft: src/ct.c ct_state_tbl."""

TYPES = frozenset({"ipv4_addr", "ipv6_addr", "inet_proto", "inet_service", "mark", "ifname"})
"""The types of keys that are read in sets and maps."""

_TYPES: Mapping[Field, str] = MappingProxyType(
    {
        Field.IP_SADDR: "ipv4_addr",
        Field.IP_DADDR: "ipv4_addr",
        Field.IP6_SADDR: "ipv6_addr",
        Field.IP6_DADDR: "ipv6_addr",
        Field.IP_VERSION: "integer",
        Field.IP6_VERSION: "integer",
        Field.IP_PROTOCOL: "inet_proto",
        Field.IP6_NEXTHDR: "inet_proto",
        Field.L4PROTO: "inet_proto",
        Field.IIF: "iface_index",
        Field.OIF: "iface_index",
        Field.IIFNAME: "ifname",
        Field.OIFNAME: "ifname",
        Field.MARK: "mark",
        Field.CT_STATE: "ct_state",
    }
)
_PROTOCOLS: Mapping[str, Protocol | str] = MappingProxyType(
    {
        "tcp": Protocol.TCP,
        "udp": Protocol.UDP,
        "sctp": Protocol.SCTP,
        "icmp": Protocol.ICMP,
        ICMPV6: ICMPV6,
        "icmpv6": ICMPV6,
        "1": Protocol.ICMP,
        "6": Protocol.TCP,
        "17": Protocol.UDP,
        "132": Protocol.SCTP,
        "58": ICMPV6,
    }
)
_INTERFACES = ("ifname", "iface_index")


def types_of(selectors: Iterable[Selector]) -> list[str]:
    """The data types of what selectors hold."""
    return [_TYPES.get(each, "inet_service") if isinstance(each, Field) else "integer" for each in selectors]


def part_text(part: KeyPart) -> str:
    """A part of a key as nft lists it."""
    match part:
        case Protocol():
            return part.lower
        case Range(low, high):
            return f"{low}-{high}"
        case IPv6Network() if part.network_address.ipv4_mapped is not None:
            return f"::ffff:{part.network_address.ipv4_mapped}/{part.prefixlen}".removesuffix("/128")
        case IPv4Network() | IPv6Network() if part.num_addresses == 1:
            return str(part.network_address)
        case _:
            return str(part)


def typed_text(part: KeyPart, kind: str) -> str:
    """`part_text`, with the notation that its type has: quotes around interfaces, marks in hexadecimal."""
    if kind in _INTERFACES:
        return f'"{part}"'
    return f"{part:#010x}" if kind == "mark" else part_text(part)


def read_part(text: str, kind: str) -> KeyPart:
    """The value that `text` is for a data type. Raises NftMistakeError, with what would be right."""
    try:
        return _read(text, kind)
    except (ValueError, KeyError):
        raise NftMistakeError(f"“{text}” is no {kind}") from None


def _read(text: str, kind: str) -> KeyPart:
    low, dash, high = text.partition("-")
    match kind:
        case "ipv4_addr" | "ipv6_addr" if dash:
            return Range(parse_address(low), parse_address(high))
        case "ipv4_addr" | "ipv6_addr":
            return _read_address(text, kind)
        case "inet_service" if dash:
            return Range(_port(low), _port(high))
        case "inet_service":
            return _port(text)
        case "inet_proto":
            return _PROTOCOLS[text]
        case "mark" | "integer":
            return int(text, 0)
        case "ct_state" if text in STATES:
            return text
        case "ifname" | "iface_index":
            return text.strip('"')
        case _:
            raise ValueError(text)


def _read_address(text: str, kind: str) -> KeyPart:
    network = parse_network(text)
    if ADDRESS_TYPES[family_of(network)] != kind:
        raise ValueError(text)
    return network.network_address if network.num_addresses == 1 else network


def _port(text: str) -> int:
    number = PORT_NAMES[text] if text in PORT_NAMES else int(text)
    if not 0 <= number <= 0xFFFF:
        raise ValueError(text)
    return number


def in_order(keys: Iterable[Key]) -> tuple[Key, ...]:
    """Keys as nft lists the elements of a set: by value, concatenations by their bytes from the last.

    nft: src/mergesort.c expr_msort_value, concat_expr_msort_value
    """
    return tuple(sorted(keys, key=_sort_key))


def address_keys(allowed: Iterable[IPAddress | IPNetwork]) -> tuple[Key, ...]:
    """The elements of a set of addresses as nft lists them: if one is a range, those that touch are joined.

    nft: src/intervals.c set_automerge
    """
    networks = sorted(map(ipaddress.ip_network, allowed), key=lambda each: int(each.network_address))
    if all(each.num_addresses == 1 for each in networks):
        return in_order({(each.network_address,) for each in networks})
    spans: list[Range] = []
    for each in networks:
        low, high = each.network_address, each.broadcast_address
        if spans and int(low) <= int(spans[-1].high) + 1:
            spans[-1] = Range(spans[-1].low, high if int(high) > int(spans[-1].high) else spans[-1].high)
        else:
            spans.append(Range(low, high))
    return tuple((_shortest(each),) for each in spans)


def _shortest(span: Range) -> KeyPart:
    """A range of addresses, as an address or a network where it is one."""
    assert not isinstance(span.low, int), "it is one of addresses"
    size = int(span.high) - int(span.low) + 1
    if size & (size - 1) or int(span.low) % size:
        return span
    network = ipaddress.ip_network((span.low, span.low.max_prefixlen - size.bit_length() + 1))
    return span.low if size == 1 else network


def _sort_key(key: Key) -> tuple[bytes | int | str, ...]:
    if len(key) > 1:
        return (b"".join(map(_bytes, key))[::-1],)
    (part,) = key
    match part:
        case str() if part in STATES:
            return (STATES.index(part),)
        case str() if part != ICMPV6:
            return (part,)
        case _:
            return (int.from_bytes(_bytes(part)),)


def _bytes(part: KeyPart) -> bytes:
    """What the kernel holds for a part; for a network or a range, its first value."""
    match part:
        case IPv4Address() | IPv6Address():
            return part.packed
        case IPv4Network() | IPv6Network():
            return part.network_address.packed
        case Range(low, _):
            return _bytes(low)
        case Protocol():
            return bytes([part.number])
        case str() if part == ICMPV6:
            return bytes([Protocol.ICMP.number_in_ipv6])
        case int():
            return part.to_bytes(2 if part < 0x10000 else 4)
        case str():
            return part.encode()


def as_network(part: KeyPart) -> IPv4Network | IPv6Network | None:
    """The network that an address or network is, None for anything else."""
    match part:
        case IPv4Address() | IPv6Address():
            return ipaddress.ip_network(part)
        case IPv4Network() | IPv6Network():
            return part
        case _:
            return None
