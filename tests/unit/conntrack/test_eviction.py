"""A full table gives up what is not assured, in buckets near the newcomer's."""

from sandbox.conntrack import ConntrackEntry, ConntrackTable, ConntrackTuple, EntryStatus
from sandbox.conntrack.eviction import EVICTION_RANGE, bucket_of, early_drop
from sandbox.net import Protocol, parse_address

A, B = parse_address("10.0.0.1"), parse_address("10.0.0.2")
NEW = ConntrackTuple(A, 1, B, 80, Protocol.TCP)
BUCKETS = 64


def entry(port: int, status: int = 0) -> ConntrackEntry:
    original = ConntrackTuple(A, port, B, 80, Protocol.TCP)
    return ConntrackEntry(original, original.inverted, status, expires_at=60)


def table(*entries: ConntrackEntry) -> ConntrackTable:
    found = ConntrackTable()
    for each in entries:
        found = found.with_entry(each)
    return found


def distance(each: ConntrackEntry) -> int:
    """How many buckets after the newcomer's the nearer of its tuples lies."""
    first = bucket_of(NEW, BUCKETS)
    return min((bucket_of(tuple_, BUCKETS) - first) % BUCKETS for tuple_ in (each.original, each.reply))


def test_the_first_bucket_that_has_any_gives_up_all_that_are_not_assured() -> None:
    entries = [entry(port) for port in range(2, 400)]
    nearest = min(map(distance, entries))
    assert nearest < EVICTION_RANGE
    gone = early_drop(table(*entries), NEW, BUCKETS)
    assert {each.original for each in gone} == {e.original for e in entries if distance(e) == nearest}


def test_assured_connections_and_far_buckets_are_left_alone() -> None:
    entries = [entry(port) for port in range(2, 400)]
    far = [each for each in entries if distance(each) >= EVICTION_RANGE]
    near = [entry(each.original.source_port, EntryStatus.ASSURED) for each in entries if each not in far]
    assert far
    assert near
    assert early_drop(table(*far, *near), NEW, BUCKETS) == ()


def test_buckets_are_used_evenly() -> None:
    counts = [0] * 16
    for port in range(16_000):
        counts[bucket_of(entry(port).original, 16)] += 1
    assert min(counts) > 800
    assert max(counts) < 1200
