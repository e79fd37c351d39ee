"""SCTP associations: from INIT to SHUTDOWN COMPLETE, by their chunks."""

from msgspec.structs import replace

from sandbox.chance import ScriptedChooser
from sandbox.conntrack import SctpState
from sandbox.engine import Request, World, one_path
from sandbox.engine.connections import Interruption
from sandbox.engine.exchange import connection_of
from sandbox.engine.paths import resume_connection
from sandbox.engine.segments import By
from sandbox.kube import ContainerPort, ServicePort
from sandbox.net import Protocol, SctpChunk, TcpFlags
from sandbox.scenario.compile import compile_world
from sandbox.trace import ConntrackEvent, ConntrackStep, Exchange, Verdict
from tests.fixtures.walks import NODE_PORT, NODES, cluster, pod, service

NODE = "node/n2"
REQUEST = Request("client/c", NODES[1], NODE_PORT, Protocol.SCTP)
WHOLE = replace(REQUEST, whole=True)
CHUNKS = [
    SctpChunk.INIT,
    SctpChunk.INIT_ACK,
    SctpChunk.COOKIE_ECHO,
    SctpChunk.COOKIE_ACK,
    SctpChunk.DATA,
    SctpChunk.DATA,
    SctpChunk.SHUTDOWN,
    SctpChunk.SHUTDOWN_ACK,
    SctpChunk.SHUTDOWN_COMPLETE,
]


def world(listens: int = 5353) -> World:
    port = ServicePort(53, 5353, protocol=Protocol.SCTP, node_port=NODE_PORT)
    server = pod(1, on=1, ports=(ContainerPort(listens, protocol=Protocol.SCTP),))
    return compile_world(cluster([server], [service(ports=(port,))]))


def chunks(exchange: Exchange) -> list[SctpChunk | None]:
    return [leg.trace.packet.chunk for leg in exchange.legs]


def events(exchange: Exchange, leg: int) -> list[ConntrackEvent]:
    steps = (step for hop in exchange.legs[leg].trace.hops for step in hop.steps)
    return [step.event for step in steps if isinstance(step, ConntrackStep)]


def states(world: World) -> list[object]:
    return [each.state for each in world.state(NODE).conntrack]


def test_the_opening_is_an_init_and_its_answer() -> None:
    exchange, after = one_path(world(), REQUEST)
    assert chunks(exchange) == CHUNKS[:2]
    assert exchange.verdict is Verdict.REPLIED
    assert all(leg.trace.packet.flags is TcpFlags.NONE for leg in exchange.legs)
    assert states(after) == [SctpState.COOKIE_WAIT]


def test_a_whole_association_ends_closed() -> None:
    exchange, after = one_path(world(), WHOLE)
    assert chunks(exchange) == CHUNKS
    assert exchange.verdict is Verdict.REPLIED
    assert states(after) == [SctpState.CLOSED]
    assert connection_of(exchange) is None


def test_it_is_opened_by_the_first_data_that_follows_and_goes_on() -> None:
    exchange, opened = one_path(world(), REQUEST)
    connection = connection_of(exchange)
    assert connection is not None
    first, joined = resume_connection(opened, connection, By.CLIENT, ScriptedChooser())
    assert chunks(first) == [SctpChunk.COOKIE_ECHO, SctpChunk.COOKIE_ACK]
    assert states(joined) == [SctpState.ESTABLISHED]
    later = replace(connection, is_open=True)
    second, _ = resume_connection(joined, later, By.CLIENT, ScriptedChooser())
    assert chunks(second) == [SctpChunk.DATA, SctpChunk.DATA]
    assert second.verdict is Verdict.REPLIED


def test_nothing_of_an_association_that_was_forgotten_is_taken_up() -> None:
    forgotten = Interruption(after=4, host=NODE)
    exchange, after = one_path(world(), replace(WHOLE, between=(forgotten,)))
    assert events(exchange, 4)[0] is ConntrackEvent.INVALID
    assert exchange.verdict is not Verdict.REPLIED
    assert states(after) == []


def test_nobody_listening_is_answered_by_an_abort_after_which_the_entry_is_closed() -> None:
    exchange, after = one_path(world(listens=1), REQUEST)
    assert chunks(exchange) == [SctpChunk.INIT, SctpChunk.ABORT]
    assert exchange.verdict is Verdict.REJECTED
    (entry,) = after.state(NODE).conntrack
    assert (entry.state, entry.timeout) == (SctpState.CLOSED, 10)
