"""Each cell of the tables of states of TCP and SCTP, and the time-outs, against the kernel's."""

import json
import shutil
import subprocess
import sys
from collections.abc import Sequence
from itertools import product
from pathlib import Path

import msgspec
import pytest

from sandbox.capture.streams import Stream
from sandbox.conntrack import (
    KERNEL_SETTINGS,
    ConntrackEntry,
    Direction,
    EntryStatus,
    SctpState,
    Settings,
    TcpState,
    advanced,
    is_invalid,
    kills,
    reopens,
    tuple_of,
)
from sandbox.net import IcmpEcho, Packet, Protocol, SctpChunk, TcpFlags, parse_address
from sandbox.net.wire import wire_bytes
from sandbox.trace import LegKind

pytestmark = [
    pytest.mark.kernel,
    pytest.mark.skipif(shutil.which("conntrack") is None, reason="needs conntrack"),
]

Sent = tuple[Direction, TcpFlags | SctpChunk | Protocol]
"""Who sends, and what: a segment, a chunk, a datagram or an echo."""
SCRIPT = Path(__file__).with_name("raw_packets_script.py")
OUT, BACK = Direction.ORIGINAL, Direction.REPLY
SYN, ACK, RST, FIN, PUSH = (
    TcpFlags.SYN,
    TcpFlags.ACK,
    TcpFlags.RST | TcpFlags.ACK,
    TcpFlags.FIN | TcpFlags.ACK,
    TcpFlags.PSH | TcpFlags.ACK,
)
SYN_ACK = SYN | ACK
UDP, ICMP = Protocol.UDP, Protocol.ICMP
CLIENT, SERVER = parse_address("127.0.0.1"), parse_address("127.0.0.2")
TIMED = [name for name in KERNEL_SETTINGS if "_timeout" in name]
BEFORE = {name: str(1000 + 10 * number) for number, name in enumerate(TIMED)}
AFTER = {name: str(2000 + 10 * number) for number, name in enumerate(TIMED)}
"""A time-out of its own for each state, and others from just before the last packet on."""

OPENED: list[Sent] = [(OUT, SYN), (BACK, SYN_ACK), (OUT, ACK)]
CLOSED: list[Sent] = [*OPENED, (OUT, FIN), (BACK, FIN), (OUT, ACK)]
TCP_WAYS: dict[TcpState, list[Sent]] = {
    TcpState.NONE: [],
    TcpState.SYN_SENT: OPENED[:1],
    TcpState.SYN_RECV: OPENED[:2],
    TcpState.ESTABLISHED: OPENED,
    TcpState.FIN_WAIT: CLOSED[:4],
    TcpState.CLOSE_WAIT: [*CLOSED[:4], (BACK, ACK)],
    TcpState.LAST_ACK: CLOSED[:5],
    TcpState.TIME_WAIT: CLOSED,
    TcpState.CLOSE: [*OPENED, (BACK, RST)],
}
INIT, INIT_ACK, ECHO, COOKIE_ACK = (
    SctpChunk.INIT,
    SctpChunk.INIT_ACK,
    SctpChunk.COOKIE_ECHO,
    SctpChunk.COOKIE_ACK,
)
ASSOCIATED: list[Sent] = [(OUT, INIT), (BACK, INIT_ACK), (OUT, ECHO), (BACK, COOKIE_ACK)]
SCTP_WAYS: dict[SctpState, list[Sent]] = {
    SctpState.NONE: [],
    SctpState.CLOSED: ASSOCIATED[:1],
    SctpState.COOKIE_WAIT: ASSOCIATED[:2],
    SctpState.COOKIE_ECHOED: ASSOCIATED[:3],
    SctpState.ESTABLISHED: ASSOCIATED,
    SctpState.SHUTDOWN_SENT: [*ASSOCIATED, (OUT, SctpChunk.SHUTDOWN)],
    SctpState.SHUTDOWN_RECD: [*ASSOCIATED, (BACK, SctpChunk.SHUTDOWN)],
    SctpState.SHUTDOWN_ACK_SENT: [*ASSOCIATED, (OUT, SctpChunk.SHUTDOWN), (BACK, SctpChunk.SHUTDOWN_ACK)],
}
TCP_LASTS = product((OUT, BACK), (SYN, SYN_ACK, FIN, ACK, RST, PUSH))
SCTP_LASTS = product((OUT, BACK), SctpChunk)
ALL: list[tuple[list[Sent], Sent]] = [
    *product(TCP_WAYS.values(), TCP_LASTS),
    *product(SCTP_WAYS.values(), SCTP_LASTS),
]
CELLS: list[list[Sent]] = [[*way, last] for way, last in ALL if way or last[0] is OUT]
CELLS.remove([(OUT, SYN), (BACK, SYN)])  # a simultaneous open, which nothing here can send
STORIES: list[list[Sent]] = [
    *CELLS,
    [*OPENED, (OUT, SYN), (BACK, SYN_ACK)],
    [*OPENED, (OUT, SYN), (BACK, SYN_ACK), (OUT, ACK)],
    [*OPENED, (OUT, SYN), (OUT, ACK), (BACK, SYN_ACK)],
    [*OPENED, (BACK, RST), (OUT, SYN), (BACK, SYN_ACK)],
    [*OPENED, (OUT, RST), (OUT, SYN)],
    [*OPENED, (OUT, FIN), (BACK, RST), (OUT, SYN)],
    [*OPENED, (OUT, PUSH), (BACK, ACK), (OUT, ACK)],
    [*OPENED, (BACK, PUSH), (OUT, ACK)],
    [(OUT, PUSH), (BACK, ACK)],
    [(OUT, PUSH), (BACK, ACK), (OUT, PUSH), (BACK, ACK)],
    [(OUT, SYN), (BACK, ACK), (OUT, SYN)],
    [(OUT, SctpChunk.SHUTDOWN_ACK), (BACK, SctpChunk.SHUTDOWN_COMPLETE)],
    [(OUT, UDP)],
    [(OUT, UDP), (BACK, UDP), (OUT, UDP)],
    [(OUT, ICMP)],
    [(OUT, ICMP), (BACK, ICMP), (OUT, ICMP)],
    [(OUT, UDP), (BACK, UDP)],
    [(OUT, ICMP), (BACK, ICMP)],
    [*SCTP_WAYS[SctpState.SHUTDOWN_ACK_SENT], (OUT, SctpChunk.SHUTDOWN_COMPLETE), (OUT, INIT)],
]


