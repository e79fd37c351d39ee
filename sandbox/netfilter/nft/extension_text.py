"""The matches and statements of `extensions` as `nft list ruleset` prints them."""

from sandbox.netfilter.conditions import ConditionMatch
from sandbox.netfilter.expressions import FULL_MARK
from sandbox.netfilter.extensions import (
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
from sandbox.netfilter.nft.condition_text import format_condition
from sandbox.netfilter.nft.icmp_types import format_icmp_types
from sandbox.netfilter.nft.marks import mark_match, new_mark

UNITS = {1: "second", 60: "minute", 3600: "hour", 86400: "day", 604800: "week"}
"""A limit's units by their seconds."""
_XT = {MatchPorts: "multiport", MatchAddressRange: "iprange", MatchIcmp: "icmp", MatchSet: "set"}
ALL_FLAGS = 0xFF
"""What nft compares with where a rule gives no mask."""


def format_extension(expression: Extension, family: str) -> str:
    """One match or statement, such as `limit rate 3/minute`."""
    if isinstance(expression, ConditionMatch):
        return format_condition(expression, family)
    match expression:
        case MatchPorts() | MatchAddressRange() | MatchIcmp() | MatchSet():
            return f'xt match "{_XT[type(expression)]}"'
        case MatchIcmpTypes():
            return format_icmp_types(expression)
        case MatchTcpFlags():
            return f"tcp flags {_flags_match(expression)}"
        case Limit(rate, seconds, burst, over):
            more = "" if burst == DEFAULT_BURST else f" burst {burst} packets"
            return f"limit rate {'over ' if over else ''}{rate}/{UNITS[seconds]}{more}"
        case MatchConnectionMark(value, mask, negated):
            return f"ct mark {mark_match(value, mask, negated)}"
        case ReversePath(valid_mark=valid_mark, inverted=inverted):
            return (
                f"fib saddr {'. mark ' if valid_mark else ''}. iif oif {'missing' if inverted else 'exists'}"
            )
        case SetConnectionMark(value, mask):
            return f"ct mark set {new_mark('ct mark', value, mask)}"
        case SaveMark(packet_mask, _):
            return f"ct mark set meta mark{_masked(packet_mask)}"
        case RestoreMark(_, connection_mask):
            return f"meta mark set ct mark{_masked(connection_mask)}"
        case NoTrack():
            return "notrack"


def _flags_match(match: MatchTcpFlags) -> str:
    wanted, mask = _flags(match.wanted), _flags(match.mask)
    unequal = "!= " if match.negated else ""
    if not match.wanted:
        return f"{'' if match.negated else '! '}{mask}"
    if match.mask == ALL_FLAGS:
        return f"{unequal or '== '}{wanted}"
    if match.mask == match.wanted and "," not in mask:
        return f"& {mask} {'!=' if match.negated else '=='} {wanted}"
    return f"{unequal}{wanted} / {mask}"


def _flags(bits: int) -> str:
    return ",".join(name.lower() for name, bit, _ in TCP_FLAGS if bits & bit) or "0x0"


def _masked(mask: int) -> str:
    return "" if mask == FULL_MARK else f" & {mask:#010x}"
