import pytest

from sandbox.conntrack import (
    ConntrackEntry,
    ConntrackTable,
    ConntrackTuple,
    Direction,
    EntryStatus,
    TcpState,
    advanced,
    is_invalid,
    kills,
    tuple_of,
)
from sandbox.conntrack.listing import read_conntrack
from sandbox.net import Packet, Protocol, TcpFlags, parse_address
from tests.fixtures.node_state import printed

A, B = parse_address("10.0.0.1"), parse_address("10.0.0.2")
SYN = Packet(Protocol.TCP, A, 40000, B, 80, TcpFlags.SYN)
ENTRY = ConntrackEntry(tuple_of(SYN), tuple_of(SYN).inverted)


def test_an_entry_is_found_by_either_tuple_until_it_expires() -> None:
    entry = advanced(ENTRY, SYN, Direction.ORIGINAL, now=100)
    table = ConntrackTable().with_entry(entry)
    assert table.find(entry.original, 101) == (entry, Direction.ORIGINAL)
    assert table.find(entry.reply, 101) == (entry, Direction.REPLY)
    assert table.find(entry.original, 220) is None


def test_removing_an_entry_removes_both_tuples_and_leaves_the_earlier_table_alone() -> None:
    entry = advanced(ENTRY, SYN, Direction.ORIGINAL, now=0)
    table = ConntrackTable().with_entry(entry)
    without = table.without(entry)
    assert len(table) == 1
    assert len(without) == 0
    assert without.find(entry.reply, 1) is None


def test_the_three_way_handshake_takes_a_connection_through_its_states() -> None:
    entry, states = ENTRY, []
    for flags, direction in (
        (TcpFlags.SYN, Direction.ORIGINAL),
        (TcpFlags.SYN | TcpFlags.ACK, Direction.REPLY),
        (TcpFlags.ACK, Direction.ORIGINAL),
        (TcpFlags.RST, Direction.REPLY),
    ):
        packet = Packet(Protocol.TCP, A, 40000, B, 80, flags)
        entry = advanced(entry, packet, direction, now=0)
        states.append((entry.state, entry.expires_at))
    assert states == [
        (TcpState.SYN_SENT, 120),
        (TcpState.SYN_RECV, 60),
        (TcpState.ESTABLISHED, 432000),
        (TcpState.CLOSE, 10),
    ]
    assert entry.has(EntryStatus.ASSURED)


def test_a_connection_taken_up_midway_is_assured_once_it_goes_on_after_its_answer() -> None:
    packet = Packet(Protocol.TCP, A, 40000, B, 80, TcpFlags.ACK)
    entry, found = ENTRY, []
    for direction in (Direction.ORIGINAL, Direction.ORIGINAL, Direction.REPLY, Direction.ORIGINAL):
        entry = advanced(entry, packet, direction, now=0)
        found.append((entry.state, entry.has(EntryStatus.ASSURED), entry.expires_at))
    established = TcpState.ESTABLISHED
    assert found == [*[(established, False, 300)] * 3, (established, True, 432000)]


def test_data_that_waits_for_its_acknowledgement_shortens_the_time_out() -> None:
    syn, ack, push = TcpFlags.SYN, TcpFlags.ACK, TcpFlags.PSH | TcpFlags.ACK
    ours, theirs = Direction.ORIGINAL, Direction.REPLY
    segments = [(ours, syn), (theirs, syn | ack), (ours, ack), (ours, push), (ours, ack), (theirs, push)]
    entry, found = ENTRY, []
    for direction, flags in [*segments, (ours, ack)]:
        entry = advanced(entry, Packet(Protocol.TCP, A, 40000, B, 80, flags), direction, now=0)
        found.append(entry.expires_at)
    assert found == [120, 60, 432000, 300, 300, 300, 432000]


def test_a_reset_kills_a_connection_that_nobody_answered() -> None:
    reset = Packet(Protocol.TCP, B, 80, A, 40000, TcpFlags.RST | TcpFlags.ACK)
    opened = advanced(ENTRY, SYN, Direction.ORIGINAL, now=0)
    syn_ack = Packet(Protocol.TCP, B, 80, A, 40000, TcpFlags.SYN | TcpFlags.ACK)
    assert kills(reset, opened)
    assert not kills(reset, advanced(opened, syn_ack, Direction.REPLY, now=0))
    assert not kills(syn_ack, opened)


def test_udp_lives_longer_once_an_answered_flow_goes_on_after_two_seconds() -> None:
    packet = Packet(Protocol.UDP, A, 5000, B, 53)
    entry = ConntrackEntry(tuple_of(packet), tuple_of(packet).inverted, began_at=10)
    first = advanced(entry, packet, Direction.ORIGINAL, 10)
    answered = advanced(first, packet, Direction.REPLY, 10)
    early = advanced(answered, packet, Direction.ORIGINAL, 12)
    stream = advanced(early, packet, Direction.REPLY, 12.1)
    assert [each.expires_at for each in (first, answered, early, stream)] == [40, 40, 42, 132.1]
    assert not early.has(EntryStatus.ASSURED)
    assert stream.has(EntryStatus.ASSURED)


def test_what_loses_a_tuple_to_another_entry_leaves_nothing_behind() -> None:
    first = ConntrackEntry(ENTRY.original, ConntrackTuple(B, 80, A, 1, Protocol.TCP), expires_at=9)
    second = ConntrackEntry(ENTRY.original, ENTRY.reply, expires_at=9)
    table = ConntrackTable().with_entry(first).with_entry(second)
    assert list(table) == [second]
    assert table.find(first.reply, 0) is None
    assert list(table.of_source(ENTRY.original, 0)) == [second]
    assert list(table.of_source(ENTRY.original, 9)) == []
    assert table.without(second) == ConntrackTable()


@pytest.mark.parametrize(
    ("flags", "begins"),
    [
        (TcpFlags.SYN, True),
        (TcpFlags.ACK, True),
        (TcpFlags.SYN | TcpFlags.ACK, False),
        (TcpFlags.RST, False),
        (TcpFlags.FIN | TcpFlags.ACK, False),
    ],
)
def test_only_a_syn_or_an_ack_begins_a_connection(flags: TcpFlags, begins: bool) -> None:
    packet = Packet(Protocol.TCP, A, 40000, B, 80, flags)
    assert is_invalid(packet, ENTRY, Direction.ORIGINAL) is not begins


def test_a_table_of_many_is_the_one_that_they_make_one_by_one() -> None:
    entries = read_conntrack(printed("iptables/conntrack.txt")).entries
    one_by_one = ConntrackTable()
    for entry in entries:
        one_by_one = one_by_one.with_entry(entry)
    at_once = ConntrackTable.of((*entries, entries[0]))
    assert at_once == one_by_one
    assert len(at_once) == 2
    assert list(at_once.of_source(entries[0].original, 0.0)) == [entries[0]]
