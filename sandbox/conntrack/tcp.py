"""TCP's states: which one a segment brings its connection to, and for how long.

The theory: a connection's state depends on which flags were seen in which direction. A segment that cannot
belong to it is INVALID. One that could, if the two ends know better than the table, is ignored: it passes
and changes neither state nor time-out, but a SYN-ACK that answers an ignored SYN brings the table into step.
kernel: net/netfilter/nf_conntrack_proto_tcp.c nf_conntrack_tcp_packet
"""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from msgspec.structs import replace

from sandbox.conntrack.entry import ConntrackEntry, Direction, EntryStatus, TcpSeen, TcpState
from sandbox.conntrack.settings import Settings
from sandbox.net import Packet, TcpFlags

_IGNORED = "ignored"
_INVALID = "invalid"
_SHORT: Mapping[str, TcpState | str] = {
    "SS": TcpState.SYN_SENT,
    "SR": TcpState.SYN_RECV,
    "ES": TcpState.ESTABLISHED,
    "FW": TcpState.FIN_WAIT,
    "CW": TcpState.CLOSE_WAIT,
    "LA": TcpState.LAST_ACK,
    "TW": TcpState.TIME_WAIT,
    "CL": TcpState.CLOSE,
    "--": _INVALID,
    "..": _IGNORED,
}
_ROWS = {
    #                               NO SS SR ES FW CW LA TW CL
    (Direction.ORIGINAL, "SYN"): "SS SS .. .. .. .. .. SS SS",
    (Direction.ORIGINAL, "SYN-ACK"): "-- -- SR -- -- -- -- -- --",
    (Direction.ORIGINAL, "FIN"): "-- -- FW FW LA LA LA TW CL",
    (Direction.ORIGINAL, "ACK"): "ES -- ES ES CW CW TW TW CL",
    (Direction.ORIGINAL, "RST"): "-- CL CL CL CL CL CL CL CL",
    (Direction.REPLY, "SYN"): "-- -- -- -- -- -- -- SS --",
    (Direction.REPLY, "SYN-ACK"): "-- SR .. .. .. .. .. .. ..",
    (Direction.REPLY, "FIN"): "-- -- FW FW LA LA LA TW CL",
    (Direction.REPLY, "ACK"): "-- .. SR ES CW CW TW TW CL",
    (Direction.REPLY, "RST"): "-- CL CL CL CL CL CL CL CL",
}
"""For each direction and kind of segment the next state, from each state in the order of `TcpState`.

`--` makes the packet INVALID, `..` has it ignored. The simultaneous open is left out.
kernel: net/netfilter/nf_conntrack_proto_tcp.c tcp_conntracks
"""

_TRANSITIONS: Mapping[tuple[Direction, str, TcpState], TcpState | str] = MappingProxyType(
    {
        (direction, segment, state): _SHORT[short]
        for (direction, segment), row in _ROWS.items()
        for state, short in zip(TcpState, row.split(), strict=True)
    }
)
_ENDED = (TcpState.TIME_WAIT, TcpState.CLOSE)


@cache
def _segment(flags: TcpFlags) -> str:
    """The row of the table. kernel: net/netfilter/nf_conntrack_proto_tcp.c get_conntrack_index."""
    if flags & TcpFlags.RST:
        return "RST"
    if flags & TcpFlags.SYN:
        return "SYN-ACK" if flags & TcpFlags.ACK else "SYN"
    return "FIN" if flags & TcpFlags.FIN else "ACK"


def tcp_is_invalid(entry: ConntrackEntry, packet: Packet, direction: Direction, settings: Settings) -> bool:
    """Whether a segment is INVALID in a connection; a new one begins with a SYN, and with an ACK if loose.

    kernel: net/netfilter/nf_conntrack_proto_tcp.c tcp_new
    """
    segment = _segment(packet.flags)
    if entry.state is TcpState.NONE and segment == "ACK" and not settings.is_loose:
        return True
    return _outcome(entry, direction, segment) is _INVALID


