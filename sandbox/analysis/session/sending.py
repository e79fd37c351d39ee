"""What is sent next in a session, every way that it can go, and the world after it."""

from collections.abc import Iterator

import msgspec

from sandbox.analysis.flows import bounded, refused_at_home
from sandbox.chance import Chooser, ScriptedChooser
from sandbox.engine import Request, World, one_path, paths
from sandbox.engine.exchange import Connection
from sandbox.engine.paths import resume_connection, resumed_paths, send_request
from sandbox.engine.segments import By
from sandbox.scenario import Flow, Scenario
from sandbox.scenario.compile import FlowError, request_of
from sandbox.telling import told
from sandbox.trace import Exchange

DRAWN = 12
"""How many of a flow's requests are drawn and walked at most; more would only hide each other."""


class Sending(msgspec.Struct, frozen=True):
    """A flow's requests from the `number`th on, or the next packet of a connection that one has opened.

    `by` says which end of the connection sends, and `packet` counts its packets, the opening being 0. Each
    number has a source port of its own, and each packet draws of its own.
    """

    flow: Flow
    number: int = 0
    connection: Connection | None = None
    by: By = By.CLIENT
    packet: int = 0

    @property
    def seed(self) -> int:
        """For draws."""
        return self.number + (self.packet << 16)

    @property
    def count(self) -> int:
        """How many requests are drawn one after another; 0 where one alone is walked by every path."""
        is_alone = self.connection is not None or self.flow.requests < 2
        return 0 if is_alone else min(self.flow.requests, DRAWN)


class Walks(msgspec.Struct, frozen=True):
    """What can come of a sending: every path, or the sentence that says why there is none.

    `requests` holds a drawn path for each of the first requests, where the flow sends several; `world` is
    what they are sent into.
    """

    paths: tuple[Exchange, ...] = ()
    problem: str = ""
    requests: tuple[Exchange, ...] = ()
    world: World | None = None

    def is_alike(self, other: "Walks") -> bool:
        """Whether both show the same, whatever else is in their worlds."""
        mine, others = (self.paths, self.problem, self.requests), (other.paths, other.problem, other.requests)
        return mine == others


def walks_of(world: World, scenario: Scenario, sending: Sending) -> Walks:
    """Walk a sending by every path; a problem where it cannot be sent."""
    try:
        found = tuple(_paths(world, scenario, sending))
        requests = tuple(exchange for exchange, _ in _drawn(world, scenario, sending))
    except FlowError as error:
        return Walks(problem=str(error))
    if not all(each.legs for each in (*found, *requests)):
        return Walks(problem=found[0].reason)
    return Walks(found, "", requests, world)


def after(world: World, scenario: Scenario, sending: Sending, taken: Exchange) -> World:
    """The world when a sending is over: one by the path `taken`, or all of those that were drawn."""
    drawn = list(_drawn(world, scenario, sending))
    if drawn:
        return drawn[-1][1]
    chooser = ScriptedChooser(_script(taken), sending.seed)
    return _send(world, request_of(scenario, sending.flow), sending, chooser)[1]


def _paths(world: World, scenario: Scenario, sending: Sending) -> Iterator[Exchange]:
    request, connection = request_of(scenario, sending.flow), sending.connection
    if connection is not None:
        _check_sender(world, connection, sending.by)
        return bounded(resumed_paths(world, connection, sending.by, sending.seed))
    refused = refused_at_home(world, request)
    every = paths(world, request, sending.seed, sending.number)
    return iter((refused,)) if refused else bounded(every)


def _drawn(world: World, scenario: Scenario, sending: Sending) -> Iterator[tuple[Exchange, World]]:
    if not sending.count:
        return
    request = request_of(scenario, sending.flow)
    refused = refused_at_home(world, request)
    for number in range(sending.number, sending.number + sending.count):
        if refused is None:
            exchange, world = one_path(world, request, number, number)
            yield exchange, world
        else:
            yield refused, world


def _send(world: World, request: Request, sending: Sending, chooser: Chooser) -> tuple[Exchange, World]:
    if sending.connection is None:
        return send_request(world, request, chooser, sending.number)
    return resume_connection(world, sending.connection, sending.by, chooser)


def _script(taken: Exchange) -> tuple[int, ...]:
    """The branches that were taken where there was more than one."""
    return tuple(each.taken for each in taken.choices if sum(map(bool, each.weights)) > 1)


def _check_sender(world: World, connection: Connection, by: By) -> None:
    host = connection.client if by is By.CLIENT else connection.server
    if host not in world.topology.hosts:
        raise FlowError(
            told("{host} is gone, and cannot go on with its connection; send a new request", host=host)
        )
