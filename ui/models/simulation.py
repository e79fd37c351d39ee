"""`Simulation`: the paths of the flow that is walked, kept up with the scenario."""

import random
from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from sandbox.scenario import Flow, Scenario
from sandbox.trace import Exchange
from ui.jobs import Job, Jobs, run_inline
from ui.models.document import Document


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
        self._paths: tuple[Exchange, ...] = ()
        self._chosen = 0
        self._problem = ""
        self._random = random.Random()
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
        return self._paths

    @property
    def chosen(self) -> int:
        """The index of the path that is walked."""
        return self._chosen

    @property
    def exchange(self) -> Exchange | None:
        """The path that is walked."""
        return self._paths[self._chosen] if self._paths else None

    @property
    def problem(self) -> str:
        """Why the flow cannot be computed, in one sentence; empty if it can."""
        return self._problem

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
        if 0 <= index < len(self._paths) and index != self._chosen:
            self._chosen = index
            self.results_changed.emit()

    def draw(self) -> None:
        """Walk a path drawn by weight, as the kernel would."""
        if self._paths:
            weights = [each.probability for each in self._paths]
            self.choose(self._random.choices(range(len(self._paths)), weights)[0])

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
            self._take((), "")
            return
        scenario, flow = self._document.scenario, self._flow
        self._job = self._jobs(lambda: compute(scenario, flow), self._done)

    def _done(self, result: "Result") -> None:
        self._job = None
        self._take(*result)

    def _take(self, paths: tuple[Exchange, ...], problem: str) -> None:
        if (paths, problem) == (self._paths, self._problem):
            return
        self._chosen = same_choices(paths, self.exchange)
        self._paths, self._problem = paths, problem
        self.results_changed.emit()


Result = tuple[tuple[Exchange, ...], str]


def compute(scenario: Scenario, flow: Flow) -> Result:
    """Every path of a flow, or the sentence that says why there is none."""
    from sandbox.analysis import flow_paths
    from sandbox.scenario.compile import FlowError

    try:
        return flow_paths(scenario, flow), ""
    except FlowError as error:
        return (), str(error)


def same_choices(paths: Sequence[Exchange], wanted: Exchange | None) -> int:
    """The index of the path with the same choices as `wanted`, else of one with its endpoint, else 0."""
    if wanted is None:
        return 0
    alike = [(each.choices == wanted.choices, each.endpoint == wanted.endpoint) for each in paths]
    return max(range(len(paths)), key=alike.__getitem__, default=0)
