"""A scenario's flows, predicted and on the kernel, side by side."""

import shutil
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from sandbox.engine import NoSourceError, Request, paths
from sandbox.lab.build import Lab
from sandbox.lab.compare import ExpectedPath, expected_paths
from sandbox.lab.crossings import Crossing
from sandbox.lab.errors import LabError
from sandbox.lab.given import given_rules
from sandbox.lab.memory import Memory
from sandbox.lab.observe import Observation, Observer, Sending
from sandbox.lab.statistics import chi_squared_p_value
from sandbox.lab.trials import AT_ONCE, MISS, Case, Stranger, Trial, next_batch
from sandbox.net import Protocol
from sandbox.scenario import Extent, Flow, Scenario
from sandbox.scenario.compile import FlowError, compile_world, request_of

HANDSHAKE = 3
"""The packets that open a TCP connection: behind them it waits until its client asks."""


class PathReport(msgspec.Struct, frozen=True):
    """A predicted path and the real connections that took it."""

    expected: ExpectedPath
    seen: tuple[Observation, ...]


class FlowReport(msgspec.Struct, frozen=True):
    """A flow on paper and on the kernel. `skipped` says why it was not sent; empty if it was."""

    name: str
    request: Request | None
    paths: tuple[PathReport, ...] = ()
    strangers: tuple[Stranger, ...] = ()
    skipped: str = ""

    @property
    def agrees(self) -> bool:
        """Whether every real connection was predicted and every path was seen that had to come up."""
        return not self.strangers and all(path.seen or self._may_be_missing(path) for path in self.paths)

    def _may_be_missing(self, path: PathReport) -> bool:
        """Whether so rare a path need not have come up in as many connections."""
        return (1 - float(path.expected.probability)) ** self.attempts > MISS

    @property
    def attempts(self) -> int:
        """How many real connections there were."""
        return len(self.strangers) + sum(len(path.seen) for path in self.paths)

    @property
    def crossings(self) -> int:
        """How many crossings of links were captured and compared."""
        return sum(len(each.wire) for path in self.paths for each in path.seen)

    @property
    def p_value(self) -> float:
        """The chi-squared test's: how likely such uneven shares are; only for a fixed number of attempts."""
        counts = [len(path.seen) for path in self.paths]
        return chi_squared_p_value(counts, [path.expected.probability for path in self.paths])


class LabReport(msgspec.Struct, frozen=True):
    """All flows of a scenario."""

    flows: tuple[FlowReport, ...]

    @property
    def agrees(self) -> bool:
        """Whether prediction and kernel agree on every flow."""
        return all(flow.agrees for flow in self.flows)

    @property
    def only_differing(self) -> "LabReport":
        """The flows on which they do not agree."""
        return LabReport(tuple(flow for flow in self.flows if not flow.agrees))


def run_lab(scenario: Scenario, flow_name: str | None = None, *, attempts: int = 0) -> LabReport:
    """Send a scenario's flows, or the one named, on the real kernel. Raises LabError.

    Each is sent until every expected path has been seen, or `attempts` times if that is given.
    """
    flows = [each for each in scenario.flows if flow_name in (None, each.metadata.name)]
    if not flows:
        names = ", ".join(each.metadata.name for each in scenario.flows) or "none"
        raise LabError(f"There is no flow named {flow_name}: the scenario has {names}.")
    reports: dict[str, FlowReport] = {}
    for at in dict.fromkeys(flow.at for flow in flows):
        with Lab(compile_world(scenario, at), given_rules(scenario, at)) as lab:
            for report in _compared(scenario, [each for each in flows if each.at == at], lab, attempts):
                reports[report.name] = report
    return LabReport(tuple(reports[flow.metadata.name] for flow in flows))


def _compared(scenario: Scenario, flows: list[Flow], lab: Lab, attempts: int) -> list[FlowReport]:
    cases: list[Case] = []
    skipped: list[FlowReport] = []
    for flow in flows:
        case = _case(scenario, flow, lab)
        if isinstance(case, Case):
            cases.append(case)
        else:
            skipped.append(case)
    observer = Observer(lab)
    together = [each for each in cases if not each.request.between]
    alone = [each for each in cases if each.request.between]
    return [
        *skipped,
        *compare(together, observer, attempts=attempts),
        *compare(alone, observer, attempts=attempts, at_once=1),
    ]


