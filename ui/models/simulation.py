"""`Simulation`: the session of what was sent and done, and the paths of the packet that is on show in it."""

from collections.abc import Callable, Sequence
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal

from sandbox.scenario import Flow, Scenario
from sandbox.telling import as_sentence
from sandbox.trace import Exchange
from ui.jobs import Job, Jobs, run_inline
from ui.language import say, tr
from ui.models import changes
from ui.models.changes import NOTHING, Change, Result, State, Step
from ui.models.document import Document

if TYPE_CHECKING:
    from sandbox.analysis.session import Session
    from sandbox.engine import World

__all__ = ["Result", "Simulation", "State"]


class Kind(Enum):
    """What a change that is to be made is: a passing edit, an edit, or another packet."""

    PREVIEW = "preview"
    EDIT = "edit"
    PACKET = "packet"


class Pending(NamedTuple):
    """A change that is to be made; `change` is given what the last edit is called."""

    change: Callable[[str], Change]
    kind: Kind | None


class Simulation(QObject):
    """Recomputes when the scenario changes or something happens in the session.

    Bursts of changes are one computation, and a result that came too late is dropped, though what was to
    happen is not. `jobs` says where to compute; by default at once, on this thread.
    """

    results_changed = Signal()
    """Other paths, another chosen path, another packet or another problem."""
    session_changed = Signal()
    """Something happened in the session, or another moment of it is on show."""
    sent = Signal()
    """Someone sent a flow, and wants to see what becomes of it."""

    def __init__(self, document: Document, jobs: Jobs = run_inline, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._jobs = jobs
        self._job: Job | None = None
        self._flow: Flow | None = None
        self._state = State(None, NOTHING)
        self._todo: list[Pending] = []
        self._is_going = False
        self._seen: Scenario | None = None
        self._chosen = 0
        self._followed: int | None = None
        self.packet = 0
        """Counts the packets that were put on show, one after another."""
        self.walked = False
        """Whether somebody has moved in the walk on show: the playhead says so."""
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self._compute)
        document.scenario_changed.connect(self._follow)
        document.committed.connect(self._follow_commit)
        document.opened.connect(self._forget)

    @property
    def flow(self) -> Flow | None:
        """What is sent."""
        return self._flow

    @property
    def session(self) -> "Session | None":
        """What was done up to now, and with which branches; None where nothing is sent."""
        return self._state.session

    @property
    def _result(self) -> Result:
        return self._state.shown

    @property
    def paths(self) -> tuple[Exchange, ...]:
        """Every path that the packet can take, each with its exact probability."""
        return self._result.paths

    @property
    def chosen(self) -> int:
        """The index of the path that is walked, or that the followed request took."""
        return self._chosen

    @property
    def exchange(self) -> Exchange | None:
        """The path that is walked: a chosen one, or that of the followed request."""
        if self._followed is not None:
            return self._result.requests[self._followed]
        return self.paths[self._chosen] if self.paths else None

    @property
    def exchanges(self) -> tuple[Exchange, ...]:
        """The requests that are under way together: the drawn ones, or the chosen path alone."""
        if self._followed is not None:
            return self._result.requests
        return self.paths[self._chosen : self._chosen + 1]

    @property
    def requests(self) -> tuple[Exchange, ...]:
        """A drawn path for each of the flow's first requests; empty where it sends only one."""
        return self._result.requests

    @property
    def followed(self) -> int | None:
        """The index of the drawn request that is walked; None where a chosen path is."""
        return self._followed

    @property
    def world(self) -> "World | None":
        """What the packets are sent into: its hosts have the rules and routes that they meet."""
        return self._result.world

    @property
    def problem(self) -> str:
        """Why the flow cannot be computed, in one sentence; empty if it can."""
        return say(as_sentence(self._result.problem))

    @property
    def is_current(self) -> bool:
        """Whether the results are those of the scenario and flow as they are now."""
        return self._job is None and not self._timer.isActive()

    def send(self, flow: Flow) -> None:
        """Walk a flow: in the world that was left if more has happened than one walk, else in a fresh one."""
        session = self.session
        if session is None or not session.is_going_on:
            self.restart(flow)
        else:
            from sandbox.analysis.session import sent_next

            self._flow = flow
            self.happen(lambda now, taken, walked: sent_next(now, taken, walked, flow))
        self.sent.emit()

    def restart(self, flow: Flow) -> None:
        """Walk a flow in a fresh world, and forget what has been done."""
        self._flow = flow
        self._chosen = 0
        self._todo.clear()
        scenario = self._seen = self._document.scenario
        self._schedule(lambda _: changes.begin(scenario, flow))

    def begin(self, flow: Flow) -> None:
        """Walk a flow in a fresh world, as a branch if there is anything to keep."""
        self._flow = flow
        self._todo.clear()
        scenario = self._seen = self._document.scenario
        self._schedule(lambda _: changes.begin_beside(scenario, flow), Kind.PACKET)

    def happen(self, step: Step) -> None:
        """Let one of the session's events happen."""
        self._schedule(lambda _: changes.happen(step), Kind.PACKET)

    def go_to(self, moment: int) -> None:
        """Show a moment of the session: the scenario, the world and the packet as they were."""
        if self.session is not None:
            wanted = self.session.history.moments[moment]
            self._is_going = True
            self.happen(lambda now, taken, walked: changes.shown(now, wanted))

    def remove_branch(self, branch: str) -> None:
        """Take a branch away with what came after it; the only one stays."""
        self._is_going = True
        self.happen(lambda now, taken, walked: changes.without_branch(now, branch))

    def rename_branch(self, branch: str, name: str) -> str:
        """Give a branch another name; what is wrong with the name, empty if nothing."""
        from sandbox.analysis.session import renamed

        if self.session is None or not self.is_current:
            return tr("the walk is being computed: give the name again in a moment")
        try:
            session = renamed(self.session, branch, name)
        except ValueError as error:
            return say(str(error))
        self._state = self._state._replace(session=session)
        self.session_changed.emit()
        return ""

    def clear(self) -> None:
        """Walk nothing."""
        self._flow = None
        self._todo.clear()
        self._schedule(lambda _: changes.nothing)

    def choose(self, index: int) -> None:
        """Walk another of the paths."""
        if 0 <= index < len(self.paths) and (index != self._chosen or self._followed is not None):
            self._chosen, self._followed = index, None
            self._reopen()
            self.results_changed.emit()

    def follow(self, index: int) -> None:
        """Walk another of the drawn requests, all of them being under way."""
        if 0 <= index < len(self.requests) and index != self._followed:
            self._follow_request(index)
            self.results_changed.emit()

    def draw(self) -> None:
        """Walk a path drawn by weight, as the kernel would."""
        from random import choices

        if self.paths:
            weights = [each.probability for each in self.paths]
            self.choose(choices(range(len(self.paths)), weights)[0])

    def _reopen(self) -> None:
        """A packet that has happened may not have gone another way: it is another packet, on show instead."""
        from sandbox.analysis.session import reopened

        if self.session is not None and self.session.recorded is not None:
            self._state = self._state._replace(session=reopened(self.session))
            self.session_changed.emit()

    def _follow(self, before: Scenario, after: Scenario) -> None:
        if self._flow is None:
            return
        newer = after.by_key.get(self._flow.key)
        if self._flow.key in before.by_key and isinstance(newer, Flow):
            self._flow = newer
        if self._document.is_previewing:
            self._schedule(lambda _: changes.preview(after), Kind.PREVIEW)
        else:
            self._edit(after)

    def _forget(self) -> None:
        """Another scenario altogether: what was done in the one before has not been done in this one."""
        self._todo.clear()
        self._state = self._state._replace(session=None)
        self.session_changed.emit()

    def _follow_commit(self) -> None:
        """What was only previewed has become an edit."""
        if self._flow is not None:
            self._edit(self._document.scenario)

    def _edit(self, scenario: Scenario) -> None:
        """Take an edit into the session, unless it is one that led there, or that is known."""
        known, self._seen = scenario is self._seen, scenario
        led = self.session is not None and scenario is self.session.scenario and not self._todo
        passing = self._state.previewed is not None or any(each.kind is Kind.PREVIEW for each in self._todo)
        if passing or not (known or led):
            flow = self._flow
            assert flow is not None
            self._schedule(lambda label: changes.edit(scenario, flow, label), Kind.EDIT)

    def _schedule(self, change: Callable[[str], Change], kind: Kind | None = None) -> None:
        """Let a change be made soon; an edit that another one follows at once need not be made."""
        replaced = (Kind.PREVIEW, kind) if kind in (Kind.PREVIEW, Kind.EDIT) else ()
        if self._todo and self._todo[-1].kind in replaced:
            self._todo.pop()
        self._todo.append(Pending(change, kind))
        if self._job is not None:
            self._job.cancel()
            self._job = None
        self._timer.start()

    def _compute(self) -> None:
        if self._flow is None:
            self._take(State(None, NOTHING))
            return
        label = self._document.undo_stack.undoText()
        todo = tuple(each.change(label) for each in self._todo)
        state = self._state if self._state.previewed is not None else self._now()
        self._job = self._jobs(lambda: attempt(state, todo), self._done)

    def _now(self) -> State:
        """The state with what has been decided since it was computed."""
        return self._state._replace(taken=self.exchange, walked=self.walked)

    def _done(self, state: State | Exception) -> None:
        self._job = None
        if isinstance(state, Exception):
            problem = tr("this walk cannot be shown: Natwalk met an error of its own")
            self._take(State(self.session, Result((), problem)))
            raise state
        self._take(state)

    def _take(self, state: State) -> None:
        """Show new results; a world that led to the same ones is taken in silence."""
        fresh = any(each.kind is Kind.PACKET for each in self._todo)
        self._todo.clear()
        was, before, old = self.exchange, self._followed, self._state
        self._state = state
        if state.session is not None:
            self._flow = state.session.sending.flow
        if fresh:
            self.packet += 1
        if state.previewed is None and not (state.walked and state.session is not None):
            self.walked = False
        if fresh or state.shown[:3] != old.shown[:3]:
            self._show(was, before)
        if state.session is not old.session:
            self.session_changed.emit()
            self._show_scenario()

    def _show(self, was: Exchange | None, before: int | None) -> None:
        self._followed, self._chosen = None, same_choices(self.paths, self._recorded() or was)
        if self.requests:
            self._follow_request(min(before or 0, len(self.requests) - 1))
        self.results_changed.emit()

    def _recorded(self) -> Exchange | None:
        """The path that the packet on show has gone, if it has happened."""
        session = self.session
        if session is None or session.recorded is None:
            return None
        event = session.history.moments[session.recorded].event
        found: Exchange | None = getattr(event, "exchange", None)
        return found

    def _show_scenario(self) -> None:
        """Bring the document to where the session has gone, as an edit that can be undone."""
        going, self._is_going = self._is_going, False
        session = self.session
        if going and session is not None and session.scenario != self._document.scenario:
            scenario = session.scenario
            self._document.apply(tr("Go to {branch}", branch=session.branch), lambda _: scenario)

    def _follow_request(self, index: int) -> None:
        self._followed = index
        self._chosen = same_choices(self.paths, self.requests[index])


def attempt(state: State, todo: Sequence[Change]) -> State | Exception:
    """The state after what is to happen; an error of our own comes back, so that no earlier walk stays."""
    try:
        return changes.changed(state, todo)
    except Exception as error:  # noqa: BLE001 - raised again on the window's thread
        return error


def same_choices(paths: Sequence[Exchange], wanted: Exchange | None) -> int:
    """The index of the path with the same choices as `wanted`, else of one with its endpoint, else 0."""
    if wanted is None:
        return 0
    alike = [(each.choices == wanted.choices, each.endpoint == wanted.endpoint) for each in paths]
    return max(range(len(paths)), key=alike.__getitem__, default=0)
