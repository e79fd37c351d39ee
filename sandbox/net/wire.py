"""A packet as it is on the wire, byte for byte, with its checksums.

Sequence numbers and what follows the headers are no part of a packet: whoever knows them hands them over.
"""

from collections.abc import Iterator

import msgspec

from sandbox.net.packet import ICMP_NUMBERS, IcmpEcho, Packet, Protocol, TcpFlags

_FLAG_BITS = {
    TcpFlags.FIN: 0x01,
    TcpFlags.SYN: 0x02,
    TcpFlags.RST: 0x04,
    TcpFlags.PSH: 0x08,
    TcpFlags.ACK: 0x10,
}
_WINDOW = 64240
_DO_NOT_FRAGMENT = 0x4000
_QUOTED = 8
"""How much of the transport header an ICMP error quotes. RFC 792."""


class Carried(msgspec.Struct, frozen=True):
    """What a transport header says besides ports and flags, and what follows it.

    `tag` is SCTP's verification tag; `data` an application's bytes, or the chunks of an SCTP packet.
    """

    sequence: int = 0
    acknowledgement: int = 0
    tag: int = 0
    data: bytes = b""


NOTHING = Carried()


class WireField(msgspec.Struct, frozen=True):
    """Some bytes of a header and what they are."""

    name: str
    data: bytes


def wire_fields(packet: Packet, carried: Carried = NOTHING) -> tuple[WireField, ...]:
    """Every field of the headers in order, and the data; joined, they are the packet as it is on the wire.

    For an ICMP error, `carried` belongs to the packet that it is about.
    """
    transport = _transport(packet, carried)
    length = sum(len(each.data) for each in transport)
    network = _ipv4(packet, length) if packet.source.version == 4 else _ipv6(packet, length)
    return (*network, *transport)


def wire_bytes(packet: Packet, carried: Carried = NOTHING) -> bytes:
    """The packet as it is on the wire."""
    return b"".join(each.data for each in wire_fields(packet, carried))


def checksum(data: bytes) -> int:
    """The Internet checksum. RFC 1071."""
    padded = data + b"\0" * (len(data) % 2)
    total = sum(int.from_bytes(padded[at : at + 2], "big") for at in range(0, len(padded), 2))
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return ~total & 0xFFFF


def _ipv4(packet: Packet, payload: int) -> tuple[WireField, ...]:
    """RFC 791, without options."""
    fields = (
        WireField("IP version and header length", b"\x45"),
        WireField("type of service", b"\0"),
        WireField("total length", _short(20 + payload)),
        WireField("identification", b"\0\0"),
        WireField("fragment flags and offset", _short(_DO_NOT_FRAGMENT)),
        WireField("TTL", bytes((packet.ttl,))),
        WireField("protocol", bytes((packet.protocol.number,))),
        WireField("header checksum", b"\0\0"),
        WireField("source address", packet.source.packed),
        WireField("destination address", packet.destination.packed),
    )
    return _summed(fields, "header checksum", b"")


def _ipv6(packet: Packet, payload: int) -> tuple[WireField, ...]:
    """RFC 8200, without extension headers."""
    return (
        WireField("IP version, traffic class and flow label", b"\x60\0\0\0"),
        WireField("payload length", _short(payload)),
        WireField("next header", bytes((packet.protocol.number_in_ipv6,))),
        WireField("hop limit", bytes((packet.ttl,))),
        WireField("source address", packet.source.packed),
        WireField("destination address", packet.destination.packed),
    )


def _transport(packet: Packet, carried: Carried) -> tuple[WireField, ...]:
    match packet.protocol:
        case Protocol.TCP:
            return _tcp(packet, carried)
        case Protocol.UDP:
            return _udp(packet, carried)
        case Protocol.SCTP:
            return _sctp(packet, carried)
        case Protocol.ICMP:
            return _icmp(packet, carried)


def _tcp(packet: Packet, carried: Carried) -> tuple[WireField, ...]:
    """RFC 9293, without options."""
    bits = sum(bit for flag, bit in _FLAG_BITS.items() if flag in packet.flags)
    fields = (
        *_ports(packet),
        WireField("sequence number", carried.sequence.to_bytes(4, "big")),
        WireField("acknowledgement number", carried.acknowledgement.to_bytes(4, "big")),
        WireField("data offset", b"\x50"),
        WireField("TCP flags", bytes((bits,))),
        WireField("window", _short(_WINDOW)),
        WireField("TCP checksum", b"\0\0"),
        WireField("urgent pointer", b"\0\0"),
        *_data(carried),
    )
    return _summed(fields, "TCP checksum", _pseudo_header(packet, 20 + len(carried.data)))


