"""Running through a walk: until a rule, a device, a change or a drop, on to a breakpoint, along a device."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, TypeAlias

import msgspec

from sandbox.net import changed_fields
from sandbox.playback.timeline import Moment, Timeline
from sandbox.trace import DropStep, RejectStep, RuleStep

if TYPE_CHECKING:
    from sandbox.netfilter import RuleRef

Condition: TypeAlias = Callable[[Moment], bool]
"""Whether to stop at a moment."""


class Breakpoint(msgspec.Struct, frozen=True):
    """A place where playing stops: where a packet comes to `device`, or where `rule` is looked at there."""

    device: str
    rule: RuleRef | None = None

    def holds(self, moment: Moment) -> bool:
        """Whether the walk stops at this moment."""
        if moment.device != self.device:
            return False
        if self.rule is None:
            return moment.step_index == 0
        return isinstance(moment.step, RuleStep) and moment.step.ref == self.rule


def reaches(device: str) -> Condition:
    """Stop where a packet comes to a device."""
    return Breakpoint(device).holds


def asks(device: str, rule: RuleRef) -> Condition:
    """Stop where a rule of a device is looked at."""
    return Breakpoint(device, rule).holds


def changes(field: str = "") -> Condition:
    """Stop where a field of the header changes, or any of them but the TTL where none is named."""

    def holds(moment: Moment) -> bool:
        changed = changed_fields(moment.step.before, moment.step.after)
        return field in changed if field else bool(set(changed) - {"ttl"})

    return holds


def is_drop(moment: Moment) -> bool:
    """Stop where a packet is dropped or rejected."""
    return isinstance(moment.step, DropStep | RejectStep)


def next_where(timeline: Timeline, number: int, condition: Condition) -> int | None:
    """The first step after `number` that fulfils a condition."""
    later = range(number + 1, len(timeline.moments))
    return next((each for each in later if condition(timeline.moments[each])), None)


def on_same_device(timeline: Timeline, number: int, way: int) -> int | None:
    """The nearest stop before (`way` -1) or after (1) step `number` that is in the same device."""
    device = timeline.moments[number].device
    stops = [each for each in timeline.stops if (each - number) * way > 0]
    ordered = stops if way > 0 else reversed(stops)
    return next((each for each in ordered if timeline.moments[each].device == device), None)


def breaks_of(timeline: Timeline, breakpoints: Iterable[Breakpoint]) -> tuple[int, ...]:
    """Numbers of the steps of a walk at which breakpoints hold, in order."""
    wanted = tuple(breakpoints)
    moments = timeline.moments if wanted else ()
    return tuple(number for number, each in enumerate(moments) if any(one.holds(each) for one in wanted))
