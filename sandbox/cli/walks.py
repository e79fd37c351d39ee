"""The walk that a command is about: a flow of a file, and one drawn path of its first request."""

from sandbox.analysis import flow_requests
from sandbox.cli.errors import CommandError
from sandbox.cli.flows import named_flow, unsent
from sandbox.formats import ScenarioFile
from sandbox.playback import Level, Timeline
from sandbox.scenario.compile import FlowError
from sandbox.scenario.objects import Flow


def drawn_walk(file: ScenarioFile, name: str | None, seed: int) -> tuple[Flow, Timeline]:
    """The flow called `name`, or the file's only one, and the path that `seed` draws. Raises CommandError."""
    flow = named_flow(file.scenario, name, file.name)
    try:
        exchange = next(flow_requests(file.scenario, flow, seed))
    except FlowError as error:
        raise CommandError(unsent(file, flow, error)) from None
    if not exchange.legs:
        raise CommandError(f"{file.name}: flow {flow.metadata.name} cannot be sent: {exchange.reason}")
    return flow, Timeline.of(exchange, Level.HOOK)