_UNHELD = (
    f"its `between` asks for another place than after packet {HANDSHAKE} of a whole TCP connection, where "
    "alone the lab can hold the kernel"
)


def _can_be_held(flow: Flow) -> bool:
    is_whole = flow.protocol is Protocol.TCP and flow.connection is Extent.WHOLE
    return is_whole and all(each.after == HANDSHAKE for each in flow.between)


def _case(scenario: Scenario, flow: Flow, lab: Lab) -> Case | FlowReport:
    name = flow.metadata.name
    if flow.protocol is Protocol.SCTP:
        return FlowReport(name, None, skipped="the lab sends TCP, UDP and ICMP")
    if flow.between and not _can_be_held(flow):
        return FlowReport(name, None, skipped=_UNHELD)
    if flow.between and shutil.which("conntrack") is None:
        return FlowReport(name, None, skipped="its `between` needs the tool conntrack; install it")
    try:
        request = request_of(scenario, flow)
        exchanges = tuple(paths(lab.world, request))
        return Case(name, request, expected_paths(exchanges), Memory.of(exchanges))
    except (FlowError, NoSourceError) as error:
        return FlowReport(name, None, skipped=str(error))


def compare(
    cases: Sequence[Case], observer: Observer, *, attempts: int = 0, at_once: int = AT_ONCE
) -> list[FlowReport]:
    """Send each case until every expected path has been seen, or `attempts` times if that is given."""
    trials = [Trial(case, attempts) for case in cases]
    remembers = any(case.memory.filled for case in cases)
    while pending := [trial for trial in trials if trial.wanted]:
        batch = next_batch(pending, at_once)
        sendings = [Sending(trial.case.request, count, trial.patience) for trial, count in batch]
        observed = observer.observe_all(sendings, forget=remembers)
        for (trial, _), observations in zip(batch, observed, strict=True):
            trial.take(observations)
    return [_report(trial) for trial in trials]


def _report(trial: Trial) -> FlowReport:
    case = trial.case
    found = tuple(PathReport(path, tuple(seen)) for path, seen in zip(case.expected, trial.seen, strict=True))
    return FlowReport(case.name, case.request, found, tuple(trial.strangers))


def render(report: LabReport) -> str:
    """The report as text for a terminal."""
    lines = [line for flow in report.flows for line in _flow_lines(flow)]
    attempts = sum(flow.attempts for flow in report.flows)
    crossings = sum(flow.crossings for flow in report.flows)
    verdict = "as predicted" if report.agrees else "NOT as predicted"
    return "\n".join(
        [*lines, f"The kernel did {verdict}: {attempts} connections, {crossings} crossings of links.", ""]
    )


def _flow_lines(flow: FlowReport) -> Iterator[str]:
    if flow.skipped:
        yield f"{flow.name}: not sent, {flow.skipped}"
        return
    yield f"{flow.name}: {'agrees' if flow.agrees else 'DIFFERS'}, {flow.attempts} connections"
    for path in flow.paths:
        yield from _path_lines(path, flow.attempts)
    for stranger in flow.strangers[:1]:
        yield f"  not predicted ({len(flow.strangers)} times):"
        yield from (f"    {line}" for line in stranger.differences)
        yield from _wire_lines(stranger.observation.wire)


def _path_lines(path: PathReport, attempts: int) -> Iterator[str]:
    exchange = path.expected.exchange
    share = f"{100 * len(path.seen) / attempts:.0f} %" if attempts else "never"
    yield (
        f"  predicted {100 * float(path.expected.probability):.0f} %, observed {share}:"
        f" {exchange.verdict.value}, endpoint {exchange.endpoint}, client_address {exchange.client_address}"
    )
    for predicted in path.expected.wire:
        yield f"    {predicted.leg:<7} {predicted}"
    if path.seen:
        yield from _wire_lines(path.seen[0].wire)


def _wire_lines(wire: Iterable[Crossing]) -> Iterator[str]:
    yield "    on the kernel:"
    for crossing in wire:
        yield f"    {crossing.leg:<7} {crossing}"
