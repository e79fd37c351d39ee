"""Frames are decoded as far as the lab compares them, and only its own."""

import ipaddress
import struct

import pytest

from sandbox.lab.inside.frames import ACK, FIN, RST, SYN, UDP_DYE, Decoded, decode_frame, decode_packet

ETHERNET = bytes(12) + b"\x08\x00"
DYE = 0x12345678
CLIENT, SERVER = "198.51.100.79", "10.0.0.1"
CLIENT6, SERVER6 = "2001:db8::1", "fd00::1"


def packed(address: str) -> bytes:
    return ipaddress.ip_address(address).packed


def ipv4(source: str, destination: str, protocol: int, payload: bytes) -> bytes:
    header = struct.pack("!BBHHHBBH", 0x45, 0, 20 + len(payload), 0, 0, 64, protocol, 0)
    return header + packed(source) + packed(destination) + payload


def ipv6(source: str, destination: str, protocol: int, payload: bytes) -> bytes:
    header = struct.pack("!IHBB", 6 << 28, len(payload), protocol, 64)
    return header + packed(source) + packed(destination) + payload


def tcp(source: int, destination: int, flags: int, sequence: int = 0, acknowledged: int = 0) -> bytes:
    return struct.pack("!HHIIBBHHH", source, destination, sequence, acknowledged, 0x50, flags, 0, 0, 0)


def udp(source: int, destination: int, data: bytes) -> bytes:
    return struct.pack("!HHHH", source, destination, 8 + len(data), 0) + data


def test_a_syn_is_a_request() -> None:
    packet = ipv4(CLIENT, SERVER, 6, tcp(40000, 80, SYN, DYE))
    assert decode_frame(ETHERNET + packet) == Decoded(DYE, "request", "TCP", CLIENT, 40000, SERVER, 80)


@pytest.mark.parametrize(("kinds", "leg"), [((8, 128), "request"), ((0, 129), "reply")])
def test_an_echo_is_told_by_what_it_carries_and_has_its_identifier_for_a_port(
    kinds: tuple[int, int], leg: str
) -> None:
    data = UDP_DYE.pack(b"NW", b"Q", DYE)
    four, six = (struct.pack("!BBHHH", kind, 0, 0, 4660, 1) + data for kind in kinds)
    assert decode_packet(ipv4(CLIENT, SERVER, 1, four)) == Decoded(DYE, leg, "ICMP", CLIENT, 4660, SERVER, 0)
    found = decode_packet(ipv6(CLIENT6, SERVER6, 58, six))
    assert found == Decoded(DYE, leg, "ICMP", CLIENT6, 4660, SERVER6, 0)
    error = struct.pack("!BBHI", 3, 1, 0, 0) + ipv4(CLIENT, SERVER, 1, four)
    about = decode_packet(ipv4(SERVER, CLIENT, 1, error))
    assert about == Decoded(DYE, "error", "ICMP", SERVER, 0, CLIENT, 0)
    assert decode_packet(ipv4(CLIENT, SERVER, 1, struct.pack("!BBHHH", 8, 0, 0, 1, 1) + bytes(8))) is None


def test_an_ipv6_syn_ack_is_a_reply() -> None:
    packet = ipv6(SERVER6, CLIENT6, 6, tcp(80, 40000, SYN | ACK, 99, DYE + 1))
    assert decode_packet(packet) == Decoded(DYE, "reply", "TCP", SERVER6, 80, CLIENT6, 40000)


@pytest.mark.parametrize(
    "segment",
    [tcp(80, 40000, RST | ACK, 0, DYE + 1), tcp(80, 40000, RST, DYE + 1)],
    ids=["of a closed port", "of an answer that nobody waits for"],
)
def test_a_reset_is_an_error(segment: bytes) -> None:
    assert decode_packet(ipv4(SERVER, CLIENT, 6, segment)) == Decoded(
        DYE, "error", "TCP", SERVER, 80, CLIENT, 40000
    )


def test_an_acknowledgement_alone_is_left_out() -> None:
    assert decode_packet(ipv4(CLIENT, SERVER, 6, tcp(40000, 80, ACK, DYE + 1, 7))) is None


