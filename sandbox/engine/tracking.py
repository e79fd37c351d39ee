"""Connection tracking as hook functions: look up at the start of a host's path, confirm at its end."""

import msgspec

from sandbox.conntrack import (
    ConntrackEntry,
    ConntrackTuple,
    Direction,
    EntryStatus,
    advanced,
    is_invalid,
    kills,
    reopens,
    tuple_of,
)
from sandbox.engine.outcome import Ended, drop
from sandbox.engine.skb import Skb
from sandbox.engine.stack import Stack
from sandbox.net import IcmpError
from sandbox.netfilter import CtState, Hook
from sandbox.telling import told
from sandbox.trace import ConntrackEvent, ConntrackStep, Step


def track(stack: Stack, skb: Skb, hook: Hook) -> Ended | None:
    """Find the packet's connection or begin one.

    A packet that came round by the loopback device keeps the connection that it has.
    kernel: net/netfilter/nf_conntrack_core.c nf_conntrack_in
    """
    if skb.ct_state is not None:
        return None
    error = skb.packet.icmp
    if error is not None:
        stack.record(_track_error(stack, skb, hook, error))
        return None
    original = tuple_of(skb.packet)
    found = stack.state.conntrack.find(original, stack.now)
    if found is not None and reopens(skb.packet, *found):
        stack.forget(found[0])
        found = None
    if found is None:
        return _begin(stack, skb, hook, original)
    stack.record(_follow(stack, skb, hook, *found))
    return None


def _follow(stack: Stack, skb: Skb, hook: Hook, earlier: ConntrackEntry, direction: Direction) -> Step:
    """Take the packet for one of a connection that is in the table."""
    settings = stack.host.tracking
    if is_invalid(skb.packet, earlier, direction, settings):
        return _invalid(skb, hook)
    entry = advanced(earlier, skb.packet, direction, stack.now, settings)
    skb.entry, skb.direction = entry, direction
    answered = direction is Direction.REPLY or earlier.has(EntryStatus.SEEN_REPLY)
    skb.ct_state = CtState.ESTABLISHED if answered else CtState.NEW
    if kills(skb.packet, earlier):
        stack.forget(entry)
        return _step(skb, hook, ConntrackEvent.DELETED, earlier)
    stack.store(entry)
    return _step(skb, hook, ConntrackEvent.MATCHED, earlier)


def _begin(stack: Stack, skb: Skb, hook: Hook, original: ConntrackTuple) -> Ended | None:
    ended = _make_room(stack, skb, hook)
    if ended is not None:
        return ended
    settings = stack.host.tracking
    entry = ConntrackEntry(original, original.inverted, began_at=stack.now)
    if is_invalid(skb.packet, entry, Direction.ORIGINAL, settings):
        stack.record(_invalid(skb, hook))
        return None
    skb.entry = advanced(entry, skb.packet, Direction.ORIGINAL, stack.now, settings)
    skb.direction, skb.ct_state = Direction.ORIGINAL, CtState.NEW
    stack.record(_step(skb, hook, ConntrackEvent.NEW, None))
    return None


def _make_room(stack: Stack, skb: Skb, hook: Hook) -> Ended | None:
    """See that the table has room for one entry more: give up others if need be, or drop the packet.

    kernel: net/netfilter/nf_conntrack_core.c __nf_conntrack_alloc
    """
    limit = stack.host.tracking.limit
    if not limit or len(stack.state.conntrack) < limit:
        return None
    from sandbox.conntrack.eviction import early_drop

    stack.tidy()
    table = stack.state.conntrack
    if len(table) < limit:
        return None
    evicted = early_drop(table, tuple_of(skb.packet), stack.host.tracking.buckets)
    for entry in evicted:
        stack.forget(entry)
        stack.record(
            ConntrackStep(
                skb.packet, skb.packet, hook, ConntrackEvent.EVICTED, entry, Direction.ORIGINAL, entry
            )
        )
    if evicted:
        return None
    reason = told(
        "{host} drops it: nf_conntrack: table full, dropping packet ({limit} entries)",
        host=stack.host.label,
        limit=limit,
    )
    return drop(stack, skb.packet, reason, hook=hook)


def _invalid(skb: Skb, hook: Hook) -> Step:
    skb.ct_state = CtState.INVALID
    return _step(skb, hook, ConntrackEvent.INVALID, None)


def _track_error(stack: Stack, skb: Skb, hook: Hook, error: IcmpError) -> Step:
    """Find the connection that an ICMP error is about.

    kernel: net/netfilter/nf_conntrack_proto_icmp.c nf_conntrack_inet_error
    """
    found = stack.state.conntrack.find(tuple_of(error.original).inverted, stack.now)
    if found is None:
        return _invalid(skb, hook)
    skb.entry, skb.direction = found
    skb.ct_state = CtState.RELATED
    return _step(skb, hook, ConntrackEvent.RELATED, skb.entry)


def confirm(stack: Stack, skb: Skb, hook: Hook) -> Ended | None:
    """Put a new connection into the table: its first packet got through this host.

    kernel: net/netfilter/nf_conntrack_core.c __nf_conntrack_confirm
    """
    if skb.entry is None or skb.is_confirmed or skb.ct_state is not CtState.NEW:
        return None
    earlier = skb.entry
    table = stack.state.conntrack
    if table.find(earlier.original, stack.now) or table.find(earlier.reply, stack.now):
        reason = told(
            "{host} drops it: another connection has the tuple that this one would get",
            host=stack.host.label,
        )
        return drop(stack, skb.packet, reason, hook=hook)
    skb.entry = msgspec.structs.replace(earlier, status=earlier.status | EntryStatus.CONFIRMED)
    stack.store(skb.entry)
    stack.record(_step(skb, hook, ConntrackEvent.CONFIRMED, earlier))
    return None


def _step(skb: Skb, hook: Hook, event: ConntrackEvent, earlier: ConntrackEntry | None) -> Step:
    return ConntrackStep(skb.packet, skb.packet, hook, event, skb.entry, skb.direction, earlier)
