"""What a rule of a nat table asks for: the range that one side of a new connection shall be in."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, TypeAlias

import msgspec

from sandbox.conntrack import NatRange
from sandbox.engine.outcome import Ended, drop
from sandbox.engine.skb import Skb
from sandbox.engine.stack import Stack
from sandbox.net import family_of
from sandbox.netfilter import Decision, Dnat, Drop, Hook, Masquerade, Redirect, RuleRef, Snat, Unmodelled
from sandbox.telling import told

Asked: TypeAlias = tuple[NatRange, RuleRef | None] | Ended
"""A range and the rule that asks for it, or how the packet's way ended there."""


def range_of(stack: Stack, skb: Skb, hook: Hook, decision: Decision, ref: RuleRef) -> Asked | None:
    """What the rule at `ref` asks for; None if it lets the packet keep what it has."""
    asked = _ASKED.get(type(decision))
    return None if asked is None else asked(stack, skb, hook, decision, ref)


def _dnat(stack: Stack, skb: Skb, hook: Hook, target: Dnat, ref: RuleRef) -> Asked:
    return NatRange(target.address, target.port, target.high_port or target.port, target.random), ref


def _snat(stack: Stack, skb: Skb, hook: Hook, target: Snat, ref: RuleRef) -> Asked:
    random = target.random_fully or target.random
    return NatRange(target.address, target.low_port, target.high_port, random), ref


def _redirect(stack: Stack, skb: Skb, hook: Hook, target: Redirect, ref: RuleRef) -> Asked:
    """This host, by the interface that the packet came in by.

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
    return NatRange(address, target.low_port, target.high_port, target.random), ref


def _masquerade(stack: Stack, skb: Skb, hook: Hook, target: Masquerade, ref: RuleRef) -> Asked:
    """The address of the interface that the packet leaves by.

    kernel: net/netfilter/nf_nat_masquerade.c nf_nat_masquerade_ipv4, nf_nat_masquerade_ipv6
    """
    address = stack.address_towards(skb.out_interface, skb.neighbour, skb.packet.destination)
    if address is None:
        reason = told(
            "{host} has no address to masquerade with on {interface}",
            host=stack.host.label,
            interface=skb.out_interface,
        )
        return drop(stack, skb.packet, reason, ref, hook)
    if skb.entry is not None:
        skb.entry = msgspec.structs.replace(skb.entry, masqueraded=skb.out_interface)
    random = target.random_fully or target.random
    return NatRange(address, target.low_port, target.high_port, random), ref


def _stop(stack: Stack, skb: Skb, hook: Hook, target: Unmodelled, ref: RuleRef) -> Asked:
    reason = told(
        "{host} stops it at rule {rule}: {text} is not modelled",
        host=stack.host.label,
        rule=ref,
        text=target.text,
    )
    return drop(stack, skb.packet, reason, ref, hook)


def _drop(stack: Stack, skb: Skb, hook: Hook, target: Drop, ref: RuleRef) -> Asked:
    reason = told("{host} drops it by rule {rule}, in a nat table", host=stack.host.label, rule=ref)
    return drop(stack, skb.packet, reason, ref, hook)


_ASKED: Mapping[type[Any], Callable[[Stack, Skb, Hook, Any, RuleRef], Asked]] = MappingProxyType(
    {
        Dnat: _dnat,
        Snat: _snat,
        Redirect: _redirect,
        Masquerade: _masquerade,
        Unmodelled: _stop,
        Drop: _drop,
    }
)
"""What each asks for; the others nothing."""
