"""A hook is a list of functions in priority order: connection tracking, tables, NAT, confirmation."""

from collections.abc import Callable
from functools import partial
from typing import TypeAlias

from sandbox.engine.balance import balance
from sandbox.engine.outcome import Ended
from sandbox.engine.skb import Skb
from sandbox.engine.stack import Stack
from sandbox.engine.tables import filter_packet
from sandbox.engine.tracking import confirm, track
from sandbox.engine.translation import translate
from sandbox.netfilter import Hook, Priority, Ruleset

HookFunction: TypeAlias = Callable[[Stack, Skb, Hook], Ended | None]
Reroute: TypeAlias = Callable[[Stack, Skb], Ended | None]

_FIRST = (Hook.PREROUTING, Hook.OUTPUT)
_LAST = (Hook.INPUT, Hook.POSTROUTING)
_NO_RULES = Ruleset()


def run_hook(stack: Stack, skb: Skb, hook: Hook, reroute: Reroute | None = None) -> Ended | None:
    """Run everything that stands in `hook`; what ended the packet's way, or None if it goes on.

    `reroute` is run as soon as a function has given the packet another destination; the rest of the hook
    goes on seeing the interface that it began with. kernel: include/linux/netfilter.h nf_hook_state
    """
    seen = taken = skb.out_interface
    for function in hook_functions(stack, skb, hook):
        destination = skb.packet.destination
        ended = function(stack, skb, hook)
        if ended is None and reroute is not None and skb.packet.destination != destination:
            ended = reroute(stack, skb)
            taken, skb.out_interface = skb.out_interface, seen
        if ended is not None:
            return ended
    skb.out_interface = taken
    return None


def hook_functions(stack: Stack, skb: Skb, hook: Hook) -> tuple[HookFunction, ...]:
    """The functions of a hook in the order of their priorities.

    A host without rules tracks nothing: the kernel turns connection tracking on only where a rule needs it.
    """
    known = stack.world.topology.hook_functions
    key = (stack.host.name, type(skb.packet.destination), hook)
    found = known.get(key)
    if found is None:
        found = known[key] = _ordered(stack, skb, hook)
    return found


def _ordered(stack: Stack, skb: Skb, hook: Hook) -> tuple[HookFunction, ...]:
    ruleset = stack.ruleset(skb.packet.destination)
    forwards = stack.balancer is not None and not stack.balancer.is_proxy
    if ruleset is None and not forwards:
        return ()
    entries = _table_functions(ruleset or _NO_RULES, hook)
    if hook in _FIRST:
        entries.append((Priority.CONNTRACK, track))
    if hook in _LAST:
        entries.append((Priority.CONFIRM, confirm))
    if forwards and hook is Hook.PREROUTING:
        entries.append((Priority.DSTNAT, balance))
    return tuple(function for _, function in sorted(entries, key=lambda entry: entry[0]))


def _table_functions(ruleset: Ruleset, hook: Hook) -> list[tuple[int, HookFunction]]:
    entries: list[tuple[int, HookFunction]] = []
    for table, base in ruleset.at(hook):
        if not base.is_nat:
            entries.append((base.priority, partial(filter_packet, table=table, base=base)))
    if hook is not Hook.FORWARD:
        chains = tuple(entry for entry in ruleset.at(hook) if entry[1].is_nat)
        priority = Priority.DSTNAT if hook in _FIRST else Priority.SRCNAT
        entries.append((priority, partial(translate, chains=chains)))
    return entries
