"""The connections of flows, walked from their first packet to their last."""

from collections.abc import Iterator

from msgspec.structs import replace

from sandbox.analysis.flows import drawn_requests, whole_path
from sandbox.capture.recording import Sent
from sandbox.engine import World
from sandbox.scenario import Flow, Scenario
from sandbox.scenario.compile import compile_world, request_of
from sandbox.trace import Exchange


def sent_by_flow(scenario: Scenario, flow: Flow, seed: int = 0, first: int = 0) -> Iterator[Sent]:
    """A flow's connections, drawn by `seed`; `first` is how many its sender has opened before.

    As everywhere, it meets a world in which no other flow has been sent. Raises FlowError if it cannot be.
    """
    world, request = compile_world(scenario, flow.at), request_of(scenario, flow)
    walked = drawn_requests(world, replace(request, whole=True), flow.requests, seed, first)
    for number, exchange in enumerate(walked, 1):
        several = f" {number} of {flow.requests}" if flow.requests > 1 else ""
        yield Sent(flow.metadata.name + several, exchange, world.now)


def sent_on_path(scenario: Scenario, flow: Flow, world: World, path: Exchange) -> Sent:
    """The one connection that goes the way of `path`, a path of the flow in `world`."""
    return Sent(flow.metadata.name, whole_path(world, request_of(scenario, flow), path), world.now)
