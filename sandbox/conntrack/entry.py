"""Conntrack tuples and entries."""

from enum import Enum, Flag, auto

import msgspec

from sandbox.net import IPAddress, Packet, Protocol


class Direction(Enum):
    """Which of an entry's two tuples a packet matches."""

    ORIGINAL = "original"
    REPLY = "reply"

    @property
    def other(self) -> "Direction":
        """The opposite direction."""
        return Direction.REPLY if self is Direction.ORIGINAL else Direction.ORIGINAL


class ConntrackTuple(msgspec.Struct, frozen=True):
    """One direction of a connection, as packets of that direction look when they arrive."""

    source: IPAddress
    source_port: int
    destination: IPAddress
    destination_port: int
    protocol: Protocol

    @property
    def inverted(self) -> "ConntrackTuple":
        """The tuple of a packet that answers this one."""
        return ConntrackTuple(
            self.destination, self.destination_port, self.source, self.source_port, self.protocol
        )


class EntryStatus(Flag):
    """kernel: include/uapi/linux/netfilter/nf_conntrack_common.h IPS_*."""

    NONE = 0
    SEEN_REPLY = auto()
    ASSURED = auto()
    CONFIRMED = auto()
    SRC_NAT = auto()
    DST_NAT = auto()
    SRC_NAT_DONE = auto()
    DST_NAT_DONE = auto()


class TcpState(Enum):
    """kernel: net/netfilter/nf_conntrack_proto_tcp.c tcp_conntrack_names."""

    NONE = "NONE"
    SYN_SENT = "SYN_SENT"
    SYN_RECV = "SYN_RECV"
    ESTABLISHED = "ESTABLISHED"
    FIN_WAIT = "FIN_WAIT"
    CLOSE_WAIT = "CLOSE_WAIT"
    LAST_ACK = "LAST_ACK"
    TIME_WAIT = "TIME_WAIT"
    CLOSE = "CLOSE"


class ConntrackEntry(msgspec.Struct, frozen=True):
    """A connection. `reply` is not always the original inverted: that is what NAT is.

    `expires_at` is a point on the simulated clock, in seconds; `tcp_state` is NONE for other protocols.
    """

    original: ConntrackTuple
    reply: ConntrackTuple
    status: EntryStatus = EntryStatus.NONE
    tcp_state: TcpState = TcpState.NONE
    expires_at: float = 0.0

    def tuple_in(self, direction: Direction) -> ConntrackTuple:
        """The tuple of that direction."""
        return self.original if direction is Direction.ORIGINAL else self.reply


def tuple_of(packet: Packet) -> ConntrackTuple:
    """The tuple that a packet has as it stands."""
    return ConntrackTuple(
        packet.source, packet.source_port, packet.destination, packet.destination_port, packet.protocol
    )
