"""Connection tracking as hook functions: look up at the start of a host's path, confirm at its end."""

import msgspec

from sandbox.conntrack import (
    ConntrackEntry,
    Direction,
    EntryStatus,
    TcpState,
    advanced,
    is_invalid,
    reopens,
    tuple_of,
)
from sandbox.engine.outcome import Walk, drop
from sandbox.engine.skb import Skb
from sandbox.engine.stack import Stack
from sandbox.net import IcmpError
from sandbox.netfilter import CtState, Hook
from sandbox.trace import ConntrackEvent, ConntrackStep, Step


def track(stack: Stack, skb: Skb, hook: Hook) -> Walk:
    """Find the packet's connection or begin one.

    A packet that came round by the loopback device keeps the connection that it has.
    kernel: net/netfilter/nf_conntrack_core.c nf_conntrack_in
    """
    if skb.ct_state is None:
        error = skb.packet.icmp
        yield _track_packet(stack, skb, hook) if error is None else _track_error(stack, skb, hook, error)
    return None


def _track_packet(stack: Stack, skb: Skb, hook: Hook) -> Step:
    found = stack.state.conntrack.find(tuple_of(skb.packet), stack.now)
    if found is None:
        return _begin(stack, skb, hook)
    earlier, direction = found
    if reopens(skb.packet, earlier.tcp_state):
        stack.forget(earlier)
        return _begin(stack, skb, hook)
    if is_invalid(skb.packet, earlier.tcp_state, direction):
        return _invalid(skb, hook)
    entry = advanced(earlier, skb.packet, direction, stack.now)
    stack.store(entry)
    skb.entry, skb.direction = entry, direction
    answered = direction is Direction.REPLY or earlier.has(EntryStatus.SEEN_REPLY)
    skb.ct_state = CtState.ESTABLISHED if answered else CtState.NEW
    return _step(skb, hook, ConntrackEvent.MATCHED, earlier)


def _begin(stack: Stack, skb: Skb, hook: Hook) -> Step:
    if is_invalid(skb.packet, TcpState.NONE, Direction.ORIGINAL):
        return _invalid(skb, hook)
    original = tuple_of(skb.packet)
    entry = ConntrackEntry(original, original.inverted)
    skb.entry = advanced(entry, skb.packet, Direction.ORIGINAL, stack.now)
    skb.direction, skb.ct_state = Direction.ORIGINAL, CtState.NEW
    return _step(skb, hook, ConntrackEvent.NEW, None)


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


def confirm(stack: Stack, skb: Skb, hook: Hook) -> Walk:
    """Put a new connection into the table: its first packet got through this host.

    kernel: net/netfilter/nf_conntrack_core.c __nf_conntrack_confirm
    """
    if skb.entry is None or skb.is_confirmed or skb.ct_state is not CtState.NEW:
        return None
    earlier = skb.entry
    table = stack.state.conntrack
    if table.find(earlier.original, stack.now) or table.find(earlier.reply, stack.now):
        reason = f"{stack.host.label} drops it: another connection has the tuple that this one would get"
        return (yield from drop(skb.packet, reason, hook=hook))
    skb.entry = msgspec.structs.replace(earlier, status=earlier.status | EntryStatus.CONFIRMED)
    stack.store(skb.entry)
    yield _step(skb, hook, ConntrackEvent.CONFIRMED, earlier)
    return None


def _step(skb: Skb, hook: Hook, event: ConntrackEvent, earlier: ConntrackEntry | None) -> Step:
    return ConntrackStep(skb.packet, skb.packet, hook, event, skb.entry, skb.direction, earlier)
