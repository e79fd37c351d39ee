"""Flows worth walking where a scenario states none, as a cluster's dump does."""

from collections.abc import Iterator
from itertools import islice

from sandbox.analysis.matrix import flow_of
from sandbox.kube import Node, ObjectKey, Pod, Service, ServicePort, ServiceType, is_proxied
from sandbox.scenario import Flow, Scenario, ServiceTarget, Via
from sandbox.scenario.compile.balancers import service_fronts

MOST_SENDERS = 64
"""Pods among which one is looked for that does not serve what it asks."""
SYSTEM_NAMESPACES = ("kube-system", "kube-public", "kube-node-lease")


def proposed_flows(scenario: Scenario) -> Iterator[Flow]:
    """From outside to what can be reached there, and from a pod to each Service; found as they are asked for.

    Those of applications come first: Services with a selector and outside the system's namespaces, among them
    those that can be reached from outside.
    """
    pods = tuple(islice(_sending_pods(scenario), MOST_SENDERS))
    node = next((each for each in scenario.nodes if each.ready and each.addresses), None)
    for service in sorted(filter(is_proxied, scenario.services), key=_rank):
        for port in service.ports[:1]:
            yield from _from_outside(scenario, service, port, node)
            sender = _sender(pods, node, service)
            if sender is not None:
                yield flow_of(sender, ServiceTarget(service.key.path, Via.CLUSTER_IP, port.port), port)


def _rank(service: Service) -> tuple[bool, bool, bool]:
    is_open = service.type in (ServiceType.NODE_PORT, ServiceType.LOAD_BALANCER)
    return service.metadata.namespace in SYSTEM_NAMESPACES, not service.selector, not is_open


def _sending_pods(scenario: Scenario) -> Iterator[Pod]:
    """Running pods with a network of their own."""
    nodes = {node.metadata.name for node in scenario.nodes}
    for pod in scenario.pods:
        if pod.is_running and pod.addresses and not pod.host_network and pod.node_name in nodes:
            yield pod


def _from_outside(
    scenario: Scenario, service: Service, port: ServicePort, node: Node | None
) -> Iterator[Flow]:
    """The way that a client takes: by the load balancer, else by a node's port."""
    if not scenario.clients:
        return
    sender, path = scenario.clients[0].key, service.key.path
    if service_fronts(scenario, service):
        yield flow_of(sender, ServiceTarget(path, Via.LOAD_BALANCER, port.port), port)
    elif port.node_port and node is not None:
        yield flow_of(sender, ServiceTarget(path, Via.NODE_PORT, port.port, node.metadata.name), port)


def _sender(pods: tuple[Pod, ...], node: Node | None, service: Service) -> ObjectKey | None:
    """A pod that does not serve the Service, of its namespace if there is one; else any; else a node."""
    wanted = set(service.selector)
    others = [each for each in pods if not wanted or not wanted.issubset(each.metadata.labels)]
    near = (each for each in others if each.metadata.namespace == service.metadata.namespace)
    found = next(near, None) or next(iter(others or pods), None)
    if found is not None:
        return found.key
    return None if node is None else node.key
