"""`natwalk run FILE`."""

from argparse import Namespace
from collections.abc import Iterator

from sandbox.analysis import differences, flow_paths
from sandbox.cli.errors import CommandError
from sandbox.cli.flows import unsent
from sandbox.cli.status import DIFFERENT, OK
from sandbox.formats import ScenarioFile, load
from sandbox.scenario.compile import FlowError
from sandbox.scenario.objects import Flow


def run(arguments: Namespace) -> int:
    """Check all flows that say what they expect; a line for each difference."""
    file = load(arguments.file)
    flows = [flow for flow in file.scenario.flows if flow.expect]
    found = [f"{flow.metadata.name}: {each}" for flow in flows for each in _differences(file, flow)]
    for line in found:
        print(f"{arguments.file}: {line}")
    if not found:
        print(f"{arguments.file}: {_summary(len(flows))}")
    return DIFFERENT if found else OK


def _differences(file: ScenarioFile, flow: Flow) -> Iterator[str]:
    """Raises CommandError if another object than the flow keeps it from being sent."""
    try:
        paths = flow_paths(file.scenario, flow)
    except FlowError as error:
        if error.owner is not None:
            raise CommandError(unsent(file, flow, error)) from None
        yield f"cannot be sent: {error}"
        return
    yield from differences(flow.expect, paths)


def _summary(count: int) -> str:
    if count == 0:
        return "no flow says what it expects (spec.expect)"
    return "1 flow as expected" if count == 1 else f"{count} flows as expected"
