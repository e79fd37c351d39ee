"""Load balancers: their hosts, and what they may send where."""

from collections.abc import Iterator
from types import MappingProxyType

from sandbox.engine import Balancer, Frontend, Target
from sandbox.kube import Node, ObjectKey, Service, ServicePort, ServiceType, endpoints_of
from sandbox.net import IPAddress, family_of, first_of_family
from sandbox.routing import RoutingTable
from sandbox.scenario.compile.health import health_check_port
from sandbox.scenario.compile.links import (
    LOOPBACK_INTERFACE,
    address_routes,
    alone,
    default_routes,
)
from sandbox.scenario.compile.names import NETWORK, host_name, node_host
from sandbox.scenario.compile.placement import Placement
from sandbox.scenario.model import Scenario
from sandbox.scenario.objects import ClientAddressHeader, Delivery, LoadBalancer, LoadBalancerMode
from sandbox.topology import Host, HostKind, Interface, InterfaceKind, Listener, Port, ProxyServer

EXCLUDED_LABEL = "node.kubernetes.io/exclude-from-external-load-balancers"

_SYSCTLS = MappingProxyType(
    {
        "net.ipv4.ip_forward": "1",
        "net.ipv6.conf.all.forwarding": "1",
        # It takes what is for its Services' ports alone, as most of a cloud's do.
        "net.ipv4.icmp_echo_ignore_all": "1",
        "net.ipv6.icmp.echo_ignore_all": "1",
        # Answers to what it sent to one of its own Services come from an address that it has itself.
        "net.ipv4.conf.all.accept_local": "1",
    }
)

_HEADERS = {
    ClientAddressHeader.NONE: "",
    ClientAddressHeader.X_FORWARDED_FOR: "X-Forwarded-For",
    ClientAddressHeader.FORWARDED: "Forwarded",
    ClientAddressHeader.PROXY_PROTOCOL: "PROXY",
}


def is_eligible(node: Node) -> bool:
    """Whether load balancers may send to the node: Ready, schedulable and not excluded by label."""
    # cloud-provider: controllers/service/controller.go nodePredicates
    excluded = any(name == EXCLUDED_LABEL for name, _ in node.metadata.labels)
    return node.ready and not node.unschedulable and not excluded


def balanced_services(scenario: Scenario, balancer: LoadBalancer) -> Iterator[Service]:
    """The Services of type LoadBalancer that a load balancer stands in front of, in its order."""
    for path in balancer.services:
        service = scenario.by_key.get(ObjectKey.of("Service", path))
        if isinstance(service, Service) and service.type is ServiceType.LOAD_BALANCER:
            yield service


def front_addresses(service: Service, balancer: LoadBalancer) -> tuple[IPAddress, ...]:
    """Where clients reach a Service through a load balancer.

    A status without an IP address, as of one that is known by its host name, leaves the load balancer's own.
    """
    return tuple(each.ip for each in service.ingress) or balancer.addresses


def service_fronts(scenario: Scenario, service: Service) -> tuple[IPAddress, ...]:
    """Where clients reach a Service through its load balancers, in their order, each address once."""
    own = tuple(each.ip for each in service.ingress)
    fronts = (
        front_addresses(service, balancer)
        for balancer in scenario.load_balancers
        if service.type is ServiceType.LOAD_BALANCER and service.key.path in balancer.services
    )
    return tuple(dict.fromkeys((*own, *(address for found in fronts for address in found))))


def virtual_addresses(scenario: Scenario, balancer: LoadBalancer) -> tuple[IPAddress, ...]:
    """The addresses of its Services, each once."""
    found = (each.ip for service in balanced_services(scenario, balancer) for each in service.ingress)
    return tuple(dict.fromkeys(found))


def balancer_host(scenario: Scenario, balancer: LoadBalancer) -> Host:
    """The host of a load balancer: it has its own addresses and those of its Services."""
    addresses = (*balancer.addresses, *virtual_addresses(scenario, balancer))
    link = Interface(NETWORK, InterfaceKind.NETWORK, tuple(map(alone, dict.fromkeys(addresses))))
    interfaces = (LOOPBACK_INTERFACE, link)
    routes = RoutingTable((*address_routes(interfaces), *default_routes(addresses)))
    return Host(
        host_name(balancer.key),
        HostKind.LOAD_BALANCER,
        interfaces,
        routes,
        listeners=tuple(_listeners(scenario, balancer)),
        sysctls=_SYSCTLS,
    )


def _listeners(scenario: Scenario, balancer: LoadBalancer) -> Iterator[Listener]:
    if balancer.mode is LoadBalancerMode.PROXY:
        for service in balanced_services(scenario, balancer):
            for address in front_addresses(service, balancer):
                for port in service.ports:
                    proxy = ProxyServer(service.key.path, port.port)
                    yield Listener(port.protocol, port.port, proxy, address)


def balancer_of(placement: Placement, balancer: LoadBalancer) -> Balancer:
    """What a load balancer does with connections."""
    frontends = tuple(
        Frontend(
            service.key.path,
            address,
            port.port,
            port.protocol,
            health_check_port(service),
            tuple(_targets(placement, balancer, service, port, address)),
        )
        for service in balanced_services(placement.scenario, balancer)
        for address in front_addresses(service, balancer)
        for port in service.ports
    )
    return Balancer(
        host_name(balancer.key),
        balancer.mode is LoadBalancerMode.PROXY,
        frontends,
        balancer.addresses,
        _HEADERS[balancer.client_address],
        balancer.health_check.interval_seconds,
        balancer.health_check.unhealthy_threshold,
        balancer.health_check.healthy_threshold,
    )


def _targets(
    placement: Placement,
    balancer: LoadBalancer,
    service: Service,
    port: ServicePort,
    address: IPAddress,
) -> Iterator[Target]:
    family = family_of(address)
    if balancer.delivery is Delivery.POD_IP:
        for endpoint in endpoints_of(service, port, family, placement.endpoints):
            if endpoint.ready:
                yield Target(endpoint.pod or str(endpoint), "", address=endpoint.address, port=endpoint.port)
        return
    for node in filter(is_eligible, placement.scenario.nodes):
        name = node.metadata.name
        own = first_of_family(node.addresses, family)
        if balancer.delivery is Delivery.VIP:
            yield Target(name, name, via=Port(node_host(name), placement.link(name)))
        elif own is not None and port.node_port:
            yield Target(name, name, address=own, port=port.node_port)
