"""Pods as hosts: one interface, the way to its node, and the ports that it listens on."""

from collections.abc import Iterator

from sandbox.kube import Node, Pod
from sandbox.net import InterfaceAddress, IPAddress, IPNetwork, Protocol
from sandbox.routing import Route, RoutingTable
from sandbox.scenario.compile.links import DEFAULTS, LOOPBACK_INTERFACE, address_routes, alone
from sandbox.scenario.compile.names import NETWORK, host_name
from sandbox.scenario.compile.placement import Placement
from sandbox.topology import GATEWAYS, Host, HostKind, Interface, InterfaceKind, Listener, PodServer


def pod_host_of(placement: Placement, pod: Pod) -> Host:
    """The host of a pod; behind a bridge it shares a network with its neighbours, else it stands alone."""
    node = placement.nodes[pod.node_name].node
    bridged = placement.is_bridged(node)
    addresses = tuple(_on_interface(address, node, bridged) for address in pod.addresses)
    interfaces = (LOOPBACK_INTERFACE, Interface(NETWORK, InterfaceKind.VETH, addresses))
    routes = (
        *address_routes(interfaces),
        *(_default(address, node, bridged) for address in pod.addresses),
    )
    listeners = tuple(pod_listeners(placement, pod))
    return Host(host_name(pod.key), HostKind.POD, interfaces, RoutingTable(routes), listeners=listeners)


def _range_of(address: IPAddress, node: Node, bridged: bool) -> IPNetwork | None:
    if not bridged:
        return None
    return next((cidr for cidr in node.pod_cidrs if address in cidr), None)


def _on_interface(address: IPAddress, node: Node, bridged: bool) -> InterfaceAddress:
    network = _range_of(address, node, bridged)
    return alone(address) if network is None else InterfaceAddress(address, network.prefixlen)


def _default(address: IPAddress, node: Node, bridged: bool) -> Route:
    network = _range_of(address, node, bridged)
    gateway = GATEWAYS[address.version] if network is None else network[1]
    return Route(DEFAULTS[address.version], NETWORK, gateway)


def pod_listeners(placement: Placement, pod: Pod) -> Iterator[Listener]:
    """The ports that a running pod answers on: those it declares, else what Services send to it."""
    ports = {(port.protocol, port.port) for port in pod.ports} or set(_target_ports(placement, pod))
    for protocol, number in sorted(ports, key=lambda each: (each[0].value, each[1])):
        yield Listener(protocol, number, PodServer(pod.key.path))


def _target_ports(placement: Placement, pod: Pod) -> Iterator[tuple[Protocol, int]]:
    for service in placement.services_for(pod):
        for port in service.ports:
            if isinstance(port.target_port, int):
                yield port.protocol, port.target_port
