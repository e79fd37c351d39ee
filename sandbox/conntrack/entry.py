"""Conntrack tuples and entries."""

from enum import IntEnum

import msgspec

from sandbox.net import ECHO_TYPES, Enumeration, IcmpEcho, IPAddress, Packet, Protocol

_TYPE = 256
"""What an ICMP type counts in the place of a destination port, so that the code fits below it."""
_ECHO_TYPES = {kind: other for pair in ECHO_TYPES.values() for kind, other in (pair, pair[::-1])}
"""The type that answers each. kernel: net/netfilter/nf_conntrack_proto_icmp.c icmp_invert_tuple, invmap."""


class Direction(Enumeration):
    """Which of an entry's two tuples a packet matches."""

    ORIGINAL = "original"
    REPLY = "reply"

    @property
    def other(self) -> "Direction":
        """The opposite direction."""
        return Direction.REPLY if self is Direction.ORIGINAL else Direction.ORIGINAL


class ConntrackTuple(msgspec.Struct, frozen=True, cache_hash=True):
    """One direction of a connection, as packets of that direction look when they arrive.

    For an ICMP echo the source port is its identifier, and the destination port its type and code: as in the
    kernel, whose unions these are.
    kernel: include/net/netfilter/nf_conntrack_tuple.h nf_conntrack_tuple
    """

    source: IPAddress
    source_port: int
    destination: IPAddress
    destination_port: int
    protocol: Protocol

    @property
    def inverted(self) -> "ConntrackTuple":
        """The tuple of a packet that answers this one."""
        if self.protocol is Protocol.ICMP:
            return _inverted_echo(self)
        return ConntrackTuple(
            self.destination, self.destination_port, self.source, self.source_port, self.protocol
        )

    @property
    def ports(self) -> tuple[int, int]:
        """The source's and the destination's port; zeros for an echo, which has none."""
        return (0, 0) if self.protocol is Protocol.ICMP else (self.source_port, self.destination_port)

    @property
    def icmp(self) -> tuple[int, int, int] | None:
        """An echo's type, code and identifier; None for what is none."""
        if self.protocol is not Protocol.ICMP:
            return None
        return (*divmod(self.destination_port, _TYPE), self.source_port)

    @classmethod
    def of_echo(
        cls, source: IPAddress, destination: IPAddress, kind: int, code: int, identifier: int
    ) -> "ConntrackTuple":
        """The tuple of an ICMP packet of a type and code."""
        return cls(source, identifier, destination, kind * _TYPE + code, Protocol.ICMP)


def _inverted_echo(echo: ConntrackTuple) -> ConntrackTuple:
    kind, code = divmod(echo.destination_port, _TYPE)
    return ConntrackTuple.of_echo(echo.destination, echo.source, _ECHO_TYPES[kind], code, echo.source_port)


class EntryStatus(IntEnum):
    """The bits of an entry's status. kernel: include/uapi/linux/netfilter/nf_conntrack_common.h IPS_*."""

    SEEN_REPLY = 1
    ASSURED = 2
    CONFIRMED = 4
    SRC_NAT = 8
    DST_NAT = 16
    SRC_NAT_DONE = 32
    DST_NAT_DONE = 64


class TcpState(Enumeration):
    """How far a TCP connection is. kernel: net/netfilter/nf_conntrack_proto_tcp.c tcp_conntrack_names."""

    NONE = "NONE"
    SYN_SENT = "SYN_SENT"
    SYN_RECV = "SYN_RECV"
    ESTABLISHED = "ESTABLISHED"
    FIN_WAIT = "FIN_WAIT"
    CLOSE_WAIT = "CLOSE_WAIT"
    LAST_ACK = "LAST_ACK"
    TIME_WAIT = "TIME_WAIT"
    CLOSE = "CLOSE"


class SctpState(Enumeration):
    """How far an SCTP association is. kernel: nf_conntrack_proto_sctp.c sctp_conntrack_names."""

    NONE = "NONE"
    CLOSED = "CLOSED"
    COOKIE_WAIT = "COOKIE_WAIT"
    COOKIE_ECHOED = "COOKIE_ECHOED"
    ESTABLISHED = "ESTABLISHED"
    SHUTDOWN_SENT = "SHUTDOWN_SENT"
    SHUTDOWN_RECD = "SHUTDOWN_RECD"
    SHUTDOWN_ACK_SENT = "SHUTDOWN_ACK_SENT"
    HEARTBEAT_SENT = "HEARTBEAT_SENT"


class TcpSeen(msgspec.Struct, frozen=True):
    """What is kept of a TCP connection's segments besides its state. kernel: struct ip_ct_tcp.

    `unacknowledged` names the directions whose last data the other end has not acknowledged; `is_closing`
    says that an end has closed it, `has_window` that an acknowledgement told its sender's window; `last` is
    the last segment's direction and kind.
    """

    unacknowledged: tuple[Direction, ...] = ()
    is_closing: bool = False
    has_window: bool = False
    last: tuple[Direction, str] | None = None


class ConntrackEntry(msgspec.Struct, frozen=True):
    """A connection. `reply` is not always the original inverted: that is what NAT is.

    `status` has the bits of `EntryStatus`.
    `expires_at` and `began_at` are points on the simulated clock, in seconds; `timeout` is how many seconds
    its last packet gave it. `state` is that of TCP or SCTP, NONE for other protocols. `seen` is TCP's
    memory, `tagged` names the directions whose SCTP verification tag is known. `mark` is the connection's
    own, which rules save and restore; `masqueraded` the interface whose address it was given, if so.
    """

    original: ConntrackTuple
    reply: ConntrackTuple
    status: int = 0
    state: TcpState | SctpState = TcpState.NONE
    expires_at: float = 0.0
    began_at: float = 0.0
    seen: TcpSeen = TcpSeen()
    mark: int = 0
    timeout: float = 0.0
    tagged: tuple[Direction, ...] = ()
    masqueraded: str = ""

    def has(self, bit: EntryStatus) -> bool:
        """Whether a bit of the status is set."""
        return self.status & bit != 0

    def tuple_in(self, direction: Direction) -> ConntrackTuple:
        """The tuple of that direction."""
        return self.original if direction is Direction.ORIGINAL else self.reply


def tuple_of(packet: Packet) -> ConntrackTuple:
    """The tuple that a packet has as it stands."""
    echo = packet.echo
    if echo is not None:
        return _tuple_of_echo(packet, echo)
    return ConntrackTuple(
        packet.source, packet.source_port, packet.destination, packet.destination_port, packet.protocol
    )


def _tuple_of_echo(packet: Packet, echo: IcmpEcho) -> ConntrackTuple:
    """kernel: net/netfilter/nf_conntrack_proto_icmp.c icmp_pkt_to_tuple."""
    numbers = echo.numbers(packet.source.version)
    return ConntrackTuple.of_echo(packet.source, packet.destination, *numbers, echo.identifier)
