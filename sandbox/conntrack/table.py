"""One host's conntrack table, as a value."""

from collections.abc import Iterator
from typing import TypeAlias

import msgspec

from sandbox.conntrack.entry import ConntrackEntry, ConntrackTuple, Direction
from sandbox.conntrack.layers import LayeredMap

_ByTuple: TypeAlias = LayeredMap[ConntrackTuple, tuple[ConntrackEntry, Direction]]


class ConntrackTable(msgspec.Struct, frozen=True):
    """Confirmed entries, each listed under both of its tuples. A changed copy does not copy the whole.

    kernel: net/netfilter/nf_conntrack_core.c nf_conntrack_hash
    """

    by_tuple: _ByTuple = LayeredMap()

    def __iter__(self) -> Iterator[ConntrackEntry]:
        """Every entry, oldest first, those included whose time is up."""
        for entry, direction in self.by_tuple.values():
            if direction is Direction.ORIGINAL:
                yield entry

    def __len__(self) -> int:
        return len(self.by_tuple) // 2

    def find(self, wanted: ConntrackTuple, now: float) -> tuple[ConntrackEntry, Direction] | None:
        """The entry that has `wanted` as one of its tuples, and which one; expired entries are not found."""
        found = self.by_tuple.find(wanted)
        return None if found is None or found[0].expires_at <= now else found

    def listed(self, entry: ConntrackEntry) -> ConntrackEntry | None:
        """What `entry`, as it was at some time, is now; None if it is not in the table any more."""
        found = self.by_tuple.find(entry.original)
        return found[0] if found is not None and found[1] is Direction.ORIGINAL else None

    def with_entry(self, entry: ConntrackEntry) -> "ConntrackTable":
        """The table with `entry` added, or put in the place of whatever had one of its tuples."""
        both = {
            entry.original: (entry, Direction.ORIGINAL),
            entry.reply: (entry, Direction.REPLY),
        }
        displaced = (self.by_tuple.find(each) for each in both)
        old = (each for found in displaced if found is not None for each in _tuples(found[0]))
        return ConntrackTable(self.by_tuple.changed(both, [each for each in old if each not in both]))

    def without(self, entry: ConntrackEntry) -> "ConntrackTable":
        """The table without `entry`, in whichever state it is; the same table if it is not there."""
        there = self.listed(entry)
        return self if there is None else ConntrackTable(self.by_tuple.changed({}, _tuples(there)))


def _tuples(entry: ConntrackEntry) -> tuple[ConntrackTuple, ConntrackTuple]:
    return entry.original, entry.reply
