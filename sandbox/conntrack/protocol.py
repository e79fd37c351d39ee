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

TCP_UNACKNOWLEDGED_TIMEOUT = 300.0
"""Seconds at most while data waits to be acknowledged. kernel: nf_conntrack_tcp_timeout_unacknowledged."""

UDP_TIMEOUT = 30.0
UDP_REPLIED_TIMEOUT = 120.0
"""Seconds. kernel: net/netfilter/nf_conntrack_proto_udp.c udp_timeouts."""

STREAM_AFTER = 2.0
"""Seconds after which an answered UDP flow that goes on is a stream.

kernel: net/netfilter/nf_conntrack_proto_udp.c nf_conntrack_udp_packet
"""

ICMP_TIMEOUT = 30.0
"""Seconds. kernel: nf_conntrack_proto_icmp.c nf_ct_icmp_timeout, nf_conntrack_proto_icmpv6.c likewise."""

SCTP_TIMEOUT = 3.0
SCTP_ESTABLISHED_TIMEOUT = 210.0
"""Seconds. The kernel tracks SCTP by its chunks, which are not modelled: an association that goes on after
its first answer is established. kernel: net/netfilter/nf_conntrack_proto_sctp.c sctp_timeouts
"""

_KEEP = "keep"
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
"""For each direction and kind of segment the next state, from each state in the order of `TcpState`.

`--` makes the packet INVALID, `..` lets it pass and leaves the state. The simultaneous open is left out.
kernel: net/netfilter/nf_conntrack_proto_tcp.c tcp_conntracks
"""

_TRANSITIONS: Mapping[tuple[Direction, str, TcpState], TcpState | str] = MappingProxyType(
    {
        (direction, segment, state): _SHORT[short]
        for (direction, segment), row in _ROWS.items()
        for state, short in zip(TcpState, row.split(), strict=True)
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
    that is under way (tcp_loose). An echo's reply cannot.
    kernel: net/netfilter/nf_conntrack_proto_icmp.c nf_conntrack_icmp_packet, valid_new
    """
    if packet.protocol is not Protocol.TCP:
        return packet.echo is not None and packet.echo.is_reply and direction is Direction.ORIGINAL
    return _TRANSITIONS[direction, _segment(packet.flags), state] == _INVALID


def reopens(packet: Packet, state: TcpState) -> bool:
    """Whether a SYN finds a connection that has ended, so that it begins a new one in its place.

    kernel: net/netfilter/nf_conntrack_proto_tcp.c nf_conntrack_tcp_packet, case TCP_CONNTRACK_SYN_SENT
    """
    return packet.flags == TcpFlags.SYN and state in (TcpState.TIME_WAIT, TcpState.CLOSE)


def kills(packet: Packet, entry: ConntrackEntry) -> bool:
    """Whether a reset takes the connection, which nobody had answered before, out of the table at once.

    kernel: net/netfilter/nf_conntrack_proto_tcp.c nf_conntrack_tcp_packet, nf_ct_kill_acct
    """
    is_reset = packet.protocol is Protocol.TCP and bool(packet.flags & TcpFlags.RST)
    return is_reset and not entry.has(EntryStatus.SEEN_REPLY)


def advanced(entry: ConntrackEntry, packet: Packet, direction: Direction, now: float) -> ConntrackEntry:
    """`entry` after `packet` has passed in `direction` at `now`: status, state and time-out.

    That it was answered counts from the packet after the answer on. A SYN that is sent again renews nothing.
    kernel: net/netfilter/nf_conntrack_core.c nf_conntrack_in; nf_conntrack_proto_tcp.c
    nf_conntrack_tcp_packet, nf_conntrack_proto_udp.c nf_conntrack_udp_packet
    """
    state = _tcp_state(entry.tcp_state, packet, direction)
    status = entry.status
    if _is_assured(entry, state, packet, direction, now):
        status |= EntryStatus.ASSURED
    waiting = _unacknowledged(entry, packet, direction)
    renews = not (entry.tcp_state is state is TcpState.SYN_SENT and packet.flags == TcpFlags.SYN)
    lives = _timeout(packet.protocol, state, status, bool(waiting))
    return ConntrackEntry(
        entry.original,
        entry.reply,
        status | EntryStatus.SEEN_REPLY if direction is Direction.REPLY else status,
        state,
        now + lives if renews else entry.expires_at,
        entry.began_at,
        waiting,
        entry.mark,
    )


def timeout_of(entry: ConntrackEntry) -> float:
    """How many seconds the entry lives if no further packet comes."""
    return _timeout(entry.original.protocol, entry.tcp_state, entry.status, bool(entry.unacknowledged))


def _timeout(protocol: Protocol, state: TcpState, status: int, waits: bool) -> float:
    """A TCP connection lives shorter while data `waits` to be acknowledged, or if nobody answered yet."""
    if protocol is Protocol.TCP:
        picked_up = state is TcpState.ESTABLISHED and not status & EntryStatus.SEEN_REPLY
        longest = TCP_TIMEOUTS[state]
        return min(longest, TCP_UNACKNOWLEDGED_TIMEOUT) if picked_up or waits else longest
    assured = bool(status & EntryStatus.ASSURED)
    if protocol is Protocol.ICMP:
        return ICMP_TIMEOUT
    if protocol is Protocol.SCTP:
        return SCTP_ESTABLISHED_TIMEOUT if assured else SCTP_TIMEOUT
    return UDP_REPLIED_TIMEOUT if assured else UDP_TIMEOUT


def _tcp_state(state: TcpState, packet: Packet, direction: Direction) -> TcpState:
    if packet.protocol is not Protocol.TCP:
        return TcpState.NONE
    found = _TRANSITIONS[direction, _segment(packet.flags), state]
    return found if isinstance(found, TcpState) else state


def _is_assured(
    entry: ConntrackEntry, state: TcpState, packet: Packet, direction: Direction, now: float
) -> bool:
    """Whether the packet shows that the connection is worth keeping when the table is full."""
    if not entry.has(EntryStatus.SEEN_REPLY):
        return False
    match packet.protocol:
        case Protocol.TCP:
            before = entry.tcp_state in (TcpState.SYN_RECV, TcpState.ESTABLISHED)
            return before and state is TcpState.ESTABLISHED
        case Protocol.SCTP:
            return direction is Direction.ORIGINAL
        case Protocol.ICMP:
            return False
        case _:
            return now > entry.began_at + STREAM_AFTER


def _unacknowledged(entry: ConntrackEntry, packet: Packet, direction: Direction) -> tuple[Direction, ...]:
    """The directions whose data waits, after a segment that acknowledges everything it got so far.

    kernel: net/netfilter/nf_conntrack_proto_tcp.c tcp_in_window, IP_CT_TCP_FLAG_DATA_UNACKNOWLEDGED
    """
    waiting = entry.unacknowledged
    if packet.protocol is not Protocol.TCP or packet.flags & TcpFlags.SYN:
        return waiting
    if packet.flags & TcpFlags.ACK:
        waiting = tuple(each for each in waiting if each is direction)
    if packet.flags & (TcpFlags.PSH | TcpFlags.FIN) and direction not in waiting:
        waiting = (*waiting, direction)
    return waiting
