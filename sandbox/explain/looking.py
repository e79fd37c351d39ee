"""Looking back and forth in a walk: the steps that a step has to do with."""

import itertools
from collections.abc import Callable, Iterator

from sandbox.netfilter import Goto, Hook, Jump, RuleRef, SetMark
from sandbox.playback import Timeline
from sandbox.trace import DropStep, HookStep, NatStep, RejectStep, RouteStep, RuleStep, Step


def step_at(timeline: Timeline, number: int) -> Step:
    """The step of that number."""
    return timeline.moments[number].step


def earlier_in_hop(timeline: Timeline, number: int) -> Iterator[tuple[int, Step]]:
    """The steps before `number` in the same stay in the same device, latest first."""
    here = timeline.moments[number]
    for index in range(number - 1, -1, -1):
        moment = timeline.moments[index]
        if (moment.leg, moment.hop) != (here.leg, here.hop):
            return
        yield index, moment.step


def rule_step(timeline: Timeline, number: int) -> RuleStep:
    """The RuleStep of that number. Raises TypeError if it is another step."""
    step = timeline.moments[number].step
    if not isinstance(step, RuleStep):
        raise TypeError(f"step {number} is no RuleStep")
    return step


def later_in_hop(timeline: Timeline, number: int) -> Iterator[tuple[int, Step]]:
    """The steps after `number` in the same stay in the same device, in order."""
    here = timeline.moments[number]
    for index in range(number + 1, len(timeline.moments)):
        moment = timeline.moments[index]
        if (moment.leg, moment.hop) != (here.leg, here.hop):
            return
        yield index, moment.step


def run_of(timeline: Timeline, number: int) -> tuple[int, ...]:
    """Numbers of the RuleSteps of the table run that step `number` belongs to or follows from, in order."""
    step = step_at(timeline, number)
    if isinstance(step, NatStep | DropStep | RejectStep):
        table = run_before(timeline, number)
        return () if table is None else run_of(timeline, table)
    if isinstance(step, HookStep):
        run = itertools.takewhile(_in_run(step.hook, step.table), earlier_in_hop(timeline, number))
        return tuple(index for index, _ in run)[::-1]
    if isinstance(step, RuleStep):
        in_run = _in_run(step.hook, step.ref.table)
        before = [index for index, _ in itertools.takewhile(in_run, earlier_in_hop(timeline, number))]
        after = [index for index, _ in itertools.takewhile(in_run, later_in_hop(timeline, number))]
        return (*reversed(before), number, *after)
    return ()


def _in_run(hook: Hook, table: str) -> Callable[[tuple[int, Step]], bool]:
    def belongs(numbered: tuple[int, Step]) -> bool:
        step = numbered[1]
        return isinstance(step, RuleStep) and step.hook is hook and step.ref.table == table

    return belongs


def run_before(timeline: Timeline, number: int) -> int | None:
    """The HookStep right before a NatStep, DropStep or RejectStep, if it decided what that does."""
    for index, step in earlier_in_hop(timeline, number):
        return index if isinstance(step, HookStep) and step.fired == _decided_by(timeline, number) else None
    return None


def _decided_by(timeline: Timeline, number: int) -> RuleRef | None:
    match step_at(timeline, number):
        case NatStep(cause=cause):
            return cause
        case DropStep(rule=rule) | RejectStep(rule=rule):
            return rule
        case _:
            return None


def nat_after(timeline: Timeline, number: int) -> NatStep | None:
    """The rewriting that the table run of HookStep `number` decided on."""
    step = step_at(timeline, number)
    for _, other in later_in_hop(timeline, number):
        decided = isinstance(step, HookStep) and isinstance(other, NatStep) and other.cause == step.fired
        return other if decided and isinstance(other, NatStep) and other.cause is not None else None
    return None


def rule_at(timeline: Timeline, number: int, ref: RuleRef) -> int | None:
    """The nearest RuleStep at or before `number`, in this device, that looked at rule `ref`."""
    here = step_at(timeline, number)
    if isinstance(here, RuleStep) and here.ref == ref:
        return number
    for index, step in earlier_in_hop(timeline, number):
        if isinstance(step, RuleStep) and step.ref == ref:
            return index
    return None


def caller_of(timeline: Timeline, number: int) -> int | None:
    """The RuleStep whose jump led to the chain of RuleStep `number`; None in a base chain."""
    step = step_at(timeline, number)
    if not isinstance(step, RuleStep):
        return None
    for index, other in earlier_in_hop(timeline, number):
        if isinstance(other, RuleStep) and other.matched and _leads_to(other, step.ref.chain):
            return index
        if not isinstance(other, RuleStep):
            return None
    return None


def _leads_to(step: RuleStep, chain: str) -> bool:
    last = step.target or (step.rule.expressions[-1] if step.rule.expressions else None)
    return isinstance(last, Jump | Goto) and last.chain == chain


def path_to(timeline: Timeline, number: int) -> tuple[int, ...]:
    """The RuleSteps whose jumps led to RuleStep `number`, outermost first, and itself last."""
    path = [number]
    while (caller := caller_of(timeline, path[0])) is not None:
        path.insert(0, caller)
    return tuple(path)


def mark_setter(timeline: Timeline, number: int) -> int | None:
    """The RuleStep that last changed the mark before step `number` in this device."""
    for index, step in earlier_in_hop(timeline, number):
        if isinstance(step, RuleStep) and step.before.mark != step.after.mark and _sets_mark(step):
            return index
    return None


def _sets_mark(step: RuleStep) -> bool:
    return step.after.mark != 0 and any(isinstance(each, SetMark) for each in step.rule.expressions)


def route_before(timeline: Timeline, number: int) -> RouteStep | None:
    """The last routing decision before step `number` in this device."""
    routes = (step for _, step in earlier_in_hop(timeline, number) if isinstance(step, RouteStep))
    return next(routes, None)
