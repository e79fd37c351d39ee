"""The kernel's own sets of addresses, which iptables rules ask with `-m set`: what `ipset` makes."""

from collections.abc import Mapping
from functools import cached_property
from types import MappingProxyType
from typing import TypeAlias

import msgspec

from sandbox.net import Enumeration, Family, IPAddress, IPNetwork, Packet, Protocol

Part: TypeAlias = IPNetwork | tuple[Protocol, int] | int | str
"""One dimension of an entry: addresses, a port with its protocol or of any, or an interface."""


class Dimension(Enumeration):
    """What a set holds in one place of its entries; the value is ipset's word."""

    ADDRESS = "ip"
    NETWORK = "net"
    PORT = "port"
    INTERFACE = "iface"


class Seen(msgspec.Struct, frozen=True):
    """What a rule shows a set: a packet and the interfaces of its way."""

    packet: Packet
    in_interface: str
    out_interface: str

    def address(self, is_source: bool) -> IPAddress:
        """The packet's source or destination."""
        return self.packet.source if is_source else self.packet.destination

    def port(self, is_source: bool) -> int:
        """The packet's source or destination port."""
        return self.packet.source_port if is_source else self.packet.destination_port

    def interface(self, is_source: bool) -> str:
        """Where it came in, or goes out."""
        return self.in_interface if is_source else self.out_interface


class IpSet(msgspec.Struct, frozen=True, dict=True):
    """A set of addresses, or of addresses with ports or interfaces; `members` are the sets of a list of sets.

    `entries` say whether they are in the set: one that is `nomatch` takes a part out of a larger one.
    `family` is None for a set without addresses. `prefix` is that of addresses that stand for their network.
    `text` is what `ipset restore` makes the set of.
    """

    name: str
    dimensions: tuple[Dimension, ...]
    text: str
    family: Family | None = None
    entries: Mapping[tuple[Part, ...], bool] = {}
    prefix: int = 0
    members: tuple["IpSet", ...] = ()

    def holds(self, ends: tuple[bool, ...], seen: Seen) -> bool:
        """Whether the packet's key is in the set; `ends` says of each dimension whether its source is meant.

        kernel: net/netfilter/ipset/ip_set_core.c ip_set_test
        """
        if self.members:
            return any(each.holds(ends, seen) for each in self.members)
        if len(ends) < len(self.dimensions) or not self._same_family(seen):
            return False
        for shape, entries in self._by_shape.items():
            key = self._key(shape, ends, seen)
            if key in entries:
                return entries[key]
        return False

    def _same_family(self, seen: Seen) -> bool:
        version = {Family.IPV4: 4, Family.IPV6: 6, None: seen.packet.source.version}[self.family]
        return seen.packet.source.version == version

    @cached_property
    def _by_shape(self) -> Mapping[tuple[int, ...], Mapping[tuple[object, ...], bool]]:
        """The entries by the prefix lengths of their addresses, the most specific first.

        kernel: net/netfilter/ipset/ip_set_hash_gen.h mtype_test_cidrs
        """
        found: dict[tuple[int, ...], dict[tuple[object, ...], bool]] = {}
        for entry, is_in in self.entries.items():
            found.setdefault(tuple(map(_length, entry)), {})[tuple(map(_value, entry))] = is_in
        return dict(sorted(found.items(), reverse=True))

    def _key(self, shape: tuple[int, ...], ends: tuple[bool, ...], seen: Seen) -> tuple[object, ...]:
        parts = zip(self.dimensions, shape, ends, strict=False)
        return tuple(self._seen_part(each, length, is_source, seen) for each, length, is_source in parts)

    def _seen_part(self, dimension: Dimension, length: int, is_source: bool, seen: Seen) -> object:
        match dimension:
            case Dimension.ADDRESS | Dimension.NETWORK:
                address = seen.address(is_source)
                unused = address.max_prefixlen - (self.prefix or length)
                return int(address) >> unused << unused
            case Dimension.INTERFACE:
                return seen.interface(is_source)
            case Dimension.PORT if self.family is None:
                return seen.port(is_source) if seen.packet.protocol in _WITH_PORTS else None
            case Dimension.PORT:
                return seen.packet.protocol, seen.port(is_source)


_WITH_PORTS = (Protocol.TCP, Protocol.UDP)
"""Whose ports a set of ports alone sees. kernel: net/netfilter/ipset/ip_set_getport.c ip_set_get_ip_port."""


def _length(part: Part) -> int:
    return 0 if isinstance(part, tuple | int | str) else part.prefixlen


def _value(part: Part) -> object:
    return part if isinstance(part, tuple | int | str) else int(part.network_address)


NO_SETS: Mapping[str, IpSet] = MappingProxyType({})


class MatchSet(msgspec.Struct, frozen=True):
    """`-m set --match-set NAME src,dst`: the set holds the packet's key; `ends` says where `src` stands."""

    set: IpSet
    ends: tuple[bool, ...]
    negated: bool = False
