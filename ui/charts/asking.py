"""The questions behind the charts: pure functions, computed on the worker."""

from collections.abc import Callable
from fractions import Fraction

from sandbox.analysis.growth import TAIL, table_growth
from sandbox.analysis.load import Load, service_load
from sandbox.analysis.variants import service_of
from sandbox.explain import label_of
from sandbox.kube import Service, ServicePort
from sandbox.net import Protocol
from sandbox.progress import Progress
from sandbox.scenario import Flow, Scenario, ServiceTarget
from sandbox.scenario.edits import EditError
from ui.charts.series import Bars, Lines, Series
from ui.language import mark, tr

CHUNK = 100_000
"""Flows that are drawn between two reports."""
SECONDS = 180
"""How long requests are sent while a table is watched."""
LINE_TOKENS = ("accent", "load_balancer", "client", "service", "dropped", "node")


def shares(scenario: Scenario, flow: Flow, count: int, seed: int, progress: Progress) -> Bars:
    """How often each pod answers: predicted exactly, and drawn `count` times. Raises FlowError."""
    import numpy as np

    from sandbox.analysis.batch import flow_odds

    odds = flow_odds(scenario, [flow])
    counts = np.zeros(len(odds.outcomes), np.int64)
    for start in range(0, count, CHUNK):
        progress(start, count)
        size = min(CHUNK, count - start)
        counts += np.array(odds.draw(np.zeros(size, np.int32), seed + start).counts)
    predicted: dict[str, float] = {}
    drawn: dict[str, float] = {}
    exact = odds.shares(0)
    for outcome, number in zip(odds.outcomes, counts.tolist(), strict=True):
        name = outcome.verdict.value if outcome.endpoint is None else label_of("pod/" + outcome.endpoint)
        predicted[name] = predicted.get(name, 0.0) + float(exact[outcome])
        drawn[name] = drawn.get(name, 0.0) + number / count
    return _shares_chart(flow, count, predicted, drawn)


def _shares_chart(flow: Flow, count: int, predicted: dict[str, float], drawn: dict[str, float]) -> Bars:
    worst = max(abs(predicted[each] - drawn[each]) for each in predicted)
    series = (
        Series(tr("predicted"), "node", tuple(predicted.values())),
        Series(tr("drawn"), "pod", tuple(drawn.values())),
    )
    told = tr("Drawn is at most {number:.2f} points from predicted.", number=worst * 100)
    return Bars(
        tr("Who answers {count:,} × “{name}”", count=count, name=flow.metadata.name),
        tuple(predicted),
        series,
        told,
    )


LOAD_KEYS: tuple[tuple[str, Callable[[Load], dict[str, Fraction]]], ...] = (
    (mark("pod"), lambda load: load.by_pod),
    (mark("node"), lambda load: load.by_node),
)
"""What load can be counted by."""


NO_LOAD = mark(
    "a ping is not spread by kube-proxy: only what has the address can answer, so there is no load to show"
)
"""Why a ping has no load."""


def load(scenario: Scenario, flow: Flow, by: int, progress: Progress) -> Bars:
    """What each pod or node serves under both policies. Raises FlowError or EditError."""
    service = service_of(scenario, flow)
    if flow.protocol is Protocol.ICMP:
        raise EditError(tr(NO_LOAD))
    loads = service_load(scenario, service, _port(service, flow), flow.sender, progress)
    marked, count = LOAD_KEYS[by]
    word = tr(marked)
    found = [count(each) for each in loads]
    names = sorted({name for each in found for name in each})
    labels = [label_of("pod/" + name) for name in names]
    lost = any(each.lost for each in loads)
    series = tuple(
        Series(
            each.policy.value,
            token,
            (*(float(shares.get(name, 0)) for name in names), *([float(each.lost)] if lost else [])),
        )
        for each, shares, token in zip(loads, found, ("pod", "load_balancer"), strict=False)
    )
    name = service.key.path.removeprefix("default/")
    labels += [tr("no server")] if lost else []
    return Bars(
        tr("Load of {name} by {word}", name=name, word=word),
        tuple(labels),
        series,
        _imbalance(series, len(names), word),
    )


def _imbalance(series: tuple[Series, ...], count: int, word: str) -> str:
    """How far the busiest is from the idlest, in each policy."""
    told = []
    for each in series:
        served = [value for value in each.values[:count] if value]
        if served:
            told.append(
                tr(
                    "{name}: the busiest {word} serves {number:.2g} × the idlest.",
                    name=each.name,
                    word=word,
                    number=max(served) / min(served),
                )
            )
    return " ".join(told)


def _port(service: Service, flow: Flow) -> ServicePort:
    wanted = flow.target.port if isinstance(flow.target, ServiceTarget) else 0
    for port in service.ports:
        if port.protocol is flow.protocol and wanted in (0, port.port):
            return port
    raise EditError(tr("{path} has no such port; give it one, or send to another", path=service.key.path))


def growth(scenario: Scenario, flow: Flow, rate: float, whole: bool, progress: Progress) -> Lines:
    """How the nodes' tables fill while requests come, and empty after. Raises FlowError."""
    found = table_growth(scenario, flow, rate, SECONDS, whole=whole, progress=progress)
    series = tuple(
        Series(label_of(host), LINE_TOKENS[number % len(LINE_TOKENS)], tuple(map(float, sizes)))
        for number, (host, sizes) in enumerate(zip(found.hosts, found.sizes, strict=True))
    )
    told = tr(
        "{rate:g} requests a second for {seconds} s, then none for {tail} s.",
        rate=rate,
        seconds=SECONDS,
        tail=TAIL,
    )
    if not series:
        told += " " + tr("No node keeps an entry.")
    return Lines(tr("Conntrack entries for “{name}”", name=flow.metadata.name), found.times, series, told)
