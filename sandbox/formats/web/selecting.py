"""Which objects the picture of a walk shows: all of a small scenario, else what the walk is about."""

from collections.abc import Iterable, Sequence
from typing import TypeVar

import msgspec

from sandbox.kube import Node, ObjectKey, Pod, Service
from sandbox.scenario import Client, LoadBalancer, Scenario
from sandbox.scenario.compile.names import host_name
from sandbox.trace import Exchange

Value = TypeVar("Value", Node, Pod, Service, Client, LoadBalancer)

MOST_NODES = 8
MOST_PODS = 8
"""Pods of one node."""
MOST_CARDS = 6
MOST_OUTSIDE = 6
"""Clients, and as many load balancers."""


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
    homes = frozenset(_homes(scenario, visited))
    nodes = _some(scenario.nodes, [each.key in homes for each in scenario.nodes], MOST_NODES)
    of_node: dict[str, list[Pod]] = {node.metadata.name: [] for node in nodes}
    there = {node.metadata.name for node in scenario.nodes}
    loose: list[Pod] = []
    for pod in scenario.pods:
        if pod.node_name in of_node:
            of_node[pod.node_name].append(pod)
        elif pod.node_name not in there:
            loose.append(pod)
    pods = {name: _some(found, _on_way(found, visited), MOST_PODS) for name, found in of_node.items()}
    services = _some(scenario.services, _asked_for(scenario.services, exchange), MOST_CARDS)
    clients = _some(scenario.clients, _on_way(scenario.clients, visited), MOST_OUTSIDE)
    balancers = _some(scenario.load_balancers, _on_way(scenario.load_balancers, visited), MOST_OUTSIDE)
    some_loose = tuple(loose[:MOST_PODS])
    shown = sum(map(len, (nodes, services, clients, balancers, some_loose, *pods.values())))
    every = (scenario.nodes, scenario.pods, scenario.services, scenario.clients, scenario.load_balancers)
    more = {name: len(found) - len(pods[name]) for name, found in of_node.items()}
    left_out = sum(map(len, every)) - shown
    return Cast(nodes, pods, more, some_loose, services, clients, balancers, left_out)


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
