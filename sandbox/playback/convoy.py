"""Several requests under way at once: each packet on its own timeline, sent a little after the one before."""

from functools import cached_property

import msgspec

from sandbox.playback.lanes import Lane, lanes_of
from sandbox.playback.levels import Level
from sandbox.playback.timeline import Cursor, Timeline, cursor_at
from sandbox.trace import Exchange

GAP = 2.4
"""Seconds between two requests: long enough to tell them apart, short enough to see them together."""


class Token(msgspec.Struct, frozen=True):
    """One packet of several: its `number` counted from 1, its walk, and where it is."""

    number: int
    timeline: Timeline
    cursor: Cursor


class Convoy(msgspec.Struct, frozen=True, dict=True):
    """The timelines of requests that are sent one after another, without waiting for the replies."""

    timelines: tuple[Timeline, ...]

    @classmethod
    def of(cls, exchanges: tuple[Exchange, ...], level: Level) -> "Convoy":
        """Lay out those that have steps, at one level of detail."""
        return cls(tuple(Timeline.of(each, level) for each in exchanges if each.legs))

    @cached_property
    def duration(self) -> float:
        """Seconds from the first request to the last end."""
        return max((number * GAP + each.duration for number, each in enumerate(self.timelines)), default=0.0)

    @cached_property
    def lanes(self) -> tuple[tuple[Lane, ...], ...]:
        """The stays of each packet in devices, in seconds of its own timeline."""
        return tuple(map(lanes_of, self.timelines))

    def tokens_at(self, followed: int, position: float) -> tuple[Token, ...]:
        """Every packet that is under way when the one at index `followed` is at `position` of its timeline.

        Packets that are not sent yet and those whose walk is over are left out, the followed one never is.
        """
        found = []
        for number, timeline in enumerate(self.timelines):
            time = position + (followed - number) * GAP
            if number == followed or 0 <= time < timeline.duration:
                found.append(Token(number + 1, timeline, cursor_at(timeline, time)))
        return tuple(found)
