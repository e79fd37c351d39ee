"""Flows of a scenario, walked: from the document to exchanges in one call."""

from collections.abc import Iterator

from sandbox.engine import one_path, paths
from sandbox.scenario import Flow, Scenario
from sandbox.scenario.compile import FlowError, compile_world, request_of
from sandbox.trace import Exchange


def flow_paths(scenario: Scenario, flow: Flow, seed: int = 0) -> tuple[Exchange, ...]:
    """Every path of a flow's first request, with exact probabilities. Raises FlowError if it cannot be
    sent.
    """
    world = compile_world(scenario, flow.at)
    request = request_of(scenario, flow)
    try:
        return tuple(paths(world, request, seed))
    except LookupError as error:
        raise FlowError(str(error.args[0])) from error


def flow_requests(scenario: Scenario, flow: Flow, seed: int = 0) -> Iterator[Exchange]:
    """One drawn path for each of a flow's requests, one after the other through the same world.

    Raises FlowError if it cannot be sent.
    """
    world = compile_world(scenario, flow.at)
    request = request_of(scenario, flow)
    for number in range(flow.requests):
        try:
            exchange, world = one_path(world, request, seed + number, number)
        except LookupError as error:
            raise FlowError(str(error.args[0])) from error
        yield exchange
