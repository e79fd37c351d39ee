"""Protocol states and time-outs: which state a packet brings its connection to, and for how long.

The theory: a TCP connection's state depends on which flags were seen in which direction; every other
protocol only knows whether it was answered. Each packet of a connection restarts its time-out.
"""

from collections.abc import Mapping
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
SCTP_TIMEOUT = 30.0
SCTP_ESTABLISHED_TIMEOUT = 432000.0

_SYN_ACK = TcpFlags.SYN | TcpFlags.ACK
_FIN_ACK = TcpFlags.FIN | TcpFlags.ACK
_ORIGINAL, _REPLY = Direction.ORIGINAL, Direction.REPLY

_TCP_TRANSITIONS: Mapping[tuple[Direction, TcpFlags, TcpState], TcpState] = MappingProxyType(
    {
        (_ORIGINAL, TcpFlags.SYN, TcpState.NONE): TcpState.SYN_SENT,
        (_REPLY, _SYN_ACK, TcpState.SYN_SENT): TcpState.SYN_RECV,
        (_ORIGINAL, TcpFlags.ACK, TcpState.SYN_RECV): TcpState.ESTABLISHED,
        (_ORIGINAL, TcpFlags.ACK, TcpState.NONE): TcpState.ESTABLISHED,
        (_ORIGINAL, _FIN_ACK, TcpState.SYN_RECV): TcpState.FIN_WAIT,
        (_REPLY, _FIN_ACK, TcpState.SYN_RECV): TcpState.FIN_WAIT,
        (_ORIGINAL, _FIN_ACK, TcpState.ESTABLISHED): TcpState.FIN_WAIT,
        (_REPLY, _FIN_ACK, TcpState.ESTABLISHED): TcpState.FIN_WAIT,
        (_ORIGINAL, TcpFlags.ACK, TcpState.FIN_WAIT): TcpState.CLOSE_WAIT,
        (_REPLY, TcpFlags.ACK, TcpState.FIN_WAIT): TcpState.CLOSE_WAIT,
        (_ORIGINAL, _FIN_ACK, TcpState.CLOSE_WAIT): TcpState.LAST_ACK,
        (_REPLY, _FIN_ACK, TcpState.CLOSE_WAIT): TcpState.LAST_ACK,
        (_ORIGINAL, TcpFlags.ACK, TcpState.LAST_ACK): TcpState.TIME_WAIT,
        (_REPLY, TcpFlags.ACK, TcpState.LAST_ACK): TcpState.TIME_WAIT,
    }
)
"""Where a segment changes the state; anything else leaves it. A reset closes from every state.

kernel: net/netfilter/nf_conntrack_proto_tcp.c tcp_conntracks
"""


def can_begin(packet: Packet) -> bool:
    """Whether a packet that belongs to no connection may begin one; else it is INVALID.

    A SYN does, and so does an ACK, which is taken for a connection that is under way (tcp_loose).
    kernel: net/netfilter/nf_conntrack_proto_tcp.c tcp_new
    """
    return packet.protocol is not Protocol.TCP or packet.flags in (TcpFlags.SYN, TcpFlags.ACK)


def advanced(entry: ConntrackEntry, packet: Packet, direction: Direction, now: float) -> ConntrackEntry:
    """`entry` after `packet` has passed in `direction` at `now`: status, state and time-out."""
    status = entry.status
    if direction is Direction.REPLY:
        status |= EntryStatus.SEEN_REPLY
    state = _tcp_state(entry.tcp_state, packet, direction)
    if state is TcpState.ESTABLISHED or _is_answered_stream(packet, status, direction):
        status |= EntryStatus.ASSURED
    return ConntrackEntry(entry.original, entry.reply, status, state, now + _timeout(packet, status, state))


def _tcp_state(state: TcpState, packet: Packet, direction: Direction) -> TcpState:
    if packet.protocol is not Protocol.TCP:
        return TcpState.NONE
    if packet.flags & TcpFlags.RST:
        return TcpState.CLOSE
    return _TCP_TRANSITIONS.get((direction, packet.flags, state), state)


def _is_answered_stream(packet: Packet, status: EntryStatus, direction: Direction) -> bool:
    """A UDP or SCTP flow that was answered and goes on."""
    answered = bool(status & EntryStatus.SEEN_REPLY)
    return packet.protocol is not Protocol.TCP and answered and direction is Direction.ORIGINAL


def _timeout(packet: Packet, status: EntryStatus, state: TcpState) -> float:
    if packet.protocol is Protocol.TCP:
        return TCP_TIMEOUTS[state]
    if packet.protocol is Protocol.SCTP:
        return SCTP_ESTABLISHED_TIMEOUT if status & EntryStatus.ASSURED else SCTP_TIMEOUT
    return UDP_REPLIED_TIMEOUT if status & EntryStatus.ASSURED else UDP_TIMEOUT
