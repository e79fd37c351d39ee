"""What can happen in a session: packets, time, and connections that are forgotten or run out.

It happens before the packet on show, or after it where somebody has walked that; `taken` is the path that
the packet on show goes, None where it cannot be sent.
"""

from collections.abc import Callable

from msgspec.structs import replace

from sandbox.analysis.session.sending import Sending, after
from sandbox.analysis.session.value import Note, Session, without
from sandbox.conntrack import ConntrackEntry
from sandbox.engine.exchange import Connection, connection_of
from sandbox.engine.history import Edited, Event, History, Resumed, Sent
from sandbox.engine.segments import By
from sandbox.scenario import Flow, Scenario
from sandbox.scenario.compile import compile_world, recompiled, request_of
from sandbox.trace import Exchange, Verdict


def begun(scenario: Scenario, flow: Flow) -> Session:
    """A session in which nothing has happened yet; `flow` is on show. Raises FlowError for wrong rules."""
    sending = Sending(flow)
    return Session(History.of(compile_world(scenario, flow.at)), (Note(scenario, sending),), sending)


def begun_beside(session: Session, scenario: Scenario, flow: Flow) -> Session:
    """A branch with a world in which nothing has happened yet; what was done in others is kept."""
    history = session.history.restarted(Edited(""), compile_world(scenario, flow.at))
    return session.then(history, Note(scenario, Sending(flow)), flow.metadata.name)


def committed(session: Session, taken: Exchange) -> Session:
    """The packet on show has gone by the path `taken`: it is a moment of the history."""
    if session.recorded is not None:
        return session
    sending, base = session.sending, session.base
    world = after(session.world, session.scenario, sending, taken)
    event: Event
    if sending.connection is None:
        event = Sent(request_of(session.scenario, sending.flow), taken)
    else:
        event = Resumed(sending.connection, sending.by, taken)
    note = Note(session.scenario, sending)
    done = session.happening(base, event, world, note, f"{sending.flow.metadata.name} again")
    return replace(done, base=base, recorded=done.base)


def went_on(session: Session, taken: Exchange | None, sending: Sending) -> Session:
    """Another packet is on show, in the world that the one on show has left, walked or not."""
    if taken is None:
        return replace(session, sending=sending, recorded=None)
    done = committed(session, taken)
    return replace(done, sending=sending, base=done.current, recorded=None)


def sent_next(session: Session, taken: Exchange | None, walked: bool, flow: Flow) -> Session:
    """A flow is on show: after the packet that was, if somebody walked that, else in its place."""
    sending = again(session, flow)
    if walked or session.recorded is not None:
        return went_on(session, taken, sending)
    return replace(session, sending=sending, origin=None)


def again(session: Session, flow: Flow | None = None) -> Sending:
    """The flow on show, or another one, by a connection that nobody has opened yet."""
    known = (*(note.sending for note in session.notes), session.sending)
    number = max(each.number + max(each.count, 1) for each in known)
    return Sending(flow or session.sending.flow, number)


def reopened(session: Session) -> Session:
    """The session in which the packet on show may go another way: what came after is another's."""
    recorded = session.recorded
    if recorded is None:
        return session
    if session.children(recorded):
        return replace(session, recorded=None)
    return replace(without(session, (recorded,)), recorded=None)


def next_packet(session: Session, taken: Exchange | None, by: By) -> Sending | None:
    """The next packet of the connection on show; None where there is none that could go on."""
    return None if taken is None else _following(session.sending, taken, by)


def continued(session: Session, taken: Exchange | None, walked: bool, by: By) -> Session:
    """A connection's next packet is on show, if `has_connection`.

    Right after an edit has begun a branch beside a packet, that packet's connection goes on instead: the edit
    then comes between the two, and the branch gives way.
    """
    earlier = None if walked else _last_packet(session)
    sending = next_packet(session, taken, by) if earlier is None else _following(*earlier, by)
    if sending is None:
        return session
    if earlier is None:
        return went_on(session, taken, sending)
    if session.origin is None:
        return replace(session, sending=sending)
    return _edited_between(session, session.origin, sending)


def _edited_between(session: Session, origin: int, sending: Sending) -> Session:
    """The edit that began the branch on show comes after the packet `origin`, which `sending` follows."""
    scenario, event = session.scenario, session.history.moments[session.base].event
    assert isinstance(event, Edited), "only edits have an origin"
    before = session.notes[origin].scenario
    world = recompiled(session.history.moments[origin].world, scenario, before)
    left = without(session, (session.base,))
    return left.happening(origin, event, world, Note(scenario, sending), event.label)


def has_connection(session: Session, taken: Exchange | None, walked: bool) -> bool:
    """Whether a connection is open that can go on.

    That is the one on show, if its packet was walked or nothing was sent before it; else that of the last
    packet that happened, and what is on show gives way.
    """
    earlier = None if walked else _last_packet(session)
    if earlier is not None:
        return _following(*earlier, By.CLIENT) is not None
    return next_packet(session, taken, By.CLIENT) is not None


def _last_packet(session: Session) -> tuple[Sending, Exchange] | None:
    """What was sent last before a packet that has not happened, and how it went."""
    if session.recorded is not None:
        return None
    last = session.base if session.origin is None else session.origin
    for index in reversed(session.history.at(last).line):
        event = session.history.moments[index].event
        if isinstance(event, Sent | Resumed):
            return session.notes[index].sending, event.exchange
    return None


def _following(sending: Sending, taken: Exchange, by: By) -> Sending | None:
    """The packet after one of a connection, or after the request that opened it."""
    connection: Connection | None = sending.connection or connection_of(taken)
    if connection is None or sending.count:
        return None
    if sending.connection is not None and taken.verdict is Verdict.REPLIED:
        connection = replace(connection, is_open=True)
    return replace(sending, connection=connection, by=by, packet=sending.packet + 1)


def advanced(session: Session, taken: Exchange | None, walked: bool, seconds: float) -> Session:
    """Time passes; a new connection is on show after it."""
    follows = again(session)
    name = f"after {seconds:g} s"
    return _happened(session, taken, walked, follows, lambda history: history.advanced(seconds), name)


def forgotten(
    session: Session, taken: Exchange | None, walked: bool, host: str, entry: ConntrackEntry
) -> Session:
    """A connection is removed from a host's table; its next packet is on show after it."""
    follows = next_packet(session, taken, By.CLIENT) or again(session)
    return _happened(
        session, taken, walked, follows, lambda history: history.forgotten(host, entry), "without the entry"
    )


def expired(
    session: Session, taken: Exchange | None, walked: bool, host: str, entry: ConntrackEntry
) -> Session:
    """A connection's time on a host is up; its next packet is on show after it."""
    follows = next_packet(session, taken, By.CLIENT) or again(session)
    return _happened(
        session,
        taken,
        walked,
        follows,
        lambda history: history.expired(host, entry),
        "with the entry expired",
    )


def _happened(
    session: Session,
    taken: Exchange | None,
    walked: bool,
    follows: Sending,
    change: Callable[[History], History],
    name: str,
) -> Session:
    if walked and taken is not None:
        session = went_on(session, taken, follows)
    history = change(session.history.at(session.base))
    return session.then(history, Note(session.scenario, session.sending), name)
