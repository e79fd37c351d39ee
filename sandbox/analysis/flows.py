"""Flows of a scenario, walked: from the document to exchanges in one call."""

from collections.abc import Iterator

from sandbox.engine import NoSourceError, Request, World, first_packet, one_path, paths
from sandbox.scenario import Flow, Scenario
from sandbox.scenario.compile import FlowError, compile_world, request_of
from sandbox.telling import told
from sandbox.trace import Exchange, Verdict

MOST_PATHS = 20_000
"""Paths of one request: each rule that draws doubles them, there and back again."""


def flow_paths(scenario: Scenario, flow: Flow, seed: int = 0) -> tuple[Exchange, ...]:
    """Every path of a flow's first request, with exact probabilities.

    Raises FlowError if it cannot be sent.
    """
    return request_paths(compile_world(scenario, flow.at), request_of(scenario, flow), seed)


def request_paths(world: World, request: Request, seed: int = 0) -> tuple[Exchange, ...]:
    """Every path of a request, or the one of a request that its sender cannot send."""
    return tuple(each_path(world, request, seed))


def each_path(world: World, request: Request, seed: int = 0) -> Iterator[Exchange]:
    """The same, one after the other: there may be very many."""
    refused = refused_at_home(world, request)
    if refused is None:
        yield from bounded(paths(world, request, seed))
    else:
        yield refused


def bounded(found: Iterator[Exchange]) -> Iterator[Exchange]:
    """The paths one by one; FlowError where they are more than anybody waits for or has memory for."""
    for number, exchange in enumerate(found):
        if number == MOST_PATHS:
            raise FlowError(
                told("this flow has more than {count} paths; walk one that is drawn", count=MOST_PATHS)
            )
        yield exchange


def flow_requests(scenario: Scenario, flow: Flow, seed: int = 0) -> Iterator[Exchange]:
    """One drawn path for each of a flow's requests, one after the other through the same world.

    Raises FlowError if it cannot be sent.
    """
    world, request = compile_world(scenario, flow.at), request_of(scenario, flow)
    return drawn_requests(world, request, flow.requests, seed)


def drawn_requests(
    world: World, request: Request, count: int, seed: int = 0, first: int = 0
) -> Iterator[Exchange]:
    """One drawn path for each of `count` requests, one after the other through the same world.

    `first` is how many requests their sender has sent before, from other ports.
    """
    for exchange, _ in drawn_worlds(world, request, count, seed, first):
        yield exchange


def drawn_worlds(
    world: World, request: Request, count: int, seed: int = 0, first: int = 0
) -> Iterator[tuple[Exchange, World]]:
    """The same, each with the world after it."""
    refused = refused_at_home(world, request)
    for number in range(count):
        if refused is not None:
            yield refused, world
        else:
            exchange, world = one_path(world, request, seed + number, first + number)
            yield exchange, world


def refused_at_home(world: World, request: Request) -> Exchange | None:
    """The path of a request that its sender's own kernel has no route for; None if it can be sent."""
    try:
        first_packet(world, request)
    except NoSourceError as error:
        return Exchange((), Verdict.UNROUTABLE, reason=str(error))
    return None
