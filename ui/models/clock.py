"""`Clock`: the simulated time of the packet on show, and letting it go on."""

from functools import partial
from typing import TYPE_CHECKING

from sandbox.trace import Exchange
from ui.language import mark, tr
from ui.models.simulation import Simulation

if TYPE_CHECKING:
    from sandbox.analysis.session import Due, Session
    from sandbox.engine import World

KINDS = {
    "connection": mark("the time-out of {about}"),
    "health": mark("the health checks of {about}"),
    "affinity": mark("the end of the affinity of {about}"),
}
"""What comes due, in words."""
UNITS = ((86400, "d"), (3600, "h"), (60, "min"))
LONGEST = 10 * 365 * 86400.0
"""Seconds that the clock goes on by at most, at once."""


class Clock:
    """Tells the time and what comes due, and goes on."""

    def __init__(self, simulation: Simulation) -> None:
        self._simulation = simulation

    @property
    def is_running(self) -> bool:
        """Whether there is a time at all: something is sent."""
        return self._simulation.session is not None

    @property
    def now(self) -> float:
        """Seconds of the simulated clock when the packet on show is sent."""
        session = self._simulation.session
        return 0.0 if session is None else session.world.now

    def due(self) -> "tuple[Due, ...]":
        """What comes due, the next first: with what the packet on show leaves behind, if it was walked."""
        from sandbox.analysis.session import due

        session = self._simulation.session
        return () if session is None else due(self.left(), session.scenario)

    def told(self, each: "Due") -> str:
        """What comes due, in words."""
        return tr(KINDS[each.kind.value], about=each.about)

    def advance(self, seconds: float) -> None:
        """Let time pass."""
        self._simulation.happen(partial(_advanced, seconds=min(seconds, LONGEST)))

    def to_next(self) -> None:
        """Let time pass until the next thing comes due."""
        found = self.due()
        if found:
            self.advance(found[0].at - self.now)

    def left(self) -> "World":
        """The world that the packet on show leaves behind; if it was not walked, the one that it meets.

        To be asked only while the clock runs.
        """
        from sandbox.analysis.session import after

        session, taken = self._simulation.session, self._simulation.exchange
        assert session is not None, "there is no clock without a session"
        if not self._simulation.walked or taken is None:
            return session.world
        if session.recorded is not None:
            return session.history.moments[session.recorded].world
        return after(session.world, session.scenario, session.sending, taken)


def _advanced(session: "Session", taken: Exchange | None, walked: bool, *, seconds: float) -> "Session":
    from sandbox.analysis.session import advanced

    return advanced(session, taken, walked, seconds)


def clock_text(seconds: float) -> str:
    """A time as people read it: `90 s`, `2 h`, `1 d`; what is no whole number of a unit stays in seconds."""
    for size, unit in UNITS:
        if seconds >= size and seconds % size == 0 and seconds != 60:
            return f"{seconds / size:g} {unit}"
    return f"{seconds:g} s"
