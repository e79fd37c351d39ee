"""A full table: which connections it gives up for a new one.

The theory: entries lie in buckets, by a hash of their tuples. A full table looks into a few buckets from the
new tuple's on and gives up what is not assured in the first that has any; if none has, the packet is dropped.
The kernel's hash is keyed anew at every start, so that nobody can know which buckets those are; this one's is
always the same.
"""

from zlib import crc32

from sandbox.conntrack.entry import ConntrackEntry, ConntrackTuple, EntryStatus
from sandbox.conntrack.table import ConntrackTable

EVICTION_RANGE = 8
"""How many buckets are looked into. kernel: net/netfilter/nf_conntrack_core.c NF_CT_EVICTION_RANGE."""


def bucket_of(tuple_: ConntrackTuple, buckets: int) -> int:
    """The bucket of a tuple, from 0."""
    ends = f"{tuple_.source} {tuple_.source_port} {tuple_.destination} {tuple_.destination_port}"
    return crc32(f"{ends} {tuple_.protocol.value}".encode()) * buckets >> 32


def early_drop(table: ConntrackTable, wanted: ConntrackTuple, buckets: int) -> tuple[ConntrackEntry, ...]:
    """The entries that a full `table` gives up for a packet with the tuple `wanted`; none if it cannot.

    kernel: net/netfilter/nf_conntrack_core.c early_drop, early_drop_list
    """
    first = bucket_of(wanted, buckets)
    near: dict[int, dict[ConntrackTuple, ConntrackEntry]] = {}
    for tuple_, (entry, _) in table.by_tuple.items():
        if not entry.has(EntryStatus.ASSURED):
            distance = (bucket_of(tuple_, buckets) - first) % buckets
            near.setdefault(distance, {})[entry.original] = entry
    nearest = min(near, default=EVICTION_RANGE)
    return tuple(near[nearest].values()) if nearest < EVICTION_RANGE else ()
