"""The places of a walk that people look for: rewrites, entries made and gone, picks, and the end."""

from __future__ import annotations

from collections.abc import Container, Iterator
from enum import Enum
from typing import TYPE_CHECKING, assert_never

import msgspec

from sandbox.playback.timeline import Moment, Timeline
from sandbox.telling import mark
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
    Verdict,
)

if TYPE_CHECKING:
    from sandbox.conntrack import ConntrackTuple


class MarkKind(Enum):
    """What a mark stands for. The value is its sign; `word` says the same."""

    REWRITTEN = "⇄"
    UNDONE = "↩"
    ENTRY_MADE = "+"
    ENTRY_GONE = "◷"
    PICKED = "◆"
    DROPPED = "✕"
    REPLIED = "✓"

    @property
    def word(self) -> str:
        """What it says in words."""
        return _WORDS[self]


_WORDS = {
    MarkKind.REWRITTEN: mark("rewritten"),
    MarkKind.UNDONE: mark("undone from conntrack"),
    MarkKind.ENTRY_MADE: mark("entry made"),
    MarkKind.ENTRY_GONE: mark("entry expired or gone"),
    MarkKind.PICKED: mark("picked by load balancer"),
    MarkKind.DROPPED: mark("dropped or rejected"),
    MarkKind.REPLIED: mark("reply arrived"),
}


class Mark(msgspec.Struct, frozen=True):
    """A mark at a step: its number in the exchange, its device and when it begins."""

    kind: MarkKind
    number: int
    device: str
    time: float


def marks_of(
    timeline: Timeline, over: Container[tuple[str, ConntrackTuple]] = frozenset()
) -> tuple[Mark, ...]:
    """Every mark of a walk, in order.

    `over` has each device with the tuples of its entries whose time was up before the walk: a packet that one
    of them would have been for has a mark that says so.
    """
    return tuple(_marks(timeline, over))


def _marks(timeline: Timeline, over: Container[tuple[str, ConntrackTuple]]) -> Iterator[Mark]:
    for number, moment in enumerate(timeline.moments):
        if _finds_none(moment, over):
            yield Mark(MarkKind.ENTRY_GONE, number, moment.device, moment.start)
        kind = _kind(moment.step)
        if kind is not None:
            yield Mark(kind, number, moment.device, moment.start)
    last = timeline.moments[-1]
    if timeline.exchange.verdict is Verdict.REPLIED:
        yield Mark(MarkKind.REPLIED, len(timeline.moments) - 1, last.device, last.start)


def _finds_none(moment: Moment, over: Container[tuple[str, ConntrackTuple]]) -> bool:
    """Whether a packet begins a connection anew because the time of its entry was up."""
    step = moment.step
    if not isinstance(step, ConntrackStep) or step.event is not ConntrackEvent.NEW:
        return False
    from sandbox.conntrack import tuple_of

    return (moment.device, tuple_of(step.before)) in over


_ENTRY_MARKS = {
    ConntrackEvent.NEW: MarkKind.ENTRY_MADE,
    ConntrackEvent.DELETED: MarkKind.ENTRY_GONE,
    ConntrackEvent.MOVED: MarkKind.ENTRY_GONE,
    ConntrackEvent.EVICTED: MarkKind.ENTRY_GONE,
}


def _kind(step: Step) -> MarkKind | None:
    match step:
        case NatStep():
            return MarkKind.UNDONE if step.undone else MarkKind.REWRITTEN
        case ConntrackStep():
            return _ENTRY_MARKS.get(step.event)
        case BalanceStep():
            return MarkKind.PICKED
        case DropStep() | RejectStep():
            return MarkKind.DROPPED
        case (
            SendStep()
            | ReceiveStep()
            | HookStep()
            | RuleStep()
            | RouteStep()
            | TransmitStep()
            | DeliverStep()
        ):
            return None
        case _:
            assert_never(step)
