"""What a cluster's objects do not tell of and requests from outside need: a client and load balancers."""

from collections.abc import Collection, Iterator

from msgspec.structs import replace

from sandbox.imports.names import MAX_BASE
from sandbox.kube import ObjectKey, ObjectMeta, Service, ServiceType
from sandbox.kube.allocation import families_of
from sandbox.net import Family, IPAddress, parse_address
from sandbox.scenario import Client, Delivery, LoadBalancer, Scenario
from sandbox.scenario.naming import next_balancer_address, next_client_address, unique_name

CLIENT_NAME = "client"
BALANCER_NAME = "load-balancer"
CLIENT_ADDRESS_V6 = parse_address("2001:db8::10")
"""Of a range for documentation."""
MOST_BALANCERS = 16
"""Load balancers that are known by host names and so stand before one Service each."""


def with_client(scenario: Scenario) -> Scenario:
    """The scenario with a client outside, which has an address of each family that the nodes have."""
    further = (CLIENT_ADDRESS_V6,) if Family.IPV6 in families_of(scenario.nodes) else ()
    addresses: tuple[IPAddress, ...] = (next_client_address(scenario), *further)
    return replace(scenario, clients=(Client(ObjectMeta(CLIENT_NAME), addresses),))


def with_balancers(scenario: Scenario, host_named: Collection[ObjectKey]) -> Scenario:
    """The scenario with what stands before its Services of type LoadBalancer.

    One that forwards packets as they are serves those with an address of mode VIP; one that delivers to node
    ports those of mode Proxy; and each of the `host_named`, whose status has a host name, has one of its own.
    """
    wanted = [*_shared(scenario), *_own(scenario, host_named)]
    for name, services, delivery in wanted:
        taken = {each.metadata.name for each in scenario.load_balancers}
        balancer = LoadBalancer(
            ObjectMeta(unique_name(name, taken)),
            services=tuple(each.key.path for each in services),
            addresses=(next_balancer_address(scenario, families_of(scenario.nodes)[0]),),
            delivery=delivery,
        )
        scenario = replace(scenario, load_balancers=(*scenario.load_balancers, balancer))
    return scenario


_Wanted = tuple[str, list[Service], Delivery]


def _shared(scenario: Scenario) -> Iterator[_Wanted]:
    """Those that stand before Services with addresses, by how these are answered for."""
    with_address = [each for each in scenario.services if each.ingress and _is_balanced(each)]
    proxied = [each for each in with_address if each.ingress[0].ip_mode == "Proxy"]
    forwarded = [each for each in with_address if each.ingress[0].ip_mode != "Proxy"]
    if forwarded:
        yield BALANCER_NAME, forwarded, Delivery.VIP
    if proxied:
        yield f"{BALANCER_NAME}-proxy", proxied, _delivery(proxied[0])


def _own(scenario: Scenario, host_named: Collection[ObjectKey]) -> Iterator[_Wanted]:
    found = [each for each in scenario.services if each.key in host_named and not each.ingress]
    for service in found[:MOST_BALANCERS]:
        yield f"{BALANCER_NAME}-{service.metadata.name[:MAX_BASE]}", [service], _delivery(service)


def _delivery(service: Service) -> Delivery:
    """To node ports; to pods where the Service has none."""
    return Delivery.NODE_PORT if any(port.node_port for port in service.ports) else Delivery.POD_IP


def _is_balanced(service: Service) -> bool:
    return service.type is ServiceType.LOAD_BALANCER