@pytest.mark.parametrize(("flags", "data", "leg"), [(ACK, b"x", "data"), (FIN | ACK, b"", "end")])
def test_of_later_segments_the_first_has_the_dye_too(flags: int, data: bytes, leg: str) -> None:
    segment = tcp(40000, 80, flags, DYE + 1, 7) + data
    expected = Decoded(DYE, leg, "TCP", CLIENT, 40000, SERVER, 80)
    assert decode_packet(ipv4(CLIENT, SERVER, 6, segment)) == expected
    assert decode_packet(ipv4(CLIENT, SERVER, 6, segment) + bytes(6)) == expected


def test_padding_of_a_short_frame_is_no_data() -> None:
    packet = ipv4(CLIENT, SERVER, 6, tcp(40000, 80, ACK, DYE + 1, 7))
    assert decode_frame(ETHERNET + packet + bytes(6)) is None


def test_the_dye_wraps_around() -> None:
    decoded = decode_packet(ipv4(SERVER, CLIENT, 6, tcp(80, 40000, SYN | ACK, 0, 0)))
    assert decoded is not None
    assert decoded.dye == (1 << 32) - 1


@pytest.mark.parametrize(("kind", "leg"), [(b"Q", "request"), (b"R", "reply")])
def test_datagrams_carry_their_dye(kind: bytes, leg: str) -> None:
    packet = ipv4(CLIENT, SERVER, 17, udp(40000, 53, UDP_DYE.pack(b"NW", kind, DYE)))
    assert decode_packet(packet) == Decoded(DYE, leg, "UDP", CLIENT, 40000, SERVER, 53)


def test_other_datagrams_are_left_out() -> None:
    assert decode_packet(ipv4(CLIENT, SERVER, 17, udp(40000, 53, b"something else"))) is None


def test_a_tunnel_shows_what_is_inside() -> None:
    inner = ipv4(CLIENT, SERVER, 6, tcp(40000, 80, SYN, DYE))
    outer = ipv4("10.240.0.1", "10.240.0.2", 17, udp(50000, 4789, bytes(8) + ETHERNET + inner))
    assert decode_frame(ETHERNET + outer) == Decoded(DYE, "request", "TCP", CLIENT, 40000, SERVER, 80)


@pytest.mark.parametrize("number", [DYE, DYE + 1], ids=["SYN", "data"])
def test_an_icmp_error_has_the_dye_of_the_packet_that_it_is_about(number: int) -> None:
    about = ipv4(CLIENT, SERVER, 6, tcp(40000, 80, SYN, number)[:8])
    packet = ipv4("10.240.0.1", CLIENT, 1, bytes([3, 3]) + bytes(6) + about)
    assert decode_packet(packet) == Decoded(DYE, "error", "ICMP", "10.240.0.1", 0, CLIENT, 0)


def test_an_icmpv6_error_about_a_datagram() -> None:
    about = ipv6(CLIENT6, SERVER6, 17, udp(40000, 53, UDP_DYE.pack(b"NW", b"Q", DYE)))
    packet = ipv6(SERVER6, CLIENT6, 58, bytes([1, 4]) + bytes(6) + about)
    assert decode_packet(packet) == Decoded(DYE, "error", "ICMP", SERVER6, 0, CLIENT6, 0)


@pytest.mark.parametrize(
    "packet",
    [
        b"",
        bytes(60),
        ipv4(CLIENT, SERVER, 6, tcp(40000, 80, SYN, DYE))[:30],
        ipv4(CLIENT, SERVER, 1, bytes([8, 0]) + bytes(6)),
        ipv4(CLIENT, SERVER, 1, bytes([5, 1]) + bytes(6) + ipv4(CLIENT, SERVER, 6, tcp(1, 2, SYN, DYE))),
        ipv4(CLIENT, SERVER, 132, bytes(12)),
    ],
    ids=["nothing", "no IP", "cut short", "echo", "redirect", "SCTP"],
)
def test_everything_else_is_left_out(packet: bytes) -> None:
    assert decode_packet(packet) is None
