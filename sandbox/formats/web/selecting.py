"""Which objects the picture of a walk shows: all of a small scenario, else what the walk is about."""

from collections.abc import Iterable, Sequence
from typing import TypeVar

import msgspec

from sandbox.kube import Node, ObjectKey, Pod, Service
from sandbox.scenario import Client, LoadBalancer, Scenario
from sandbox.scenario.compile.names import host_name
from sandbox.trace import Exchange

Value = TypeVar("Value", Node, Pod, Service, Client, LoadBalancer)

SMALL = 40
"""Objects that are shown whatever the walk; of more, those that it comes to and a few beside them."""
FEW = 3
"""Objects of a kind, or pods of a node, that are shown of a scenario that is not small."""


class Cast(msgspec.Struct, frozen=True):
    """What is shown. `pods` are those of each node by its name; `loose` are on none of the scenario.

    `left_out` counts the objects that are not shown.
    """

    nodes: tuple[Node, ...]
    pods: dict[str, tuple[Pod, ...]]
    more_pods: dict[str, int]
    loose: tuple[Pod, ...]
    services: tuple[Service, ...]
    clients: tuple[Client, ...]
    balancers: tuple[LoadBalancer, ...]
    left_out: int


def cast_of(scenario: Scenario, exchange: Exchange) -> Cast:
    """What of `scenario` to show for one path: what is on it, and others as far as there is room."""
    visited = frozenset(hop.device for leg in exchange.legs for hop in leg.trace.hops)
    every = (scenario.nodes, scenario.pods, scenario.services, scenario.clients, scenario.load_balancers)
    count = sum(map(len, every))
    most = count if count <= SMALL else FEW
    homes = frozenset(_homes(scenario, visited))
    nodes = _some(scenario.nodes, [each.key in homes for each in scenario.nodes], most)
    of_node, loose = _by_node(scenario, nodes)
    pods = {name: _some(found, _on_way(found, visited), most) for name, found in of_node.items()}
    services = _some(scenario.services, _asked_for(scenario.services, exchange), most)
    clients = _some(scenario.clients, _on_way(scenario.clients, visited), most)
    balancers = _some(scenario.load_balancers, _on_way(scenario.load_balancers, visited), most)
    some_loose = tuple(loose[:most])
    shown = sum(map(len, (nodes, services, clients, balancers, some_loose, *pods.values())))
    more = {name: len(found) - len(pods[name]) for name, found in of_node.items()}
    return Cast(nodes, pods, more, some_loose, services, clients, balancers, count - shown)


def _by_node(scenario: Scenario, nodes: Iterable[Node]) -> tuple[dict[str, list[Pod]], list[Pod]]:
    """The pods of each of the nodes, and those that are on none of the scenario."""
    of_node: dict[str, list[Pod]] = {node.metadata.name: [] for node in nodes}
    there = {node.metadata.name for node in scenario.nodes}
    loose = []
    for pod in scenario.pods:
        if pod.node_name in of_node:
            of_node[pod.node_name].append(pod)
        elif pod.node_name not in there:
            loose.append(pod)
    return of_node, loose


def _homes(scenario: Scenario, visited: frozenset[str]) -> Iterable[ObjectKey]:
    """The nodes on the way, and those of the pods on it."""
    for node in scenario.nodes:
        if host_name(node.key) in visited:
            yield node.key
    for pod in scenario.pods:
        if host_name(pod.key) in visited:
            yield ObjectKey("Node", "", pod.node_name)


def _on_way(values: Iterable[Pod | Client | LoadBalancer], visited: frozenset[str]) -> list[bool]:
    return [host_name(each.key) in visited for each in values]


def _asked_for(services: Iterable[Service], exchange: Exchange) -> list[bool]:
    """Whether packets of the exchange are sent to an address or node port of each Service."""
    packets = [leg.trace.packet for leg in exchange.legs]
    addresses = {packet.destination for packet in packets}
    ports = {packet.destination_port for packet in packets}
    found = []
    for each in services:
        own = {*each.cluster_ips, *each.external_ips, *(ingress.ip for ingress in each.ingress)}
        node_ports = {port.node_port for port in each.ports if port.node_port}
        found.append(bool(own & addresses or node_ports & ports))
    return found


def _some(values: Sequence[Value], wanted: list[bool], most: int) -> tuple[Value, ...]:
    """All that are wanted, and others while they are at most `most` together; in their order."""
    free = most - sum(wanted)
    kept = []
    for value, is_wanted in zip(values, wanted, strict=True):
        if is_wanted or free > 0:
            kept.append(value)
            free -= not is_wanted
    return tuple(kept)
