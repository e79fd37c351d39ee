"""Lines that the inspector shows about an object but that people cannot edit."""

from collections.abc import Sequence

from sandbox.kube import EndpointIndex, Node, Pod, Service, ServiceEndpoint
from sandbox.net import family_of
from sandbox.scenario import Scenario
from sandbox.scenario.objects import NO_STATE
from ui.language import tr

MOST_LINES = 12
"""Endpoints that are named; the rest is counted."""


def endpoint_lines(service: Service, scenario: Scenario) -> Sequence[str]:
    """The endpoints of the Service's first port, with the pod and what keeps it from being used."""
    if not service.ports:
        return [tr("none: the Service has no port")]
    family = family_of(service.cluster_ips[0]) if service.cluster_ips else None
    index = EndpointIndex(scenario.pods, scenario.endpoint_slices, scenario.nodes)
    found = () if family is None else index.endpoints(service, service.ports[0], family)
    lines = [_endpoint_line(each) for each in found[:MOST_LINES]]
    if len(found) > MOST_LINES:
        lines.append(tr("and {count} more", count=len(found) - MOST_LINES))
    return lines or [tr("none: no running pod has these labels")]


def _endpoint_line(endpoint: ServiceEndpoint) -> str:
    state = (
        "" if endpoint.ready else f", {tr('terminating')}" if endpoint.terminating else f", {tr('not ready')}"
    )
    pod = endpoint.pod.rpartition("/")[2]
    return f"{endpoint}  {pod}{state}"


def vip_lines(service: Service, scenario: Scenario) -> Sequence[str]:
    """The addresses that load balancers hold for the Service."""
    return [str(entry.ip) for entry in service.ingress] or [tr("none: no load balancer serves it")]


def has_printed_state(node: Node, scenario: Scenario) -> bool:
    """Whether something that the real node printed is attached."""
    return scenario.attached_state(node.metadata.name) != NO_STATE


def printed_lines(node: Node, scenario: Scenario) -> Sequence[str]:
    """The commands whose output is used in the place of what would follow from the cluster."""
    from sandbox.formats.node_state import COMMANDS

    state = scenario.attached_state(node.metadata.name)
    return [command for field, command in COMMANDS.items() if getattr(state, field)]


def selecting_services(pod: Pod, scenario: Scenario) -> Sequence[str]:
    """The Services whose selector the pod's labels meet."""
    labels = set(pod.metadata.labels)
    same_namespace = (each for each in scenario.services if each.metadata.namespace == pod.metadata.namespace)
    names = [
        each.metadata.name for each in same_namespace if each.selector and labels.issuperset(each.selector)
    ]
    return names or [tr("no Service")]
