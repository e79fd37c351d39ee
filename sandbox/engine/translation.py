"""NAT as hook functions: consult the rules for a connection's first packet, then follow the entry."""

import msgspec

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
from sandbox.engine.outcome import Ended, drop
from sandbox.engine.skb import Skb
from sandbox.engine.stack import Stack
from sandbox.engine.tables import run_base_chain
from sandbox.net import family_of
from sandbox.netfilter import (
    BaseChain,
    CtState,
    Dnat,
    Drop,
    Hook,
    Masquerade,
    Redirect,
    RuleRef,
    Snat,
    Table,
    Unmodelled,
)
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
        return drop(stack, skb.packet, f"{stack.host.label} has no free port left for it", hook=hook)
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


def _consult(
    stack: Stack, skb: Skb, chains: tuple[tuple[Table, BaseChain], ...]
) -> tuple[NatRange, RuleRef | None] | Ended:
    """Ask the nat chains in turn; the first that translates decides, else the packet keeps what it has."""
    for table, base in chains:
        verdict = run_base_chain(stack, skb, table, base)
        match verdict:
            case (Dnat(address, low, high, random), ref):
                return NatRange(address, low, high or low, random), ref
            case (Snat(address, low, high, random_fully, random), ref):
                return NatRange(address, low, high, random_fully or random), ref
            case (Redirect(low, high, random), ref):
                return _redirect(stack, skb, base.hook, NatRange(None, low, high, random), ref)
            case (Masquerade(random_fully, low, high, random), ref):
                return _masquerade(stack, skb, NatRange(None, low, high, random_fully or random), ref)
            case (Unmodelled(text), ref):
                reason = told(
                    "{host} stops it at rule {rule}: {text} is not modelled",
                    host=stack.host.label,
                    rule=ref,
                    text=text,
                )
                return drop(stack, skb.packet, reason, ref, base.hook)
            case (Drop(), ref):
                reason = told(
                    "{host} drops it by rule {rule}, in a nat table", host=stack.host.label, rule=ref
                )
                return drop(stack, skb.packet, reason, ref, base.hook)
            case _:
                pass
    return NULL_BINDING, None


def _redirect(
    stack: Stack, skb: Skb, hook: Hook, wanted: NatRange, ref: RuleRef
) -> tuple[NatRange, RuleRef | None] | Ended:
    """The range that REDIRECT asks for: this host, by the interface that the packet came in by.

    kernel: net/netfilter/nf_nat_redirect.c nf_nat_redirect_ipv4, nf_nat_redirect_ipv6
    """
    family = family_of(skb.packet.destination)
    interface = "lo" if hook is Hook.OUTPUT else skb.in_interface
    own = (each.address for each in stack.host.interface(interface).addresses)
    address = next((each for each in own if family_of(each) is family), None)
    if address is None:
        reason = told(
            "{host} has no address to redirect to on {interface}",
            host=stack.host.label,
            interface=interface,
        )
        return drop(stack, skb.packet, reason, ref, hook)
    return msgspec.structs.replace(wanted, address=address), ref


def _masquerade(
    stack: Stack, skb: Skb, wanted: NatRange, ref: RuleRef
) -> tuple[NatRange, RuleRef | None] | Ended:
    """The range that MASQUERADE asks for: the address of the interface that the packet leaves by.

    kernel: net/netfilter/nf_nat_masquerade.c nf_nat_masquerade_ipv4, nf_nat_masquerade_ipv6
    """
    address = stack.address_towards(skb.out_interface, skb.neighbour, skb.packet.destination)
    if address is None:
        reason = told(
            "{host} has no address to masquerade with on {interface}",
            host=stack.host.label,
            interface=skb.out_interface,
        )
        return drop(stack, skb.packet, reason, ref, Hook.POSTROUTING)
    if skb.entry is not None:
        skb.entry = msgspec.structs.replace(skb.entry, masqueraded=skb.out_interface)
    return msgspec.structs.replace(wanted, address=address), ref
