"""The timeline of an exchange, and what a point of time in it shows."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cached_property

import msgspec

from sandbox.net import Packet
from sandbox.playback.levels import Level, stops_of
from sandbox.trace import Exchange, RuleStep, Step, TransmitStep

CROSSING = 1.2
"""Seconds on a wire, at every level: long enough to see the token travel."""
STOP = 0.7
"""Seconds at a step that the walk stops at."""
RULE = 0.4
"""Seconds at a rule, where rules are stops."""
PASSED = 0.03
"""Seconds at a step that the walk passes over."""


class Moment(msgspec.Struct, frozen=True):
    """One step on the timeline: where it is in the exchange, when it begins and its duration, in seconds."""

    leg: int
    hop: int
    step_index: int
    device: str
    step: Step
    start: float
    duration: float

    @property
    def end(self) -> float:
        """When the next step begins."""
        return self.start + self.duration


class Cursor(msgspec.Struct, frozen=True):
    """What a point of time shows: a step, and how much of it is over (`fraction`, from 0 to less than 1).

    `number` counts the steps of the whole exchange from 0. During a TransmitStep the packet is on the wire,
    `fraction` of the way to `step.peer`.
    """

    number: int
    leg: int
    hop: int
    step_index: int
    device: str
    step: Step
    fraction: float = 0.0


class Timeline(msgspec.Struct, frozen=True, dict=True):
    """The steps of an exchange laid out in time for one level of detail: never empty, without gaps."""

    exchange: Exchange
    level: Level
    moments: tuple[Moment, ...]
    stops: tuple[int, ...]

    @classmethod
    def of(cls, exchange: Exchange, level: Level = Level.HOOK) -> "Timeline":
        """Lay out `exchange`. Raises ValueError if it has no steps."""
        stops = stops_of(exchange, level)
        moments = tuple(_moments(exchange, frozenset(stops)))
        if not moments:
            raise ValueError("the exchange has no steps")
        return cls(exchange, level, moments, stops)

    @cached_property
    def starts(self) -> tuple[float, ...]:
        """When each step begins, in order."""
        return tuple(moment.start for moment in self.moments)

    @property
    def duration(self) -> float:
        """Seconds from the first step's beginning to the last one's end."""
        return self.moments[-1].end

    def at_step(self, number: int) -> Cursor:
        """The cursor at the beginning of step `number`; clamps."""
        return _cursor(self, max(0, min(number, len(self.moments) - 1)), 0.0)

    def number_of(self, leg: int, hop: int, step_index: int) -> int:
        """The number of a step. Raises KeyError if there is none."""
        return self._numbers[leg, hop, step_index]

    @cached_property
    def _numbers(self) -> dict[tuple[int, int, int], int]:
        return {(each.leg, each.hop, each.step_index): number for number, each in enumerate(self.moments)}


def _moments(exchange: Exchange, stops: frozenset[int]) -> Iterator[Moment]:
    start = 0.0
    number = 0
    for leg_number, leg in enumerate(exchange.legs):
        for hop_number, hop in enumerate(leg.trace.hops):
            for index, step in enumerate(hop.steps):
                duration = _duration(step, number in stops)
                yield Moment(leg_number, hop_number, index, hop.device, step, start, duration)
                start += duration
                number += 1


def _duration(step: Step, is_stop: bool) -> float:
    if isinstance(step, TransmitStep):
        return CROSSING
    if not is_stop:
        return PASSED
    return RULE if isinstance(step, RuleStep) else STOP


def _cursor(timeline: Timeline, number: int, fraction: float) -> Cursor:
    moment = timeline.moments[number]
    return Cursor(number, moment.leg, moment.hop, moment.step_index, moment.device, moment.step, fraction)


def cursor_at(timeline: Timeline, time: float) -> Cursor:
    """What the timeline shows at `time` seconds; clamps to the first and last step."""
    number = max(0, bisect_right(timeline.starts, time) - 1)
    moment = timeline.moments[number]
    fraction = (time - moment.start) / moment.duration
    return _cursor(timeline, number, min(max(fraction, 0.0), _ALMOST_ONE))


_ALMOST_ONE = 1 - 2**-20


def next_stop(timeline: Timeline, number: int) -> int:
    """The first stop after step `number`, or the last stop."""
    index = bisect_right(timeline.stops, number)
    return timeline.stops[min(index, len(timeline.stops) - 1)]


def previous_stop(timeline: Timeline, number: int) -> int:
    """The last stop before step `number`, or the first stop."""
    index = bisect_left(timeline.stops, number) - 1
    return timeline.stops[max(index, 0)]


def stop_holding(timeline: Timeline, number: int) -> int:
    """The stop that shows what step `number` did: itself if it is one, else the next stop."""
    index = bisect_left(timeline.stops, number)
    return timeline.stops[min(index, len(timeline.stops) - 1)]


def stop_number(timeline: Timeline, number: int) -> int:
    """How many stops are passed or reached at step `number`: the 14 of "Step 14 of 31"."""
    return bisect_right(timeline.stops, number)


class Change(msgspec.Struct, frozen=True):
    """A packet's header before and after some steps, and the numbers of the first and last of them."""

    before: Packet
    after: Packet
    first: int
    last: int


def change_at(timeline: Timeline, number: int) -> Change:
    """What step `number` did, with the same packet's steps that were passed over since the last stop."""
    here = timeline.moments[number]
    first = number
    while first and number in timeline.stops and first - 1 not in timeline.stops:
        if timeline.moments[first - 1].leg != here.leg:
            break
        first -= 1
    return Change(timeline.moments[first].step.before, here.step.after, first, number)
