"""Going on with the session: the packets that can be sent after the one on show."""

from functools import partial
from typing import TYPE_CHECKING

from sandbox.trace import Exchange
from ui.models.simulation import Simulation

if TYPE_CHECKING:
    from sandbox.analysis.session import Session
    from sandbox.engine.segments import By


class GoingOn:
    """Sends what comes next, in the world that the packet on show leaves behind."""

    def __init__(self, simulation: Simulation) -> None:
        self._simulation = simulation

    @property
    def is_possible(self) -> bool:
        """Whether something is on show that another packet can come after."""
        return self._simulation.session is not None and self._simulation.exchange is not None

    @property
    def has_connection(self) -> bool:
        """Whether there is an open connection that can go on."""
        from sandbox.analysis.session import has_connection

        session, simulation = self._simulation.session, self._simulation
        if session is None:
            return False
        return has_connection(session, simulation.exchange, simulation.walked)

    def again(self) -> None:
        """Send the flow once more, by a new connection."""
        self._simulation.happen(_again)

    def next_packet(self, by: "By") -> None:
        """Send the next packet of the connection, from one of its ends."""
        self._simulation.happen(partial(_next_packet, by=by))

    def go_by(self, way: int) -> None:
        """Show what happened before (-1) or after (1) what is on show, on its branch."""
        session = self._simulation.session
        found = None if session is None else _before(session) if way < 0 else _later(session)
        if found is not None:
            self._simulation.go_to(found)


def _is_packet(session: "Session", index: int) -> bool:
    from sandbox.engine.history import Resumed, Sent

    return isinstance(session.history.moments[index].event, Sent | Resumed)


def _before(session: "Session") -> int | None:
    """The packet before the one on show, else the beginning, if that is something else."""
    index = session.base
    while not _is_packet(session, index):
        if session.history.moments[index].parent < 0:
            return None if index == session.base else index
        index = session.history.moments[index].parent
    return index


def _later(session: "Session") -> int | None:
    """The packet after the one on show, else the last thing that happened after it."""
    if session.recorded is None:
        return None
    found, index = None, session.recorded
    while later := session.children(index):
        found = index = later[0]
        if _is_packet(session, index):
            break
    return found


def _again(session: "Session", taken: Exchange | None, walked: bool) -> "Session":
    from sandbox.analysis.session import again, went_on

    return went_on(session, taken, again(session))


def _next_packet(session: "Session", taken: Exchange | None, walked: bool, *, by: "By") -> "Session":
    from sandbox.analysis.session import continued

    return continued(session, taken, walked, by)
