"""ICMP echoes: their tuples, their states and the identifier that NAT may change."""

import random

import pytest
from msgspec.structs import replace

from sandbox.conntrack import (
    NULL_BINDING,
    ConntrackEntry,
    ConntrackTuple,
    Direction,
    EntryStatus,
    Manip,
    NatRange,
    advanced,
    decided,
    is_invalid,
    rewritten,
    rewritten_error,
    tuple_of,
)
from sandbox.net import IcmpEcho, IcmpError, IcmpReason, Packet, Protocol, parse_address

POD, PEER, NODE = map(parse_address, ("10.180.1.10", "198.51.100.79", "10.240.0.2"))
REQUEST = Packet(Protocol.ICMP, POD, 0, PEER, 0, echo=IcmpEcho(1234))
REPLY = Packet(Protocol.ICMP, PEER, 0, POD, 0, echo=IcmpEcho(1234, is_reply=True))
NEW = ConntrackEntry(tuple_of(REQUEST), tuple_of(REQUEST).inverted)


def masqueraded(entry: ConntrackEntry, taken: frozenset[ConntrackTuple] = frozenset()) -> ConntrackEntry:
    found = decided(entry, Manip.SOURCE, NatRange(NODE), taken.__contains__, random.Random(1).randint)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("ends", "kinds"), [((POD, PEER), (8, 0)), (("fd00::1", "fd00::2"), (128, 129))], ids=["4", "6"]
)
def test_a_tuple_has_type_code_and_identifier(ends: tuple[object, object], kinds: tuple[int, int]) -> None:
    source, destination = map(parse_address, map(str, ends))
    packet = replace(REQUEST, source=source, destination=destination)
    tuple_ = tuple_of(packet)
    assert tuple_.icmp == (kinds[0], 0, 1234)
    assert tuple_.inverted.icmp == (kinds[1], 0, 1234)
    assert tuple_.inverted.inverted == tuple_
    assert (tuple_.inverted.source, tuple_.inverted.destination) == (destination, source)


def test_the_reply_has_the_inverted_tuple() -> None:
    assert tuple_of(REPLY) == tuple_of(REQUEST).inverted


def test_a_reply_opens_nothing() -> None:
    assert is_invalid(REPLY, NEW, Direction.ORIGINAL)
    assert not is_invalid(REQUEST, NEW, Direction.ORIGINAL)
    assert not is_invalid(REPLY, NEW, Direction.REPLY)


def test_an_echo_is_kept_for_thirty_seconds_and_never_assured() -> None:
    asked = advanced(NEW, REQUEST, Direction.ORIGINAL, 0)
    answered = advanced(asked, REPLY, Direction.REPLY, 1)
    later = advanced(answered, REQUEST, Direction.ORIGINAL, 20)
    assert [each.expires_at for each in (asked, answered, later)] == [30, 31, 50]
    assert later.timeout == 30
    assert later.has(EntryStatus.SEEN_REPLY)
    assert not later.has(EntryStatus.ASSURED)


def test_masquerading_keeps_the_identifier_if_it_is_free() -> None:
    entry = masqueraded(NEW)
    sent = rewritten(REQUEST, entry, Direction.ORIGINAL, Manip.SOURCE)
    assert (sent.source, sent.identifier) == (NODE, 1234)
    back = replace(REPLY, destination=NODE)
    assert rewritten(back, entry, Direction.REPLY, Manip.DESTINATION) == REPLY


def test_an_identifier_that_is_taken_is_changed_and_given_back() -> None:
    entry = masqueraded(NEW, frozenset({masqueraded(NEW).reply}))
    sent = rewritten(REQUEST, entry, Direction.ORIGINAL, Manip.SOURCE)
    assert sent.source == NODE
    assert sent.identifier != 1234
    assert entry.reply.icmp == (0, 0, sent.identifier)
    assert sent.echo is not None
    back = replace(REPLY, destination=NODE, echo=replace(sent.echo, is_reply=True))
    assert rewritten(back, entry, Direction.REPLY, Manip.DESTINATION) == REPLY


def test_a_translated_destination_may_cost_the_identifier_too() -> None:
    other = ConntrackTuple.of_echo(PEER, POD, 0, 0, 1234)
    entry = decided(
        replace(NEW, reply=replace(NEW.reply, source=NODE)),
        Manip.DESTINATION,
        NatRange(PEER),
        {other}.__contains__,
        random.Random(1).randint,
    )
    assert entry is not None
    assert entry.reply.source == PEER
    assert entry.reply.icmp != other.icmp


def test_a_null_binding_leaves_an_echo_alone() -> None:
    entry = decided(NEW, Manip.SOURCE, NULL_BINDING, lambda wanted: False, random.Random(1).randint)
    assert entry is not None
    assert entry.reply == NEW.reply
    assert not entry.has(EntryStatus.SRC_NAT)


def test_an_error_about_a_masqueraded_echo_is_translated_back() -> None:
    entry = masqueraded(NEW, frozenset({masqueraded(NEW).reply}))
    sent = rewritten(REQUEST, entry, Direction.ORIGINAL, Manip.SOURCE)
    router = parse_address("192.0.2.1")
    error = Packet(Protocol.ICMP, router, 0, NODE, 0, icmp=IcmpError(IcmpReason.HOST_UNREACHABLE, sent))
    back = rewritten_error(error, entry, Direction.REPLY, Manip.DESTINATION)
    assert (back.source, back.destination) == (router, POD)
    assert back.icmp is not None
    assert back.icmp.original == REQUEST
