"""Captures by their values: links, numbers, what is said, and the blocks of the file."""

import struct

import pytest
from msgspec.structs import replace

from sandbox.analysis.session import Sending, begun, next_packet, walks_of, went_on
from sandbox.capture import (
    Frame,
    ProxyVersion,
    capture_bytes,
    frames_of,
    links_of,
    sent_by_flow,
    sent_on_show,
)
from sandbox.capture.pcapng import packet_block
from sandbox.capture.streams import Stream
from sandbox.capture.talk import proxy_bytes
from sandbox.engine.segments import By
from sandbox.formats import loads
from sandbox.net import Packet, Protocol, TcpFlags, parse_address
from sandbox.scenario import Scenario
from sandbox.scenario.compile import compile_world
from sandbox.trace import Exchange, LegKind
from tests.unit.capture.sent import everything, protocols
from tests.unit.cli.scenario import DEMO

SYN, ACK, FIN, PSH, RST = TcpFlags.SYN, TcpFlags.ACK, TcpFlags.FIN, TcpFlags.PSH, TcpFlags.RST
ASKER, ANSWERER = LegKind.REQUEST, LegKind.REPLY


@pytest.fixture
def demo() -> Scenario:
    return loads(DEMO, "demo").scenario


def segment(flags: TcpFlags) -> Packet:
    return Packet(Protocol.TCP, parse_address("10.0.0.1"), 1, parse_address("10.0.0.2"), 2, flags)


def test_both_ends_count_alike() -> None:
    stream = Stream("a connection")
    syn = stream.carried(ASKER, segment(SYN), b"")
    syn_ack = stream.carried(ANSWERER, segment(SYN | ACK), b"")
    assert (syn.acknowledgement, syn_ack.acknowledgement) == (0, syn.sequence + 1)
    asked = stream.carried(ASKER, segment(PSH | ACK), b"question")
    assert (asked.sequence, asked.acknowledgement) == (syn.sequence + 1, syn_ack.sequence + 1)
    answered = stream.carried(ANSWERER, segment(PSH | ACK), b"answer")
    assert answered.acknowledgement == asked.sequence + len(b"question")
    end = stream.carried(ASKER, segment(FIN | ACK), b"")
    assert end.acknowledgement == answered.sequence + len(b"answer")
    assert stream.carried(ANSWERER, segment(FIN | ACK), b"").acknowledgement == end.sequence + 1


def test_who_refuses_a_syn_has_no_number_of_its_own() -> None:
    stream = Stream("a connection")
    syn = stream.carried(ASKER, segment(SYN), b"")
    refused = stream.carried(LegKind.ERROR, segment(RST | ACK), b"")
    assert (refused.sequence, refused.acknowledgement) == (0, syn.sequence + 1)


def test_every_connection_has_numbers_of_its_own() -> None:
    assert Stream("one").carried(ASKER, segment(SYN), b"") != Stream("two").carried(ASKER, segment(SYN), b"")


def test_a_link_is_the_same_both_ways_and_named_as_on_the_canvas(demo: Scenario) -> None:
    sent = tuple(sent_by_flow(demo, demo.flows[0], seed=1))
    frames = tuple(frames_of(sent[0].exchange, "x"))
    assert set(links_of(sent)) <= {
        "laptop eth0 – node2 eth0",
        "node1 eth0 – node2 eth0",
        "app-1 eth0 – node1",
        "app-2 eth0 – node2",
    }
    there, back = (next(each for each in frames if each.packet.flags == flags) for flags in (SYN, SYN | ACK))
    assert links_of(sent)[0] == "laptop eth0 – node2 eth0" == there.link.name
    assert back.link.name == links_of(sent)[-1]
    assert frames[0].link == frames[len(links_of(sent)) * 2 - 1].link


def test_flows_are_told_apart_by_their_ports_and_echoes_by_their_sequence(demo: Scenario) -> None:
    sent = [each.exchange.legs[0].trace.packet for each in everything()]
    numbers = [(each.source_port, each.echo) for each in sent]
    assert len(numbers) == len(set(numbers))
    several = replace(demo.flows[0], requests=3)
    assert [each.name for each in sent_by_flow(demo, several)] == [f"outside {n} of 3" for n in (1, 2, 3)]


def test_the_opening_is_the_one_that_is_on_show(demo: Scenario) -> None:
    for scenario in (demo, protocols()):
        for flow in scenario.flows:
            world, sending = compile_world(scenario, flow.at), Sending(flow)
            for path in walks_of(world, scenario, sending).paths:
                check_whole(sent_on_show(world, scenario, sending, path).exchange, path)


