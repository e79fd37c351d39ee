"""The wall-clock scale of the lanes: what has passed is even, what is to come grows by powers of ten."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import log1p

TICKS = (1, 10, 60, 600, 3600, 36000, 86400, 432000)
"""Seconds from now that have a tick."""
PAST_SHARE = 0.3
"""How much of the width what has passed takes, if anything has."""


@dataclass(frozen=True)
class ClockScale:
    """From `start` over `now` to `end`, in seconds of the clock, between two pixels."""

    left: float
    right: float
    start: float
    now: float
    end: float

    @property
    def now_x(self) -> float:
        """Where now is."""
        share = PAST_SHARE if self.now > self.start else 0.0
        return self.left + share * (self.right - self.left)

    def x_of(self, time: float) -> float:
        """Where a time is."""
        if time <= self.now:
            passed = (time - self.start) / (self.now - self.start) if self.now > self.start else 1.0
            return self.left + max(passed, 0.0) * (self.now_x - self.left)
        whole = log1p(max(self.end - self.now, 1.0))
        return self.now_x + min(log1p(time - self.now) / whole, 1.0) * (self.right - self.now_x)

    def ticks(self, apart: float) -> Iterator[float]:
        """Times to come that have a tick, with at least so many pixels between them."""
        last = self.now_x
        for wait in TICKS:
            x = self.x_of(self.now + wait)
            if self.now + wait <= self.end and x - last >= apart:
                yield self.now + wait
                last = x
