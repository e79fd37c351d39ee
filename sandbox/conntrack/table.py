"""One host's conntrack table, as a value."""

from collections.abc import Iterator
from types import MappingProxyType

import msgspec

from sandbox.conntrack.entry import ConntrackEntry, ConntrackTuple, Direction

_EMPTY: MappingProxyType[ConntrackTuple, tuple[ConntrackEntry, Direction]] = MappingProxyType({})


class ConntrackTable(msgspec.Struct, frozen=True):
    """Confirmed entries, each listed under both of its tuples.

    kernel: net/netfilter/nf_conntrack_core.c nf_conntrack_hash
    """

    by_tuple: MappingProxyType[ConntrackTuple, tuple[ConntrackEntry, Direction]] = _EMPTY

    def __iter__(self) -> Iterator[ConntrackEntry]:
        """Every entry, oldest first."""
        for entry, direction in self.by_tuple.values():
            if direction is Direction.ORIGINAL:
                yield entry

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def find(self, wanted: ConntrackTuple, now: float) -> tuple[ConntrackEntry, Direction] | None:
        """The entry that has `wanted` as one of its tuples, and which one; expired entries are not found."""
        if not self.by_tuple:
            return None
        found = self.by_tuple.get(wanted)
        return None if found is None or found[0].expires_at <= now else found

    def with_entry(self, entry: ConntrackEntry) -> "ConntrackTable":
        """The table with `entry` added, or put in the place of the one with the same tuples."""
        both = {
            entry.original: (entry, Direction.ORIGINAL),
            entry.reply: (entry, Direction.REPLY),
        }
        return ConntrackTable(MappingProxyType(self.by_tuple | both))

    def without(self, entry: ConntrackEntry) -> "ConntrackTable":
        """The table without `entry`."""
        kept = self.by_tuple.copy()
        listed, _ = kept.get(entry.original, (entry, Direction.ORIGINAL))
        for each in (listed.original, listed.reply):
            if each in kept and kept[each][0].original == entry.original:
                del kept[each]
        return ConntrackTable(MappingProxyType(kept))
