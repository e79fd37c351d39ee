"""The session behind the window: edits before a packet are in place, those of a walked one are branches."""

import msgspec
import pytest
from pytestqt.qtbot import QtBot

from sandbox.analysis.session import Sending, Session, advanced, again, next_packet, went_on
from sandbox.engine.segments import By
from sandbox.kube import Node, ObjectKey, TrafficPolicy
from sandbox.scenario import Flow, Scenario, ServiceTarget, Via
from sandbox.scenario.edits import move, remove, set_external_traffic_policy
from sandbox.trace import Exchange
from ui.models import Document, Simulation
from ui.models.playhead import Playhead
from ui.theme import resource

NODEPORT = ObjectKey("Service", "default", "nodeport")


@pytest.fixture
def simulation(document: Document, qtbot: QtBot) -> Simulation:
    simulation = Simulation(document)
    flow = next(each for each in document.scenario.flows if goes_to_node_port(each))
    simulation.restart(flow)
    qtbot.waitUntil(lambda: simulation.is_current)
    return simulation


@pytest.fixture
def playhead(simulation: Simulation) -> Playhead:
    return Playhead(simulation)


def goes_to_node_port(flow: Flow) -> bool:
    return isinstance(flow.target, ServiceTarget) and flow.target.via is Via.NODE_PORT


def local(scenario: Scenario) -> Scenario:
    return set_external_traffic_policy(scenario, NODEPORT, TrafficPolicy.LOCAL)


def cluster(scenario: Scenario) -> Scenario:
    return set_external_traffic_policy(scenario, NODEPORT, TrafficPolicy.CLUSTER)


def branches(simulation: Simulation) -> tuple[str, ...]:
    return simulation.session.history.branches if simulation.session else ()


def moments(simulation: Simulation) -> int:
    return len(simulation.session.history.moments) if simulation.session else 0


def test_nobody_who_has_not_walked_gets_a_branch(
    document: Document, simulation: Simulation, playhead: Playhead, qtbot: QtBot
) -> None:
    before = simulation.paths
    document.apply("Local", local)
    qtbot.waitUntil(lambda: simulation.is_current)
    assert simulation.paths != before
    assert branches(simulation) == ("main",)
    document.undo_stack.undo()
    qtbot.waitUntil(lambda: simulation.is_current)
    assert simulation.paths == before


def test_an_edit_in_the_middle_of_a_walk_keeps_it_beside(
    document: Document, simulation: Simulation, playhead: Playhead, qtbot: QtBot
) -> None:
    before = simulation.paths
    playhead.step_forward()
    stop = playhead.stop[0]
    with qtbot.waitSignal(simulation.session_changed):
        document.apply("Local", local)
    assert branches(simulation) == ("main", "Local instead of Cluster")
    assert playhead.stop[0] == stop
    document.undo_stack.undo()
    qtbot.waitUntil(lambda: simulation.is_current)
    assert simulation.paths == before
    assert simulation.session is not None
    assert simulation.session.branch == "main"
    with qtbot.waitSignal(simulation.session_changed):
        document.apply("Local", local)
    assert branches(simulation) == ("main", "Local instead of Cluster")
    with qtbot.waitSignal(simulation.session_changed):
        document.apply("Cluster", cluster)
    assert simulation.session.branch == "main"


def test_going_to_another_branch_takes_the_document_along(
    document: Document, simulation: Simulation, playhead: Playhead, qtbot: QtBot
) -> None:
    first = document.scenario
    playhead.step_forward()
    with qtbot.waitSignal(simulation.session_changed):
        document.apply("Local", local)
    second = document.scenario
    with qtbot.waitSignal(simulation.session_changed):
        simulation.go_to(0)
    qtbot.waitUntil(lambda: simulation.is_current)
    assert document.scenario == first
    assert document.undo_stack.undoText() == "Go to main"
    assert branches(simulation) == ("main", "Local instead of Cluster")
    document.undo_stack.undo()
    qtbot.waitUntil(lambda: simulation.is_current)
    assert document.scenario == second
    assert simulation.session is not None
    assert simulation.session.branch == "Local instead of Cluster"


def test_moving_a_pod_is_no_branch(
    document: Document, simulation: Simulation, playhead: Playhead, qtbot: QtBot
) -> None:
    playhead.step_forward()
    key = document.scenario.nodes[0].key
    with qtbot.waitSignal(simulation.session_changed):
        document.apply("Move", lambda scenario: move(scenario, {key: (5.0, 6.0)}))
    assert branches(simulation) == ("main",)
    assert simulation.walked


