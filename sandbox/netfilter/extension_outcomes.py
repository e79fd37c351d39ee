"""What the expressions of `extensions` do: match or not, or change a mark and go on."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import msgspec

from sandbox.net import ICMP_NUMBERS, IPAddress, Protocol, TcpFlags
from sandbox.netfilter.condition_outcomes import CONDITION_OUTCOMES, CONDITION_VALUES
from sandbox.netfilter.expressions import CtState
from sandbox.netfilter.extensions import (
    ANY_ICMP,
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
    Ports,
    RestoreMark,
    ReversePath,
    SaveMark,
    SetConnectionMark,
)
from sandbox.netfilter.ip_sets import MatchSet, Seen
from sandbox.netfilter.ruleset import RuleRef

if TYPE_CHECKING:
    from sandbox.netfilter.evaluate import Evaluation


def match_ports(match: MatchPorts, ref: RuleRef, evaluation: "Evaluation") -> bool:
    """`-m multiport`."""
    # kernel: net/netfilter/xt_multiport.c ports_match_v1
    ports = _ports(evaluation, match.ports)
    return any(low <= port <= high for low, high in match.ranges for port in ports) is not match.negated


def _ports(evaluation: "Evaluation", which: Ports) -> tuple[int, ...]:
    packet = evaluation.packet
    source, destination = (packet.source_port,), (packet.destination_port,)
    return {
        Ports.SOURCE: source,
        Ports.DESTINATION: destination,
        Ports.EITHER: source + destination,
    }[which]


def match_address_range(match: MatchAddressRange, ref: RuleRef, evaluation: "Evaluation") -> bool:
    """`-m iprange`."""
    # kernel: net/netfilter/xt_iprange.c iprange_mt4, iprange_mt6
    address = _end(evaluation, match)
    same_family = address.version == match.low.version
    return same_family and (int(match.low) <= int(address) <= int(match.high)) is not match.negated


def _end(evaluation: "Evaluation", match: MatchAddressRange) -> IPAddress:
    packet = evaluation.packet
    return packet.source if match.of_source else packet.destination


def match_tcp_flags(match: MatchTcpFlags, ref: RuleRef, evaluation: "Evaluation") -> bool:
    """`--tcp-flags`, `tcp flags`."""
    # kernel: net/netfilter/xt_tcpudp.c tcp_mt
    if evaluation.packet.protocol is not Protocol.TCP:
        return False
    return (_flag_bits(evaluation.packet.flags) & match.mask == match.wanted) is not match.negated


def _flag_bits(flags: TcpFlags) -> int:
    return sum(bit for _, bit, flag in TCP_FLAGS if flags & flag)


def match_icmp(match: MatchIcmp, ref: RuleRef, evaluation: "Evaluation") -> bool:
    """`-m icmp`, `-m icmp6`."""
    # kernel: net/ipv4/netfilter/ip_tables.c icmp_match, net/ipv6/netfilter/ip6_tables.c icmp6_match
    if evaluation.packet.protocol is not Protocol.ICMP:
        return False
    kind, code = _icmp_numbers(evaluation)
    same = match.type in (ANY_ICMP, kind) and match.code in (None, code)
    return same is not match.negated


def match_icmp_types(match: MatchIcmpTypes, ref: RuleRef, evaluation: "Evaluation") -> bool:
    """`icmp type`, which also asks for the protocol: no other packet matches, negated or not."""
    # nft: src/payload.c payload_gen_dependency
    packet = evaluation.packet
    if packet.protocol is not Protocol.ICMP or packet.source.version != match.version:
        return False
    return (_icmp_numbers(evaluation)[0] in match.types) is not match.negated


def _icmp_text(evaluation: "Evaluation", count: int) -> str:
    """Type and code, or with a `count` of 1 the type alone; the protocol of another packet."""
    packet = evaluation.packet
    if packet.protocol is not Protocol.ICMP:
        return packet.protocol.lower
    return "/".join(map(str, _icmp_numbers(evaluation)[:count]))


def _icmp_numbers(evaluation: "Evaluation") -> tuple[int, int]:
    """Type and code of an ICMP packet: an error's or an echo's."""
    packet = evaluation.packet
    version, error, echo = packet.source.version, packet.icmp, packet.echo
    if echo is not None:
        return echo.numbers(version)
    assert error is not None
    return ICMP_NUMBERS[version][error.reason]


def ask_limit(match: Limit, ref: RuleRef, evaluation: "Evaluation") -> bool:
    """`-m limit`, `limit rate`."""
    site = f"IPv{evaluation.packet.source.version} {ref}"
    has_room, evaluation.limits = evaluation.limits.asked(site, match, evaluation.now)
    return has_room is not match.over


def match_connection_mark(match: MatchConnectionMark, ref: RuleRef, evaluation: "Evaluation") -> bool:
    """`-m connmark`, `ct mark`."""
    # kernel: net/netfilter/xt_connmark.c connmark_mt
    mark = evaluation.connection_mark
    return mark is not None and (mark & match.mask == match.value) is not match.negated


def match_reverse_path(match: ReversePath, ref: RuleRef, evaluation: "Evaluation") -> bool:
    """`-m rpfilter`, `fib saddr . iif oif`."""
    return evaluation.surroundings.comes_back(match.loose, match.accept_local) is not match.inverted


def match_set(match: MatchSet, ref: RuleRef, evaluation: "Evaluation") -> bool:
    """`-m set`."""
    # kernel: net/netfilter/xt_set.c set_match_v1
    seen = Seen(evaluation.packet, evaluation.in_interface, evaluation.out_interface)
    return match.set.holds(match.ends, seen) is not match.negated


def _set_text(evaluation: "Evaluation", match: MatchSet) -> str:
    packet = evaluation.packet
    ends = (packet.source if is_source else packet.destination for is_source in match.ends)
    return ",".join(map(str, ends))


def set_connection_mark(statement: SetConnectionMark, ref: RuleRef, evaluation: "Evaluation") -> bool:
    """`CONNMARK --set-xmark`."""
    # kernel: net/netfilter/xt_connmark.c connmark_tg_shift, XT_CONNMARK_SET
    if evaluation.connection_mark is not None:
        evaluation.connection_mark = (evaluation.connection_mark & ~statement.mask) ^ statement.value
    return True


def save_mark(statement: SaveMark, ref: RuleRef, evaluation: "Evaluation") -> bool:
    """`CONNMARK --save-mark`."""
    # kernel: net/netfilter/xt_connmark.c connmark_tg_shift, XT_CONNMARK_SAVE
    if evaluation.connection_mark is not None:
        kept = evaluation.connection_mark & ~statement.connection_mask
        evaluation.connection_mark = kept ^ (evaluation.packet.mark & statement.packet_mask)
    return True


def restore_mark(statement: RestoreMark, ref: RuleRef, evaluation: "Evaluation") -> bool:
    """`CONNMARK --restore-mark`."""
    # kernel: net/netfilter/xt_connmark.c connmark_tg_shift, XT_CONNMARK_RESTORE
    if evaluation.connection_mark is not None:
        packet = evaluation.packet
        mark = (packet.mark & ~statement.packet_mask) ^ (
            evaluation.connection_mark & statement.connection_mask
        )
        evaluation.packet = msgspec.structs.replace(packet, mark=mark)
    return True


def pass_over(statement: NoTrack, ref: RuleRef, evaluation: "Evaluation") -> bool:
    """`CT --notrack`; a packet that was tracked before stays so."""
    # kernel: net/netfilter/xt_CT.c xt_ct_target
    if not evaluation.ct_states:
        evaluation.ct_states = frozenset({CtState.UNTRACKED})
    return True


def _mark_text(evaluation: "Evaluation", match: MatchConnectionMark) -> str:
    mark = evaluation.connection_mark
    return "no connection" if mark is None else f"{mark:#x}"


def _flags_text(evaluation: "Evaluation", match: MatchTcpFlags) -> str:
    flags = evaluation.packet.flags
    return ",".join(name for name, _, flag in TCP_FLAGS if flags & flag) or "none"


EXTENSION_OUTCOMES: Mapping[type[Extension], Callable[[Any, RuleRef, "Evaluation"], bool]] = MappingProxyType(
    {
        MatchPorts: match_ports,
        MatchAddressRange: match_address_range,
        MatchTcpFlags: match_tcp_flags,
        MatchIcmp: match_icmp,
        MatchIcmpTypes: match_icmp_types,
        Limit: ask_limit,
        MatchConnectionMark: match_connection_mark,
        ReversePath: match_reverse_path,
        SetConnectionMark: set_connection_mark,
        SaveMark: save_mark,
        RestoreMark: restore_mark,
        NoTrack: pass_over,
        MatchSet: match_set,
        **CONDITION_OUTCOMES,
    }
)
"""Whether each matches; a statement always does."""

EXTENSION_VALUES: Mapping[type[Extension], Callable[["Evaluation", Any], str]] = MappingProxyType(
    {
        MatchPorts: lambda evaluation, match: ",".join(map(str, _ports(evaluation, match.ports))),
        MatchAddressRange: lambda evaluation, match: str(_end(evaluation, match)),
        MatchTcpFlags: _flags_text,
        MatchIcmp: lambda evaluation, match: _icmp_text(evaluation, 2),
        MatchIcmpTypes: lambda evaluation, match: _icmp_text(evaluation, 1),
        Limit: lambda evaluation, match: "within the limit" if match.over else "the limit is used up",
        MatchConnectionMark: _mark_text,
        ReversePath: lambda evaluation, match: f"{evaluation.packet.source} by {evaluation.in_interface}",
        MatchSet: _set_text,
        **CONDITION_VALUES,
    }
)
"""What each saw, for a person who asks why it did not match."""
