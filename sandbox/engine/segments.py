"""The packets that processes send: what opens a connection, what comes after, and what a proxy adds.

A connection is played by a script of rows, one a segment: who sends it, and with which flags.
"""

from collections.abc import Mapping
from enum import Enum
from types import MappingProxyType

import msgspec

from sandbox.engine.world import Balancer, Frontend, Target
from sandbox.net import IcmpEcho, IPAddress, Packet, Protocol, ProxyHeader, TcpFlags

CLIENT_PORT = 40000
"""The source port of a sender's first request; later ones count up."""

ECHO_IDENTIFIER = 1234
"""The identifier of a sender's echo requests, which a kernel draws; their sequence numbers count up."""


class By(Enum):
    """Which end of a connection sends a segment."""

    CLIENT = "client"
    SERVER = "server"


class Script(msgspec.Struct, frozen=True):
    """What follows the packet that opens a connection.

    `asking` comes before the server does its work (which for a proxy is a connection of its own),
    `answering` after.
    """

    asking: tuple[tuple[By, TcpFlags], ...]
    answering: tuple[tuple[By, TcpFlags], ...]


_DATA = TcpFlags.PSH | TcpFlags.ACK
DATA_FLAGS: Mapping[Protocol, TcpFlags] = MappingProxyType(
    {Protocol.TCP: _DATA, Protocol.UDP: TcpFlags.NONE, Protocol.SCTP: TcpFlags.NONE}
)
"""The flags of a packet that carries data once a connection is open."""
_FIN = TcpFlags.FIN | TcpFlags.ACK
_SYN_ACK = TcpFlags.SYN | TcpFlags.ACK

DATAGRAM = Script((), ((By.SERVER, TcpFlags.NONE),))
"""A datagram and its answer, or an echo request and its reply."""

OPENING = Script((), ((By.SERVER, _SYN_ACK),))
"""The SYN and its answer alone: everything that decides where a connection goes."""

WHOLE = Script(
    ((By.SERVER, _SYN_ACK), (By.CLIENT, TcpFlags.ACK), (By.CLIENT, _DATA)),
    ((By.SERVER, _DATA), (By.CLIENT, _FIN), (By.SERVER, _FIN), (By.CLIENT, TcpFlags.ACK)),
)
"""Handshake, one request, one response, and the close that the client begins."""


def script_for(protocol: Protocol, whole: bool) -> Script:
    """How connections of a protocol are played; `whole` is for TCP only."""
    if protocol is not Protocol.TCP:
        return DATAGRAM
    return WHOLE if whole else OPENING


def opening(protocol: Protocol, source: IPAddress, port: int, to: IPAddress, to_port: int) -> Packet:
    """The first packet of a connection."""
    flags = TcpFlags.SYN if protocol is Protocol.TCP else TcpFlags.NONE
    return Packet(protocol, source, port, to, to_port, flags)


def echo_request(source: IPAddress, to: IPAddress, sequence: int) -> Packet:
    """The packet that `ping` sends; `sequence` counts from 1."""
    echo = IcmpEcho(ECHO_IDENTIFIER, sequence % 65536)
    return Packet(Protocol.ICMP, source, 0, to, 0, echo=echo)


def following(first: Packet, flags: TcpFlags) -> Packet:
    """A later packet of the sender of `first`; what a proxy says of its client is in the request's data."""
    header = first.header if flags & TcpFlags.PSH else None
    return msgspec.structs.replace(first, flags=flags, header=header, ttl=64, mark=0)


def answering(taken: Packet, flags: TcpFlags) -> Packet:
    """A packet of the server that took `taken`."""
    echo = taken.echo
    return Packet(
        taken.protocol,
        taken.destination,
        taken.destination_port,
        taken.source,
        taken.source_port,
        flags,
        echo=None if echo is None else msgspec.structs.replace(echo, is_reply=True),
    )


def onward(balancer: Balancer, frontend: Frontend, target: Target, request: Packet) -> Packet:
    """The packet that opens a proxy's connection to `target`, with what it will say of its client."""
    source = balancer.source_for(frontend)
    address = target.address or frontend.address
    port = target.port or frontend.port
    packet = opening(request.protocol, source, CLIENT_PORT, address, port)
    return msgspec.structs.replace(packet, header=_proxy_header(balancer.header, request))


def _proxy_header(name: str, request: Packet) -> ProxyHeader | None:
    """The header in which a proxy names the client, with its value as it stands on the wire."""
    client = request.source
    match name:
        case "X-Forwarded-For":
            return ProxyHeader(name, str(client))
        case "Forwarded":
            # RFC 7239 section 6: an IPv6 address is bracketed, and quoted for its colons.
            return ProxyHeader(name, f"for={client}" if client.version == 4 else f'for="[{client}]"')
        case "PROXY":
            family = f"TCP{client.version}"
            ports = f"{request.source_port} {request.destination_port}"
            return ProxyHeader(name, f"{family} {client} {request.destination} {ports}")
        case _:
            return None
