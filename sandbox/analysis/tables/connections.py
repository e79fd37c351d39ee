"""Connection tables, an entry a row."""

from collections.abc import Iterable, Iterator

from sandbox.analysis.texts import Table
from sandbox.conntrack import ConntrackEntry, ConntrackTuple, EntryStatus
from sandbox.engine import World

FIELDS = (
    "flow",
    "device",
    "protocol",
    "state",
    "seconds_left",
    "replied",
    "assured",
    "source",
    "source_port",
    "destination",
    "destination_port",
    "reply_source",
    "reply_source_port",
    "reply_destination",
    "reply_destination_port",
)

Known = tuple[str, str, ConntrackEntry, float]
"""A flow's name, a device, an entry of its table, and the time at which it is looked at."""


def conntrack_table(known: Iterable[Known]) -> Table:
    """Entries as rows."""
    return Table("conntrack", FIELDS, tuple(_row(*each) for each in known))


def connections_of(flow: str, world: World) -> Iterator[Known]:
    """Every entry that is not expired on every device of a world, after `flow` has been sent."""
    for device, state in world.states.items():
        for entry in state.conntrack:
            if entry.expires_at > world.now:
                yield flow, device, entry, world.now


def _row(flow: str, device: str, entry: ConntrackEntry, now: float) -> tuple[object, ...]:
    return (
        flow,
        device,
        entry.original.protocol.value,
        entry.state.value,
        round(entry.expires_at - now, 3),
        entry.has(EntryStatus.SEEN_REPLY),
        entry.has(EntryStatus.ASSURED),
        *_ends(entry.original),
        *_ends(entry.reply),
    )


def _ends(each: ConntrackTuple) -> tuple[str, int, str, int]:
    source_port, destination_port = each.ports
    return str(each.source), source_port, str(each.destination), destination_port
