"""Frames as they cross a link: decoded as far as the lab compares them.

A packet is recognised wherever it is, and however translated, by its *dye*: a number of its client’s choice.
Over TCP it is the initial sequence number, which NAT leaves alone, over UDP and in an echo a number in front
of the payload.
Of TCP segments after the handshake only a request's first has it too: the addresses and ports on the link
tell whose the others are.
"""

import ipaddress
import struct

import msgspec

UDP_DYE = struct.Struct("!2scI")
"""How a UDP payload begins: two letters, `Q` in a request and `R` in a reply, the dye."""

DYES_APART = 2
"""Between dyes is room for the number of the first segment behind the handshake."""

UDP_SIGNATURE = b"NW"
VXLAN_PORT = 4789
ETHERNET_HEADER = 14
VXLAN_HEADER = 8
SEQUENCE_SPACE = 1 << 32

TCP, UDP, ICMP, ICMPV6 = 6, 17, 1, 58
FIN, SYN, RST, ACK = 1, 2, 4, 16

ECHOES = {ICMP: {8: "request", 0: "reply"}, ICMPV6: {128: "request", 129: "reply"}}
"""What the types of an echo are for, by protocol."""
ICMP_HEADER = 8

IPV4_ERRORS = frozenset({3, 11, 12})
IPV6_ERRORS = frozenset({1, 2, 3, 4})

DATA, END = "data", "end"
"""What TCP segments after the handshake are for; mere acknowledgements are left out."""


class Decoded(msgspec.Struct, frozen=True):
    """What a frame carries: the header of the innermost packet, its dye and what it is for.

    An echo's source port is its identifier.
    """

    dye: int
    leg: str
    protocol: str
    source: str
    source_port: int
    destination: str
    destination_port: int


class _Header(msgspec.Struct, frozen=True):
    """An IP header and what follows it, of which the frame may hold the beginning alone."""

    protocol: int
    source: str
    destination: str
    payload: bytes
    length: int


def decode_frame(frame: bytes) -> Decoded | None:
    """The dyed packet in an Ethernet frame, inside its tunnel if it is in one; None for everything else."""
    return decode_packet(frame[ETHERNET_HEADER:])


def decode_packet(packet: bytes) -> Decoded | None:
    """The dyed packet that begins with an IP header; None if it is not one of the lab's."""
    try:
        header = _ip_header(packet)
        return None if header is None else _decode(header)
    except struct.error:  # cut short
        return None


def _ip_header(packet: bytes) -> _Header | None:
    version = packet[0] >> 4 if packet else 0
    if version == 4:
        length = (packet[0] & 15) * 4
        total, protocol, source, destination = struct.unpack_from("!2xH5xB2x4s4s", packet)
    elif version == 6:
        length = 40
        after, protocol, source, destination = struct.unpack_from("!4xHBx16s16s", packet)
        total = length + after
    else:
        return None
    return _Header(protocol, _address(source), _address(destination), packet[length:], total - length)


def _address(packed: bytes) -> str:
    return str(ipaddress.ip_address(packed))


def _decode(header: _Header) -> Decoded | None:
    match header.protocol:
        case 6:
            return _decode_tcp(header)
        case 17:
            return _decode_udp(header)
        case 1 | 58:
            return _decode_echo(header) or _decode_error(header)
        case _:
            return None


def _decode_tcp(header: _Header) -> Decoded | None:
    source_port, destination_port, sequence, acknowledged, offset, flags = struct.unpack_from(
        "!HHIIBB", header.payload
    )
    has_data = header.length > (offset >> 4) * 4
    match flags & (SYN | RST | ACK):
        case 2:
            dye, leg = sequence, "request"
        case 18:
            dye, leg = acknowledged - 1, "reply"
        case 20 if sequence == 0:
            dye, leg = acknowledged - 1, "error"
        case 4:
            dye, leg = sequence - 1, "error"
        case 16 if flags & FIN or has_data:
            dye, leg = sequence - 1, END if flags & FIN else DATA
        case _:
            return None
    return _decoded(header, dye % SEQUENCE_SPACE, leg, "TCP", source_port, destination_port)


def _decode_udp(header: _Header) -> Decoded | None:
    source_port, destination_port = struct.unpack_from("!HH", header.payload)
    if destination_port == VXLAN_PORT:
        return decode_frame(header.payload[8 + VXLAN_HEADER :])
    signature, kind, dye = UDP_DYE.unpack_from(header.payload, 8)
    if signature != UDP_SIGNATURE:
        return None
    leg = "request" if kind == b"Q" else "reply"
    return _decoded(header, dye, leg, "UDP", source_port, destination_port)


def _decode_echo(header: _Header) -> Decoded | None:
    kind, identifier = struct.unpack_from("!B3xH", header.payload)
    leg = ECHOES[header.protocol].get(kind)
    if leg is None:
        return None
    signature, _, dye = UDP_DYE.unpack_from(header.payload, ICMP_HEADER)
    return _decoded(header, dye, leg, "ICMP", identifier, 0) if signature == UDP_SIGNATURE else None


def _decode_error(header: _Header) -> Decoded | None:
    """An ICMP error carries the header of the packet that it is about, and with it its dye."""
    errors = IPV4_ERRORS if header.protocol == ICMP else IPV6_ERRORS
    if not header.payload or header.payload[0] not in errors:
        return None
    about = _ip_header(header.payload[8:])
    dye = None if about is None else _dye_of_original(about)
    return None if dye is None else _decoded(header, dye, "error", "ICMP", 0, 0)


def _dye_of_original(about: _Header) -> int | None:
    if about.protocol == TCP:
        number: int = struct.unpack_from("!4xI", about.payload)[0]
        return number - number % DYES_APART
    if about.protocol == UDP:
        decoded = _decode_udp(about)
        return None if decoded is None else decoded.dye
    if about.protocol in ECHOES:
        decoded = _decode_echo(about)
        return None if decoded is None else decoded.dye
    return None


def _decoded(
    header: _Header, dye: int, leg: str, protocol: str, source_port: int, destination_port: int
) -> Decoded:
    return Decoded(dye, leg, protocol, header.source, source_port, header.destination, destination_port)
