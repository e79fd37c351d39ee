"""Going back restores everything; doing something else there starts a branch."""

import pytest

from sandbox.chance import SeededChooser
from sandbox.engine import Request
from sandbox.engine.exchange import connection_of
from sandbox.engine.history import Edited, Forgotten, History, Resumed, Sent
from sandbox.engine.segments import By
from sandbox.kube import SessionAffinity
from sandbox.scenario.compile import compile_world
from tests.fixtures.walks import NODE_PORT, NODES, cluster, pod, service

REQUEST = Request("client/c", NODES[1], NODE_PORT)


def start() -> History:
    sticky = service(session_affinity=SessionAffinity.CLIENT_IP, affinity_timeout=60)
    return History.of(compile_world(cluster([pod(n, on=n) for n in (1, 2, 3)], [sticky])))


def test_back_is_the_very_world_that_was() -> None:
    first = start()
    sent = first.sent(REQUEST, SeededChooser(1))
    assert len(sent.now.world.state("node/n2").conntrack) == 1
    assert sent.back().now.world is first.now.world
    assert sent.back().forward().now is sent.now


def test_the_same_choices_after_going_back_give_the_same_walk() -> None:
    sent = start().sent(REQUEST, SeededChooser(3))
    again = sent.back().sent(REQUEST, SeededChooser(3))
    assert isinstance(sent.now.event, Sent)
    assert isinstance(again.now.event, Sent)
    assert again.now.event.exchange == sent.now.event.exchange


def test_something_else_in_the_past_is_a_branch_and_nothing_is_lost() -> None:
    sent = start().sent(REQUEST, SeededChooser(1)).advanced(5)
    branched = sent.back().back().advanced(100)
    assert branched.branches == ("main", "branch 2")
    assert branched.now.world.now == 100
    assert branched.at(sent.current).now is sent.now
    assert branched.line == (0, 3)
    assert sent.line == (0, 1, 2)


def test_affinity_runs_on_the_clock() -> None:
    sent = start().sent(REQUEST, SeededChooser(1))
    assert isinstance(sent.now.event, Sent)
    kept = sent.advanced(60).sent(REQUEST, SeededChooser(9), 1)
    assert isinstance(kept.now.event, Sent)
    assert kept.now.event.exchange.endpoint == sent.now.event.exchange.endpoint
    assert kept.now.event.exchange.probability == 1
    free = sent.advanced(61).sent(REQUEST, SeededChooser(9), 1)
    assert isinstance(free.now.event, Sent)
    assert free.now.event.exchange.probability < 1


def test_a_connection_can_be_removed_between_two_packets() -> None:
    sent = start().sent(REQUEST, SeededChooser(1))
    (entry,) = sent.now.world.state("node/n2").conntrack
    removed = sent.forgotten("node/n2", entry)
    assert removed.now.event == Forgotten("node/n2", entry)
    assert len(removed.now.world.state("node/n2").conntrack) == 0
    assert len(sent.now.world.state("node/n2").conntrack) == 1


def test_time_does_not_go_backwards() -> None:
    with pytest.raises(ValueError, match="forward"):
        start().advanced(-1)
    with pytest.raises(IndexError):
        start().at(1)


def branched() -> History:
    sent = start().sent(REQUEST, SeededChooser(1)).advanced(5)
    return sent.back().advanced(100).advanced(1)


def test_a_branch_is_named_and_goes_with_all_that_came_after_it() -> None:
    named = branched().renamed("branch 2", "later")
    assert named.branches == ("main", "later")
    assert named.of_branch("later") == (3, 4)
    left = named.without(named.of_branch("later"))
    assert left.branches == ("main",)
    assert left.now.world is named.moments[1].world
    assert left.forward().now.world.now == 5
    with pytest.raises(ValueError, match="no other has"):
        named.renamed("later", "main")


def test_a_moment_does_not_lose_what_came_before_it() -> None:
    history = branched()
    with pytest.raises(ValueError, match="goes with it"):
        history.without((1,))
    with pytest.raises(ValueError, match="left"):
        history.without(range(5))
    assert history.without((2,)).now.world is history.now.world


def test_another_world_begins_a_branch_of_its_own() -> None:
    history = branched()
    restarted = history.restarted(Edited("Local"), history.moments[0].world)
    assert restarted.branches == ("main", "branch 2", "branch 3")
    assert restarted.line == (5,)
    assert restarted.back() is not history


def test_a_connection_goes_on() -> None:
    sent = start().sent(REQUEST, SeededChooser(1))
    assert isinstance(sent.now.event, Sent)
    connection = connection_of(sent.now.event.exchange)
    assert connection is not None
    resumed = sent.resumed(connection, By.CLIENT, SeededChooser(1))
    assert isinstance(resumed.now.event, Resumed)
    assert resumed.now.event.exchange.endpoint == sent.now.event.exchange.endpoint
    assert len(resumed.now.world.state("node/n2").conntrack) == 1
