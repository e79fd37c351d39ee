"""nft's names for what `reject` sends, beside iptables' names, which rules hold."""

from collections.abc import Sequence
from types import MappingProxyType

from sandbox.net import Family, Protocol
from sandbox.netfilter.expressions import (
    PORT_UNREACHABLE,
    TCP_RESET,
    Expression,
    Lookup,
    MatchPort,
    MatchProtocol,
    Reject,
    VerdictLookup,
)
from sandbox.netfilter.extensions import MatchTcpFlags
from sandbox.netfilter.fields import Field

ICMP = MappingProxyType(
    {
        "net-unreachable": "icmp-net-unreachable",
        "host-unreachable": "icmp-host-unreachable",
        "prot-unreachable": "icmp-proto-unreachable",
        "port-unreachable": "icmp-port-unreachable",
        "net-prohibited": "icmp-net-prohibited",
        "host-prohibited": "icmp-host-prohibited",
        "admin-prohibited": "icmp-admin-prohibited",
    }
)
ICMPV6 = MappingProxyType(
    {
        "no-route": "icmp6-no-route",
        "admin-prohibited": "icmp6-adm-prohibited",
        "addr-unreachable": "icmp6-addr-unreachable",
        "port-unreachable": "icmp6-port-unreachable",
    }
)
ICMPX = MappingProxyType(
    {
        "no-route": {Family.IPV4: "icmp-net-unreachable", Family.IPV6: "icmp6-no-route"},
        "port-unreachable": PORT_UNREACHABLE,
        "host-unreachable": {Family.IPV4: "icmp-host-unreachable", Family.IPV6: "icmp6-addr-unreachable"},
        "admin-prohibited": {Family.IPV4: "icmp-admin-prohibited", Family.IPV6: "icmp6-adm-prohibited"},
    }
)
"""kernel: net/netfilter/nft_reject.c icmp_code_v4, icmp_code_v6."""


def rejection_text(reject_with: str, family: str, names_family: bool = False) -> str:
    """`reject`, with what it sends where that is not what nft sends by itself in a table of `family`.

    `names_family`: it sends errors of one family, also in a table of both.
    """
    is_abstract = family == "inet" and not names_family
    if reject_with in PORT_UNREACHABLE.values() and (is_abstract or family != "inet"):
        return "reject"
    if reject_with == TCP_RESET:
        return "reject with tcp reset"
    if is_abstract:
        abstract = next((name for name, both in ICMPX.items() if reject_with in both.values()), "")
        if abstract:
            return f"reject with icmpx {abstract}"
    for word, names in (("icmp", ICMP), ("icmpv6", ICMPV6)):
        for name, own in names.items():
            if own == reject_with:
                return f"reject with {word} {name}"
    raise TypeError(f"nft has no reject with {reject_with}")


def read_rejection(words: list[str], family: Family) -> str | None:
    """What `reject` sends to packets of `family`, by the words after it; None if it is not known."""
    words = [word for word in words if word != "type"]
    match words:
        case []:
            return PORT_UNREACHABLE[family]
        case ["with", "tcp", "reset"]:
            return TCP_RESET
        case ["with", "icmp", name]:
            return ICMP.get(name)
        case ["with", "icmpv6", name]:
            return ICMPV6.get(name)
        case ["with", "icmpx", name]:
            return ICMPX[name][family] if name in ICMPX else None
        case _:
            return None


_TCP_FIELDS = frozenset({Field.TCP_SPORT, Field.TCP_DPORT})
_HEADER_FIELDS = (Field.IP_PROTOCOL, Field.IP6_NEXTHDR)


def is_reset_of_any(expressions: Sequence[Expression]) -> bool:
    """Whether a rule sends resets and does not say itself that it is about TCP, so that nft does.

    nft: src/evaluate.c stmt_evaluate_reset, stmt_reject_gen_dependency
    """
    resets = any(isinstance(each, Reject) and each.reject_with == TCP_RESET for each in expressions)
    return resets and not any(map(_is_of_tcp, expressions))


def _is_of_tcp(expression: Expression) -> bool:
    match expression:
        case MatchPort(Protocol.TCP) | MatchProtocol(Protocol.TCP, False) | MatchTcpFlags():
            return True
        case Lookup((field,), keys, False) if field in _HEADER_FIELDS:
            return keys == ((Protocol.TCP,),)
        case Lookup(selectors) | VerdictLookup(selectors):
            return not _TCP_FIELDS.isdisjoint(selectors)
        case _:
            return False
