"""`compile_world`: the whole of it."""

from collections.abc import Iterator, Mapping
from functools import partial
from types import MappingProxyType

from sandbox.engine import World, with_health
from sandbox.kube import Node, Pod
from sandbox.net import IPAddress, is_within, network_of
from sandbox.routing import RoutingTable
from sandbox.scenario.compile.balancers import balancer_host, balancer_of, virtual_addresses
from sandbox.scenario.compile.links import (
    LOOPBACK_INTERFACE,
    address_routes,
    alone,
    default_routes,
)
from sandbox.scenario.compile.names import BRIDGE, LOOPBACK, NETWORK, host_name, node_host, pod_interface
from sandbox.scenario.compile.nodes import node_host_of
from sandbox.scenario.compile.placement import Placement
from sandbox.scenario.compile.pods import pod_host_of
from sandbox.scenario.compile.tunnels import tunnel_ends
from sandbox.scenario.model import Scenario
from sandbox.scenario.objects import Client, HostInterface, LoadBalancer, NetworkRoute, Overlay
from sandbox.topology import (
    Fabric,
    FabricRoute,
    Host,
    HostKind,
    Interface,
    InterfaceKind,
    LazyItems,
    LazyPorts,
    Port,
    Topology,
)


def compile_world(scenario: Scenario, at: float | None = None) -> World:
    """The world of a scenario, `at` seconds after its objects took effect; None: when all has settled.

    Hosts are built when packets first reach them, those with rules in a `Host` document at once. Raises
    FlowError if such rules cannot be read.
    """
    placement = Placement(scenario)
    hosts = LazyItems(placement.machines, partial(_host, placement))
    topology = Topology(
        hosts,
        LazyPorts(hosts, partial(_links, placement)),
        Fabric(tuple(_fabric_routes(placement))),
        LazyPorts(hosts, partial(_neighbours, placement)),
        MappingProxyType(dict(tunnel_ends(scenario))),
    )
    _read_other_rules(placement, topology)
    balancers = {
        host_name(each.key): balancer_of(scenario, placement.endpoints, each)
        for each in scenario.load_balancers
    }
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


def _host(placement: Placement, name: str) -> Host:
    match placement.machines[name]:
        case Client() as client:
            return _client_host(client)
        case LoadBalancer() as balancer:
            return balancer_host(placement.scenario, balancer)
        case Node() as node:
            return node_host_of(placement, node)
        case Pod() as pod:
            return pod_host_of(placement, pod)


def _read_other_rules(placement: Placement, topology: Topology) -> None:
    """Build the nodes that have rules of other software, so that a mistake in those shows at once."""
    for document in placement.scenario.hosts:
        if document.metadata.name in placement.nodes and (document.iptables or document.nftables):
            topology.hosts[node_host(document.metadata.name)]


def _client_host(client: Client) -> Host:
    link = Interface(NETWORK, InterfaceKind.NETWORK, tuple(map(alone, client.addresses)))
    interfaces = (LOOPBACK_INTERFACE, link)
    routes = RoutingTable((*address_routes(interfaces), *default_routes(client.addresses)))
    return Host(host_name(client.key), HostKind.CLIENT, interfaces, routes)


def _links(placement: Placement, host: str) -> Mapping[Port, Port]:
    """The other end of every veth pair of a node or pod."""
    match placement.machines.get(host):
        case Node() as node:
            pods = placement.nodes[node.metadata.name].pods
            return {_outer(placement, pod): Port(host_name(pod.key), NETWORK) for pod in pods}
        case Pod() as pod:
            return {Port(host, NETWORK): _outer(placement, pod)}
        case _:
            return {}


def _outer(placement: Placement, pod: Pod) -> Port:
    """The node's end of a pod's veth pair."""
    prefix = "veth" if placement.is_bridged(placement.nodes[pod.node_name].node) else "cali"
    return Port(node_host(pod.node_name), pod_interface(pod.key, prefix))


def _neighbours(placement: Placement, host: str) -> Mapping[Port, Mapping[IPAddress, Port]]:
    """Who answers behind a node's bridge."""
    node = placement.machines.get(host)
    if not isinstance(node, Node) or not placement.is_bridged(node):
        return {}
    pods = placement.nodes[node.metadata.name].pods
    ports = {address: Port(host_name(pod.key), NETWORK) for pod in pods for address in pod.addresses}
    return {Port(host, BRIDGE): MappingProxyType(ports)}


def _fabric_routes(placement: Placement) -> Iterator[FabricRoute]:
    """What the network outside knows: the scenario's routes first, then every address and pod range."""
    scenario = placement.scenario
    for route in scenario.network.routes:
        yield FabricRoute(route.destination, Port(node_host(route.node), _link_to(scenario, route)))
    for client in scenario.clients:
        yield from _to(Port(host_name(client.key), NETWORK), client.addresses)
    for balancer in scenario.load_balancers:
        addresses = (*balancer.addresses, *virtual_addresses(scenario, balancer))
        yield from _to(Port(host_name(balancer.key), NETWORK), addresses)
    for node, pods in placement.nodes.values():
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
                if any(is_within(route.destination, each.network) for each in interface.addresses):
                    return _link_of(interface)
    return NETWORK


def _link_of(interface: HostInterface) -> str:
    """The link by which others reach an interface's addresses: itself, but the first for loopback."""
    return NETWORK if interface.name == LOOPBACK else interface.name


def _to(port: Port, addresses: tuple[IPAddress, ...]) -> Iterator[FabricRoute]:
    return (FabricRoute(network_of(address), port) for address in addresses)


def _outside(pod: Pod, node: Node) -> tuple[IPAddress, ...]:
    """The pod's addresses that are in none of its node's ranges."""
    return tuple(address for address in pod.addresses if not any(address in cidr for cidr in node.pod_cidrs))


def _further_routes(scenario: Scenario) -> Iterator[FabricRoute]:
    """The addresses that `Host` documents put on nodes' links to the network."""
    names = {node.metadata.name for node in scenario.nodes}
    for document in scenario.hosts:
        if document.metadata.name in names:
            for interface in document.interfaces:
                port = Port(node_host(document.metadata.name), _link_of(interface))
                yield from _to(port, tuple(each.address for each in interface.addresses))


def _primary_addresses(scenario: Scenario) -> Iterator[tuple[tuple[str, int], IPAddress]]:
    for node in scenario.nodes:
        for address in reversed(node.addresses):
            yield (node.metadata.name, address.version), address
