"""NAT's unique tuple, and rewriting in both directions."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.conntrack import (
    NULL_BINDING,
    ConntrackEntry,
    ConntrackTuple,
    Direction,
    Manip,
    NatRange,
    decided,
    rewritten,
    rewritten_error,
    tuple_of,
)
from sandbox.net import IcmpError, IcmpReason, Packet, Protocol, parse_address

CLIENT, VIP, POD, NODE = map(parse_address, ("198.51.100.79", "10.0.0.10", "10.180.1.10", "10.240.0.2"))
REQUEST = Packet(Protocol.TCP, CLIENT, 40000, VIP, 80)


def free(wanted: ConntrackTuple) -> bool:
    return False


def draw(low: int, high: int) -> int:
    return random.Random(1).randint(low, high)


def entry_after(*bindings: tuple[Manip, NatRange]) -> ConntrackEntry:
    entry = ConntrackEntry(tuple_of(REQUEST), tuple_of(REQUEST).inverted)
    for manip, wanted in bindings:
        found = decided(entry, manip, wanted, free, draw)
        assert found is not None
        entry = found
    return entry


TRANSLATED = entry_after(
    (Manip.DESTINATION, NatRange(POD, 8080, 8080)), (Manip.SOURCE, NatRange(NODE, random=True))
)


def test_both_sides_show_in_the_reply_tuple() -> None:
    reply = TRANSLATED.reply
    assert (reply.source, reply.source_port, reply.destination) == (POD, 8080, NODE)
    assert reply.destination_port != 40000


def test_a_request_is_rewritten_and_its_reply_is_undone() -> None:
    request = REQUEST
    for manip in (Manip.DESTINATION, Manip.SOURCE):
        request = rewritten(request, TRANSLATED, Direction.ORIGINAL, manip)
    assert tuple_of(request).inverted == TRANSLATED.reply
    reply = Packet(Protocol.TCP, POD, 8080, request.source, request.source_port)
    for manip in (Manip.DESTINATION, Manip.SOURCE):
        reply = rewritten(reply, TRANSLATED, Direction.REPLY, manip)
    assert tuple_of(reply) == tuple_of(REQUEST).inverted


def test_a_null_binding_keeps_a_free_tuple_and_moves_the_port_of_a_taken_one() -> None:
    entry = ConntrackEntry(tuple_of(REQUEST), tuple_of(REQUEST).inverted)
    kept = decided(entry, Manip.SOURCE, NULL_BINDING, free, draw)
    assert kept is not None
    assert kept.reply == entry.reply
    taken = {entry.reply}
    moved = decided(entry, Manip.SOURCE, NULL_BINDING, taken.__contains__, draw)
    assert moved is not None
    assert moved.reply.destination == CLIENT
    assert 1024 <= moved.reply.destination_port <= 65535
    assert moved.reply not in taken


@pytest.mark.parametrize(("taken", "port"), [((), 9000), ((9000, 9001), 9002)])
def test_a_destination_gets_the_first_free_port_of_a_range(taken: tuple[int, ...], port: int) -> None:
    """Seen on kernel 6.18; since 6.8, and again before 4.19."""
    entry = ConntrackEntry(tuple_of(REQUEST), tuple_of(REQUEST).inverted)
    found = decided(
        entry,
        Manip.DESTINATION,
        NatRange(POD, 9000, 9010),
        lambda wanted: wanted.source_port in taken,
        draw,
    )
    assert found is not None
    assert found.reply.source_port == port


def test_no_free_port_is_the_end() -> None:
    entry = ConntrackEntry(tuple_of(REQUEST), tuple_of(REQUEST).inverted)
    assert decided(entry, Manip.SOURCE, NULL_BINDING, lambda wanted: True, draw) is None


@given(st.integers(1, 65535), st.integers(0, 2**32))
def test_a_port_stays_in_the_class_of_the_original_one(port: int, seed: int) -> None:
    low, high = (1, 511) if port < 512 else (600, 1023) if port < 1024 else (1024, 65535)
    original = tuple_of(Packet(Protocol.UDP, CLIENT, port, VIP, 53))
    dice = random.Random(seed)
    entry = ConntrackEntry(original, original.inverted)
    found = decided(entry, Manip.SOURCE, NatRange(NODE, random=True), free, dice.randint)
    assert found is not None
    assert low <= found.reply.destination_port <= high


def test_an_error_about_the_translated_packet_names_the_original_one() -> None:
    seen_by_server = REQUEST
    for manip in (Manip.DESTINATION, Manip.SOURCE):
        seen_by_server = rewritten(seen_by_server, TRANSLATED, Direction.ORIGINAL, manip)
    error = Packet(
        Protocol.ICMP,
        POD,
        0,
        seen_by_server.source,
        0,
        icmp=IcmpError(IcmpReason.PORT_UNREACHABLE, seen_by_server),
    )
    for manip in (Manip.DESTINATION, Manip.SOURCE):
        error = rewritten_error(error, TRANSLATED, Direction.REPLY, manip)
    assert error.icmp is not None
    assert tuple_of(error.icmp.original) == tuple_of(REQUEST)
    assert error.destination == CLIENT
    assert rewritten_error(error, TRANSLATED, Direction.REPLY, Manip.SOURCE) is error
