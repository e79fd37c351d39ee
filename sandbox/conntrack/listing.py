"""Reading what `conntrack -L` prints, also with `-o extended`, and /proc/net/nf_conntrack."""

from collections.abc import Iterator, Sequence
from functools import lru_cache

import msgspec

from sandbox.conntrack.entry import (
    ConntrackEntry,
    ConntrackTuple,
    Direction,
    EntryStatus,
    SctpState,
    TcpSeen,
    TcpState,
)
from sandbox.net import ECHO_TYPES, Protocol, parse_address

_FAMILIES = frozenset({"ipv4", "ipv6"})
_PROTOCOLS = {each.lower: each for each in Protocol} | {"icmpv6": Protocol.ICMP}
_ECHOES = {str(request) for request, _ in ECHO_TYPES.values()}
"""The types that begin an ICMP entry; the queries that have others are not modelled."""
_STATES: dict[Protocol, dict[str, TcpState | SctpState]] = {
    Protocol.TCP: {each.value: each for each in TcpState},
    Protocol.SCTP: {each.value: each for each in SctpState},
}
_CLOSING = (TcpState.FIN_WAIT, TcpState.CLOSE_WAIT, TcpState.LAST_ACK, TcpState.TIME_WAIT)
_OFFLOADED = 86400.0
"""Seconds for an entry that is handed to the hardware, of which no time-out is printed.

kernel: net/netfilter/nf_conntrack_core.c nf_ct_offload_timeout
"""
_BOTH_DECIDED = EntryStatus.CONFIRMED | EntryStatus.SRC_NAT_DONE | EntryStatus.DST_NAT_DONE
_LONGEST = 2**31
_LARGEST = {"type": 0xFF, "code": 0xFF}


class ConntrackTextError(ValueError):
    """What is wrong in a line, counted from 1, and what would be right."""

    def __init__(self, line: int, mistake: str) -> None:
        super().__init__(f"line {line}: {mistake}")


class ConntrackListing(msgspec.Struct, frozen=True):
    """The entries in their order, and what was left out: `icmp type 13`, `tcp SYN_SENT2`, `zone 5`."""

    entries: tuple[ConntrackEntry, ...] = ()
    left_out: tuple[str, ...] = ()


def read_conntrack(text: str, now: float = 0.0) -> ConntrackListing:
    """The entries of a listing, whose time-outs count from `now`. Raises ConntrackTextError."""
    entries: list[ConntrackEntry] = []
    left_out: list[str] = []
    for number, line in enumerate(text.splitlines(), 1):
        words = _words(line)
        if words:
            try:
                found = _entry(words, now)
            except (ValueError, IndexError, KeyError):
                mistake = (
                    "is no connection; a line is such as tcp 6 300 ESTABLISHED src=10.0.0.1 dst=10.0.0.2 …"
                )
                raise ConntrackTextError(number, mistake) from None
            (left_out if isinstance(found, str) else entries).append(found)  # type: ignore[arg-type]
    return ConntrackListing(tuple(entries), tuple(left_out))


def _words(line: str) -> list[str]:
    """The words of a line from the protocol's name on; none of what the tool says about itself."""
    words = line.split()
    if words[:1] == ["conntrack"]:
        return []
    return words[2:] if words and words[0] in _FAMILIES else words


def _entry(words: Sequence[str], now: float) -> ConntrackEntry | str:
    protocol, values = _PROTOCOLS.get(words[0]), dict(_values(words))
    int(words[1])
    if protocol is None:
        return words[0]
    if values.get("zone", ["0"])[0] != "0":
        return f"zone {values['zone'][0]}"
    state = _state(words, protocol)
    if state is None:
        return f"{words[0]} {words[3]}"
    if protocol is Protocol.ICMP and values["type"][0] not in _ECHOES:
        return f"{words[0]} type {values['type'][0]}"
    original, reply = (_tuple(values, protocol, place) for place in (0, 1))
    timeout = _OFFLOADED if "=" in words[2] else float(min(int(words[2]), _LONGEST))
    return ConntrackEntry(
        original,
        reply,
        _status(original, reply, words),
        state,
        now + timeout,
        seen=TcpSeen(is_closing=state in _CLOSING, has_window=True),
        timeout=timeout,
        tagged=tuple(Direction) if protocol is Protocol.SCTP else (),
    )


def _values(words: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    """Each key with its values in order: that of the original direction, then that of the reply."""
    found: dict[str, list[str]] = {}
    for word in words:
        key, given, value = word.partition("=")
        if given:
            found.setdefault(key, []).append(value)
    yield from found.items()


_address = lru_cache(1 << 14)(parse_address)
"""Addresses come again and again in a listing."""


def _tuple(values: dict[str, list[str]], protocol: Protocol, place: int) -> ConntrackTuple:
    if protocol is Protocol.ICMP:
        source, destination = (_address(values[end][place]) for end in ("src", "dst"))
        kind, code, identifier = (_number(values, field, place) for field in ("type", "code", "id"))
        return ConntrackTuple.of_echo(source, destination, kind, code, identifier)
    return ConntrackTuple(
        _address(values["src"][place]),
        _number(values, "sport", place),
        _address(values["dst"][place]),
        _number(values, "dport", place),
        protocol,
    )


def _number(values: dict[str, list[str]], field: str, place: int) -> int:
    """A port, an identifier, or an ICMP type or code. Raises ValueError for what can be none."""
    found = int(values[field][place])
    if not 0 <= found <= _LARGEST.get(field, 0xFFFF):
        raise ValueError(found)
    return found


def _state(words: Sequence[str], protocol: Protocol) -> TcpState | SctpState | None:
    """The state of a TCP connection or an SCTP association; None for one that is not modelled."""
    states = _STATES.get(protocol)
    if states is None:
        return TcpState.NONE
    return TcpState.ESTABLISHED if "=" in words[2] else states.get(words[3])


def _status(original: ConntrackTuple, reply: ConntrackTuple, words: Sequence[str]) -> int:
    """The bits of the status, which the tuples and the words in brackets tell."""
    status = int(_BOTH_DECIDED)
    status |= 0 if "[UNREPLIED]" in words else EntryStatus.SEEN_REPLY
    status |= EntryStatus.ASSURED if "[ASSURED]" in words or "[OFFLOAD]" in words else 0
    sent = reply.inverted
    if (sent.destination, sent.destination_port) != (original.destination, original.destination_port):
        status |= EntryStatus.DST_NAT
    as_sent, expected = (sent.source, sent.source_port), (original.source, original.source_port)
    return status | (EntryStatus.SRC_NAT if as_sent != expected else 0)
