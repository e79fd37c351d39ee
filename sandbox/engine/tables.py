"""Tables as hook functions: run a packet through a base chain and obey the verdict."""

from typing import TypeAlias

import msgspec

from sandbox.engine.answers import disposition_of, rejection
from sandbox.engine.outcome import Ended, drop, reject
from sandbox.engine.skb import Skb
from sandbox.engine.stack import Stack
from sandbox.engine.surroundings import HostSurroundings
from sandbox.netfilter import (
    Accept,
    BaseChain,
    CtState,
    Decision,
    Drop,
    Evaluation,
    Hook,
    Reject,
    RuleRef,
    Table,
    Unmodelled,
)
from sandbox.netfilter.expressions import TCP_RESET
from sandbox.telling import told
from sandbox.trace import HookStep, RuleStep

Decided: TypeAlias = tuple[Decision, RuleRef] | None

_ENDING = (Drop, Reject, Unmodelled)
"""What a packet does not get past."""


def run_base_chain(stack: Stack, skb: Skb, table: Table, base: BaseChain) -> Decided:
    """Run the packet through a base chain; the decision and the rule that made it, None for the policy."""
    before, steps, state = skb.packet, stack.steps, stack.state
    before_rules = len(steps)
    evaluation = Evaluation(
        table,
        before,
        stack.chooser,
        stack.is_local,
        RuleStep,
        base.hook,
        stack.host.name,
        skb.in_interface,
        skb.out_interface,
        skb.ct_states,
        None if skb.entry is None else skb.entry.mark,
        state.recent,
        state.limits,
        HostSurroundings(stack, skb),
        stack.now,
        steps,
    )
    decided = evaluation.run(base.chain)
    after = skb.packet = evaluation.packet
    stack.store_lists(evaluation.recent, evaluation.limits)
    _keep_connection(stack, skb, evaluation)
    accepted = base.accepts if decided is None else not isinstance(decided[0], _ENDING)
    fired = None if decided is None else decided[1]
    visited = len(steps) - before_rules
    stack.record(HookStep(before, after, base.hook, table.name, base.chain, accepted, visited, fired))
    return decided


def _keep_connection(stack: Stack, skb: Skb, evaluation: Evaluation) -> None:
    """Keep what the rules made of the packet's connection: its mark, or that there shall be none."""
    if skb.ct_state is None and CtState.UNTRACKED in evaluation.ct_states:
        skb.ct_state = CtState.UNTRACKED
    mark = evaluation.connection_mark
    if skb.entry is not None and mark is not None and mark != skb.entry.mark:
        skb.entry = msgspec.structs.replace(skb.entry, mark=mark)
        if skb.is_confirmed:
            stack.store(skb.entry)


def filter_packet(stack: Stack, skb: Skb, hook: Hook, table: Table, base: BaseChain) -> Ended | None:
    """Run a base chain that may accept, drop or reject."""
    decided = run_base_chain(stack, skb, table, base)
    if decided is None:
        if base.accepts:
            return None
        reason = told(
            "{host}, {hook}, drops what no rule accepts", host=stack.host.label, hook=base.hook.value
        )
        return drop(stack, skb.packet, reason, hook=hook)
    verdict, ref = decided
    if isinstance(verdict, Accept):
        return None
    where = {"host": stack.host.label, "hook": base.hook.value, "rule": f"{ref}{_comment(table, ref)}"}
    match verdict:
        case Drop():
            return drop(
                stack, skb.packet, told("{host}, {hook}, drops it by rule {rule}", **where), ref, hook
            )
        case Reject():
            answer, disposition = rejection(stack, skb.packet, verdict), disposition_of(verdict)
            reason = told("{host}, {hook}, rejects it by rule {rule}", **where)
            ended = reject(stack, skb.packet, reason, answer, ref, hook, disposition)
            is_bare = verdict.reject_with == TCP_RESET
            return msgspec.structs.replace(ended, by=_bridge_back(stack, skb, verdict), is_bare=is_bare)
        case Unmodelled(text):
            reason = told(
                "{host}, {hook}, stops it by rule {rule}: {text} is not modelled", text=text, **where
            )
            return drop(stack, skb.packet, reason, ref, hook)
        case _:
            reason = told(
                "{host}, {hook}, stops it by rule {rule}: translation belongs into a nat table", **where
            )
            return drop(stack, skb.packet, reason, ref, hook)


def _bridge_back(stack: Stack, skb: Skb, verdict: Reject) -> str:
    """The bridge by which the reset of a rule leaves at once, empty if it goes the way of other packets.

    kernel: net/ipv4/netfilter/nf_reject_ipv4.c nf_send_reset, nf_bridge_get_physindev
    """
    if verdict.reject_with != TCP_RESET or not stack.filters_bridges(skb.packet.destination):
        return ""
    return skb.in_interface if skb.in_interface and stack.is_bridge(skb.in_interface) else ""


def _comment(table: Table, ref: RuleRef) -> str:
    comment = table.chains[ref.chain].rules[ref.number - 1].comment
    return f" ({comment})" if comment else ""