def tcp_advanced(
    entry: ConntrackEntry, packet: Packet, direction: Direction, now: float, settings: Settings
) -> ConntrackEntry:
    """`entry` after a segment that is not INVALID: a SYN that is sent again renews nothing.

    kernel: net/netfilter/nf_conntrack_proto_tcp.c nf_conntrack_tcp_packet
    """
    segment = _segment(packet.flags)
    state = _outcome(entry, direction, segment)
    answered = entry.has(EntryStatus.SEEN_REPLY)
    status = entry.status | EntryStatus.SEEN_REPLY if direction is Direction.REPLY else entry.status
    if not isinstance(state, TcpState):
        seen = replace(entry.seen, has_window=True, last=(direction, segment))
        return replace(entry, status=status, seen=seen)
    seen = _seen(entry.seen, direction, packet.flags, state)
    if segment == "SYN" and entry.state is TcpState.SYN_SENT and not answered:
        return replace(entry, seen=seen)
    if answered and entry.state in _OPEN and state is TcpState.ESTABLISHED:
        status |= EntryStatus.ASSURED
    timeout = _timeout(state, segment, seen, answered, settings)
    return replace(entry, status=status, state=state, seen=seen, timeout=timeout, expires_at=now + timeout)


_OPEN = (TcpState.SYN_RECV, TcpState.ESTABLISHED)


def _outcome(entry: ConntrackEntry, direction: Direction, segment: str) -> TcpState | str:
    """The next state, or that the segment is ignored or INVALID."""
    assert isinstance(entry.state, TcpState)
    found = _TRANSITIONS[direction, segment, entry.state]
    if found is TcpState.SYN_SENT and entry.state in _ENDED:
        return _IGNORED
    in_step = segment == "SYN-ACK" and entry.seen.last == (direction.other, "SYN")
    return TcpState.SYN_RECV if found is _IGNORED and in_step else found


def reopens(packet: Packet, entry: ConntrackEntry, direction: Direction) -> bool:
    """Whether a SYN finds a connection that has ended, so that it begins a new one in its place.

    That is so where an end had closed it, or the SYN's sender had just reset it; else the SYN is ignored.
    kernel: net/netfilter/nf_conntrack_proto_tcp.c nf_conntrack_tcp_packet, case TCP_CONNTRACK_SYN_SENT
    """
    if packet.flags != TcpFlags.SYN or entry.state not in _ENDED:
        return False
    assert isinstance(entry.state, TcpState)
    begins = _TRANSITIONS[direction, "SYN", entry.state] is TcpState.SYN_SENT
    return begins and (entry.seen.is_closing or entry.seen.last == (direction, "RST"))


def _timeout(state: TcpState, segment: str, seen: TcpSeen, answered: bool, settings: Settings) -> float:
    """A connection lives shorter while data waits to be acknowledged, or if it is hardly begun.

    kernel: net/netfilter/nf_conntrack_proto_tcp.c nf_conntrack_tcp_packet
    """
    if segment == "RST":
        return settings.tcp[TcpState.CLOSE]
    timeout = settings.tcp[state]
    if seen.unacknowledged and timeout > settings.unacknowledged:
        timeout = settings.unacknowledged
    elif not seen.has_window and timeout > settings.retransmitted:
        timeout = settings.retransmitted
    picked_up = state is TcpState.ESTABLISHED and not answered
    return min(timeout, settings.unacknowledged) if picked_up else timeout


@cache
def _seen(before: TcpSeen, direction: Direction, flags: TcpFlags, state: TcpState) -> TcpSeen:
    """What is kept after a segment that acknowledges everything its sender got so far.

    Data is marked until then; what brings the table into step makes it forget.
    kernel: net/netfilter/nf_conntrack_proto_tcp.c tcp_in_window, IP_CT_TCP_FLAG_CLOSE_INIT
    """
    last = (direction, _segment(flags))
    if flags & TcpFlags.SYN:
        return TcpSeen(has_window=before.has_window, last=last)
    waiting = before.unacknowledged
    if flags & TcpFlags.ACK:
        waiting = tuple(each for each in waiting if each is direction)
    if flags & (TcpFlags.PSH | TcpFlags.FIN) and direction not in waiting:
        waiting = (*waiting, direction)
    closing = before.is_closing or state is TcpState.FIN_WAIT
    return TcpSeen(waiting, closing, before.has_window or last[1] == "ACK", last)
