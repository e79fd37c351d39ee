"""What a packet does to its connection: which state it brings it to, and for how long.

The theory: TCP and SCTP have states; other protocols only know whether they were answered. Each packet of a
connection restarts its time-out.
"""

from msgspec.structs import replace

from sandbox.conntrack.entry import ConntrackEntry, Direction, EntryStatus
from sandbox.conntrack.sctp import sctp_advanced, sctp_is_invalid
from sandbox.conntrack.settings import KERNEL, Settings
from sandbox.conntrack.tcp import tcp_advanced, tcp_is_invalid
from sandbox.net import Packet, Protocol, TcpFlags

STREAM_AFTER = 2.0
"""Seconds after which an answered UDP flow that goes on is a stream.

kernel: net/netfilter/nf_conntrack_proto_udp.c nf_conntrack_udp_packet
"""


def is_invalid(
    packet: Packet, entry: ConntrackEntry, direction: Direction, settings: Settings = KERNEL
) -> bool:
    """Whether connection tracking calls the packet INVALID in a connection.

    With one in state NONE: whether it cannot begin it. An echo's reply cannot.
    kernel: net/netfilter/nf_conntrack_proto_icmp.c nf_conntrack_icmp_packet, valid_new
    """
    match packet.protocol:
        case Protocol.TCP:
            return tcp_is_invalid(entry, packet, direction, settings)
        case Protocol.SCTP:
            return sctp_is_invalid(entry, packet, direction)
        case _:
            return packet.echo is not None and packet.echo.is_reply and direction is Direction.ORIGINAL


def kills(packet: Packet, entry: ConntrackEntry) -> bool:
    """Whether a reset takes the connection, which nobody had answered before, out of the table at once.

    kernel: net/netfilter/nf_conntrack_proto_tcp.c nf_conntrack_tcp_packet, nf_ct_kill_acct
    """
    is_reset = packet.protocol is Protocol.TCP and bool(packet.flags & TcpFlags.RST)
    return is_reset and not entry.has(EntryStatus.SEEN_REPLY)


def advanced(
    entry: ConntrackEntry, packet: Packet, direction: Direction, now: float, settings: Settings = KERNEL
) -> ConntrackEntry:
    """`entry` after `packet` has passed in `direction` at `now`: status, state and time-out.

    That it was answered counts from the packet after the answer on.
    kernel: net/netfilter/nf_conntrack_core.c nf_conntrack_in, nf_conntrack_handle_packet
    """
    match packet.protocol:
        case Protocol.TCP:
            return tcp_advanced(entry, packet, direction, now, settings)
        case Protocol.SCTP:
            return sctp_advanced(entry, packet, direction, now, settings)
        case Protocol.UDP:
            return _udp_advanced(entry, direction, now, settings)
        case Protocol.ICMP:
            version = packet.source.version
            return _renewed(entry, entry.status, direction, now, settings.icmp[version])


def _udp_advanced(
    entry: ConntrackEntry, direction: Direction, now: float, settings: Settings
) -> ConntrackEntry:
    """An answered flow that goes on becomes a stream, worth keeping when the table is full.

    kernel: net/netfilter/nf_conntrack_proto_udp.c nf_conntrack_udp_packet
    """
    status = entry.status
    if status & EntryStatus.SEEN_REPLY and now > entry.began_at + STREAM_AFTER:
        status |= EntryStatus.ASSURED
    timeout = settings.udp_stream if status & EntryStatus.ASSURED else settings.udp
    return _renewed(entry, status, direction, now, timeout)


def _renewed(
    entry: ConntrackEntry, status: int, direction: Direction, now: float, timeout: float
) -> ConntrackEntry:
    if direction is Direction.REPLY:
        status |= EntryStatus.SEEN_REPLY
    return replace(entry, status=status, timeout=timeout, expires_at=now + timeout)
