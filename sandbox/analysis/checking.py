"""Whether the flows of a scenario come to what they expect, as values that can be told in several ways."""

from collections.abc import Callable

import msgspec

from sandbox.analysis.expectations import differences
from sandbox.analysis.flows import flow_paths
from sandbox.scenario import Flow, Scenario
from sandbox.scenario.compile import FlowError


class FlowCheck(msgspec.Struct, frozen=True):
    """What came of a flow that says what it expects: a sentence for each difference, none if it came true.

    `error` is what keeps it from being sent, where that is no mistake of its own; `seconds` how long it took.
    """

    flow: Flow
    paths: int = 0
    differences: tuple[str, ...] = ()
    error: FlowError | None = None
    seconds: float = 0.0


def check_flow(scenario: Scenario, flow: Flow, clock: Callable[[], float]) -> FlowCheck:
    """Send a flow and compare; `clock` tells the time in seconds."""
    began = clock()
    found = _checked(scenario, flow)
    return msgspec.structs.replace(found, seconds=clock() - began)


def _checked(scenario: Scenario, flow: Flow) -> FlowCheck:
    try:
        paths = flow_paths(scenario, flow)
    except FlowError as error:
        if error.owner is not None:
            return FlowCheck(flow, error=error)
        return FlowCheck(flow, differences=(f"cannot be sent: {error}",))
    return FlowCheck(flow, len(paths), tuple(differences(flow.expect, paths)))
