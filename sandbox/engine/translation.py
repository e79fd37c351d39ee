"""NAT as hook functions: consult the rules for a connection's first packet, then follow the entry."""

from sandbox.conntrack import (
    NULL_BINDING,
    ConntrackEntry,
    Direction,
    Manip,
    NatRange,
    decided,
    rewritten,
    rewritten_error,
)
from sandbox.engine.nat_rules import Asked, range_of
from sandbox.engine.outcome import Ended, drop
from sandbox.engine.skb import Skb
from sandbox.engine.stack import Stack
from sandbox.engine.tables import run_base_chain
from sandbox.netfilter import BaseChain, CtState, Hook, RuleRef, Table
from sandbox.telling import told
from sandbox.trace import ConntrackEvent, ConntrackStep, NatStep

_MANIP = {
    Hook.PREROUTING: Manip.DESTINATION,
    Hook.OUTPUT: Manip.DESTINATION,
    Hook.INPUT: Manip.SOURCE,
    Hook.POSTROUTING: Manip.SOURCE,
}
"""Which side each hook rewrites. kernel: include/net/netfilter/nf_nat.h HOOK2MANIP."""


def translate(
    stack: Stack, skb: Skb, hook: Hook, chains: tuple[tuple[Table, BaseChain], ...]
) -> Ended | None:
    """Decide this side of a new connection by the rules, then rewrite the packet after the entry.

    kernel: net/netfilter/nf_nat_core.c nf_nat_inet_fn
    """
    if skb.entry is None:
        return None
    if hook is Hook.POSTROUTING and _leaves_elsewhere(skb, skb.entry):
        return _forget_moved(stack, skb, skb.entry)
    entry, earlier, cause = skb.entry, skb.entry, None
    if skb.ct_state is CtState.NEW and not skb.entry.has(_MANIP[hook].done):
        asked = _consult(stack, skb, chains)
        if isinstance(asked, Ended):
            return asked
        wanted, cause = asked
        bound = bind(stack, skb, skb.entry, hook, wanted)
        if isinstance(bound, Ended):
            return bound
        entry = bound
    rewrite(stack, skb, entry, hook, cause, earlier)
    return None


def _leaves_elsewhere(skb: Skb, entry: ConntrackEntry) -> bool:
    """Whether a masqueraded connection's packet would leave by another device than the first one did.

    kernel: include/net/netfilter/nf_nat.h nf_nat_oif_changed
    """
    device = entry.masqueraded
    original = skb.direction is Direction.ORIGINAL and skb.packet.icmp is None
    return device != "" and original and device != skb.out_interface


def _forget_moved(stack: Stack, skb: Skb, entry: ConntrackEntry) -> Ended:
    """Drop the packet and forget its connection: the address that it was given is that of another device."""
    event, hook = ConntrackEvent.MOVED, Hook.POSTROUTING
    stack.forget(entry)
    stack.record(ConntrackStep(skb.packet, skb.packet, hook, event, entry, skb.direction, entry))
    reason = told(
        "{host} drops it: its connection was masqueraded for {device} and would leave by {interface} now, "
        "so it is forgotten",
        host=stack.host.label,
        device=entry.masqueraded,
        interface=skb.out_interface,
    )
    return drop(stack, skb.packet, reason, hook=hook)


def bind(
    stack: Stack, skb: Skb, earlier: ConntrackEntry, hook: Hook, wanted: NatRange
) -> ConntrackEntry | Ended:
    """Settle one side of the packet's connection on what a rule wants, or on what it is; the new entry."""
    entry = decided(earlier, _MANIP[hook], wanted, stack.is_taken, stack.draw_port, stack.of_source)
    if entry is None:
        reason = told("{host} has no free port left for it", host=stack.host.label)
        return drop(stack, skb.packet, reason, hook=hook)
    skb.entry = entry
    if skb.is_confirmed:
        stack.store(entry)
    return entry


def rewrite(
    stack: Stack,
    skb: Skb,
    entry: ConntrackEntry,
    hook: Hook,
    cause: RuleRef | None,
    earlier: ConntrackEntry,
) -> None:
    """Make one side of the packet look as its connection's entry says; `earlier` is that before this hook."""
    rewrite_one = rewritten if skb.packet.icmp is None else rewritten_error
    before = skb.packet
    skb.packet = rewrite_one(before, entry, skb.direction, _MANIP[hook])
    if skb.packet is not before:
        undone = skb.direction is Direction.REPLY
        stack.record(NatStep(before, skb.packet, hook, entry, skb.direction, cause, undone, earlier))


def _consult(stack: Stack, skb: Skb, chains: tuple[tuple[Table, BaseChain], ...]) -> Asked:
    """Ask the nat chains in turn; the first that translates decides, else the packet keeps what it has."""
    for table, base in chains:
        decided = run_base_chain(stack, skb, table, base)
        asked = None if decided is None else range_of(stack, skb, base.hook, *decided)
        if asked is not None:
            return asked
    return NULL_BINDING, None