class Verdict(msgspec.Struct, frozen=True):
    """What a table says after a packet: the entry's row, if there is one, and whether it was INVALID."""

    invalid: bool
    rows: list[dict[str, object]]


def packet(number: int, sent: Sent) -> Packet:
    direction, what = sent
    port = 10000 + number
    ends = (CLIENT, port, SERVER, 80) if direction is OUT else (SERVER, 80, CLIENT, port)
    if what is ICMP:
        echo = IcmpEcho(number, is_reply=direction is BACK)
        return Packet(ICMP, ends[0], 0, ends[2], 0, echo=echo)
    if isinstance(what, Protocol):
        return Packet(what, *ends)
    if isinstance(what, SctpChunk):
        return Packet(Protocol.SCTP, *ends, chunk=what)
    return Packet(Protocol.TCP, *ends, flags=what)


def packets(number: int, story: Sequence[Sent]) -> list[str]:
    """The story's packets as they are on the wire, with numbers and tags that fit."""
    stream, found = Stream(str(number)), []
    for each in story:
        sent = packet(number, each)
        kind = LegKind.REQUEST if each[0] is OUT else LegKind.REPLY
        data = b"data" if each[1] in (PUSH, SctpChunk.DATA) else b""
        found.append(wire_bytes(sent, stream.carried(kind, sent, data)).hex())
    return found


def kernel(stories: Sequence[Sequence[Sent]], extra: dict[str, str] | None = None) -> list[Verdict]:
    asked = {
        "before": BEFORE | (extra or {}),
        "after": AFTER,
        "stories": [packets(number, story) for number, story in enumerate(stories)],
    }
    command = ["unshare", "--net", sys.executable, str(SCRIPT)]
    done = subprocess.run(
        command, check=True, capture_output=True, text=True, input=json.dumps(asked), timeout=110
    )
    return msgspec.json.decode(done.stdout, type=list[Verdict])


def ours(number: int, story: Sequence[Sent], extra: dict[str, str] | None = None) -> Verdict:
    """Our table after the same."""
    first = tuple_of(packet(number, (OUT, story[0][1])))
    new = entry = ConntrackEntry(first, first.inverted)
    there, invalid = False, False
    for place, each in enumerate(story):
        settings = Settings.of((BEFORE if place < len(story) - 1 else AFTER) | (extra or {}))
        sent = packet(number, each)
        if there and reopens(sent, entry, each[0]):
            entry, there = new, False
            each = (OUT, each[1])
        invalid = is_invalid(sent, entry, each[0], settings)
        if invalid:
            continue
        gone = there and kills(sent, entry)
        entry, there = (new, False) if gone else (advanced(entry, sent, each[0], 0.0, settings), True)
    return Verdict(invalid, [_row(entry)] if there else [])


def _row(entry: ConntrackEntry) -> dict[str, object]:
    return {
        "state": entry.state.value,
        "timeout": int(entry.timeout),
        "assured": entry.has(EntryStatus.ASSURED),
        "replied": entry.has(EntryStatus.SEEN_REPLY),
    }


def told(story: Sequence[Sent], verdict: Verdict) -> str:
    """A verdict in a line; a second or two that passed meanwhile do not count."""
    names = " ".join(f"{'>' if direction is OUT else '<'}{what.name}" for direction, what in story)
    return f"{names}: {'INVALID' if verdict.invalid else ''} {' '.join(map(_words, verdict.rows))}"


def _words(row: dict[str, object]) -> str:
    assert isinstance(row["timeout"], int)
    flags = [name for name in ("assured", "replied") if row[name]]
    return " ".join((str(row["state"]), str((row["timeout"] + 4) // 10 * 10), *flags))


def test_every_cell_of_the_tables_is_as_in_the_kernel() -> None:
    theirs = [told(story, found) for story, found in zip(STORIES, kernel(STORIES), strict=True)]
    mine = [told(story, ours(number, story)) for number, story in enumerate(STORIES)]
    assert [each for each in zip(mine, theirs, strict=True) if each[0] != each[1]] == []


def test_a_connection_under_way_is_taken_up_only_if_the_kernel_is_told_to() -> None:
    story: list[Sent] = [(OUT, PUSH)]
    strict = {"net.netfilter.nf_conntrack_tcp_loose": "0"}
    assert [kernel([story], strict)[0].invalid, ours(0, story, strict).invalid] == [True, True]
    assert [kernel([story])[0].invalid, ours(0, story).invalid] == [False, False]
