"""The outcome matrix: who sends × which way in × which policy, and what comes of it, exactly.

A row is a sender under a policy, a column a way in to one port of a Service: its cluster IP, each node's
node port, its load balancer's and external addresses. The tutorial's three `curl` outputs are one row.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from functools import partial

import msgspec

from sandbox.analysis.flows import each_path
from sandbox.engine import World
from sandbox.kube import Node, ObjectKey, ObjectMeta, Pod, Service, ServicePort, TrafficPolicy
from sandbox.net import IPAddress
from sandbox.progress import SILENT, Progress
from sandbox.scenario import Flow, Scenario, ServiceTarget, Via
from sandbox.scenario.compile import FlowError, compile_world, request_of
from sandbox.scenario.edits import EditError, set_external_traffic_policy
from sandbox.trace import Exchange, Verdict

MOST_SENDERS = 24
MOST_WAYS = 16
"""What can be read, and is asked within seconds, on any cluster."""
REPORTED = 16
"""Paths that are walked between two reports."""


class Answer(msgspec.Struct, frozen=True):
    """What may come of a flow: for the server, for the sender, and how likely it is."""

    verdict: Verdict
    endpoint: str | None
    client_address: IPAddress | None
    probability: Fraction
    reason: str = ""
    headers: tuple[tuple[str, str], ...] = ()

    def is_of(self, path: Exchange) -> bool:
        """Whether that is what came of a path."""
        return _key(path) == (self.verdict, self.endpoint, self.client_address, self.reason, self.headers)


class Cell(msgspec.Struct, frozen=True):
    """A flow and everything that may come of it; `problem` says why it cannot be sent."""

    flow: Flow
    answers: tuple[Answer, ...]
    problem: str = ""


class Row(msgspec.Struct, frozen=True):
    """A sender under a policy, with a cell for each way in. `is_current` says that the policy is in force."""

    sender: ObjectKey
    policy: TrafficPolicy
    is_current: bool
    cells: tuple[Cell, ...]


class Matrix(msgspec.Struct, frozen=True):
    """All rows of one port of a Service. `left_out` counts the senders and ways that were not asked for."""

    service: ObjectKey
    ways: tuple[ServiceTarget, ...]
    rows: tuple[Row, ...]
    left_out: tuple[int, int] = (0, 0)


def outcome_matrix(
    scenario: Scenario,
    service: Service,
    port: ServicePort,
    senders: Iterable[ObjectKey] | None = None,
    both_policies: bool = True,
    progress: Progress = SILENT,
) -> Matrix:
    """Ask every sender's flow by every way in. Without `senders`, those of `senders_of` are taken.

    At most MOST_SENDERS × MOST_WAYS are asked, some senders of each kind.
    """
    everyone = tuple(senders_of(scenario, service) if senders is None else senders)
    ways = tuple(ways_in(scenario, service, port))
    asked, columns = _some_of_each_kind(everyone), ways[:MOST_WAYS]
    variants = tuple(policies_of(scenario, service, both_policies))
    total = len(asked) * len(variants) * len(columns)
    rows: list[Row] = []
    for sender in asked:
        for policy, variant, world in variants:
            cells: list[Cell] = []
            for way in columns:
                done = len(rows) * len(columns) + len(cells)
                report = partial(progress, done, total)
                cells.append(_cell(variant, world, flow_of(sender, way, port), report))
            rows.append(Row(sender, policy, policy is service.external_traffic_policy, tuple(cells)))
    left_out = len(everyone) - len(asked), len(ways) - len(columns)
    return Matrix(service.key, columns, tuple(rows), left_out)


def senders_of(scenario: Scenario, service: Service) -> Iterator[ObjectKey]:
    """Who may ask: every client, every running pod, every node; on large clusters one pod of a node."""
    yield from (each.key for each in scenario.clients)
    pods = [each for each in scenario.pods if each.is_running and each.addresses]
    if len(pods) > MOST_SENDERS // 2:
        pods = list(_one_each(pods))
    yield from (each.key for each in pods)
    yield from (each.key for each in scenario.nodes if each.addresses)


def _some_of_each_kind(everyone: tuple[ObjectKey, ...]) -> tuple[ObjectKey, ...]:
    """At most MOST_SENDERS, in their order: the kinds that have most give way."""
    left = Counter(each.kind for each in everyone)
    while left.total() > MOST_SENDERS:
        left[max(left, key=lambda kind: left[kind])] -= 1
    kept: list[ObjectKey] = []
    for each in everyone:
        if left[each.kind]:
            left[each.kind] -= 1
            kept.append(each)
    return tuple(kept)


def _one_each(pods: Iterable[Pod]) -> Iterator[Pod]:
    seen: set[str] = set()
    for pod in pods:
        if pod.node_name not in seen:
            seen.add(pod.node_name)
            yield pod


def ways_in(scenario: Scenario, service: Service, port: ServicePort) -> Iterator[ServiceTarget]:
    """Every way to a port of a Service."""
    path = service.key.path
    if service.cluster_ips:
        yield ServiceTarget(path, Via.CLUSTER_IP, port.port)
    nodes: Iterable[Node] = (each for each in scenario.nodes if each.addresses) if port.node_port else ()
    yield from (ServiceTarget(path, Via.NODE_PORT, port.port, each.metadata.name) for each in nodes)
    if service.ingress:
        yield ServiceTarget(path, Via.LOAD_BALANCER, port.port)
    if service.external_ips:
        yield ServiceTarget(path, Via.EXTERNAL_IP, port.port)


def place_of(scenario: Scenario, way: ServiceTarget) -> str:
    """Where a way in leads: a node's name, or an address."""
    if way.via is Via.NODE_PORT:
        return way.node
    service = scenario.by_key[ObjectKey.of("Service", way.service)]
    assert isinstance(service, Service), "what its kind says"
    addresses: dict[Via, Iterable[IPAddress]] = {
        Via.CLUSTER_IP: service.cluster_ips,
        Via.LOAD_BALANCER: (each.ip for each in service.ingress),
        Via.EXTERNAL_IP: service.external_ips,
    }
    return str(next(iter(addresses[way.via]), ""))


