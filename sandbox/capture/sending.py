"""The connections of flows, walked from their first packet to their last."""

from collections.abc import Iterator

from msgspec.structs import replace

from sandbox.analysis.flows import drawn_requests
from sandbox.analysis.session import Sending
from sandbox.capture.recording import Sent
from sandbox.chance import ScriptedChooser
from sandbox.engine import Request, World
from sandbox.engine.paths import send_request
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


def sent_on_show(
    world: World, scenario: Scenario, sending: Sending, taken: Exchange, followed: int | None = None
) -> Sent:
    """The connection that is opened by the way that a sending took in `world`, walked to its end.

    `followed` is the index of the drawn request that took it, None where it is one of the sending's paths.
    The next packet of a connection that is open already is sent alone. Raises FlowError if it cannot be.
    """
    exchange = taken
    if sending.connection is None and taken.legs:
        request = replace(request_of(scenario, sending.flow), whole=True)
        exchange = _to_its_end(world, request, sending, taken, followed)
    return Sent(sending.flow.metadata.name, exchange, world.now)


def _to_its_end(
    world: World, request: Request, sending: Sending, taken: Exchange, followed: int | None
) -> Exchange:
    number = sending.number
    if followed is not None:
        *_, last = drawn_requests(world, request, followed + 1, number, number)
        return last
    script = tuple(each.taken for each in taken.choices if each.probability < 1)
    return send_request(world, request, ScriptedChooser(script, sending.seed), number)[0]
