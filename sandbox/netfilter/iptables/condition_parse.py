"""The matches of `conditions`, one reader for each module; None for what is not modelled."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from sandbox.net import Protocol
from sandbox.netfilter.conditions import (
    ConnectionCondition,
    ConnectionField,
    LinkType,
    MatchAddressTypes,
    MatchBridgePort,
    MatchConnection,
    MatchIpsec,
    MatchLinkType,
    MatchSocket,
    MatchTimeToLive,
    PortCondition,
    PortOption,
    Wanted,
)
from sandbox.netfilter.expressions import Expression
from sandbox.netfilter.fields import ICMPV6, Range
from sandbox.netfilter.iptables.errors import MistakeError
from sandbox.netfilter.iptables.options import Module
from sandbox.netfilter.iptables.values import network, number, port_range

_STATUSES = ("EXPECTED", "SEEN_REPLY", "ASSURED", "CONFIRMED")
"""In the order in which iptables prints them. iptables: extensions/libxt_conntrack.c."""
_PROTOCOLS = {each.lower: each.number for each in Protocol} | dict.fromkeys(
    ("icmpv6", ICMPV6), Protocol.ICMP.number_in_ipv6
)
_ADDRESS_TYPES = ("UNICAST", "LOCAL", "BROADCAST", "MULTICAST")
"""The types that are modelled, in the order in which they are printed."""
_LINK_TYPES = {each.value: each for each in LinkType} | {"host": LinkType.UNICAST}
LARGEST_TTL = 255


def connection(module: Module, states: tuple[str, ...], negated: bool) -> tuple[Expression, ...]:
    """`-m conntrack` with more than its state, which is given."""
    conditions = [
        ConnectionCondition(field, _WANTED[field](option.value), option.negated)
        for field in ConnectionField
        if (option := module.option(field.value)) is not None
    ]
    return (MatchConnection(tuple(conditions), states, negated),)


def _ports(text: str) -> Range:
    return Range(*port_range(text))


def _protocol(text: str) -> int:
    return _PROTOCOLS.get(text.lower()) or number(text, 255, "a protocol")


def _words(*known: str) -> Callable[[str], tuple[str, ...]]:
    def read(text: str) -> tuple[str, ...]:
        given = text.upper().split(",")
        unknown = [each for each in given if each not in known]
        if unknown:
            raise MistakeError(f"“{unknown[0]}” is not known here; there are {', '.join(known)}")
        return tuple(each for each in known if each in given)

    return read


def _status(text: str) -> tuple[str, ...]:
    """Some of the bits; NONE beside others adds nothing."""
    words = _words(*_STATUSES, "NONE")(text)
    return tuple(each for each in words if each != "NONE") or words


_WANTED: Mapping[ConnectionField, Callable[[str], Wanted]] = MappingProxyType(
    {
        ConnectionField.PROTOCOL: _protocol,
        ConnectionField.ORIGINAL_SOURCE: network,
        ConnectionField.ORIGINAL_DESTINATION: network,
        ConnectionField.REPLY_SOURCE: network,
        ConnectionField.REPLY_DESTINATION: network,
        ConnectionField.ORIGINAL_SOURCE_PORT: _ports,
        ConnectionField.ORIGINAL_DESTINATION_PORT: _ports,
        ConnectionField.REPLY_SOURCE_PORT: _ports,
        ConnectionField.REPLY_DESTINATION_PORT: _ports,
        ConnectionField.STATUS: _status,
        ConnectionField.DIRECTION: _words("ORIGINAL", "REPLY"),
    }
)


def link_type(module: Module) -> tuple[Expression, ...] | None:
    """`-m pkttype`; what is for another host is not modelled."""
    option = module.option("--pkt-type")
    found = None if option is None else _LINK_TYPES.get(option.value.lower())
    return None if option is None or found is None else (MatchLinkType(found, option.negated),)


def time_to_live(module: Module) -> tuple[Expression, ...] | None:
    """`-m ttl`, `-m hl`."""
    if len(module.options) != 1:
        return None
    (option,) = module.options
    value = number(option.value, LARGEST_TTL, "a time to live")
    low, high = {"lt": (0, value - 1), "gt": (value + 1, LARGEST_TTL)}.get(option.flag[-2:], (value, value))
    return (MatchTimeToLive(4 if module.name == "ttl" else 6, low, high, option.negated),)


def bridge_port(module: Module) -> tuple[Expression, ...] | None:
    """`-m physdev`."""
    found = [
        PortCondition(each, option.value if option.values else "", option.negated)
        for each in PortOption
        if (option := module.option(each.value)) is not None
    ]
    return (MatchBridgePort(tuple(found)),) if found else None


def address_types(module: Module) -> tuple[Expression, ...] | None:
    """`-m addrtype` for one end, with several types or an interface that counts."""
    limits = [each.flag.removeprefix("--limit-iface-") for each in module.options if not each.values]
    ends = [each for each in module.options if each.values]
    if len(ends) != 1 or len(limits) > 1:
        return None
    (option,) = ends
    given = option.value.upper().split(",")
    if not set(given).issubset(_ADDRESS_TYPES):
        return None
    types = tuple(each for each in _ADDRESS_TYPES if each in given)
    of_source, interface = option.flag == "--src-type", "".join(limits)
    return (MatchAddressTypes(of_source, types, interface, option.negated),)


def owner(module: Module) -> tuple[Expression, ...] | None:
    """`-m owner --socket-exists`: what is asked of users and groups is not modelled."""
    option = module.option("--socket-exists")
    return (MatchSocket(option.negated),) if option is not None else None


def ipsec(module: Module) -> tuple[Expression, ...] | None:
    """`-m policy`."""
    option = module.option("--pol")
    if option is None or module.option("--dir") is None:
        return None
    first = ("--dir", "--pol", "--strict")
    ordered = sorted(module.options, key=lambda each: first.index(each.flag) if each.flag in first else 3)
    texts = (" ".join([*(["!"] if each.negated else []), each.flag, *each.values]) for each in ordered)
    return (MatchIpsec(" ".join(texts), option.value == "none"),)


CONDITION_MATCHES: Mapping[str, Callable[[Module], tuple[Expression, ...] | None]] = MappingProxyType(
    {
        "pkttype": link_type,
        "ttl": time_to_live,
        "hl": time_to_live,
        "physdev": bridge_port,
        "owner": owner,
        "policy": ipsec,
    }
)
