"""The matches and targets of `extensions` as `iptables-save` prints them."""

from sandbox.net import Family
from sandbox.netfilter.conditions import ConditionMatch
from sandbox.netfilter.expressions import FULL_MARK
from sandbox.netfilter.extensions import (
    ANY_ICMP,
    DEFAULT_BURST,
    TCP_FLAGS,
    Extension,
    Limit,
    MatchAddressRange,
    MatchConnectionMark,
    MatchIcmp,
    MatchIcmpTypes,
    MatchPorts,
    MatchTcpFlags,
    NoTrack,
    RestoreMark,
    ReversePath,
    SaveMark,
    SetConnectionMark,
)
from sandbox.netfilter.ip_sets import MatchSet
from sandbox.netfilter.iptables.condition_text import format_condition

UNITS = {86400: "day", 3600: "hour", 60: "min", 1: "sec"}
"""A limit's units by their seconds."""


def format_extension(expression: Extension, family: Family) -> str:
    """One match or target, such as `-m multiport --dports 80,443`.

    Raises TypeError for what only nftables has.
    """
    if isinstance(expression, ConditionMatch):
        return format_condition(expression, family)
    match expression:
        case MatchPorts(ports, ranges, negated):
            text = ",".join(f"{low}" if low == high else f"{low}:{high}" for low, high in ranges)
            return f"-m multiport {_not(negated)}{ports.value} {text}"
        case MatchAddressRange(of_source, low, high, negated):
            return f"-m iprange {_not(negated)}--{'src' if of_source else 'dst'}-range {low}-{high}"
        case MatchTcpFlags(mask, wanted, negated):
            return f"-m tcp {_not(negated)}--tcp-flags {_flags(mask)} {_flags(wanted)}"
        case MatchIcmp(version, kind, code, negated):
            numbers = "any" if kind == ANY_ICMP else f"{kind}" if code is None else f"{kind}/{code}"
            module, option = ("icmp", "--icmp-type") if version == 4 else ("icmp6", "--icmpv6-type")
            return f"-m {module} {_not(negated)}{option} {numbers}"
        case Limit(rate, seconds, burst):
            above = "" if burst == DEFAULT_BURST else f" --limit-burst {burst}"
            return f"-m limit --limit {rate}/{UNITS[seconds]}{above}"
        case MatchConnectionMark(value, mask, negated):
            shown = f"{value:#x}" if mask == FULL_MARK else f"{value:#x}/{mask:#x}"
            return f"-m connmark {_not(negated)}--mark {shown}"
        case ReversePath():
            return _reverse_path(expression)
        case SetConnectionMark(value, mask):
            return f"-j CONNMARK --set-xmark {value:#x}/{mask:#x}"
        case SaveMark(packet_mask, connection_mask):
            return f"-j CONNMARK --save-mark --nfmask {packet_mask:#x} --ctmask {connection_mask:#x}"
        case RestoreMark(packet_mask, connection_mask):
            return f"-j CONNMARK --restore-mark --nfmask {packet_mask:#x} --ctmask {connection_mask:#x}"
        case MatchSet(ip_set, ends, negated):
            given = ",".join("src" if is_source else "dst" for is_source in ends)
            return f"-m set {_not(negated)}--match-set {ip_set.name} {given}"
        case MatchIcmpTypes():
            raise TypeError("iptables has no sets of ICMP types")
        case NoTrack(is_ct):
            return "-j CT --notrack" if is_ct else "-j NOTRACK"


def _reverse_path(match: ReversePath) -> str:
    given = {
        "--loose": match.loose,
        "--validmark": match.valid_mark,
        "--accept-local": match.accept_local,
        "--invert": match.inverted,
    }
    return " ".join(["-m rpfilter", *(option for option, is_given in given.items() if is_given)])


def _not(negated: bool) -> str:
    return "! " if negated else ""


def _flags(bits: int) -> str:
    return ",".join(name for name, bit, _ in TCP_FLAGS if bits & bit) or "NONE"
