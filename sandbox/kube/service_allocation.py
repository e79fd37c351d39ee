"""What the API server gives and takes when a Service is created or changes type or policy."""

from msgspec.structs import replace

from sandbox.kube.allocation import ServicePool, next_cluster_ip, next_ingress_ip, next_node_port
from sandbox.kube.objects import (
    LoadBalancerIngress,
    Service,
    ServicePort,
    ServiceType,
    TrafficPolicy,
)
from sandbox.net import Family


def needs_node_ports(service: Service) -> bool:
    """Whether the API server allocates node ports for it."""
    # kubernetes: pkg/registry/core/service/strategy.go needsNodePort
    wanted = service.type is ServiceType.LOAD_BALANCER and service.allocate_node_ports
    return service.type is ServiceType.NODE_PORT or wanted


def takes_external_policy(service: Service) -> bool:
    """Whether `externalTrafficPolicy` may be set: only where traffic from outside can reach the Service."""
    # kubernetes: pkg/apis/core/v1/helper ExternallyAccessible
    if service.type is ServiceType.CLUSTER_IP:
        return bool(service.external_ips)
    return service.type in (ServiceType.NODE_PORT, ServiceType.LOAD_BALANCER)


def needs_health_check_port(service: Service) -> bool:
    """Whether it has a health check node port: type LoadBalancer with policy Local."""
    local = service.external_traffic_policy is TrafficPolicy.LOCAL
    return service.type is ServiceType.LOAD_BALANCER and local


def with_allocations(
    service: Service,
    before: Service | None,
    pool: ServicePool,
    *,
    family: Family = Family.IPV4,
    load_balanced: bool = False,
) -> Service:
    """`service` with what its type and policies entail, given and taken as the API server does.

    `before` is the stored object, None when it is new; `pool` holds the other Services; `load_balanced`
    says that a load balancer serves it, so that it gets an address there. Raises AllocationError.
    """
    # kubernetes: pkg/registry/core/service/storage/alloc.go, strategy.go dropTypeDependentFields
    service = _with_cluster_ip(service, before, pool, family)
    if not takes_external_policy(service):
        service = replace(service, external_traffic_policy=TrafficPolicy.CLUSTER)
    if service.type is ServiceType.EXTERNAL_NAME:
        service = replace(service, internal_traffic_policy=TrafficPolicy.CLUSTER)
    if service.type is not ServiceType.LOAD_BALANCER:
        service = replace(service, allocate_node_ports=True)
    service = _with_node_ports(service, before, pool)
    service = _with_health_check_port(service, before, pool)
    return _with_ingress(service, pool, load_balanced)


def _with_cluster_ip(service: Service, before: Service | None, pool: ServicePool, family: Family) -> Service:
    """Cleared for ExternalName; a headless Service stays headless while its type is ClusterIP."""
    if service.type is ServiceType.EXTERNAL_NAME:
        return replace(service, cluster_ips=())
    headless = before is not None and before.type is ServiceType.CLUSTER_IP and not before.cluster_ips
    if service.cluster_ips or (headless and service.type is ServiceType.CLUSTER_IP):
        return service
    return replace(service, cluster_ips=(next_cluster_ip(pool, family),))


def _with_node_ports(service: Service, before: Service | None, pool: ServicePool) -> Service:
    """One per port, shared by ports of one number and several protocols; cleared where the type has none."""
    if not needs_node_ports(service):
        keep = service.type is ServiceType.LOAD_BALANCER and (before is None or not needs_node_ports(before))
        return (
            service
            if keep
            else replace(service, ports=tuple(_without_node_port(each) for each in service.ports))
        )
    taken = pool.node_ports | {each.node_port for each in service.ports} | {service.health_check_node_port}
    by_number = {each.port: each.node_port for each in service.ports if each.node_port}
    ports: list[ServicePort] = []
    for each in service.ports:
        shared = by_number.get(each.port, 0)
        node_port = each.node_port or shared or next_node_port(taken)
        taken.add(node_port)
        by_number.setdefault(each.port, node_port)
        ports.append(each if each.node_port else replace(each, node_port=node_port))
    return replace(service, ports=tuple(ports))


def _without_node_port(port: ServicePort) -> ServicePort:
    return replace(port, node_port=0) if port.node_port else port


def _with_health_check_port(service: Service, before: Service | None, pool: ServicePool) -> Service:
    if not needs_health_check_port(service):
        return replace(service, health_check_node_port=0)
    if service.health_check_node_port:
        return service
    if before is not None and needs_health_check_port(before):
        return replace(service, health_check_node_port=before.health_check_node_port)
    taken = pool.node_ports | {each.node_port for each in service.ports}
    return replace(service, health_check_node_port=next_node_port(taken))


def _with_ingress(service: Service, pool: ServicePool, load_balanced: bool) -> Service:
    """The load balancer's address: given by the one that serves it, gone with the type."""
    if service.type is not ServiceType.LOAD_BALANCER:
        return replace(service, ingress=())
    if service.ingress or not load_balanced:
        return service
    return replace(service, ingress=(LoadBalancerIngress(next_ingress_ip(pool.ingress_ips)),))
