"""Going about in a session: to a moment, to another name for a branch, and away with one."""

from msgspec.structs import replace

from sandbox.analysis.session.sending import walks_of
from sandbox.analysis.session.value import Session, without
from sandbox.engine.history import Resumed, Sent
from sandbox.trace import Exchange


def shown_at(session: Session, index: int) -> Session:
    """The session with a moment on show: the packet that was sent then, else the first one after it.

    Everything is as it was then: the world, and the scenario in the moment's note.
    """
    moment, note = session.history.moments[index], session.notes[index]
    if isinstance(moment.event, Sent | Resumed):
        return replace(session, base=moment.parent, recorded=index, sending=note.sending, origin=None)
    later = (each for each in session.children(index) if _is_packet_on(session, each, moment.branch))
    recorded = next(later, None)
    sending = note.sending if recorded is None else session.notes[recorded].sending
    return replace(session, base=index, recorded=recorded, sending=sending, origin=None)


def _is_packet_on(session: Session, index: int, branch: str) -> bool:
    moment = session.history.moments[index]
    return moment.branch == branch and isinstance(moment.event, Sent | Resumed)


def walks_on(session: Session, branch: str) -> tuple[Exchange, ...]:
    """How the packet on show went on a branch, or every way that it would go at the branch's end."""
    walked = session.walked_on(branch)
    if walked is not None:
        return (walked,)
    end = session.on(branch)[-1]
    world, scenario = session.history.moments[end].world, session.notes[end].scenario
    return walks_of(world, scenario, session.sending).paths


def renamed(session: Session, branch: str, name: str) -> Session:
    """The same with another name for a branch. Raises ValueError if it is empty or taken."""
    return replace(session, history=session.history.renamed(branch, name.strip()))


def removed(session: Session, branch: str) -> Session:
    """The session without a branch and all that came after it; what is on show stays, if it is left.

    Raises ValueError where nothing would be left.
    """
    gone = session.history.of_branch(branch)
    shown = session.history.at(session.current).without(gone).current
    left = without(session, gone)
    return shown_at(left, shown) if session.current in gone else left
