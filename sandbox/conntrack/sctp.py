"""SCTP's states: which one a chunk brings its association to, and for how long.

The theory: each end says in its INIT or INIT ACK by which verification tag it wants to be called. The table
learns the tags from there, and what has another is INVALID: so nothing of an association that it did not see
begin, or of which it saw one direction alone, gets through as part of it.
kernel: net/netfilter/nf_conntrack_proto_sctp.c nf_conntrack_sctp_packet
"""

from collections.abc import Mapping
from types import MappingProxyType

from msgspec.structs import replace

from sandbox.conntrack.entry import ConntrackEntry, Direction, EntryStatus, SctpState
from sandbox.conntrack.settings import Settings
from sandbox.net import Packet, SctpChunk

_SHORT: Mapping[str, SctpState | None] = {
    "CL": SctpState.CLOSED,
    "CW": SctpState.COOKIE_WAIT,
    "CE": SctpState.COOKIE_ECHOED,
    "ES": SctpState.ESTABLISHED,
    "SS": SctpState.SHUTDOWN_SENT,
    "SR": SctpState.SHUTDOWN_RECD,
    "SA": SctpState.SHUTDOWN_ACK_SENT,
    "--": None,
}
_ROWS = {
    #                                                  NO CL CW CE ES SS SR SA HS
    (Direction.ORIGINAL, SctpChunk.INIT):              "CL CL CW CE ES CL CL SA CW",
    (Direction.ORIGINAL, SctpChunk.INIT_ACK):          "CL CL CW CE ES SS SR SA CL",
    (Direction.ORIGINAL, SctpChunk.ABORT):             "CL CL CL CL CL CL CL CL CL",
    (Direction.ORIGINAL, SctpChunk.SHUTDOWN):          "CL CL CW CE SS SS SR SA CL",
    (Direction.ORIGINAL, SctpChunk.SHUTDOWN_ACK):      "SA CL CW CE ES SA SA SA SA",
    (Direction.ORIGINAL, SctpChunk.COOKIE_ECHO):       "CL CL CE CE ES SS SR SA CL",
    (Direction.ORIGINAL, SctpChunk.COOKIE_ACK):        "CL CL CW ES ES SS SR SA CL",
    (Direction.ORIGINAL, SctpChunk.SHUTDOWN_COMPLETE): "CL CL CW CE ES SS SR CL CL",
    (Direction.REPLY, SctpChunk.INIT):                 "-- CL CW CE ES SS SR SA --",
    (Direction.REPLY, SctpChunk.INIT_ACK):             "-- CW CW CE ES SS SR SA --",
    (Direction.REPLY, SctpChunk.ABORT):                "-- CL CL CL CL CL CL CL --",
    (Direction.REPLY, SctpChunk.SHUTDOWN):             "-- CL CW CE SR SS SR SA --",
    (Direction.REPLY, SctpChunk.SHUTDOWN_ACK):         "-- CL CW CE ES SA SA SA --",
    (Direction.REPLY, SctpChunk.COOKIE_ECHO):          "-- CL CE CE ES SS SR SA --",
    (Direction.REPLY, SctpChunk.COOKIE_ACK):           "-- CL CW ES ES SS SR SA --",
    (Direction.REPLY, SctpChunk.SHUTDOWN_COMPLETE):    "-- CL CW CE ES SS SR CL --",
}  # fmt: skip
"""For each direction and chunk the next state, from each state in the order of `SctpState`.

`--` makes the packet INVALID; data changes no state. Heartbeats are left out.
kernel: net/netfilter/nf_conntrack_proto_sctp.c sctp_conntracks
"""
_TRANSITIONS: Mapping[tuple[Direction, SctpChunk, SctpState], SctpState | None] = MappingProxyType(
    {
        (direction, chunk, state): _SHORT[short]
        for (direction, chunk), row in _ROWS.items()
        for state, short in zip(SctpState, row.split(), strict=True)
    }
)
_INTRODUCING = (SctpChunk.INIT, SctpChunk.INIT_ACK)
"""What says by which tag its sender is called."""
_UNTAGGED = (SctpChunk.INIT, SctpChunk.SHUTDOWN_ACK)
"""What passes with any tag: an INIT, which has none, and what the kernel leaves alone."""


def sctp_is_invalid(entry: ConntrackEntry, packet: Packet, direction: Direction) -> bool:
    """Whether a packet is INVALID in an association, or cannot begin one.

    kernel: net/netfilter/nf_conntrack_proto_sctp.c nf_conntrack_sctp_packet
    """
    chunk = packet.chunk or SctpChunk.DATA
    return not _knows_tag(entry, chunk, direction) or _outcome(entry, chunk, direction) is None


def _knows_tag(entry: ConntrackEntry, chunk: SctpChunk, direction: Direction) -> bool:
    """Whether a packet's tag is the one that its receiver asked for."""
    return chunk in _UNTAGGED or direction in entry.tagged


def sctp_advanced(
    entry: ConntrackEntry, packet: Packet, direction: Direction, now: float, settings: Settings
) -> ConntrackEntry:
    """`entry` after a packet that is not INVALID: an INIT that is sent again renews nothing.

    kernel: net/netfilter/nf_conntrack_proto_sctp.c nf_conntrack_sctp_packet
    """
    chunk = packet.chunk or SctpChunk.DATA
    state = _outcome(entry, chunk, direction)
    assert state is not None
    status = entry.status | EntryStatus.SEEN_REPLY if direction is Direction.REPLY else entry.status
    if state is SctpState.ESTABLISHED and entry.state is not state:
        status |= EntryStatus.ASSURED
    tagged = entry.tagged
    if chunk in _INTRODUCING and direction.other not in tagged:
        tagged = (*tagged, direction.other)
    if chunk is SctpChunk.INIT and entry.state is state is SctpState.CLOSED:
        return replace(entry, status=status, tagged=tagged)
    timeout = settings.sctp[state]
    return replace(
        entry, status=status, state=state, tagged=tagged, timeout=timeout, expires_at=now + timeout
    )


def _outcome(entry: ConntrackEntry, chunk: SctpChunk, direction: Direction) -> SctpState | None:
    """The next state, None where the chunk is INVALID."""
    state = entry.state if isinstance(entry.state, SctpState) else SctpState.NONE
    if chunk is SctpChunk.DATA:
        return None if state is SctpState.NONE else state
    return _TRANSITIONS[direction, chunk, state]
