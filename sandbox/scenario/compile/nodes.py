"""Nodes as hosts: their interfaces, routes, rules and kube-proxy's own listeners."""

from collections.abc import Container, Iterator, Mapping
from types import MappingProxyType

from msgspec.structs import replace

from sandbox.kube import EndpointIndex, KubeProxyConfiguration, Node, Pod, ProxyMode
from sandbox.kubeproxy import iptables
from sandbox.kubeproxy.conntrack import conntrack_sysctls
from sandbox.kubeproxy.node_port_addresses import node_port_addresses
from sandbox.net import Family, InterfaceAddress, IPAddress, family_of, first_of_family, network_of
from sandbox.netfilter import Ruleset
from sandbox.routing import Route, RouteType, RoutingTable
from sandbox.scenario.compile.configuration import proxy_configuration
from sandbox.scenario.compile.health import health_listeners
from sandbox.scenario.compile.links import (
    LOOPBACK_INTERFACE,
    address_routes,
    alone,
    default_routes,
)
from sandbox.scenario.compile.names import LOOPBACK, NETWORK, node_host
from sandbox.scenario.compile.other_rules import with_other_rules
from sandbox.scenario.compile.placement import Placement
from sandbox.scenario.compile.pods import pod_listeners
from sandbox.scenario.compile.tunnels import tunnel_interface, tunnel_routes
from sandbox.scenario.model import Scenario
from sandbox.scenario.objects import NO_STATE, HostDocument
from sandbox.topology import Host, HostKind, Interface, InterfaceKind

_BASE_SYSCTLS = {
    "net.ipv4.ip_forward": "1",
    "net.ipv6.conf.all.forwarding": "1",
    "net.bridge.bridge-nf-call-iptables": "1",
    "net.bridge.bridge-nf-call-ip6tables": "1",
    "net.ipv4.conf.all.rp_filter": "0",
    "net.netfilter.nf_conntrack_tcp_be_liberal": "0",
}
"""What a Kubernetes node has."""
_BE_LIBERAL = "net.netfilter.nf_conntrack_tcp_be_liberal"


def node_host_of(placement: Placement, node: Node) -> Host:
    """The host of a node. Raises FlowError if the rules in its `Host` document cannot be read."""
    scenario, index, pods = placement.scenario, placement.endpoints, placement.nodes[node.metadata.name].pods
    document = placement.document(node)
    config = proxy_configuration(scenario, node.metadata.name)
    attached = placement.attached(node.metadata.name)
    interfaces = (
        (_loopback(document), *_interfaces(placement, node, pods, document))
        if attached is None
        else attached.interfaces
    )
    addresses = [each.address for interface in interfaces for each in interface.addresses]
    routes = _routes(placement, node, interfaces)
    sysctls = _sysctls(config, node, document)
    return Host(
        node_host(node.metadata.name),
        HostKind.NODE,
        interfaces,
        RoutingTable(routes),
        _with_printed_rules(_rulesets(scenario, index, node, config, addresses, sysctls), document),
        (
            *(each for pod in placement.in_host_network(node) for each in pod_listeners(placement, pod)),
            *health_listeners(placement.checked_services, index, node, config, addresses),
        ),
        sysctls,
    )


def _routes(placement: Placement, node: Node, interfaces: tuple[Interface, ...]) -> tuple[Route, ...]:
    """Those that the node printed, of families of which it printed none those that follow from the rest."""
    document, pods = placement.document(node), placement.nodes[node.metadata.name].pods
    following = (
        *address_routes(interfaces),
        *_pod_routes(placement, interfaces, pods),
        *tunnel_routes(placement.scenario, node),
        *default_routes(node.addresses, placement.link(node.metadata.name)),
    )
    if document is None or document.state == NO_STATE:
        return following
    from sandbox.scenario.compile.attached_network import attached_routes

    listed = {family: attached_routes(document, family) for family in Family}
    names = {each.name for each in interfaces}
    return (
        *(
            each
            for each in following
            if each.type is RouteType.LOCAL or listed[family_of(each.destination)] is None
        ),
        *(each for found in listed.values() for each in found or () if _is_usable(each, names)),
    )


def _is_usable(route: Route, interfaces: Container[str]) -> bool:
    """Whether the node has the interface that a route leaves by; one that leads nowhere needs none."""
    return route.type is RouteType.NOWHERE or route.interface in interfaces


