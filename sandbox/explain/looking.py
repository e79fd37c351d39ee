"""Looking back and forth in a walk: the steps that a step has to do with."""

from collections.abc import Iterator

from sandbox.netfilter import Goto, Hook, Jump, RuleRef, SetMark
from sandbox.playback import Timeline
from sandbox.trace import HookStep, NatStep, RouteStep, RuleStep, Step


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
    """Numbers of the RuleSteps of the table run that step `number` belongs to, in order."""
    step = step_at(timeline, number)
    if not isinstance(step, HookStep | RuleStep | NatStep):
        return ()
    found = [number] if isinstance(step, RuleStep) else []
    for index, other in earlier_in_hop(timeline, number):
        if not _same_run(step.hook, _table(step), other):
            break
        if isinstance(other, RuleStep):
            found.insert(0, index)
    if isinstance(step, RuleStep):
        for index, other in later_in_hop(timeline, number):
            if not _same_run(step.hook, step.ref.table, other):
                break
            if isinstance(other, RuleStep):
                found.append(index)
    return tuple(found)


def _table(step: HookStep | RuleStep | NatStep) -> str:
    if isinstance(step, HookStep):
        return step.table
    return step.ref.table if isinstance(step, RuleStep) else ""


def _same_run(hook: Hook, table: str, step: Step) -> bool:
    if isinstance(step, NatStep):
        return step.hook is hook
    return isinstance(step, RuleStep) and step.hook is hook and table in ("", step.ref.table)


def nat_of(timeline: Timeline, number: int) -> int | None:
    """The NatStep that step `number` is, or that the table run of HookStep `number` asked for; else None."""
    step = step_at(timeline, number)
    if isinstance(step, NatStep):
        return number
    if not isinstance(step, HookStep) or step.fired is None:
        return None
    for index, other in (*earlier_in_hop(timeline, number), *later_in_hop(timeline, number)):
        if isinstance(other, NatStep) and other.hook is step.hook and other.cause == step.fired:
            return index
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
        if not isinstance(other, RuleStep | NatStep):
            return None
    return None


def _leads_to(step: RuleStep, chain: str) -> bool:
    last = step.rule.expressions[-1] if step.rule.expressions else None
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
