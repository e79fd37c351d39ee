import pytest

from sandbox.conntrack import (
    ConntrackEntry,
    ConntrackTable,
    Direction,
    EntryStatus,
    TcpState,
    advanced,
    is_invalid,
    tuple_of,
)
from sandbox.net import Packet, Protocol, TcpFlags, parse_address

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
        states.append((entry.tcp_state, entry.expires_at))
    assert states == [
        (TcpState.SYN_SENT, 120),
        (TcpState.SYN_RECV, 60),
        (TcpState.ESTABLISHED, 86400),
        (TcpState.CLOSE, 10),
    ]
    assert entry.has(EntryStatus.ASSURED)


def test_a_connection_taken_up_midway_is_not_assured_by_its_first_packet() -> None:
    packet = Packet(Protocol.TCP, A, 40000, B, 80, TcpFlags.ACK)
    first = advanced(ENTRY, packet, Direction.ORIGINAL, now=0)
    assert first.tcp_state is TcpState.ESTABLISHED
    assert not first.has(EntryStatus.ASSURED)
    assert advanced(first, packet, Direction.ORIGINAL, now=1).has(EntryStatus.ASSURED)


def test_udp_lives_longer_once_an_answered_flow_goes_on() -> None:
    packet = Packet(Protocol.UDP, A, 5000, B, 53)
    entry = ConntrackEntry(tuple_of(packet), tuple_of(packet).inverted)
    first = advanced(entry, packet, Direction.ORIGINAL, 0)
    answered = advanced(first, packet, Direction.REPLY, 0)
    stream = advanced(answered, packet, Direction.ORIGINAL, 0)
    assert (first.expires_at, answered.expires_at, stream.expires_at) == (30, 30, 120)


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
    assert is_invalid(packet, TcpState.NONE, Direction.ORIGINAL) is not begins
