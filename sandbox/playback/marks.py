"""The places of a walk that people look for: rewrites, their undoing, entries made, picks, and the end."""

from collections.abc import Iterator
from enum import Enum
from typing import assert_never

import msgspec

from sandbox.playback.timeline import Timeline
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


class MarkKind(Enum):
    """What a mark stands for. The value is its sign; `word` says the same."""

    REWRITTEN = "⇄"
    UNDONE = "↩"
    ENTRY_MADE = "+"
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


def marks_of(timeline: Timeline) -> tuple[Mark, ...]:
    """Every mark of a walk, in order."""
    return tuple(_marks(timeline))


def _marks(timeline: Timeline) -> Iterator[Mark]:
    for number, moment in enumerate(timeline.moments):
        kind = _kind(moment.step)
        if kind is not None:
            yield Mark(kind, number, moment.device, moment.start)
    last = timeline.moments[-1]
    if timeline.exchange.verdict is Verdict.REPLIED:
        yield Mark(MarkKind.REPLIED, len(timeline.moments) - 1, last.device, last.start)


def _kind(step: Step) -> MarkKind | None:
    match step:
        case NatStep():
            return MarkKind.UNDONE if step.undone else MarkKind.REWRITTEN
        case ConntrackStep():
            return MarkKind.ENTRY_MADE if step.event is ConntrackEvent.NEW else None
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
