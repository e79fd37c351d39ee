"""Whatever is done in whatever order, a session holds together, and going back is the very world that was."""

import random
from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from sandbox.kube import TrafficPolicy
from sandbox.scenario import Flow
from sandbox.scenario.edits import move_pod_to_node, remove, set_external_traffic_policy
from ui.models import Document, Simulation
from ui.models.clock import Clock
from ui.models.going_on import GoingOn
from ui.models.playhead import Playhead
from ui.models.session_rows import rows_of

STEPS = 40


class Somebody:
    """Does one thing after another, by chance, faster than the walks are computed."""

    def __init__(self, document: Document, seed: int) -> None:
        self.document, self.simulation = document, Simulation(document)
        self.playhead = Playhead(self.simulation)
        self.playhead.reduced_motion = True
        self.going_on, self.clock = GoingOn(self.simulation), Clock(self.simulation)
        self.random = random.Random(seed)
        self.flows: tuple[Flow, ...] = document.scenario.flows
        self.services = [each.key for each in document.scenario.services if each.ports[0].node_port]
        self.simulation.restart(self.flows[seed % len(self.flows)])

    @property
    def deeds(self) -> list[Callable[[], object]]:
        """What can be done."""
        return [
            self.set_policy,
            self.drag,
            self.delete,
            self.go_to,
            self.remove_branch,
            self.choose,
            self.playhead.to_end,
            self.playhead.to_start,
            self.going_on.again,
            lambda: self.clock.advance(10),
            self.clock.to_next,
            self.document.undo_stack.undo,
            self.document.undo_stack.redo,
            lambda: self.going_on.go_by(self.random.choice((-1, 1))),
            lambda: self.simulation.send(self.random.choice(self.flows)),
            lambda: self.simulation.begin(self.random.choice(self.flows)),
        ]

    def set_policy(self) -> None:
        """Switch a Service's external traffic policy, or leave it as it is."""
        key, policy = self.random.choice(self.services), self.random.choice(list(TrafficPolicy))
        self.document.apply("Policy", lambda scenario: set_external_traffic_policy(scenario, key, policy))

    def drag(self) -> None:
        """Drag a pod to a node, and drop it there or not."""
        pods = self.document.scenario.pods
        if pods:
            key, node = self.random.choice(pods).key, self.random.choice(self.document.scenario.nodes)
            self.document.preview(lambda scenario: move_pod_to_node(scenario, key, node.metadata.name))
            if self.random.random() < 0.5:
                self.document.commit("Move")
            else:
                self.document.cancel()

    def delete(self) -> None:
        """Delete a pod."""
        keys = [each.key for each in self.document.scenario.pods][:1]
        self.document.apply("Delete", lambda scenario: remove(scenario, keys))

    def go_to(self) -> None:
        """Show any moment."""
        if self.simulation.session is not None:
            self.simulation.go_to(self.random.randrange(len(self.simulation.session.notes)))

    def remove_branch(self) -> None:
        """Delete any lane."""
        if self.simulation.session is not None:
            self.simulation.remove_branch(self.random.choice(self.simulation.session.history.branches))

    def choose(self) -> None:
        """Walk any path."""
        if self.simulation.paths:
            self.simulation.choose(self.random.randrange(len(self.simulation.paths)))


@pytest.mark.parametrize("seed", range(8))
def test_a_session_holds_together(document: Document, qtbot: QtBot, seed: int) -> None:
    somebody = Somebody(document, seed)
    simulation = somebody.simulation
    for _ in range(STEPS):
        somebody.random.choice(somebody.deeds)()
        if somebody.random.random() < 0.8:
            qtbot.waitUntil(lambda: simulation.is_current)
    qtbot.waitUntil(lambda: simulation.is_current)
    session = simulation.session
    assert session is not None
    assert len(session.notes) == len(session.history.moments)
    assert simulation.problem or session.scenario == document.scenario
    assert [row.branch for row in rows_of(session) if not row.is_new] == [*session.history.branches]
    first = session.history.moments[0].world
    simulation.go_to(0)
    qtbot.waitUntil(lambda: simulation.is_current)
    assert simulation.session is not None
    assert simulation.session.world is first
