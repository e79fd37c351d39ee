"""`natwalk run FILE`."""

from argparse import Namespace
from collections.abc import Iterator

from sandbox.analysis import differences, flow_paths
from sandbox.cli.status import DIFFERENT, OK
from sandbox.formats import load
from sandbox.scenario.compile import FlowError
from sandbox.scenario.model import Scenario
from sandbox.scenario.objects import Flow


def run(arguments: Namespace) -> int:
    """Check all flows that say what they expect; a line for each difference."""
    scenario = load(arguments.file).scenario
    flows = [flow for flow in scenario.flows if flow.expect]
    found = [f"{flow.metadata.name}: {each}" for flow in flows for each in _differences(scenario, flow)]
    for line in found:
        print(f"{arguments.file}: {line}")
    if not found:
        print(f"{arguments.file}: {_summary(len(flows))}")
    return DIFFERENT if found else OK


def _differences(scenario: Scenario, flow: Flow) -> Iterator[str]:
    try:
        paths = flow_paths(scenario, flow)
    except FlowError as error:
        yield f"cannot be sent: {error}"
        return
    yield from differences(flow.expect, paths)


def _summary(count: int) -> str:
    if count == 0:
        return "no flow says what it expects (spec.expect)"
    return "1 flow as expected" if count == 1 else f"{count} flows as expected"
