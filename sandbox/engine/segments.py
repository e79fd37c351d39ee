"""The packets that processes send: what opens a connection, what comes after, and what a proxy adds.

A connection is played by a script of rows, one a segment: who sends it, and what it is.
"""

from collections.abc import Mapping
from enum import Enum
from types import MappingProxyType
from typing import TypeAlias

import msgspec

from sandbox.engine.world import Balancer, Frontend, Target
from sandbox.net import IcmpEcho, IPAddress, Packet, Protocol, ProxyHeader, SctpChunk, TcpFlags

CLIENT_PORT = 40000
"""The source port of a sender's first request; later ones count up."""

ECHO_IDENTIFIER = 1234
"""The identifier of a sender's echo requests, which a kernel draws; their sequence numbers count up."""


class By(Enum):
    """Which end of a connection sends a segment."""

    CLIENT = "client"
    SERVER = "server"


class Segment(msgspec.Struct, frozen=True):
    """What a packet is within its connection: a TCP segment's flags, or an SCTP packet's first chunk."""

    flags: TcpFlags = TcpFlags.NONE
    chunk: SctpChunk | None = None

    @property
    def has_data(self) -> bool:
        """Whether it carries what the application has to say."""
        return self.chunk is SctpChunk.DATA or bool(self.flags & TcpFlags.PSH)


Rows: TypeAlias = tuple[tuple[By, Segment], ...]
"""Segments in turn, each with its sender."""


class Script(msgspec.Struct, frozen=True):
    """What follows the packet that opens a connection.

    `asking` comes before the server does its work (which for a proxy is a connection of its own),
    `answering` after.
    """

    asking: Rows
    answering: Rows


PLAIN = Segment()
_SYN = Segment(TcpFlags.SYN)
_SYN_ACK = Segment(TcpFlags.SYN | TcpFlags.ACK)
_ACK = Segment(TcpFlags.ACK)
_DATA = Segment(TcpFlags.PSH | TcpFlags.ACK)
_FIN = Segment(TcpFlags.FIN | TcpFlags.ACK)
_CHUNKS = {each: Segment(chunk=each) for each in SctpChunk}
_OPENINGS = {Protocol.TCP: _SYN, Protocol.SCTP: _CHUNKS[SctpChunk.INIT]}
_DATA_OF = {Protocol.TCP: _DATA, Protocol.SCTP: _CHUNKS[SctpChunk.DATA]}
CLOSING: Mapping[Protocol, Segment] = MappingProxyType(
    {
        Protocol.TCP: Segment(TcpFlags.RST | TcpFlags.ACK),
        Protocol.SCTP: _CHUNKS[SctpChunk.ABORT],
    }
)
"""What a proxy sends a client that it cannot serve."""

DATAGRAM = Script((), ((By.SERVER, PLAIN),))
"""A datagram and its answer."""

OPENING: Mapping[Protocol, Script] = MappingProxyType(
    {
        Protocol.TCP: Script((), ((By.SERVER, _SYN_ACK),)),
        Protocol.SCTP: Script((), ((By.SERVER, _CHUNKS[SctpChunk.INIT_ACK]),)),
    }
)
"""The SYN or INIT and its answer alone: everything that decides where a connection goes."""

WHOLE: Mapping[Protocol, Script] = MappingProxyType(
    {
        Protocol.TCP: Script(
            ((By.SERVER, _SYN_ACK), (By.CLIENT, _ACK), (By.CLIENT, _DATA)),
            ((By.SERVER, _DATA), (By.CLIENT, _FIN), (By.SERVER, _FIN), (By.CLIENT, _ACK)),
        ),
        Protocol.SCTP: Script(
            (
                (By.SERVER, _CHUNKS[SctpChunk.INIT_ACK]),
                (By.CLIENT, _CHUNKS[SctpChunk.COOKIE_ECHO]),
                (By.SERVER, _CHUNKS[SctpChunk.COOKIE_ACK]),
                (By.CLIENT, _CHUNKS[SctpChunk.DATA]),
            ),
            (
                (By.SERVER, _CHUNKS[SctpChunk.DATA]),
                (By.CLIENT, _CHUNKS[SctpChunk.SHUTDOWN]),
                (By.SERVER, _CHUNKS[SctpChunk.SHUTDOWN_ACK]),
                (By.CLIENT, _CHUNKS[SctpChunk.SHUTDOWN_COMPLETE]),
            ),
        ),
    }
)
"""Handshake, one request, one response, and the close that the client begins. RFC 9293, RFC 9260."""


def going_on(protocol: Protocol, by: By, is_open: bool) -> Rows:
    """How a connection goes on: `by` sends data, which the server answers if it is the client's.

    The first of SCTP has what opens the association in front of it.
    """
    data = _DATA_OF.get(protocol, PLAIN)
    if by is By.SERVER:
        return ((By.SERVER, data),)
    if protocol is Protocol.SCTP and not is_open:
        return (
            (By.CLIENT, _CHUNKS[SctpChunk.COOKIE_ECHO]),
            (By.SERVER, _CHUNKS[SctpChunk.COOKIE_ACK]),
        )
    return (By.CLIENT, data), (By.SERVER, data)


def segment_of(packet: Packet) -> Segment:
    """What a packet is within its connection."""
    return Segment(packet.flags, packet.chunk)


def is_close(packet: Packet) -> bool:
    """Whether an end closes the connection with it."""
    return bool(packet.flags & TcpFlags.FIN) or packet.chunk is SctpChunk.SHUTDOWN


def script_for(protocol: Protocol, whole: bool) -> Script:
    """How connections of a protocol are played; `whole` is for those that open and close."""
    return (WHOLE if whole else OPENING).get(protocol, DATAGRAM)


def opening(protocol: Protocol, source: IPAddress, port: int, to: IPAddress, to_port: int) -> Packet:
    """The first packet of a connection."""
    segment = _OPENINGS.get(protocol, PLAIN)
    return Packet(protocol, source, port, to, to_port, segment.flags, chunk=segment.chunk)


def echo_request(source: IPAddress, to: IPAddress, sequence: int) -> Packet:
    """What `ping` sends; `sequence` counts its requests from 1."""
    return Packet(Protocol.ICMP, source, 0, to, 0, echo=IcmpEcho(ECHO_IDENTIFIER, sequence))


def following(first: Packet, segment: Segment) -> Packet:
    """A later packet of the sender of `first`; what a proxy says of its client is in the request's data."""
    header = first.header if segment.has_data else None
    return msgspec.structs.replace(
        first, flags=segment.flags, chunk=segment.chunk, header=header, ttl=64, mark=0
    )


def answering(taken: Packet, segment: Segment) -> Packet:
    """A packet of the server that took `taken`."""
    echo = taken.echo
    return Packet(
        taken.protocol,
        taken.destination,
        taken.destination_port,
        taken.source,
        taken.source_port,
        segment.flags,
        chunk=segment.chunk,
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
