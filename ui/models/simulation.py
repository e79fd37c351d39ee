"""`Simulation`: the paths of the flow that is walked, kept up with the scenario."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal

from sandbox.scenario import Flow, Scenario
from sandbox.trace import Exchange
from ui.jobs import Job, Jobs, run_inline
from ui.language import tr
from ui.models.document import Document

if TYPE_CHECKING:
    from sandbox.engine import World

DRAWN = 12
"""How many of a flow's requests are drawn and walked at most; more would only hide each other."""


class Result(NamedTuple):
    """What comes of a flow: every path, or the sentence that says why there is none.

    `requests` holds a drawn path for each of the first requests, where the flow sends several; `world` is
    what they are sent into.
    """

    paths: tuple[Exchange, ...]
    problem: str = ""
    requests: tuple[Exchange, ...] = ()
    world: "World | None" = None


NOTHING = Result(())


class Simulation(QObject):
    """Recomputes when the scenario or the flow changes.

    Bursts of changes are one computation, and a result that came too late is dropped. `jobs` says where to
    compute; by default at once, on this thread.
    """

    results_changed = Signal()
    """Other paths, another chosen path, or another problem."""

    def __init__(self, document: Document, jobs: Jobs = run_inline, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._jobs = jobs
        self._job: Job | None = None
        self._flow: Flow | None = None
        self._result = NOTHING
        self._chosen = 0
        self._followed: int | None = None
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self._compute)
        document.scenario_changed.connect(self._follow)

    @property
    def flow(self) -> Flow | None:
        """What is sent."""
        return self._flow

    @property
    def paths(self) -> tuple[Exchange, ...]:
        """Every path that the flow can take, each with its exact probability."""
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
        return self._result.problem

    @property
    def is_current(self) -> bool:
        """Whether the results are those of the scenario and flow as they are now."""
        return self._job is None and not self._timer.isActive()

    def send(self, flow: Flow) -> None:
        """Walk a flow."""
        self._flow = flow
        self._chosen = 0
        self._schedule()

    def clear(self) -> None:
        """Walk nothing."""
        self._flow = None
        self._schedule()

    def choose(self, index: int) -> None:
        """Walk another of the paths."""
        if 0 <= index < len(self.paths) and (index != self._chosen or self._followed is not None):
            self._chosen, self._followed = index, None
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

    def _follow(self, before: Scenario, after: Scenario) -> None:
        if self._flow is None:
            return
        key = self._flow.key
        if key in before.by_key and isinstance(newer := after.by_key.get(key), Flow):
            self._flow = newer
        self._schedule()

    def _schedule(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job = None
        self._timer.start()

    def _compute(self) -> None:
        if self._flow is None:
            self._take(NOTHING)
            return
        scenario, flow = self._document.scenario, self._flow
        self._job = self._jobs(lambda: attempt(scenario, flow), self._done)

    def _done(self, result: Result | Exception) -> None:
        self._job = None
        if isinstance(result, Exception):
            self._take(Result((), tr("this walk cannot be shown: Natwalk met an error of its own")))
            raise result
        self._take(Result(*result))

    def _take(self, result: Result) -> None:
        """Show new results; a world that led to the same ones is taken in silence."""
        same = result[:3] == self._result[:3]
        was, before = self.exchange, self._followed
        self._result = result
        if same:
            return
        self._followed, self._chosen = None, same_choices(result.paths, was)
        if result.requests:
            self._follow_request(min(before or 0, len(result.requests) - 1))
        self.results_changed.emit()

    def _follow_request(self, index: int) -> None:
        self._followed = index
        self._chosen = same_choices(self.paths, self.requests[index])


def attempt(scenario: Scenario, flow: Flow) -> Result | Exception:
    """See `compute`; an error of our own comes back as a value, so that no earlier walk stays on show."""
    try:
        return compute(scenario, flow)
    except Exception as error:  # noqa: BLE001 - raised again on the window's thread
        return error


def compute(scenario: Scenario, flow: Flow) -> Result:
    """Every path of a flow, drawn requests and their world, or the sentence that says why there is none."""
    from sandbox.analysis.flows import drawn_requests, request_paths
    from sandbox.scenario.compile import FlowError, compile_world, request_of

    try:
        world, request = compile_world(scenario, flow.at), request_of(scenario, flow)
        paths = request_paths(world, request)
        count = min(flow.requests, DRAWN) if flow.requests > 1 else 0
        requests = tuple(drawn_requests(world, request, count))
    except FlowError as error:
        return Result((), str(error))
    if not all(each.legs for each in (*paths, *requests)):
        return Result((), paths[0].reason)
    return Result(paths, "", requests, world)


def same_choices(paths: Sequence[Exchange], wanted: Exchange | None) -> int:
    """The index of the path with the same choices as `wanted`, else of one with its endpoint, else 0."""
    if wanted is None:
        return 0
    alike = [(each.choices == wanted.choices, each.endpoint == wanted.endpoint) for each in paths]
    return max(range(len(paths)), key=alike.__getitem__, default=0)
