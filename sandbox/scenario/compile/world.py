"""`compile_world`: the whole of it."""

from collections.abc import Iterator, Mapping
from functools import partial
from types import MappingProxyType

from sandbox.engine import HostState, World, with_health
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
from sandbox.scenario.compile.names import LOOPBACK, NETWORK, host_name, node_host
from sandbox.scenario.compile.nodes import node_host_of
from sandbox.scenario.compile.placement import Placement
from sandbox.scenario.compile.pods import pod_host_of
from sandbox.scenario.compile.tunnels import tunnel_ends
from sandbox.scenario.model import Scenario
from sandbox.scenario.objects import (
    NO_STATE,
    Client,
    HostInterface,
    LoadBalancer,
    NetworkRoute,
    Overlay,
)
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
        MappingProxyType(dict(tunnel_ends(placement))),
    )
    _read_other_rules(placement, topology)
    balancers = {host_name(each.key): balancer_of(placement, each) for each in scenario.load_balancers}
    now = _settled(scenario) if at is None else at
    world = World(
        topology,
        MappingProxyType(balancers),
        MappingProxyType(dict(_states(placement, now))),
        now,
        node_addresses=MappingProxyType(dict(_primary_addresses(scenario))),
    )
    return with_health(world)


def _states(placement: Placement, now: float) -> Iterator[tuple[str, HostState]]:
    """The connections that nodes printed: they are there at the start."""
    for document in placement.scenario.hosts:
        if document.state.conntrack and document.metadata.name in placement.nodes:
            from sandbox.scenario.compile.attached_texts import connection_table

            yield node_host(document.metadata.name), HostState(connection_table(document, now))


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
        rules = document.iptables or document.nftables or document.state != NO_STATE
        if document.metadata.name in placement.nodes and rules:
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
    return Port(node_host(pod.node_name), placement.towards(pod))


def _neighbours(placement: Placement, host: str) -> Mapping[Port, Mapping[IPAddress, Port]]:
    """Who answers behind a node's bridge."""
    node = placement.machines.get(host)
    if not isinstance(node, Node) or not placement.is_bridged(node):
        return {}
    attached = placement.attached(node.metadata.name)
    found: dict[Port, dict[IPAddress, Port]] = {}
    for pod in placement.nodes[node.metadata.name].pods:
        bridge = placement.bridge(pod.node_name) if attached is None else attached.bridge_of(pod.key)
        ports = {address: Port(host_name(pod.key), NETWORK) for address in pod.addresses}
        found.setdefault(Port(host, bridge), {}).update(ports)
    return {port: MappingProxyType(ports) for port, ports in found.items()}


def _fabric_routes(placement: Placement) -> Iterator[FabricRoute]:
    """What the network outside knows: the scenario's routes first, then every address and pod range."""
    scenario = placement.scenario
    for route in scenario.network.routes:
        yield FabricRoute(route.destination, Port(node_host(route.node), _link_to(placement, route)))
    for client in scenario.clients:
        yield from _to(Port(host_name(client.key), NETWORK), client.addresses)
    for balancer in scenario.load_balancers:
        addresses = (*balancer.addresses, *virtual_addresses(scenario, balancer))
        yield from _to(Port(host_name(balancer.key), NETWORK), addresses)
    for node, pods in placement.nodes.values():
        port = Port(node_host(node.metadata.name), placement.link(node.metadata.name))
        yield from _to(port, node.addresses)
        if scenario.network.overlay is Overlay.NONE:
            for cidr in node.pod_cidrs:
                yield FabricRoute(cidr, port)
            for pod in pods:
                yield from _to(port, _outside(pod, node))
    yield from _further_routes(placement)


def _link_to(placement: Placement, route: NetworkRoute) -> str:
    """The link that a route reaches its node by: one whose network holds the destination, else the first."""
    for interface in _further_interfaces(placement, route.node):
        if any(is_within(route.destination, each.network) for each in interface.addresses):
            return _link_of(placement, route.node, interface)
    return placement.link(route.node)


def _link_of(placement: Placement, node: str, interface: HostInterface) -> str:
    """The link by which others reach an interface's addresses: itself, but the first for loopback."""
    return placement.link(node) if interface.name == LOOPBACK else interface.name


def _further_interfaces(placement: Placement, name: str) -> tuple[HostInterface, ...]:
    """What a `Host` document adds to a node's links; what the node itself printed goes before it."""
    attached = placement.attached(name)
    if attached is None:
        documents = (each for each in placement.scenario.hosts if each.metadata.name == name)
        return tuple(interface for document in documents for interface in document.interfaces)
    links = (each for each in attached.interfaces if each.kind is InterfaceKind.NETWORK)
    return tuple(HostInterface(each.name, each.addresses) for each in links)


def _to(port: Port, addresses: tuple[IPAddress, ...]) -> Iterator[FabricRoute]:
    return (FabricRoute(network_of(address), port) for address in addresses)


def _outside(pod: Pod, node: Node) -> tuple[IPAddress, ...]:
    """The pod's addresses that are in none of its node's ranges."""
    return tuple(address for address in pod.addresses if not any(address in cidr for cidr in node.pod_cidrs))


def _further_routes(placement: Placement) -> Iterator[FabricRoute]:
    """The addresses that `Host` documents put on nodes' links to the network."""
    for name in dict.fromkeys(each.metadata.name for each in placement.scenario.hosts):
        if name in placement.nodes:
            for interface in _further_interfaces(placement, name):
                port = Port(node_host(name), _link_of(placement, name, interface))
                yield from _to(port, tuple(each.address for each in interface.addresses))


def _primary_addresses(scenario: Scenario) -> Iterator[tuple[tuple[str, int], IPAddress]]:
    for node in scenario.nodes:
        for address in reversed(node.addresses):
            yield (node.metadata.name, address.version), address
