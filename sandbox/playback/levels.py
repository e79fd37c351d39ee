"""How fine a walk is: which steps of an exchange it stops at."""

from collections.abc import Iterator
from enum import IntEnum
from typing import assert_never

from sandbox.telling import mark
from sandbox.trace import (
    BalanceStep,
    ConntrackEvent,
    ConntrackStep,
    DeliverStep,
    DropStep,
    Exchange,
    HookStep,
    Hop,
    NatStep,
    ReceiveStep,
    RejectStep,
    RouteStep,
    RuleStep,
    SendStep,
    Step,
    TransmitStep,
)


class Level(IntEnum):
    """Level of detail. Each stops wherever the coarser ones do, and at more places.

    CONNECTION: at the end of each packet's way. HOP: where a packet leaves a device. HOOK: at each table,
    decision and rewrite. RULE: at every step.
    """

    CONNECTION = 0
    HOP = 1
    HOOK = 2
    RULE = 3

    @property
    def label(self) -> str:
        """The level's name for people."""
        return _LABELS[self]


_LABELS = {
    Level.CONNECTION: mark("Connection"),
    Level.HOP: mark("Hop"),
    Level.HOOK: mark("Hook"),
    Level.RULE: mark("Rule"),
}


def stops_of(exchange: Exchange, level: Level) -> tuple[int, ...]:
    """Numbers of the steps, counted over the whole exchange, that a walk at `level` stops at."""
    flags = [coarsest <= level for coarsest in _coarsest_levels(exchange)]
    return tuple(number for number, stops in enumerate(flags) if stops)


def _coarsest_levels(exchange: Exchange) -> Iterator[Level]:
    """For each step of the exchange, the coarsest level that stops at it."""
    first = True
    for leg in exchange.legs:
        hops = leg.trace.hops
        for hop_number, hop in enumerate(hops):
            for index in range(len(hop.steps)):
                is_last = index == len(hop.steps) - 1
                if first or (is_last and hop_number == len(hops) - 1):
                    yield Level.CONNECTION
                else:
                    yield Level.HOP if is_last else _level_inside(hop, index)
                first = False


def _level_inside(hop: Hop, index: int) -> Level:
    """The coarsest level that stops at a step that is not the last of its hop."""
    return Level.HOOK if _is_event(hop.steps[index], hop.steps[index + 1]) else Level.RULE


def _is_event(step: Step, following: Step) -> bool:
    """Whether something is decided or changed in this step that the following one does not sum up."""
    match step:
        case RuleStep():
            return False
        case HookStep():
            return not _sums_up(following, step) and (step.rules > 0 or not step.accepted)
        case ConntrackStep():
            return step.event is not ConntrackEvent.CONFIRMED
        case (
            SendStep()
            | ReceiveStep()
            | NatStep()
            | RouteStep()
            | BalanceStep()
            | TransmitStep()
            | DeliverStep()
            | DropStep()
            | RejectStep()
        ):
            return True
        case _:
            assert_never(step)


def _sums_up(step: Step, table: HookStep) -> bool:
    """Whether a step does what the table run before it decided: the rewriting, or the end of the way."""
    match step:
        case NatStep():
            return step.cause is not None and step.cause == table.fired
        case DropStep() | RejectStep():
            return not table.accepted
        case _:
            return False
