"""`compile_world`: the whole of it."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from sandbox.engine import World, with_health
from sandbox.kube import EndpointIndex, Node, Pod
from sandbox.net import IPAddress, IPNetwork
from sandbox.routing import RoutingTable
from sandbox.scenario.compile.balancers import balancer_host, balancer_of, virtual_addresses
from sandbox.scenario.compile.links import (
    LOOPBACK_INTERFACE,
    address_routes,
    alone,
    default_routes,
    network_of,
)
from sandbox.scenario.compile.names import BRIDGE, NETWORK, host_name, node_host, pod_interface
from sandbox.scenario.compile.nodes import is_bridged, node_host_of
from sandbox.scenario.compile.pods import pod_host_of
from sandbox.scenario.compile.tunnels import tunnel_ends
from sandbox.scenario.model import Scenario
from sandbox.scenario.objects import Client, NetworkRoute, Overlay
from sandbox.topology import Fabric, FabricRoute, Host, HostKind, Interface, InterfaceKind, Port, Topology


def compile_world(scenario: Scenario, at: float | None = None) -> World:
    """The world of a scenario, `at` seconds after its objects took effect; None when everything has
    settled.
    """
    index = EndpointIndex(scenario.pods, scenario.endpoint_slices, scenario.nodes)
    placed = _placed_pods(scenario)
    topology = Topology(
        MappingProxyType({host.name: host for host in _hosts(scenario, index, placed)}),
        MappingProxyType(dict(_links(scenario, placed))),
        Fabric(tuple(_fabric_routes(scenario, placed))),
        MappingProxyType(dict(_neighbours(scenario, placed))),
        MappingProxyType(dict(tunnel_ends(scenario))),
    )
    balancers = {host_name(each.key): balancer_of(scenario, index, each) for each in scenario.load_balancers}
    world = World(
        topology,
        MappingProxyType(balancers),
        now=_settled(scenario) if at is None else at,
        node_addresses=MappingProxyType(dict(_primary_addresses(scenario))),
    )
    return with_health(world)


def _settled(scenario: Scenario) -> float:
    """Seconds after which every load balancer has made up its mind about every node."""
    checks = [each.health_check for each in scenario.load_balancers]
    return max((each.interval_seconds * each.unhealthy_threshold for each in checks), default=0.0)


def _placed_pods(scenario: Scenario) -> Mapping[str, tuple[Node, list[Pod]]]:
    """Each node with the pods that run on it in a network of their own."""
    placed: dict[str, tuple[Node, list[Pod]]] = {node.metadata.name: (node, []) for node in scenario.nodes}
    for pod in scenario.pods:
        if pod.is_running and pod.addresses and not pod.host_network and pod.node_name in placed:
            placed[pod.node_name][1].append(pod)
    return placed


def _hosts(
    scenario: Scenario, index: EndpointIndex, placed: Mapping[str, tuple[Node, list[Pod]]]
) -> Iterator[Host]:
    yield from map(_client_host, scenario.clients)
    for each in scenario.load_balancers:
        yield balancer_host(scenario, each)
    for node, pods in placed.values():
        yield node_host_of(scenario, index, node, pods)
        bridged = is_bridged(scenario, node)
        for pod in pods:
            yield pod_host_of(scenario, pod, node, bridged)


def _client_host(client: Client) -> Host:
    link = Interface(NETWORK, InterfaceKind.NETWORK, tuple(map(alone, client.addresses)))
    interfaces = (LOOPBACK_INTERFACE, link)
    routes = RoutingTable((*address_routes(interfaces), *default_routes(client.addresses)))
    return Host(host_name(client.key), HostKind.CLIENT, interfaces, routes)


def _links(scenario: Scenario, placed: Mapping[str, tuple[Node, list[Pod]]]) -> Iterator[tuple[Port, Port]]:
    """Both directions of every veth pair."""
    for node, pods in placed.values():
        prefix = "veth" if is_bridged(scenario, node) else "cali"
        for pod in pods:
            inner = Port(host_name(pod.key), NETWORK)
            outer = Port(node_host(node.metadata.name), pod_interface(pod.key, prefix))
            yield inner, outer
            yield outer, inner


def _neighbours(
    scenario: Scenario, placed: Mapping[str, tuple[Node, list[Pod]]]
) -> Iterator[tuple[Port, Mapping[IPAddress, Port]]]:
    """Who answers behind each node's bridge."""
    for node, pods in placed.values():
        if is_bridged(scenario, node):
            ports = {address: Port(host_name(pod.key), NETWORK) for pod in pods for address in pod.addresses}
            yield Port(node_host(node.metadata.name), BRIDGE), MappingProxyType(ports)


def _fabric_routes(scenario: Scenario, placed: Mapping[str, tuple[Node, list[Pod]]]) -> Iterator[FabricRoute]:
    """What the network outside knows: the scenario's routes first, then every address and pod range."""
    for route in scenario.network.routes:
        yield FabricRoute(route.destination, Port(node_host(route.node), _link_to(scenario, route)))
    for client in scenario.clients:
        yield from _to(Port(host_name(client.key), NETWORK), client.addresses)
    for balancer in scenario.load_balancers:
        addresses = (*balancer.addresses, *virtual_addresses(scenario, balancer))
        yield from _to(Port(host_name(balancer.key), NETWORK), addresses)
    for node, pods in placed.values():
        port = Port(node_host(node.metadata.name), NETWORK)
        yield from _to(port, node.addresses)
        if scenario.network.overlay is Overlay.NONE:
            for cidr in node.pod_cidrs:
                yield FabricRoute(cidr, port)
            for pod in pods:
                yield from _to(port, _outside(pod, node))
    yield from _further_routes(scenario)


def _link_to(scenario: Scenario, route: NetworkRoute) -> str:
    """The link that a route reaches its node by: one whose network holds the destination, else the first."""
    for document in scenario.hosts:
        if document.metadata.name == route.node:
            for interface in document.interfaces:
                if any(_holds(each.network, route.destination) for each in interface.addresses):
                    return interface.name
    return NETWORK


def _holds(network: IPNetwork, inner: IPNetwork) -> bool:
    return network.version == inner.version and inner.subnet_of(network)  # type: ignore[arg-type]


def _to(port: Port, addresses: tuple[IPAddress, ...]) -> Iterator[FabricRoute]:
    return (FabricRoute(network_of(address), port) for address in addresses)


def _outside(pod: Pod, node: Node) -> tuple[IPAddress, ...]:
    """The pod's addresses that are in none of its node's ranges."""
    return tuple(
        address
        for address in pod.addresses
        if not any(cidr.version == address.version and address in cidr for cidr in node.pod_cidrs)
    )


def _further_routes(scenario: Scenario) -> Iterator[FabricRoute]:
    """The addresses that `Host` documents put on nodes' links to the network."""
    names = {node.metadata.name for node in scenario.nodes}
    for document in scenario.hosts:
        if document.metadata.name in names:
            for interface in document.interfaces:
                port = Port(node_host(document.metadata.name), interface.name)
                yield from _to(port, tuple(each.address for each in interface.addresses))


def _primary_addresses(scenario: Scenario) -> Iterator[tuple[tuple[str, int], IPAddress]]:
    for node in scenario.nodes:
        for address in reversed(node.addresses):
            yield (node.metadata.name, address.version), address