def test_a_drag_that_is_dropped_leaves_nothing(
    document: Document, simulation: Simulation, playhead: Playhead, qtbot: QtBot
) -> None:
    before = simulation.paths
    playhead.step_forward()
    document.preview(local)
    qtbot.waitUntil(lambda: simulation.is_current)
    assert simulation.paths != before
    document.cancel()
    qtbot.waitUntil(lambda: simulation.is_current)
    assert simulation.paths == before
    assert branches(simulation) == ("main",)
    document.preview(local)
    qtbot.waitUntil(lambda: simulation.is_current)
    document.commit("Local")
    qtbot.waitUntil(lambda: simulation.is_current)
    assert branches(simulation) == ("main", "Local instead of Cluster")


def test_the_next_packet_starts_in_the_world_that_the_last_one_left(
    simulation: Simulation, playhead: Playhead, qtbot: QtBot
) -> None:
    playhead.to_end()
    with qtbot.waitSignal(simulation.session_changed):
        simulation.happen(lambda now, taken, walked: went_on(now, taken, following(now, taken)))
    assert simulation.world is not None
    assert any(simulation.world.state(f"node/{each.metadata.name}").conntrack for each in nodes(simulation))
    assert playhead.position == 0
    with qtbot.waitSignal(simulation.session_changed):
        simulation.happen(lambda now, taken, walked: advanced(now, taken, walked, 10))
    assert simulation.session is not None
    start = simulation.session.history.moments[0].world.now
    assert simulation.world.now == start + 10


def following(session: Session, taken: Exchange | None) -> Sending:
    sending = next_packet(session, taken, By.CLIENT)
    assert sending is not None
    return sending


def nodes(simulation: Simulation) -> tuple[Node, ...]:
    return simulation.session.scenario.nodes if simulation.session else ()


def test_sending_goes_on_once_more_has_happened(
    document: Document, simulation: Simulation, playhead: Playhead, qtbot: QtBot
) -> None:
    flow = document.scenario.flows[0]
    with qtbot.waitSignal(simulation.session_changed):
        simulation.happen(lambda now, taken, walked: went_on(now, taken, again(now)))
    with qtbot.waitSignal(simulation.session_changed):
        simulation.send(flow)
    assert moments(simulation) == 2
    assert simulation.flow == flow
    playhead.to_end()
    with qtbot.waitSignal(simulation.session_changed):
        simulation.send(flow)
    assert moments(simulation) == 3
    with qtbot.waitSignal(simulation.session_changed):
        simulation.begin(msgspec.structs.replace(flow))
    assert len(branches(simulation)) == 2


def test_another_path_of_a_packet_that_has_gone_one_is_another_packet(
    document: Document, simulation: Simulation, playhead: Playhead, qtbot: QtBot
) -> None:
    flow = next(each for each in document.scenario.flows if each.metadata.name == "loadbalancer")
    simulation.restart(flow)
    qtbot.waitUntil(lambda: simulation.is_current and len(simulation.paths) > 1)
    with qtbot.waitSignal(simulation.session_changed):
        simulation.happen(lambda now, taken, walked: went_on(now, taken, again(now)))
    with qtbot.waitSignal(simulation.session_changed):
        simulation.go_to(1)
    assert simulation.session is not None
    assert simulation.session.recorded == 1
    simulation.choose(1)
    assert simulation.session.recorded is None


def test_a_branch_gets_another_name_and_goes(
    document: Document, simulation: Simulation, playhead: Playhead, qtbot: QtBot
) -> None:
    playhead.step_forward()
    with qtbot.waitSignal(simulation.session_changed):
        document.apply("Local", local)
    assert simulation.rename_branch("Local instead of Cluster", "Local") == ""
    assert "no other has" in simulation.rename_branch("Local", "main")
    with qtbot.waitSignal(simulation.session_changed):
        simulation.remove_branch("Local")
    qtbot.waitUntil(lambda: simulation.is_current)
    assert branches(simulation) == ("main",)
    assert simulation.session is not None
    assert document.scenario == simulation.session.scenario


def test_another_document_has_a_session_of_its_own(
    document: Document, simulation: Simulation, playhead: Playhead, qtbot: QtBot
) -> None:
    playhead.step_forward()
    with qtbot.waitSignal(simulation.session_changed):
        document.apply("Local", local)
    document.open(resource("scenarios", "using-source-ip.yaml"))
    assert simulation.session is None
    simulation.send(document.scenario.flows[0])
    qtbot.waitUntil(lambda: simulation.is_current)
    assert branches(simulation) == ("main",)


def test_a_walk_whose_sender_is_deleted_is_kept(
    document: Document, simulation: Simulation, playhead: Playhead, qtbot: QtBot
) -> None:
    before = simulation.paths
    playhead.to_end()
    clients = [each.key for each in document.scenario.clients]
    with qtbot.waitSignal(simulation.session_changed):
        document.apply("Delete laptop", lambda scenario: remove(scenario, clients))
    assert "laptop" in simulation.problem
    assert branches(simulation) == ("main", "Delete laptop")
    with qtbot.waitSignal(simulation.session_changed):
        document.undo_stack.undo()
    assert simulation.paths == before
