"""Editing load balancers: mode, delivery and header are kept to combinations that exist."""

from collections.abc import Sequence

from msgspec.structs import replace

from sandbox.kube import ObjectKey, Service, ServiceType
from sandbox.scenario.edits.removing import release_addresses
from sandbox.scenario.edits.store import edit, find, with_object, with_service
from sandbox.scenario.errors import EditError
from sandbox.scenario.model import Scenario
from sandbox.scenario.objects import (
    ClientAddressHeader,
    Delivery,
    HealthCheck,
    LoadBalancer,
    LoadBalancerMode,
)
from sandbox.telling import told


@edit
def set_lb_mode(scenario: Scenario, key: ObjectKey, mode: LoadBalancerMode) -> Scenario:
    """Forward packets, or terminate connections.

    A proxy opens connections of its own, so delivery VIP becomes NodePort; a forwarder adds no header.
    """
    balancer = replace(find(scenario, key, LoadBalancer), mode=mode)
    if mode is LoadBalancerMode.PACKET_FORWARDER:
        balancer = replace(balancer, client_address=ClientAddressHeader.NONE)
    elif balancer.delivery is Delivery.VIP:
        balancer = replace(balancer, delivery=Delivery.NODE_PORT)
    return with_object(scenario, balancer)


@edit
def set_lb_delivery(scenario: Scenario, key: ObjectKey, delivery: Delivery) -> Scenario:
    """Choose what the destination is when the packet leaves the load balancer."""
    balancer = find(scenario, key, LoadBalancer)
    if delivery is Delivery.VIP and balancer.mode is LoadBalancerMode.PROXY:
        raise EditError(
            told("a proxy opens its own connection, not one to its own address; choose NodePort or PodIP")
        )
    return with_object(scenario, replace(balancer, delivery=delivery))


@edit
def set_lb_client_address(scenario: Scenario, key: ObjectKey, header: ClientAddressHeader) -> Scenario:
    """Choose how a proxy tells the server who the client is."""
    balancer = find(scenario, key, LoadBalancer)
    if header is not ClientAddressHeader.NONE and balancer.mode is LoadBalancerMode.PACKET_FORWARDER:
        raise EditError(
            told("a packet forwarder adds no header, it keeps the client's address; choose Proxy first")
        )
    return with_object(scenario, replace(balancer, client_address=header))


@edit
def set_lb_health_check(scenario: Scenario, key: ObjectKey, check: HealthCheck) -> Scenario:
    """Set the probe's interval and thresholds."""
    if check.interval_seconds <= 0 or check.unhealthy_threshold < 1 or check.healthy_threshold < 1:
        raise EditError(
            told("a health check's interval and thresholds must be above zero; choose larger ones")
        )
    return with_object(scenario, replace(find(scenario, key, LoadBalancer), health_check=check))


@edit
def set_lb_services(scenario: Scenario, key: ObjectKey, services: Sequence[str]) -> Scenario:
    """Choose the Services (`namespace/name`) that it serves: they get addresses, those let go lose theirs."""
    balancer = find(scenario, key, LoadBalancer)
    chosen = [_balanceable(scenario, path) for path in dict.fromkeys(services)]
    paths = tuple(each.key.path for each in chosen)
    after = release_addresses(scenario, with_object(scenario, replace(balancer, services=paths)))
    for each in chosen:
        after = with_service(after, each, each)
    return after


def _balanceable(scenario: Scenario, path: str) -> Service:
    service = find(scenario, ObjectKey.of("Service", path), Service)
    if service.type is not ServiceType.LOAD_BALANCER:
        raise EditError(
            told(
                "{path} is of type {type}; switch it to LoadBalancer first",
                path=path,
                type=service.type.value,
            )
        )
    return service
