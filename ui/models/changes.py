"""Changes of a session, as the simulation's worker makes them one after another: values in, values out."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from sandbox.scenario import Flow, Scenario
from sandbox.trace import Exchange

if TYPE_CHECKING:
    from sandbox.analysis.session import Session, Walks
    from sandbox.engine import World
    from sandbox.engine.history import Moment


class Result(NamedTuple):
    """What can come of the packet on show: every path, or the sentence that says why there is none.

    `requests` holds a drawn path for each of the first requests, where the flow sends several; `world` is
    what they are sent into.
    """

    paths: tuple[Exchange, ...]
    problem: str = ""
    requests: tuple[Exchange, ...] = ()
    world: "World | None" = None


NOTHING = Result(())


class State(NamedTuple):
    """A session and what comes of its packet; `taken` is the path that it goes, `walked` whether it went.

    `previewed` is what would come of it with an edit that may yet be dropped. `session` is None where nothing
    is sent.
    """

    session: "Session | None"
    result: Result
    taken: Exchange | None = None
    walked: bool = False
    previewed: Result | None = None

    @property
    def shown(self) -> Result:
        """What there is to see."""
        return self.result if self.previewed is None else self.previewed


Change: TypeAlias = Callable[[State], State]
Step: TypeAlias = Callable[["Session", Exchange | None, bool], "Session"]
"""One of the session's events: the session, the path that its packet goes, and whether it went."""


def changed(state: State, changes: Sequence[Change]) -> State:
    """The state after all changes."""
    for change in changes:
        state = change(state)
    return state


def nothing(_: State) -> State:
    """Send nothing."""
    return State(None, NOTHING)


def begin(scenario: Scenario, flow: Flow) -> Change:
    """Send a flow into a world to which nothing has happened; what has been done is forgotten."""
    return lambda state: _begun(scenario, flow)


def begin_beside(scenario: Scenario, flow: Flow) -> Change:
    """The same as a branch, if there is anything to keep."""

    def change(state: State) -> State:
        from sandbox.analysis.session import begun_beside, committed
        from sandbox.scenario.compile import FlowError

        session = state.session
        if session is None or not session.is_going_on:
            return _begun(scenario, flow)
        try:
            if state.walked and state.taken is not None:
                session = committed(session, state.taken)
            return _walked(begun_beside(session, scenario, flow))
        except FlowError as error:
            return State(session, Result((), str(error)))

    return change


def happen(step: Step) -> Change:
    """Let one of the session's events happen."""

    def change(state: State) -> State:
        if state.session is None:
            return state
        return _walked(step(state.session, state.taken, state.walked))

    return change


def shown(session: "Session", wanted: "Moment") -> "Session":
    """The session with a moment on show, if it is still there after what has happened meanwhile."""
    from sandbox.analysis.session import shown_at

    for index, moment in enumerate(session.history.moments):
        if moment.world is wanted.world and moment.event is wanted.event:
            return shown_at(session, index)
    return session


def without_branch(session: "Session", branch: str) -> "Session":
    """The session without a branch, unless nothing else is left by now."""
    from sandbox.analysis.session import removed

    gone = session.history.of_branch(branch)
    return session if len(gone) == len(session.notes) else removed(session, branch)


def edit(scenario: Scenario, flow: Flow, label: str) -> Change:
    """Edit the scenario; with wrong rules the session stays as it is, and the problem is shown."""

    def change(state: State) -> State:
        from sandbox.analysis.session import Edit, Walks, edited
        from sandbox.scenario.compile import FlowError

        if state.session is None:
            return _begun(scenario, flow)
        before = Walks(*state.result)
        try:
            session, walks = edited(state.session, Edit(scenario, label), before, state.taken, state.walked)
        except FlowError as error:
            return state._replace(previewed=Result((), str(error)))
        stays = session.history is state.session.history
        return State(session, _result(walks), state.taken if stays else None, state.walked and stays)

    return change


def preview(scenario: Scenario) -> Change:
    """Show what would come of the packet with an edit that may yet be dropped; nothing happens."""

    def change(state: State) -> State:
        from sandbox.analysis.session import Edit, Walks, edited
        from sandbox.scenario.compile import FlowError

        if state.session is None:
            return state
        try:
            _, walks = edited(state.session, Edit(scenario), Walks(*state.result), None, False)
        except FlowError as error:
            return state._replace(previewed=Result((), str(error)))
        return state._replace(previewed=_result(walks))

    return change


def _begun(scenario: Scenario, flow: Flow) -> State:
    from sandbox.analysis.session import begun
    from sandbox.scenario.compile import FlowError

    try:
        return _walked(begun(scenario, flow))
    except FlowError as error:
        return State(None, Result((), str(error)))


def _walked(session: "Session") -> State:
    from sandbox.analysis.session import walks_of

    walks = walks_of(session.world, session.scenario, session.sending)
    return State(session, _result(walks))


def _result(walks: "Walks") -> Result:
    return Result(walks.paths, walks.problem, walks.requests, walks.world)