def _interfaces(
    placement: Placement, node: Node, pods: list[Pod], document: HostDocument | None
) -> Iterator[Interface]:
    extra = _further_addresses(document)
    extra.pop(LOOPBACK, ())
    own = tuple(alone(address) for address in node.addresses)
    yield Interface(NETWORK, InterfaceKind.NETWORK, own + extra.pop(NETWORK, ()))
    bridge = placement.bridge(node.metadata.name) if placement.is_bridged(node) else ""
    on_bridge = extra.pop(bridge, ())
    for name, addresses in extra.items():
        yield Interface(name, InterfaceKind.NETWORK, addresses)
    if bridge:
        gateways = tuple(InterfaceAddress(cidr[1], cidr.prefixlen) for cidr in node.pod_cidrs)
        yield Interface(bridge, InterfaceKind.BRIDGE, gateways + on_bridge)
    for pod in pods:
        yield Interface(placement.towards(pod), InterfaceKind.VETH, bridge=bridge)
    yield from tunnel_interface(placement.scenario, node)


def _further_addresses(document: HostDocument | None) -> dict[str, tuple[InterfaceAddress, ...]]:
    return {each.name: each.addresses for each in document.interfaces} if document else {}


def _loopback(document: HostDocument | None) -> Interface:
    """The loopback interface, with what a `Host` document adds to it."""
    further = _further_addresses(document).get(LOOPBACK, ())
    return replace(LOOPBACK_INTERFACE, addresses=LOOPBACK_INTERFACE.addresses + further)


def _pod_routes(placement: Placement, interfaces: tuple[Interface, ...], pods: list[Pod]) -> Iterator[Route]:
    """A route for each pod that is no bridge port, or whose address is outside the bridge's network."""
    kind = InterfaceKind.BRIDGE
    bridged = [each.network for one in interfaces if one.kind is kind for each in one.addresses]
    bridges = {one.name: one.bridge for one in interfaces}
    for pod in pods:
        for address in pod.addresses:
            if not any(address in network for network in bridged):
                name = placement.towards(pod)
                yield Route(network_of(address), bridges[name] or name)


def _sysctls(config: KubeProxyConfiguration, node: Node, document: HostDocument | None) -> Mapping[str, str]:
    """What a node begins with, what kube-proxy sets at its start, and what its `Host` sets after that."""
    wanted = node_port_addresses(
        config.node_port_addresses, first_of_family(node.addresses, Family.IPV4), Family.IPV4
    )
    localnet = config.mode is ProxyMode.IPTABLES and config.localhost_node_ports and wanted.contains_loopback
    # kube-proxy: pkg/proxy/iptables/proxier.go NewProxier sets route_localnet for localhost node ports
    own = {
        "net.ipv4.conf.all.route_localnet": "1" if localnet else "0",
        **conntrack_sysctls(config.conntrack, {}),
    }
    return MappingProxyType(_BASE_SYSCTLS | own | dict(document.sysctls if document else ()))


def _with_printed_rules(
    generated: Mapping[Family, Ruleset], document: HostDocument | None
) -> Mapping[Family, Ruleset]:
    """The rules and other software's beside them; of families of which the node printed any, those alone."""
    joined = with_other_rules(generated, document)
    if document is None:
        return joined
    from sandbox.scenario.compile.attached_rules import attached_rulesets

    return MappingProxyType({**joined, **attached_rulesets(document)})


def _rulesets(
    scenario: Scenario,
    index: EndpointIndex,
    node: Node,
    config: KubeProxyConfiguration,
    addresses: list[IPAddress],
    sysctls: Mapping[str, str],
) -> Mapping[Family, Ruleset]:
    """kube-proxy's rules of each family that the node has addresses of, in the mode that it runs in there."""
    cluster = (config, scenario.services, index, node, addresses)
    families = [family for family in Family if first_of_family(addresses, family)]
    if config.mode is ProxyMode.NFTABLES:
        from sandbox.kubeproxy import nftables

        ranges = [cidr for each in scenario.service_cidrs for cidr in each.cidrs]
        found = {family: nftables.generate(*cluster, family, service_cidrs=ranges) for family in families}
    else:
        liberal = sysctls[_BE_LIBERAL] != "0"
        found = {family: iptables.generate(*cluster, family, be_liberal=liberal) for family in families}
    return MappingProxyType(found)
