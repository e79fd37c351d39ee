"""Adding one object at a sensible place, for those who do not drag."""

from collections.abc import Callable

from sandbox.kube import ObjectKey, Pod
from sandbox.scenario import Scenario
from sandbox.scenario.diff import diff
from sandbox.scenario.edits import (
    EditError,
    add_client,
    add_load_balancer,
    add_node,
    add_note,
    add_pod,
    add_service,
)
from ui.language import tr
from ui.models.document import Document
from ui.models.selection import Selection
from ui.theme.kinds import KIND_STYLES

KIND_MIME_TYPE = "application/x-natwalk-kind"
"""What a drag from the palette carries: the name of a kind, as in `Pod`."""

ADDERS: dict[str, Callable[[Scenario], Scenario]] = {
    "Node": add_node,
    "Service": add_service,
    "Client": add_client,
    "LoadBalancer": add_load_balancer,
    "Note": add_note,
}
"""The edit that adds one of a kind; a pod needs to know its node."""


def add_one(document: Document, selection: Selection, kind: str) -> None:
    """Add an object of a kind and select it. A pod goes to the selected node, else to the emptiest."""
    before = document.scenario
    title = KIND_STYLES[kind].title

    def add(scenario: Scenario) -> Scenario:
        if kind == "Pod":
            return add_pod(scenario, node_for_pod(scenario, selection.keys))
        return ADDERS[kind](scenario)

    if document.apply(tr("Add {title}", title=title), add):
        added = [key for key in diff(before, document.scenario).added if key.kind == kind]
        selection.set(added[-1:])


def node_for_pod(scenario: Scenario, selected: tuple[ObjectKey, ...]) -> str:
    """The node that a new pod goes to; raises EditError if there is none."""
    for key in selected:
        if key.kind == "Node":
            return key.name
        if isinstance(pod := scenario.by_key.get(key), Pod) and pod.node_name:
            return pod.node_name
    counts = {node.metadata.name: 0 for node in scenario.nodes}
    for each in scenario.pods:
        counts[each.node_name] = counts.get(each.node_name, 0) + 1
    if not scenario.nodes:
        raise EditError(tr("there is no node for a pod to run on; add a Node first"))
    return min((node.metadata.name for node in scenario.nodes), key=lambda name: counts[name])
