"""One host's conntrack table, as a value."""

from collections.abc import Iterable, Iterator
from typing import TypeAlias

import msgspec

from sandbox.conntrack.entry import ConntrackEntry, ConntrackTuple, Direction
from sandbox.conntrack.layers import LayeredMap
from sandbox.net import IPAddress, Protocol

_ByTuple: TypeAlias = LayeredMap[ConntrackTuple, tuple[ConntrackEntry, Direction]]


class _Source(msgspec.Struct, frozen=True, cache_hash=True):
    protocol: Protocol
    address: IPAddress
    port: int


_BySource: TypeAlias = LayeredMap[_Source, tuple[ConntrackTuple, ...]]


class ConntrackTable(msgspec.Struct, frozen=True):
    """Confirmed entries, each listed under both of its tuples. A changed copy does not copy the whole.

    `by_source` has the original tuples from each sender's address and port, the newest first.
    kernel: net/netfilter/nf_conntrack_core.c nf_conntrack_hash, net/netfilter/nf_nat_core.c nf_nat_bysource
    """

    by_tuple: _ByTuple = LayeredMap()
    by_source: _BySource = LayeredMap()

    @classmethod
    def of(cls, entries: Iterable[ConntrackEntry]) -> "ConntrackTable":
        """A table of many entries at once; of several that have one tuple the first stays."""
        by_tuple: dict[ConntrackTuple, tuple[ConntrackEntry, Direction]] = {}
        by_source: dict[_Source, tuple[ConntrackTuple, ...]] = {}
        for entry in entries:
            original, reply = entry.original, entry.reply
            if original not in by_tuple and reply not in by_tuple and original != reply:
                by_tuple[original] = (entry, Direction.ORIGINAL)
                by_tuple[reply] = (entry, Direction.REPLY)
                source = _source(original)
                by_source[source] = (original, *by_source.get(source, ()))
        return cls(LayeredMap(by_tuple, None, len(by_tuple)), LayeredMap(by_source, None, len(by_source)))

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

    def of_source(self, wanted: ConntrackTuple, now: float) -> Iterator[ConntrackEntry]:
        """The entries that began at the source of `wanted`, the newest first; none whose time is up."""
        for original in self.by_source.find(_source(wanted)) or ():
            found = self.find(original, now)
            if found is not None:
                yield found[0]

    def with_entry(self, entry: ConntrackEntry) -> "ConntrackTable":
        """The table with `entry` added, or put in the place of whatever had one of its tuples."""
        original, reply = entry.original, entry.reply
        both = {original: (entry, Direction.ORIGINAL), reply: (entry, Direction.REPLY)}
        there, kept = self.by_tuple.find(original), self
        if there is not None and there[1] is Direction.ORIGINAL and there[0].reply == reply:
            return ConntrackTable(self.by_tuple.with_items(both), self.by_source)
        for displaced in filter(None, (there, self.by_tuple.find(reply))):
            kept = kept.without(displaced[0])
        return ConntrackTable(kept.by_tuple.with_items(both), kept._sources_with(original))

    def without(self, entry: ConntrackEntry) -> "ConntrackTable":
        """The table without `entry`, in whichever state it is; the same table if it is not there."""
        there = self.listed(entry)
        if there is None:
            return self
        by_tuple = self.by_tuple.without((there.original, there.reply))
        return ConntrackTable(by_tuple, self._sources_without(there.original))

    def without_expired(self, now: float) -> "ConntrackTable":
        """The table without the entries whose time is up. O(n).

        kernel: net/netfilter/nf_conntrack_core.c gc_worker
        """
        table = self
        for entry in [each for each in self if each.expires_at <= now]:
            table = table.without(entry)
        return table

    def _sources_with(self, original: ConntrackTuple) -> _BySource:
        source = _source(original)
        return self.by_source.with_items({source: (original, *(self.by_source.find(source) or ()))})

    def _sources_without(self, original: ConntrackTuple) -> _BySource:
        source = _source(original)
        left = tuple(each for each in self.by_source.find(source) or () if each != original)
        return self.by_source.with_items({source: left}) if left else self.by_source.without((source,))


def _source(original: ConntrackTuple) -> _Source:
    return _Source(original.protocol, original.source, original.source_port)
