"""What is on the clock: how long the session's connections live, and what was sent when."""

from typing import TYPE_CHECKING, NamedTuple

from ui.models.clock import Clock
from ui.models.simulation import Simulation

if TYPE_CHECKING:
    from sandbox.analysis.session import Lifetime, Session


class OnClock(NamedTuple):
    """Lifetimes from `start` to `end`, seen from `now`; all in seconds of the clock."""

    lifetimes: "tuple[Lifetime, ...]"
    start: float
    now: float
    end: float


def on_clock(simulation: Simulation) -> OnClock | None:
    """Everything up to the packet on show, with what that leaves behind if it was walked."""
    session = simulation.session
    if session is None:
        return None
    from sandbox.analysis.session import lifetimes

    now = Clock(simulation)
    worlds = [session.history.moments[index].world for index in _line(session)]
    found = lifetimes((*worlds, now.left()))
    end = max((each.until for each in found), default=now.now)
    return OnClock(found, worlds[0].now, now.now, max(end, now.now + 1))


def _line(session: "Session") -> tuple[int, ...]:
    return session.history.at(session.base).line
