"""Where to jump: from an effect to the step that caused it, and from a rewrite to where a reply undoes it."""

from collections.abc import Callable, Iterator
from typing import TypeAlias, TypeGuard, assert_never

import msgspec

from sandbox.explain.looking import caller_of, mark_setter, rule_at, step_at
from sandbox.explain.rules import fired_rule
from sandbox.net import Packet
from sandbox.netfilter import Dnat, Masquerade, MatchMark, RuleRef, Snat
from sandbox.playback import Timeline
from sandbox.telling import told
from sandbox.trace import (
    BalanceStep,
    ConntrackEvent,
    ConntrackStep,
    DeliverStep,
    DropStep,
    HookStep,
    NatStep,
    ReceiveStep,
    RejectStep,
    RouteStep,
    RuleStep,
    SendStep,
    Step,
    TransmitStep,
)

Side: TypeAlias = Callable[[Packet], tuple[object, int]]


class Jump(msgspec.Struct, frozen=True):
    """A step to go to, and what is there in a few words."""

    number: int
    label: str


def cause_of(timeline: Timeline, number: int) -> Jump | None:
    """The step that made step `number` do what it did, if an earlier one did."""
    step = step_at(timeline, number)
    match step:
        case NatStep():
            return _cause_of_nat(timeline, number, step)
        case HookStep():
            if not step.accepted:
                return _to_rule(timeline, number, step.fired)
            return _cause_of_rule(timeline, fired_rule(timeline, number))
        case RuleStep():
            return _cause_of_rule(timeline, number) or _caller(timeline, number)
        case DropStep() | RejectStep():
            return _to_rule(timeline, number, step.rule)
        case ConntrackStep():
            return _entry_made(timeline, number, step)
        case DeliverStep():
            return _last_rewrite(timeline, number, _source)
        case RouteStep():
            return _last_rewrite(timeline, number, _destination)
        case BalanceStep() | ReceiveStep() | SendStep() | TransmitStep():
            return None
        case _:
            assert_never(step)


def undone_at(timeline: Timeline, number: int) -> Jump | None:
    """The step at which the reply's header is changed back, for a step that rewrote the request's."""
    nat = step_at(timeline, number)
    if not isinstance(nat, NatStep) or nat.undone:
        return None
    for index, other in _nats(timeline, range(number + 1, len(timeline.moments))):
        same_device = timeline.moments[index].device == timeline.moments[number].device
        if same_device and other.undone and _mirrors(nat, other):
            return Jump(index, told("the reply's {hook}", hook=other.hook.value))
    return None


def _cause_of_nat(timeline: Timeline, number: int, nat: NatStep) -> Jump | None:
    if nat.undone or nat.cause is None:
        return _rewritten_at(timeline, number, nat)
    return _cause_of_rule(timeline, fired_rule(timeline, number))


def _cause_of_rule(timeline: Timeline, fired: int | None) -> Jump | None:
    """What led to a rule: who set the mark that it asks for, or which jump picked the endpoint."""
    if fired is None:
        return None
    step = step_at(timeline, fired)
    assert isinstance(step, RuleStep)
    if _asks_for_mark(step):
        setter = mark_setter(timeline, fired)
        return None if setter is None else Jump(setter, _chain(timeline, setter))
    return _caller(timeline, fired) if isinstance(step.rule.expressions[-1], Dnat) else None


def _caller(timeline: Timeline, number: int) -> Jump | None:
    """The jump that led to a rule's chain."""
    caller = caller_of(timeline, number)
    return None if caller is None else Jump(caller, _chain(timeline, caller))


def _asks_for_mark(step: RuleStep) -> bool:
    """Whether the rule depends on the packet's mark, or rewrites the source of marked packets."""
    return any(isinstance(each, MatchMark | Masquerade | Snat) for each in step.rule.expressions)


def _chain(timeline: Timeline, number: int) -> str:
    step = step_at(timeline, number)
    assert isinstance(step, RuleStep)
    return step.ref.chain


def _to_rule(timeline: Timeline, number: int, ref: RuleRef | None) -> Jump | None:
    found = None if ref is None else rule_at(timeline, number, ref)
    return None if found is None or ref is None else Jump(found, ref.chain)


def _entry_made(timeline: Timeline, number: int, step: ConntrackStep) -> Jump | None:
    if step.entry is None or step.event in (ConntrackEvent.NEW, ConntrackEvent.EVICTED):
        return None
    for index in range(number):
        other = timeline.moments[index].step
        if timeline.moments[index].device != timeline.moments[number].device:
            continue
        if _is_new(other) and other.entry and other.entry.original == step.entry.original:
            return Jump(index, told("entry made"))
    return None


def _is_new(step: Step) -> TypeGuard[ConntrackStep]:
    return isinstance(step, ConntrackStep) and step.event is ConntrackEvent.NEW


def _rewritten_at(timeline: Timeline, number: int, nat: NatStep) -> Jump | None:
    """The rewrite of the request that this one undoes or repeats."""
    device = timeline.moments[number].device
    for index, other in _nats(timeline, range(number - 1, -1, -1)):
        if timeline.moments[index].device != device or other.undone:
            continue
        if _mirrors(other, nat) if nat.undone else other.entry.original == nat.entry.original:
            return Jump(index, told("the request's {hook}", hook=other.hook.value))
    return None


def _last_rewrite(timeline: Timeline, number: int, side: Side) -> Jump | None:
    """The last rewrite of that side of the same packet before step `number`."""
    leg = timeline.moments[number].leg
    for index, nat in _nats(timeline, range(number - 1, -1, -1)):
        if timeline.moments[index].leg != leg:
            return None
        if side(nat.before) != side(nat.after):
            return Jump(index, told("rewritten in {hook}", hook=nat.hook.value))
    return None


def _nats(timeline: Timeline, numbers: range) -> Iterator[tuple[int, NatStep]]:
    for number in numbers:
        step = timeline.moments[number].step
        if isinstance(step, NatStep):
            yield number, step


def _mirrors(nat: NatStep, undoing: NatStep) -> bool:
    """Whether one undoes the other: in the same connection, the other end of the reply."""
    if nat.entry.original != undoing.entry.original:
        return False
    source_changed = _source(nat.before) != _source(nat.after)
    destination_undone = _destination(undoing.before) != _destination(undoing.after)
    return source_changed == destination_undone


def _source(packet: Packet) -> tuple[object, int]:
    return packet.source, packet.source_port


def _destination(packet: Packet) -> tuple[object, int]:
    return packet.destination, packet.destination_port
