"""States, time-outs and mappings of the kernel's table after real packets, against ours after the same."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from sandbox.conntrack import (
    ConntrackEntry,
    ConntrackTable,
    Direction,
    EntryStatus,
    Manip,
    NatRange,
    advanced,
    decided,
    kills,
    tuple_of,
)
from sandbox.net import Packet, Protocol, TcpFlags, parse_address

pytestmark = [
    pytest.mark.kernel,
    pytest.mark.skipif(shutil.which("conntrack") is None, reason="needs conntrack"),
]

SCRIPT = Path(__file__).with_name("conntrack_script.py")
PORT = 7000
OUT, BACK = Direction.ORIGINAL, Direction.REPLY
SYN, ACK, RST, PUSH = TcpFlags.SYN, TcpFlags.ACK, TcpFlags.RST | TcpFlags.ACK, TcpFlags.PSH | TcpFlags.ACK
HANDSHAKE = ((OUT, SYN), (BACK, SYN | ACK), (OUT, ACK))


def on_kernel(story: str) -> list[list[dict[str, object]]]:
    """The table's rows after each stage of a story."""
    command = ["unshare", "--net", sys.executable, str(SCRIPT), story]
    done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=60)
    found: list[list[dict[str, object]]] = json.loads(done.stdout)
    return found


def packet(source: str = "127.0.0.1", destination: str = "127.0.0.1", udp: bool = True) -> Packet:
    protocol = Protocol.UDP if udp else Protocol.TCP
    return Packet(protocol, parse_address(source), PORT, parse_address(destination), PORT)


def after(
    *segments: tuple[Direction, TcpFlags], at: tuple[float, ...] = (), udp: bool = False
) -> ConntrackEntry:
    """Our entry after the packets, all at second 0 unless `at` says when."""
    first = packet(udp=udp)
    entry = ConntrackEntry(tuple_of(first), tuple_of(first).inverted)
    for (direction, flags), now in zip(segments, at or (0.0,) * len(segments), strict=True):
        sent = Packet(first.protocol, first.source, PORT, first.destination, PORT, flags)
        entry = advanced(entry, sent, direction, now)
    return entry


def agrees(rows: list[dict[str, object]], entry: ConntrackEntry, now: float = 0.0, within: float = 2) -> None:
    (row,) = rows
    assert row["state"] == entry.state.value
    assert row["assured"] is entry.has(EntryStatus.ASSURED)
    assert row["replied"] is entry.has(EntryStatus.SEEN_REPLY)
    assert isinstance(row["timeout"], int)
    assert 0 <= entry.expires_at - now - row["timeout"] <= within


def test_a_reset_that_is_the_first_answer_takes_the_entry_away() -> None:
    assert on_kernel("refused") == [[]]
    reset = Packet(Protocol.TCP, parse_address("127.0.0.1"), PORT, parse_address("127.0.0.1"), PORT, RST)
    assert kills(reset, after((OUT, SYN)))


def test_data_that_nobody_acknowledged_keeps_a_connection_for_a_shorter_time() -> None:
    opened, waiting = on_kernel("whole_connection")
    agrees(opened, after(*HANDSHAKE))
    agrees(waiting, after(*HANDSHAKE, (OUT, PUSH)))


def test_a_connection_that_was_forgotten_is_taken_up_midway() -> None:
    first, second = on_kernel("picked_up")
    agrees(first, after((OUT, PUSH), (BACK, ACK)))
    agrees(second, after((OUT, PUSH), (BACK, ACK), (OUT, PUSH), (BACK, ACK)))


def test_a_syn_that_is_sent_again_renews_nothing() -> None:
    (rows,) = on_kernel("repeated_syn")
    agrees(rows, after((OUT, SYN), (OUT, SYN), at=(0.0, 1.0)), now=2.5, within=1)


def test_an_answered_flow_is_a_stream_only_after_two_seconds() -> None:
    none = TcpFlags.NONE
    unanswered, young, stream = on_kernel("udp_stream")
    agrees(unanswered, after((OUT, none), udp=True))
    agrees(young, after((OUT, none), (BACK, none), (OUT, none), udp=True))
    whole = ((OUT, none), (BACK, none), (OUT, none), (BACK, none), (OUT, none))
    agrees(stream, after(*whole, at=(0.0, 0.0, 0.0, 0.0, 2.2), udp=True), now=2.2)


def test_a_masqueraded_flow_is_dropped_and_forgotten_once_it_would_leave_by_another_device() -> None:
    found = [[row["reply_address"] for row in rows] for rows in on_kernel("another_way")]
    assert found == [["10.1.0.1"], [], ["10.2.0.1"]]


def test_a_masqueraded_flow_is_forgotten_when_its_address_goes_away() -> None:
    assert [len(rows) for rows in on_kernel("lost_address")] == [1, 0]


def test_a_senders_second_connection_gets_the_source_that_its_first_was_given() -> None:
    (rows,) = on_kernel("same_source")
    ports = {row["reply_port"] for row in rows}
    assert len(rows) == 2
    assert len(ports) == 1
    assert PORT not in ports
    assert our_source_ports() == {4242}


def our_source_ports() -> set[int]:
    """The ports that we give the same two connections, if 4242 is drawn for the first."""
    taken = packet("127.0.0.9", "127.0.0.2")
    table = ConntrackTable().with_entry(
        ConntrackEntry(tuple_of(taken), tuple_of(taken).inverted, expires_at=30)
    )
    found = set()
    for destination in ("127.0.0.2", "127.0.0.3"):
        sent = tuple_of(packet("127.0.0.1", destination))
        entry = decided(
            ConntrackEntry(sent, sent.inverted, expires_at=30),
            Manip.SOURCE,
            NatRange(parse_address("127.0.0.9")),
            lambda wanted: table.find(wanted, 0) is not None,  # noqa: B023 – asked before the next turn
            lambda low, high: 4242 - 1024,
            lambda wanted: table.of_source(wanted, 0),  # noqa: B023
        )
        assert entry is not None
        table = table.with_entry(entry)
        found.add(entry.reply.destination_port)
    return found
