from collections.abc import Callable, Sequence
from typing import Any

import msgspec
import pytest
from pytestqt.qtbot import QtBot

from sandbox.kube import ObjectKey, ServiceType
from sandbox.scenario import AddressTarget, Flow, ServiceTarget, Via, edits
from sandbox.trace import Verdict
from ui.jobs import Job
from ui.models import Document, Simulation
from ui.models.changes import Change, Result, State

NODEPORT = ObjectKey("Service", "default", "nodeport")


@pytest.fixture
def simulation(document: Document) -> Simulation:
    return Simulation(document)


def node_port_flow(document: Document) -> Flow:
    return next(each for each in document.scenario.flows if goes_to_node_port(each))


def goes_to_node_port(flow: Flow) -> bool:
    return isinstance(flow.target, ServiceTarget) and flow.target.via is Via.NODE_PORT


def test_a_flow_gets_every_path(document: Document, simulation: Simulation, qtbot: QtBot) -> None:
    with qtbot.waitSignal(simulation.results_changed):
        simulation.send(node_port_flow(document))
    assert simulation.problem == ""
    assert sum(each.probability for each in simulation.paths) == 1
    assert simulation.exchange is simulation.paths[0]
    assert simulation.is_current


def test_a_burst_of_edits_is_one_computation(
    document: Document, simulation: Simulation, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[State] = []

    def count(state: State, todo: Sequence[Change]) -> State:
        calls.append(state)
        return state

    monkeypatch.setattr("ui.models.changes.changed", count)
    simulation.send(node_port_flow(document))
    for _ in range(5):
        document.apply("Add Client", edits.add_client)
    qtbot.waitUntil(lambda: simulation.is_current)
    assert len(calls) == 1


def test_several_requests_are_drawn_and_walked_together(
    document: Document, simulation: Simulation, qtbot: QtBot
) -> None:
    flow = msgspec.structs.replace(node_port_flow(document), requests=3)
    with qtbot.waitSignal(simulation.results_changed):
        simulation.send(flow)
    assert len(simulation.exchanges) == 3
    assert simulation.followed == 0
    assert simulation.exchange is simulation.requests[0]
    with qtbot.waitSignal(simulation.results_changed):
        simulation.follow(2)
    assert simulation.exchange is simulation.requests[2]
    taken = simulation.paths[simulation.chosen]
    assert taken.endpoint == simulation.requests[2].endpoint
    with qtbot.waitSignal(simulation.results_changed):
        simulation.choose(0)
    assert [*simulation.exchanges] == [simulation.paths[0]]


def test_one_request_alone_has_a_world_to_ask(
    document: Document, simulation: Simulation, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(simulation.results_changed):
        simulation.send(node_port_flow(document))
    assert simulation.requests == ()
    assert simulation.world is not None
    device = simulation.exchange.legs[0].trace.hops[1].device if simulation.exchange else ""
    assert simulation.world.topology.hosts[device].rulesets


def test_the_verdict_follows_the_scenario(document: Document, simulation: Simulation, qtbot: QtBot) -> None:
    simulation.send(node_port_flow(document))
    qtbot.waitUntil(lambda: simulation.is_current)
    before = simulation.paths
    pods = [each.key for each in document.scenario.pods]
    document.apply("Delete pods", lambda scenario: edits.remove(scenario, pods))
    qtbot.waitUntil(lambda: simulation.is_current)
    assert simulation.paths != before
    assert all(each.verdict is not Verdict.REPLIED for each in simulation.paths)


def test_a_flow_that_cannot_be_sent_is_a_sentence(
    document: Document, simulation: Simulation, qtbot: QtBot
) -> None:
    flow = node_port_flow(document)
    nobody = Flow(flow.metadata, ObjectKey("Client", "", "nobody"), flow.target)
    with qtbot.waitSignal(simulation.results_changed):
        simulation.send(nobody)
    assert simulation.problem == "There is no Client nobody to send from; name one that is there."
    assert simulation.paths == ()
    assert simulation.exchange is None


def test_clearing_walks_nothing(document: Document, simulation: Simulation, qtbot: QtBot) -> None:
    simulation.send(node_port_flow(document))
    qtbot.waitUntil(lambda: bool(simulation.paths))
    with qtbot.waitSignal(simulation.results_changed):
        simulation.clear()
    assert simulation.flow is None
    assert simulation.paths == ()


def test_paths_are_chosen_and_drawn(document: Document, simulation: Simulation, qtbot: QtBot) -> None:
    document.apply("Add pod", lambda scenario: edits.add_pod(scenario, scenario.nodes[0].metadata.name))
    document.apply("Type", lambda s: edits.set_service_type(s, NODEPORT, ServiceType.CLUSTER_IP))
    service = next(each for each in document.scenario.services if each.key == NODEPORT)
    sender = next(each.key for each in document.scenario.pods if each.metadata.name == "busybox")
    target = AddressTarget(service.cluster_ips[0], service.ports[0].port)
    simulation.send(Flow(document.scenario.flows[0].metadata, sender, target))
    qtbot.waitUntil(lambda: len(simulation.paths) == 2)
    with qtbot.waitSignal(simulation.results_changed):
        simulation.choose(1)
    assert simulation.exchange is simulation.paths[1]
    simulation.choose(7)
    assert simulation.chosen == 1
    drawn = set()
    for _ in range(50):
        simulation.draw()
        drawn.add(simulation.chosen)
    assert drawn == {0, 1}


def test_an_error_of_our_own_leaves_no_earlier_walk_on_show(
    document: Document, simulation: Simulation, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    simulation.send(node_port_flow(document))
    qtbot.waitUntil(lambda: bool(simulation.paths))

    def fail(state: State, todo: Sequence[Change]) -> State:
        raise ZeroDivisionError

    monkeypatch.setattr("ui.models.changes.changed", fail)
    with qtbot.captureExceptions() as caught:
        document.apply("Add Client", edits.add_client)
        qtbot.waitUntil(lambda: bool(caught))
    assert simulation.paths == ()
    assert "error of its own" in simulation.problem
    assert simulation.is_current


class HeldJobs:
    """Jobs that answer when the test says so."""

    def __init__(self) -> None:
        self.held: list[Job] = []

    def __call__(self, work: Callable[[], Any], done: Callable[[Any], None]) -> Job:
        self.held.append(Job(work, done))
        return self.held[-1]


def test_a_result_that_came_too_late_is_dropped(document: Document, qtbot: QtBot) -> None:
    jobs = HeldJobs()
    simulation = Simulation(document, jobs)
    simulation.send(node_port_flow(document))
    qtbot.waitUntil(lambda: len(jobs.held) == 1)
    document.apply("Add Client", edits.add_client)
    qtbot.waitUntil(lambda: len(jobs.held) == 2)
    late, current = jobs.held
    late.answer(State(None, Result((), "late")))
    assert simulation.problem == ""
    assert not simulation.is_current
    current.answer(State(None, Result((), "current")))
    assert simulation.problem == "Current."
    assert simulation.is_current
