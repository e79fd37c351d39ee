"""Packets: the headers that routing, netfilter and conntrack read and write."""

from collections.abc import Mapping
from enum import Enum, Flag, auto
from types import MappingProxyType

import msgspec

from sandbox.net.address import IPAddress, socket_text
from sandbox.net.enumeration import Enumeration


class Protocol(Enumeration):
    """A transport protocol, by the name that Kubernetes and the trace use."""

    TCP = "TCP"
    UDP = "UDP"
    SCTP = "SCTP"
    ICMP = "ICMP"

    @property
    def lower(self) -> str:
        """The name that iptables, nft and kube-proxy's hashes use."""
        return self.value.lower()

    @property
    def number(self) -> int:
        """What an IPv4 header calls it. IANA: protocol numbers."""
        return _NUMBERS[self]

    @property
    def number_in_ipv6(self) -> int:
        """What an IPv6 header calls it: ICMP is another protocol there."""
        return 58 if self is Protocol.ICMP else self.number


_NUMBERS = {Protocol.ICMP: 1, Protocol.TCP: 6, Protocol.UDP: 17, Protocol.SCTP: 132}


class TcpFlags(Flag):
    """The TCP flags that decide what a segment is."""

    NONE = 0
    SYN = auto()
    ACK = auto()
    FIN = auto()
    RST = auto()
    PSH = auto()


class SctpChunk(Enumeration):
    """The first chunk of an SCTP packet, by the name that RFC 9260 gives it: what the packet is for."""

    DATA = "DATA"
    INIT = "INIT"
    INIT_ACK = "INIT ACK"
    ABORT = "ABORT"
    SHUTDOWN = "SHUTDOWN"
    SHUTDOWN_ACK = "SHUTDOWN ACK"
    COOKIE_ECHO = "COOKIE ECHO"
    COOKIE_ACK = "COOKIE ACK"
    SHUTDOWN_COMPLETE = "SHUTDOWN COMPLETE"


class IcmpReason(Enum):
    """Why an ICMP error is sent: the words that `ping` and `connect` print for it."""

    NET_UNREACHABLE = "net unreachable"
    HOST_UNREACHABLE = "host unreachable"
    PROTOCOL_UNREACHABLE = "protocol unreachable"
    PORT_UNREACHABLE = "port unreachable"
    NET_PROHIBITED = "net prohibited"
    HOST_PROHIBITED = "host prohibited"
    ADMIN_PROHIBITED = "administratively prohibited"
    TIME_EXCEEDED = "time exceeded"


ICMP_NUMBERS: Mapping[int, Mapping[IcmpReason, tuple[int, int]]] = MappingProxyType(
    {
        4: MappingProxyType(
            {
                IcmpReason.NET_UNREACHABLE: (3, 0),
                IcmpReason.HOST_UNREACHABLE: (3, 1),
                IcmpReason.PROTOCOL_UNREACHABLE: (3, 2),
                IcmpReason.PORT_UNREACHABLE: (3, 3),
                IcmpReason.NET_PROHIBITED: (3, 9),
                IcmpReason.HOST_PROHIBITED: (3, 10),
                IcmpReason.ADMIN_PROHIBITED: (3, 13),
                IcmpReason.TIME_EXCEEDED: (11, 0),
            }
        ),
        6: MappingProxyType(
            {
                IcmpReason.NET_UNREACHABLE: (1, 0),
                IcmpReason.NET_PROHIBITED: (1, 1),
                IcmpReason.HOST_PROHIBITED: (1, 1),
                IcmpReason.ADMIN_PROHIBITED: (1, 1),
                IcmpReason.HOST_UNREACHABLE: (1, 3),
                IcmpReason.PORT_UNREACHABLE: (1, 4),
                IcmpReason.PROTOCOL_UNREACHABLE: (4, 1),
                IcmpReason.TIME_EXCEEDED: (3, 0),
            }
        ),
    }
)
"""Type and code of each error, by IP version. RFC 792, RFC 4443."""


class ProxyHeader(msgspec.Struct, frozen=True):
    """What a proxy tells the server about the client: `X-Forwarded-For`, `Forwarded` or `PROXY`."""

    name: str
    value: str


class IcmpError(msgspec.Struct, frozen=True):
    """The body of an ICMP error: its reason and the header of the packet that it is about."""

    reason: IcmpReason
    original: "Packet"


class IcmpEcho(msgspec.Struct, frozen=True):
    """The body of an ICMP echo: what `ping` sends, and the reply that repeats it. RFC 792, RFC 4443."""

    identifier: int
    sequence: int = 1
    is_reply: bool = False

    @property
    def words(self) -> str:
        """`echo request`, `echo reply`."""
        return "echo reply" if self.is_reply else "echo request"

    def numbers(self, version: int) -> tuple[int, int]:
        """Type and code, by IP version."""
        return ECHO_TYPES[version][self.is_reply], 0


ECHO_TYPES: Mapping[int, tuple[int, int]] = MappingProxyType({4: (8, 0), 6: (128, 129)})
"""The types of an echo request and of its reply, by IP version."""


class Packet(msgspec.Struct, frozen=True):
    """One packet. `mark` is the kernel's skb mark: it does not leave the host.

    For ICMP the ports are 0 and `icmp` holds the error, or `echo` the echo; `chunk` is for SCTP. `header` is
    application data that a proxying load balancer put in front of the request.
    """

    protocol: Protocol
    source: IPAddress
    source_port: int
    destination: IPAddress
    destination_port: int
    flags: TcpFlags = TcpFlags.NONE
    ttl: int = 64
    mark: int = 0
    icmp: IcmpError | None = None
    header: ProxyHeader | None = None
    echo: IcmpEcho | None = None
    chunk: SctpChunk | None = None

    def __str__(self) -> str:
        source = socket_text(self.source, self.source_port)
        destination = socket_text(self.destination, self.destination_port)
        if self.protocol is Protocol.ICMP:
            kind = "" if self.echo is None else f" {self.echo.words}"
            return f"ICMP{kind} {self.source} > {self.destination}"
        return f"{self.protocol.value} {source} > {destination}"

    @property
    def identifier(self) -> int:
        """An echo's identifier, else 0."""
        return 0 if self.echo is None else self.echo.identifier


HEADER_FIELDS: tuple[str, ...] = (
    "source",
    "source_port",
    "destination",
    "destination_port",
    "protocol",
    "flags",
    "ttl",
    "mark",
)
"""The header fields that every packet has, in the order in which people read them."""
_COMPARED = (*HEADER_FIELDS, "identifier")


def changed_fields(before: Packet, after: Packet) -> tuple[str, ...]:
    """Names of the header fields in which two packets differ, in reading order."""
    return tuple(name for name in _COMPARED if getattr(before, name) != getattr(after, name))
