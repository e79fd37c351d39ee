"""What a host sends back when it refuses a packet: ICMP errors and resets."""

from sandbox.engine.stack import Stack
from sandbox.net import IcmpError, IcmpReason, IPAddress, Packet, Protocol, SctpChunk, TcpFlags
from sandbox.netfilter import Reject
from sandbox.netfilter.expressions import TCP_RESET
from sandbox.trace import Disposition

_REASONS = {
    "icmp-net-unreachable": IcmpReason.NET_UNREACHABLE,
    "icmp-host-unreachable": IcmpReason.HOST_UNREACHABLE,
    "icmp-proto-unreachable": IcmpReason.PROTOCOL_UNREACHABLE,
    "icmp-port-unreachable": IcmpReason.PORT_UNREACHABLE,
    "icmp-net-prohibited": IcmpReason.NET_PROHIBITED,
    "icmp-host-prohibited": IcmpReason.HOST_PROHIBITED,
    "icmp-admin-prohibited": IcmpReason.ADMIN_PROHIBITED,
    "icmp6-no-route": IcmpReason.NET_UNREACHABLE,
    "icmp6-addr-unreachable": IcmpReason.HOST_UNREACHABLE,
    "icmp6-port-unreachable": IcmpReason.PORT_UNREACHABLE,
    "icmp6-adm-prohibited": IcmpReason.ADMIN_PROHIBITED,
}
"""iptables' names for `--reject-with`, all but tcp-reset."""
_LAST_CHUNKS = (SctpChunk.ABORT, SctpChunk.SHUTDOWN_COMPLETE)
"""What an association ends with: nothing answers it. RFC 9260 section 8.4."""
_NO_WAY = frozenset({IcmpReason.NET_UNREACHABLE, IcmpReason.HOST_UNREACHABLE})


def reset(packet: Packet) -> Packet:
    """The TCP reset or SCTP abort that answers `packet`; a reset acknowledges what acknowledged nothing.

    kernel: net/ipv4/tcp_ipv4.c tcp_v4_send_reset, net/ipv4/netfilter/nf_reject_ipv4.c nf_reject_ip_tcphdr_put
    """
    is_sctp = packet.protocol is Protocol.SCTP
    acknowledging = TcpFlags.NONE if packet.flags & TcpFlags.ACK else TcpFlags.ACK
    return Packet(
        packet.protocol,
        packet.destination,
        packet.destination_port,
        packet.source,
        packet.source_port,
        TcpFlags.NONE if is_sctp else TcpFlags.RST | acknowledging,
        chunk=SctpChunk.ABORT if is_sctp else None,
    )


def icmp_error(source: IPAddress, packet: Packet, reason: IcmpReason) -> Packet:
    """The ICMP error from `source` to the sender of `packet`."""
    return Packet(Protocol.ICMP, source, 0, packet.source, 0, icmp=IcmpError(reason, packet))


def host_error(stack: Stack, packet: Packet, reason: IcmpReason, *, forwarded: bool = False) -> Packet | None:
    """The ICMP error that this host sends; None for errors about errors and where there is no way back.

    It comes from the address that the packet was for, if that is the host's own, else from the host's
    address towards the sender. In IPv4 that is so for a packet that was `forwarded` whosever the address is.
    In IPv6 it is an address of the interface that the packet came in by, wherever the error leaves.
    kernel: net/ipv4/icmp.c __icmp_send (RTCF_LOCAL), net/ipv6/icmp.c icmp6_send
    """
    if packet.icmp is not None:
        return None
    to_here = packet.destination.version == 6 or not forwarded
    if to_here and stack.is_local(packet.destination):
        return icmp_error(packet.destination, packet, reason)
    source = stack.source_for(packet.source, stack.came_in_by if packet.source.version == 6 else "")
    return None if source is None else icmp_error(source, packet, reason)


def rejection(stack: Stack, packet: Packet, verdict: Reject) -> Packet | None:
    """What a REJECT rule sends back; a reset is never answered with another."""
    if verdict.reject_with == TCP_RESET:
        return _reset_unless_reset(packet)
    return host_error(stack, packet, _REASONS[verdict.reject_with])


def disposition_of(verdict: Reject) -> Disposition:
    """What a REJECT rule makes of a packet: rejected, or unroutable where it says that no way leads on."""
    no_way = _REASONS.get(verdict.reject_with) in _NO_WAY
    return Disposition.UNROUTABLE if no_way else Disposition.REJECTED


def closed_port(stack: Stack, packet: Packet) -> Packet | None:
    """What the host itself answers where nothing listens: a reset, an abort, or port unreachable for UDP."""
    if packet.protocol is Protocol.UDP:
        return host_error(stack, packet, IcmpReason.PORT_UNREACHABLE)
    return _reset_unless_reset(packet)


def _reset_unless_reset(packet: Packet) -> Packet | None:
    is_last = packet.flags & TcpFlags.RST or packet.chunk in _LAST_CHUNKS
    return None if is_last else reset(packet)
