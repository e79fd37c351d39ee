"""Protocol states and time-outs: which state a packet brings its connection to, and for how long.

The theory: a TCP connection's state depends on which flags were seen in which direction; every other
protocol only knows whether it was answered. Each packet of a connection restarts its time-out.
"""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from sandbox.conntrack.entry import ConntrackEntry, Direction, EntryStatus, TcpState
from sandbox.net import Packet, Protocol, TcpFlags

TCP_TIMEOUTS: Mapping[TcpState, float] = MappingProxyType(
    {
        TcpState.NONE: 60,
        TcpState.SYN_SENT: 120,
        TcpState.SYN_RECV: 60,
        TcpState.ESTABLISHED: 86400,
        TcpState.FIN_WAIT: 120,
        TcpState.CLOSE_WAIT: 3600,
        TcpState.LAST_ACK: 30,
        TcpState.TIME_WAIT: 120,
        TcpState.CLOSE: 10,
    }
)
"""Seconds. The kernel's, with kube-proxy's established (24 h) and close_wait (1 h).

kernel: net/netfilter/nf_conntrack_proto_tcp.c tcp_timeouts; kube-proxy: conntrack.tcpEstablishedTimeout
"""

UDP_TIMEOUT = 30.0
UDP_REPLIED_TIMEOUT = 120.0
"""Seconds. kernel: net/netfilter/nf_conntrack_proto_udp.c udp_timeouts."""

SCTP_TIMEOUT = 30.0
SCTP_ESTABLISHED_TIMEOUT = 432000.0
"""Seconds. The kernel tracks SCTP by its chunks, which are not modelled: a flow is answered or it is not."""

_KEEP = "keep"
_INVALID = "invalid"
_STATES = tuple(state.value for state in TcpState)
_SHORT = {
    "SS": "SYN_SENT",
    "SR": "SYN_RECV",
    "ES": "ESTABLISHED",
    "FW": "FIN_WAIT",
    "CW": "CLOSE_WAIT",
    "LA": "LAST_ACK",
    "TW": "TIME_WAIT",
    "CL": "CLOSE",
    "--": _INVALID,
    "..": _KEEP,
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
"""For each direction and kind of segment the next state, from each state in the order of `_STATES`.

`--` makes the packet INVALID, `..` lets it pass and leaves the state. The simultaneous open is left out.
kernel: net/netfilter/nf_conntrack_proto_tcp.c tcp_conntracks
"""

_TRANSITIONS: Mapping[tuple[Direction, str, str], str] = MappingProxyType(
    {
        (direction, segment, state): _SHORT[short]
        for (direction, segment), row in _ROWS.items()
        for state, short in zip(_STATES, row.split(), strict=True)
    }
)


@cache
def _segment(flags: TcpFlags) -> str:
    """The row of the table. kernel: net/netfilter/nf_conntrack_proto_tcp.c get_conntrack_index."""
    if flags & TcpFlags.RST:
        return "RST"
    if flags & TcpFlags.SYN:
        return "SYN-ACK" if flags & TcpFlags.ACK else "SYN"
    return "FIN" if flags & TcpFlags.FIN else "ACK"


def is_invalid(packet: Packet, state: TcpState, direction: Direction) -> bool:
    """Whether connection tracking calls the packet INVALID in a connection of that state.

    With NONE: whether it cannot begin one. A SYN can, and so can an ACK, which is taken for a connection
    that is under way (tcp_loose).
    """
    if packet.protocol is not Protocol.TCP:
        return False
    return _TRANSITIONS[direction, _segment(packet.flags), state.value] == _INVALID


def reopens(packet: Packet, state: TcpState) -> bool:
    """Whether a SYN finds a connection that has ended, so that it begins a new one in its place.

    kernel: net/netfilter/nf_conntrack_proto_tcp.c nf_conntrack_tcp_packet, case TCP_CONNTRACK_SYN_SENT
    """
    return packet.flags == TcpFlags.SYN and state in (TcpState.TIME_WAIT, TcpState.CLOSE)


def advanced(entry: ConntrackEntry, packet: Packet, direction: Direction, now: float) -> ConntrackEntry:
    """`entry` after `packet` has passed in `direction` at `now`: status, state and time-out.

    An answered UDP flow counts as a stream at once, where the kernel waits for two seconds.
    kernel: net/netfilter/nf_conntrack_proto_tcp.c nf_conntrack_tcp_packet, nf_conntrack_proto_udp.c
    """
    status = entry.status
    if direction is Direction.REPLY:
        status |= EntryStatus.SEEN_REPLY
    state = _tcp_state(entry.tcp_state, packet, direction)
    if _is_established(entry.tcp_state, state) or _is_answered_stream(packet, status, direction):
        status |= EntryStatus.ASSURED
    return ConntrackEntry(entry.original, entry.reply, status, state, now + _timeout(packet, status, state))


def _tcp_state(state: TcpState, packet: Packet, direction: Direction) -> TcpState:
    if packet.protocol is not Protocol.TCP:
        return TcpState.NONE
    found = _TRANSITIONS[direction, _segment(packet.flags), state.value]
    return state if found in (_KEEP, _INVALID) else TcpState(found)


def _is_established(before: TcpState, after: TcpState) -> bool:
    """A handshake that is complete; a connection taken up midway is not assured by its first packet."""
    return after is TcpState.ESTABLISHED and before in (TcpState.SYN_RECV, TcpState.ESTABLISHED)


def _is_answered_stream(packet: Packet, status: int, direction: Direction) -> bool:
    """A UDP or SCTP flow that was answered and goes on."""
    answered = bool(status & EntryStatus.SEEN_REPLY)
    return packet.protocol is not Protocol.TCP and answered and direction is Direction.ORIGINAL


def _timeout(packet: Packet, status: int, state: TcpState) -> float:
    if packet.protocol is Protocol.TCP:
        return TCP_TIMEOUTS[state]
    if packet.protocol is Protocol.SCTP:
        return SCTP_ESTABLISHED_TIMEOUT if status & EntryStatus.ASSURED else SCTP_TIMEOUT
    return UDP_REPLIED_TIMEOUT if status & EntryStatus.ASSURED else UDP_TIMEOUT
