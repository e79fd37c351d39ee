"""One rule's words as the rules that iptables makes of them: several addresses make several rules."""

from collections.abc import Container, Iterable, Mapping, Sequence
from ipaddress import IPv4Network, IPv6Network
from itertools import product
from types import MappingProxyType

from sandbox.net import Family, IPAddress, Protocol
from sandbox.netfilter.conditions import MatchConnection
from sandbox.netfilter.expressions import (
    TCP_RESET,
    Expression,
    MatchAddress,
    MatchInterface,
    MatchProtocol,
    Reject,
    Side,
    Unmodelled,
)
from sandbox.netfilter.fields import ICMPV6
from sandbox.netfilter.ip_sets import NO_SETS, IpSet, MatchSet
from sandbox.netfilter.iptables.errors import MistakeError
from sandbox.netfilter.iptables.match_parse import match_expressions
from sandbox.netfilter.iptables.options import Draft, Option, sort_options
from sandbox.netfilter.iptables.rule_text import in_order
from sandbox.netfilter.iptables.target_parse import target_expression
from sandbox.netfilter.iptables.values import address, checked, network
from sandbox.netfilter.iptables.words import Word
from sandbox.netfilter.ruleset import Rule

_SIDES = {"-s": Side.SOURCE, "-d": Side.DESTINATION, "-i": Side.SOURCE, "-o": Side.DESTINATION}

_EITHER: Mapping[str, Protocol | str] = MappingProxyType(
    {"tcp": Protocol.TCP, "udp": Protocol.UDP, "sctp": Protocol.SCTP}
    | {"6": Protocol.TCP, "17": Protocol.UDP, "132": Protocol.SCTP}
)
_PROTOCOLS: Mapping[Family, Mapping[str, Protocol | str]] = {
    Family.IPV4: {**_EITHER, "icmp": Protocol.ICMP, "1": Protocol.ICMP},
    Family.IPV6: {**_EITHER, "icmpv6": ICMPV6, ICMPV6: ICMPV6, "58": ICMPV6},
}
_OTHER_PROTOCOLS = frozenset(
    {"ah", "dccp", "egp", "encap", "esp", "gre", "igmp", "igp", "ipcomp", "ipencap", "ipip", "ipv4", "ipv6"}
    | {"l2tp", "mh", "mobility-header", "mpls-in-ip", "ospf", "pim", "rsvp", "udplite", "vrrp"}
)
"""Protocols that rules name and no packet here has. /etc/protocols has their names."""
_ANY_PROTOCOL = ("all", "0")


def parse_rule(
    words: Sequence[Word],
    table: str,
    chains: Container[str],
    family: Family,
    sets: Mapping[str, IpSet] = NO_SETS,
) -> tuple[Rule, ...]:
    """The rules of one `-A CHAIN …` in a table that has `chains`, where there are `sets`.

    Raises MistakeError for what iptables would not take.
    """
    draft = sort_options(words)
    _check(draft)
    matches = [
        each for module in draft.modules if module.kind == "-m" for each in match_expressions(module, sets)
    ]
    _check_families(matches, family)
    targets = [
        target_expression(module, table, chains, family) for module in draft.modules if module.kind != "-m"
    ]
    general = tuple(product(*(_alternatives(option, family) for option in draft.general)))
    _check_reset(targets, (part for each in general for parts in each for part in parts))
    return tuple(
        Rule(in_order((*(part for parts in each for part in parts), *matches, *targets))) for each in general
    )


def _check(draft: Draft) -> None:
    flags = [option.flag for option in draft.general]
    flags += ["-j" for module in draft.modules if module.kind != "-m"]
    repeated = next((flag for flag in flags if flags.count(flag) > 1), None)
    if repeated is not None:
        raise MistakeError(f"{repeated} is given twice; a rule has at most one")


def _check_families(matches: Sequence[Expression], family: Family) -> None:
    """Raise MistakeError where a set or a connection's address is of the other family."""
    for each in matches:
        if isinstance(each, MatchSet) and each.set.family not in (None, family):
            raise MistakeError(f"set {each.set.name} holds addresses of the other family; name another set")
        for condition in each.conditions if isinstance(each, MatchConnection) else ():
            if isinstance(condition.wanted, IPv4Network | IPv6Network):
                checked(condition.wanted.network_address, family)


def _check_reset(targets: Iterable[Expression], general: Iterable[Expression]) -> None:
    """Raise MistakeError where a reset may answer another protocol. kernel: ipt_REJECT.c reject_tg_check."""
    resets = any(isinstance(each, Reject) and each.reject_with == TCP_RESET for each in targets)
    if resets and MatchProtocol(Protocol.TCP) not in general:
        raise MistakeError(f"{TCP_RESET} answers TCP alone; put -p tcp into the rule")


def _alternatives(option: Option, family: Family) -> Sequence[tuple[Expression, ...]]:
    """What a general option may mean, one entry for each rule that it makes."""
    match option.flag:
        case "-s" | "-d":
            return _addresses(option, family)
        case "-p":
            return [_protocol(option, family)]
        case _:
            name = option.value
            return [() if name == "+" else (MatchInterface(_SIDES[option.flag], name, option.negated),)]


def _addresses(option: Option, family: Family) -> Sequence[tuple[Expression, ...]]:
    texts = option.value.split(",")
    if option.negated and len(texts) > 1:
        raise MistakeError(f"! {option.flag} takes one address; write a rule for each of {option.value}")
    return [_address(option, text, family) for text in texts]


def _address(option: Option, text: str, family: Family) -> tuple[Expression, ...]:
    mask = text.partition("/")[2]
    if "." in mask and not _is_prefix(address(mask, Family.IPV4)):
        return (Unmodelled(f"{'! ' if option.negated else ''}{option.flag} {text}"),)
    found = network(text)
    checked(found.network_address, family)
    if found.prefixlen == 0 and not option.negated:
        return ()
    return (MatchAddress(_SIDES[option.flag], found, option.negated),)


def _is_prefix(mask: IPAddress) -> bool:
    """Whether a mask's ones all come before its zeros."""
    zeros = ~int(mask) & 0xFFFFFFFF
    return zeros & (zeros + 1) == 0


def _protocol(option: Option, family: Family) -> tuple[Expression, ...]:
    name = option.value.lower()
    if name in _ANY_PROTOCOL:
        return ()
    known = _PROTOCOLS[family].get(name)
    if known is not None:
        return (MatchProtocol(known, option.negated),)
    if name in _OTHER_PROTOCOLS or (name.isascii() and name.isdigit() and int(name) < 256):
        return (MatchProtocol(option.value, option.negated),)
    return (Unmodelled(f"{'! ' if option.negated else ''}-p {option.value}"),)