def _udp(packet: Packet, carried: Carried) -> tuple[WireField, ...]:
    """RFC 768."""
    length = 8 + len(carried.data)
    fields = (
        *_ports(packet),
        WireField("UDP length", _short(length)),
        WireField("UDP checksum", b"\0\0"),
        *_data(carried),
    )
    return _summed(fields, "UDP checksum", _pseudo_header(packet, length), zero=0xFFFF)


def _sctp(packet: Packet, carried: Carried) -> tuple[WireField, ...]:
    """RFC 9260: the common header, and the chunks that are handed over."""
    header = (*_ports(packet), WireField("verification tag", carried.tag.to_bytes(4, "big")))
    whole = b"".join(each.data for each in header) + bytes(4) + carried.data
    return (*header, WireField("SCTP checksum", _crc32c(whole).to_bytes(4, "little")), *_data(carried))


def _data(carried: Carried) -> tuple[WireField, ...]:
    return (WireField("data", carried.data),) if carried.data else ()


def _icmp(packet: Packet, carried: Carried) -> tuple[WireField, ...]:
    """RFC 792 and RFC 4443."""
    (kind, code), rest = _echo(packet.echo, packet, carried) if packet.echo else _error(packet, carried)
    fields = (
        WireField("ICMP type", bytes((kind,))),
        WireField("ICMP code", bytes((code,))),
        WireField("ICMP checksum", b"\0\0"),
        *rest,
    )
    length = sum(len(each.data) for each in fields)
    covered = b"" if packet.source.version == 4 else _pseudo_header(packet, length)
    return _summed(fields, "ICMP checksum", covered)


def _echo(echo: IcmpEcho, packet: Packet, carried: Carried) -> tuple[tuple[int, int], tuple[WireField, ...]]:
    """Type and code of an echo, and what follows the checksum."""
    rest = (
        WireField("identifier", _short(echo.identifier)),
        WireField("sequence number", _short(echo.sequence)),
        *_data(carried),
    )
    return echo.numbers(packet.source.version), rest


def _error(packet: Packet, carried: Carried) -> tuple[tuple[int, int], tuple[WireField, ...]]:
    """Type and code of an error, and what follows: the beginning of the packet that it is about."""
    assert packet.icmp is not None
    version = packet.source.version
    quoted = wire_bytes(packet.icmp.original, carried)[: (20 if version == 4 else 40) + _QUOTED]
    rest = (WireField("unused", bytes(4)), WireField("packet that the error is about", quoted))
    return ICMP_NUMBERS[version][packet.icmp.reason], rest


def _ports(packet: Packet) -> tuple[WireField, WireField]:
    source, destination = _short(packet.source_port), _short(packet.destination_port)
    return WireField("source port", source), WireField("destination port", destination)


def _summed(fields: tuple[WireField, ...], name: str, covered: bytes, zero: int = 0) -> tuple[WireField, ...]:
    """The fields with their checksum, over `covered` too, in its place; `zero` stands for a sum of 0."""
    total = checksum(covered + b"".join(each.data for each in fields)) or zero
    return tuple(_with_sum(fields, name, total))


def _with_sum(fields: tuple[WireField, ...], name: str, total: int) -> Iterator[WireField]:
    return (WireField(name, _short(total)) if each.name == name else each for each in fields)


def _pseudo_header(packet: Packet, length: int) -> bytes:
    """What transport checksums cover besides the segment. RFC 9293 section 3.1, RFC 8200 section 8.1."""
    ends = packet.source.packed + packet.destination.packed
    if packet.source.version == 4:
        return ends + bytes((0, packet.protocol.number)) + _short(length)
    return ends + length.to_bytes(4, "big") + bytes((0, 0, 0, packet.protocol.number_in_ipv6))


def _short(number: int) -> bytes:
    return number.to_bytes(2, "big")


def _crc32c(data: bytes) -> int:
    """RFC 9260 appendix A."""
    crc = 0xFFFFFFFF
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ (0x82F63B78 if crc & 1 else 0)
    return crc ^ 0xFFFFFFFF
