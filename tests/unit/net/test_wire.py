"""Headers on the wire: their layout and their checksums, against values worked out by others."""

import struct

import pytest

from sandbox.net import IcmpEcho, IcmpError, IcmpReason, Packet, Protocol, TcpFlags, parse_address
from sandbox.net.wire import Carried, checksum, wire_bytes, wire_fields


def packet(protocol: Protocol, source: str, destination: str) -> Packet:
    return Packet(
        protocol, parse_address(source), 40312, parse_address(destination), 31380, TcpFlags.SYN, ttl=63
    )


def test_the_checksum_is_that_of_the_rfc() -> None:
    assert checksum(bytes.fromhex("0001f203f4f5f6f7")) == 0x220D


def test_an_ipv4_header_is_as_a_capture_shows_it() -> None:
    data = wire_bytes(packet(Protocol.TCP, "198.51.100.79", "10.240.0.5"))
    assert len(data) == 40
    assert data[0] == 0x45
    assert struct.unpack(">H", data[2:4]) == (40,)
    assert data[8:10] == bytes((63, 6))
    assert data[12:20] == bytes((198, 51, 100, 79, 10, 240, 0, 5))
    assert struct.unpack(">HH", data[20:24]) == (40312, 31380)
    assert data[33] == 0x02


@pytest.mark.parametrize("protocol", [Protocol.TCP, Protocol.UDP])
@pytest.mark.parametrize("ends", [("198.51.100.79", "10.240.0.5"), ("fd00::1", "fd00:10::2")])
def test_sums_over_header_and_segment_are_right(protocol: Protocol, ends: tuple[str, str]) -> None:
    sent = packet(protocol, *ends)
    data = wire_bytes(sent)
    network = 20 if sent.source.version == 4 else 40
    if network == 20:
        assert checksum(data[:20]) == 0
    segment = data[network:]
    number = {Protocol.TCP: 6, Protocol.UDP: 17}[protocol]
    pseudo = sent.source.packed + sent.destination.packed + struct.pack(">II", len(segment), number)
    assert checksum(pseudo + segment) == 0


def test_an_error_quotes_the_packet_that_it_is_about() -> None:
    about = packet(Protocol.TCP, "10.0.0.1", "10.0.0.2")
    error = IcmpError(IcmpReason.PORT_UNREACHABLE, about)
    sent = Packet(Protocol.ICMP, about.destination, 0, about.source, 0, icmp=error)
    data = wire_bytes(sent)
    assert data[20:22] == bytes((3, 3))
    assert checksum(data[20:]) == 0
    assert data[28:] == wire_bytes(about)[:28]


def test_sctp_has_its_own_sum() -> None:
    fields = wire_fields(packet(Protocol.SCTP, "10.0.0.1", "10.0.0.2"))
    assert [each.name for each in fields[-2:]] == ["verification tag", "SCTP checksum"]
    assert len(fields[-1].data) == 4


@pytest.mark.parametrize(
    ("ends", "kinds"),
    [(("198.51.100.79", "10.240.0.5"), (8, 0)), (("fd00::1", "fd00:10::2"), (128, 129))],
    ids=["4", "6"],
)
@pytest.mark.parametrize("is_reply", [False, True])
def test_an_echo_has_its_type_identifier_and_sequence(
    ends: tuple[str, str], kinds: tuple[int, int], is_reply: bool
) -> None:
    source, destination = map(parse_address, ends)
    echo = IcmpEcho(1234, 7, is_reply)
    data = wire_bytes(Packet(Protocol.ICMP, source, 0, destination, 0, echo=echo), Carried(data=b"abc"))
    segment = data[20 if source.version == 4 else 40 :]
    assert segment[:2] == bytes((kinds[is_reply], 0))
    assert struct.unpack(">HH", segment[4:8]) == (1234, 7)
    assert segment[8:] == b"abc"
    covered = b""
    if source.version == 6:
        covered = source.packed + destination.packed + struct.pack(">II", len(segment), 58)
    assert checksum(covered + segment) == 0
