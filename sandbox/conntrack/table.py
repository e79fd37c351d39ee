"""One host's conntrack table, as a value."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

import msgspec

from sandbox.conntrack.entry import ConntrackEntry, ConntrackTuple, Direction

_NONE: Mapping[ConntrackTuple, ConntrackEntry] = MappingProxyType({})


class ConntrackTable(msgspec.Struct, frozen=True):
    """Confirmed entries. Each is found by either of its tuples; the entry itself is kept by its original
    one.
    """

    entries: Mapping[ConntrackTuple, ConntrackEntry] = _NONE
    replies: Mapping[ConntrackTuple, ConntrackTuple] = MappingProxyType({})
    """From an entry's reply tuple to its original one."""

    def __iter__(self) -> Iterator[ConntrackEntry]:
        """Every entry, oldest first."""
        return iter(self.entries.values())

    def __len__(self) -> int:
        return len(self.entries)

    def find(self, wanted: ConntrackTuple, now: float) -> tuple[ConntrackEntry, Direction] | None:
        """The entry that has `wanted` as one of its tuples, and which one; expired entries are not found."""
        direction = Direction.ORIGINAL
        entry = self.entries.get(wanted)
        if entry is None and wanted in self.replies:
            direction, entry = Direction.REPLY, self.entries[self.replies[wanted]]
        if entry is None or entry.expires_at <= now:
            return None
        return entry, direction

    def with_entry(self, entry: ConntrackEntry) -> "ConntrackTable":
        """The table with `entry` added, or put in the place of the one with the same original tuple."""
        return ConntrackTable(
            MappingProxyType({**self.entries, entry.original: entry}),
            MappingProxyType({**self.replies, entry.reply: entry.original}),
        )

    def without(self, entry: ConntrackEntry) -> "ConntrackTable":
        """The table without `entry`."""
        return ConntrackTable(
            MappingProxyType({key: each for key, each in self.entries.items() if key != entry.original}),
            MappingProxyType({key: each for key, each in self.replies.items() if each != entry.original}),
        )