def check_whole(whole: Exchange, opening: Exchange) -> None:
    assert whole.endpoint == opening.endpoint
    assert whole.verdict is opening.verdict
    assert whole.choices[: len(opening.choices)] == opening.choices
    assert whole.legs[0].trace == opening.legs[0].trace


def test_a_followed_request_is_the_one_that_was_drawn(demo: Scenario) -> None:
    flow = replace(demo.flows[0], requests=4)
    world, sending = compile_world(demo, flow.at), Sending(flow, number=2)
    drawn = walks_of(world, demo, sending).requests
    assert len({each.endpoint for each in drawn}) == 2
    for number, request in enumerate(drawn):
        check_whole(sent_on_show(world, demo, sending, request, number).exchange, request)


def test_the_next_packet_of_a_connection_is_sent_alone(demo: Scenario) -> None:
    session = begun(demo, demo.flows[0])
    opening = walks_of(session.world, demo, session.sending).paths[0]
    sending = next_packet(session, opening, By.CLIENT)
    assert sending is not None
    session = went_on(session, opening, sending)
    packet = walks_of(session.world, demo, sending).paths[0]
    sent = sent_on_show(session.world, demo, sending, packet)
    assert sent.exchange is packet
    assert packets_of(capture_bytes([sent])) == len(packet.wire) > 0


def test_one_link_alone(demo: Scenario) -> None:
    sent = tuple(sent_by_flow(demo, demo.flows[0]))
    whole = capture_bytes(sent)
    parts = [capture_bytes(sent, link=each) for each in links_of(sent)]
    assert sum(map(packets_of, parts)) == packets_of(whole)
    with pytest.raises(KeyError):
        capture_bytes(sent, link="no such link")


def packets_of(data: bytes) -> int:
    """How many packets a file has; every block says its length at both ends."""
    count = at = 0
    while at < len(data):
        kind, length = struct.unpack_from("<II", data, at)
        assert struct.unpack_from("<I", data, at + length - 4) == (length,)
        count += kind == 6
        at += length
    return count


def test_a_long_comment_is_cut_between_characters() -> None:
    block = packet_block(0, 0, b"", 1, "–" * 30_000)
    code, length = struct.unpack_from("<HH", block, 28)
    assert (code, length) == (1, 65535 // 3 * 3)
    assert block[32 : 32 + length].decode() == "–" * (length // 3)


def test_the_proxy_protocol_in_both_forms() -> None:
    value = "TCP4 198.51.100.79 203.0.113.140 56324 80"
    assert proxy_bytes(value, ProxyVersion.TEXT) == f"PROXY {value}\r\n".encode()
    assert proxy_bytes(value, ProxyVersion.BINARY).hex(" ") == (
        "0d 0a 0d 0a 00 0d 0a 51 55 49 54 0a 21 11 00 0c c6 33 64 4f cb 00 71 8c dc 04 00 50"
    )
    assert proxy_bytes("TCP6 2001:db8::1 2001:db8::2 1 2", ProxyVersion.BINARY)[13:16] == b"\x21\x00\x24"


def test_a_flow_that_never_leaves_its_device_has_no_frames() -> None:
    inside = [each for each in everything() if not each.exchange.wire]
    assert inside
    assert packets_of(capture_bytes(inside)) == 0


def test_on_every_link_each_segment_is_the_next_of_its_stream() -> None:
    """As on each link alone tshark says for a few scenarios: nothing repeated, missing or out of order."""
    for each in everything():
        expected: dict[tuple[object, ...], int] = {}
        for frame in frames_of(each.exchange, each.name):
            if frame.packet.protocol is Protocol.TCP:
                check_segment(frame, expected)


def check_segment(frame: Frame, expected: dict[tuple[object, ...], int]) -> None:
    """Hold a segment to what both directions of its stream have sent on its link; `expected` is next."""
    packet = frame.packet
    start = 14 + (20 if packet.source.version == 4 else 40)
    sequence, acknowledgement = struct.unpack_from(">II", frame.data, start + 4)
    ends = (packet.source, packet.source_port), (packet.destination, packet.destination_port)
    way, back = (frame.link, *ends), (frame.link, *reversed(ends))
    assert sequence == expected.get(way, 0 if packet.flags & RST else sequence)
    if packet.flags & ACK and back in expected:
        assert acknowledgement == expected[back]
    length = len(frame.data) - start - 20 + bool(packet.flags & (SYN | FIN))
    assert way in expected or packet.flags & (SYN | RST)
    expected[way] = (sequence + length) % 2**32
