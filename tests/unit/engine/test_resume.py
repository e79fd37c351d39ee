"""A connection's next packets: known to the table, forgotten by it, and after the rules have changed."""

from msgspec.structs import replace

from sandbox.chance import ScriptedChooser
from sandbox.conntrack import TcpState
from sandbox.engine import Request, World
from sandbox.engine.exchange import Connection, connection_of
from sandbox.engine.history import History
from sandbox.engine.paths import resume_connection, send_request
from sandbox.engine.segments import By
from sandbox.kube import TrafficPolicy
from sandbox.scenario import Scenario
from sandbox.scenario.compile import compile_world, recompiled
from sandbox.trace import ConntrackEvent, ConntrackStep, Exchange, NatStep, Verdict
from tests.fixtures.walks import NODE_PORT, NODES, cluster, pod, service

REQUEST = Request("client/c", NODES[1], NODE_PORT)


def scenario(policy: TrafficPolicy = TrafficPolicy.CLUSTER) -> Scenario:
    return cluster([pod(1, on=1)], [service(external_traffic_policy=policy)])


def opened() -> tuple[World, Connection]:
    exchange, world = send_request(compile_world(scenario()), REQUEST, ScriptedChooser())
    connection = connection_of(exchange)
    assert connection is not None
    return world, connection


def resumed(world: World, connection: Connection, by: By = By.CLIENT) -> tuple[Exchange, World]:
    return resume_connection(world, connection, by, ScriptedChooser(seed=5))


def forgotten(world: World) -> World:
    (entry,) = world.state("node/n2").conntrack
    return History.of(world).forgotten("node/n2", entry).now.world


def rewrites(exchange: Exchange) -> list[NatStep]:
    steps = (step for leg in exchange.legs for hop in leg.trace.hops for step in hop.steps)
    return [step for step in steps if isinstance(step, NatStep)]


def test_the_next_packet_goes_by_the_entry_and_asks_no_rule() -> None:
    world, connection = opened()
    exchange, after = resumed(world, connection)
    assert exchange.verdict is Verdict.REPLIED
    assert exchange.endpoint == "default/p1"
    assert all(step.cause is None for step in rewrites(exchange))
    (entry,) = after.state("node/n2").conntrack
    assert entry.state is TcpState.ESTABLISHED


def test_an_entry_outlives_the_rules_that_made_it() -> None:
    world, connection = opened()
    local = recompiled(world, scenario(TrafficPolicy.LOCAL))
    assert resumed(local, connection)[0].verdict is Verdict.REPLIED
    fresh, _ = send_request(local, REQUEST, ScriptedChooser(), number=1)
    assert fresh.verdict is Verdict.DROPPED


def test_a_reply_whose_entry_is_forgotten_is_not_translated_back() -> None:
    world, connection = opened()
    exchange, _ = resumed(forgotten(world), connection, By.SERVER)
    assert exchange.verdict is Verdict.DELIVERED
    assert not [step for step in rewrites(exchange) if step.undone]


def test_a_connection_that_was_forgotten_is_taken_up_anew_and_the_server_does_not_know_it() -> None:
    world, connection = opened()
    exchange, _ = resumed(forgotten(world), connection)
    steps = [step for hop in exchange.legs[0].trace.hops for step in hop.steps]
    tracked = [step.event for step in steps if isinstance(step, ConntrackStep)]
    assert ConntrackEvent.NEW in tracked
    assert exchange.verdict is Verdict.REJECTED
    assert "opens none" in exchange.reason


def test_there_is_no_connection_where_nobody_answered() -> None:
    local = compile_world(scenario(TrafficPolicy.LOCAL))
    exchange, _ = send_request(local, REQUEST, ScriptedChooser())
    assert exchange.verdict is Verdict.DROPPED
    assert connection_of(exchange) is None


def test_a_connection_that_was_closed_does_not_go_on() -> None:
    whole = replace(REQUEST, whole=True)
    exchange, _ = send_request(compile_world(scenario()), whole, ScriptedChooser())
    assert exchange.verdict is Verdict.REPLIED
    assert connection_of(exchange) is None