def flow_of(sender: ObjectKey, way: ServiceTarget, port: ServicePort) -> Flow:
    """The flow of a cell."""
    at = f"-{way.node}" if way.node else ""
    name = f"{sender.name}-to-{way.service.rpartition('/')[2]}-{way.via.value.lower()}{at}"
    return Flow(ObjectMeta(name), sender, way, port.protocol)


def answers_of(paths: Iterable[Exchange]) -> tuple[Answer, ...]:
    """What may come of a flow: paths that look the same to sender and server are one answer."""
    found: dict[_Key, Fraction] = {}
    for path in paths:
        found[_key(path)] = found.get(_key(path), Fraction(0)) + path.probability
    return tuple(
        Answer(verdict, endpoint, address, probability, reason, headers)
        for (verdict, endpoint, address, reason, headers), probability in found.items()
    )


_Key = tuple[Verdict, str | None, IPAddress | None, str, tuple[tuple[str, str], ...]]


def _key(path: Exchange) -> _Key:
    return path.verdict, path.endpoint, path.client_address, path.reason, path.headers


def policies_of(
    scenario: Scenario, service: Service, both: bool
) -> Iterator[tuple[TrafficPolicy, Scenario, World]]:
    """The scenario under each external policy that has a meaning, or as it is; the order never changes."""
    current = service.external_traffic_policy
    for policy in TrafficPolicy if both else (current,):
        try:
            variant = _with_policy(scenario, service, policy)
        except EditError:
            continue
        yield policy, variant, compile_world(variant)


def _with_policy(scenario: Scenario, service: Service, policy: TrafficPolicy) -> Scenario:
    if policy is service.external_traffic_policy:
        return scenario
    if not any(port.node_port for port in service.ports) and not service.ingress and not service.external_ips:
        raise EditError("only ways in from outside have an external policy")
    return set_external_traffic_policy(scenario, service.key, policy)


def _cell(scenario: Scenario, world: World, flow: Flow, report: Callable[[], None]) -> Cell:
    report()
    try:
        return Cell(flow, answers_of(_reported(each_path(world, request_of(scenario, flow)), report)))
    except FlowError as error:
        return Cell(flow, (), str(error))


def _reported(paths: Iterable[Exchange], report: Callable[[], None]) -> Iterator[Exchange]:
    """The same, with a report now and then: a cell of a large cluster may have very many paths."""
    for number, path in enumerate(paths, 1):
        yield path
        if number % REPORTED == 0:
            report()
