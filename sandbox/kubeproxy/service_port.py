"""One service port in one family as one node sees it, and the decisions that its rules follow from."""

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from sandbox.kube import (
    EndpointIndex,
    EndpointSelection,
    Service,
    ServiceEndpoint,
    ServicePort,
    ServicePortName,
    ServiceType,
    TrafficPolicy,
    cluster_ip_of,
    is_proxied,
    select_endpoints,
    service_port_name,
)
from sandbox.net import Family, IPAddress, IPNetwork, family_of, of_family


class ServicePortInfo(msgspec.Struct, frozen=True):
    """A service port with what concerns one family, the same on every node."""

    name: ServicePortName
    service: Service
    port: ServicePort
    cluster_ip: IPAddress
    external_ips: tuple[IPAddress, ...] = ()
    load_balancer_ips: tuple[IPAddress, ...] = ()
    source_ranges: tuple[IPNetwork, ...] = ()
    endpoints: tuple[ServiceEndpoint, ...] = ()

    @property
    def internal_policy_local(self) -> bool:
        """Whether the cluster address leads to the node's own endpoints only."""
        return self.service.internal_traffic_policy is TrafficPolicy.LOCAL

    @property
    def external_policy_local(self) -> bool:
        """Whether external destinations lead to the node's own endpoints only."""
        # kube-proxy: pkg/api/v1/service/util.go ExternalPolicyLocal
        local = self.service.external_traffic_policy is TrafficPolicy.LOCAL
        external_type = self.service.type in (ServiceType.NODE_PORT, ServiceType.LOAD_BALANCER)
        return local and (external_type or bool(self.service.external_ips))

    @property
    def externally_accessible(self) -> bool:
        """Whether the port has any external destination."""
        # kube-proxy: pkg/proxy/serviceport.go ExternallyAccessible
        return bool(self.port.node_port or self.load_balancer_ips or self.external_ips)

    @property
    def uses_cluster_endpoints(self) -> bool:
        """Whether endpoints anywhere can be used; external Local needs them for its short circuits."""
        # kube-proxy: pkg/proxy/serviceport.go UsesClusterEndpoints
        return not self.internal_policy_local or self.externally_accessible

    @property
    def uses_local_endpoints(self) -> bool:
        """Whether some traffic is for the node's own endpoints only."""
        # kube-proxy: pkg/proxy/serviceport.go UsesLocalEndpoints
        return self.internal_policy_local or (self.external_policy_local and self.externally_accessible)

    @property
    def depends_on_node(self) -> bool:
        """Whether nodes may see it differently: by a Local policy or by hints."""
        hinted = any(each.node_hints or each.zone_hints for each in self.endpoints)
        return self.uses_local_endpoints or hinted

    @property
    def health_check_node_port(self) -> int:
        """The port on which kube-proxy tells load balancers about local endpoints; 0 for none."""
        balanced = self.service.type is ServiceType.LOAD_BALANCER and self.external_policy_local
        return self.service.health_check_node_port if balanced else 0


class NodeServicePort(msgspec.Struct, frozen=True):
    """A service port with the endpoints that one node uses for it."""

    info: ServicePortInfo
    selection: EndpointSelection

    @property
    def has_endpoints(self) -> bool:
        """Whether any endpoint is usable anywhere."""
        return self.selection.has_endpoints

    @property
    def outcome(self) -> tuple[bool, bool]:
        """What the rules in front of its own chains depend on."""
        return self.has_endpoints, bool(self.selection.local)

    @property
    def has_internal_endpoints(self) -> bool:
        """Whether the cluster address leads anywhere."""
        return self.has_endpoints and (not self.info.internal_policy_local or bool(self.selection.local))

    @property
    def has_external_endpoints(self) -> bool:
        """Whether external destinations lead anywhere for traffic from outside."""
        return self.has_endpoints and (not self.info.external_policy_local or bool(self.selection.local))

    @property
    def uses_cluster_chain(self) -> bool:
        """Whether there is a chain that chooses among the Cluster endpoints."""
        return self.info.uses_cluster_endpoints and bool(self.selection.cluster)

    @property
    def uses_local_chain(self) -> bool:
        """Whether there is a chain that chooses among the node's own endpoints."""
        return self.info.uses_local_endpoints and bool(self.selection.local)

    @property
    def uses_external_chain(self) -> bool:
        """Whether external traffic has a chain; it exists without local endpoints, for the short circuits."""
        return self.has_endpoints and self.info.externally_accessible

    @property
    def uses_firewall_chain(self) -> bool:
        """Whether load balancer traffic is checked against source ranges."""
        return self.has_endpoints and bool(self.info.load_balancer_ips and self.info.source_ranges)


def service_port_infos(
    services: Iterable[Service], endpoints: EndpointIndex, family: Family
) -> Iterator[ServicePortInfo]:
    """The ports of all Services that kube-proxy handles in one family, in the order of the Services.

    Of ports of one Service with the same name and protocol, the last counts.
    """
    # kube-proxy: pkg/proxy/servicechangetracker.go serviceToServiceMap
    for service in services:
        cluster_ip = cluster_ip_of(service, family)
        if cluster_ip is None or not is_proxied(service):
            continue
        by_name = {(port.name, port.protocol): port for port in service.ports}
        for port in by_name.values():
            yield _info(service, port, cluster_ip, endpoints.endpoints(service, port, family))


def on_node(info: ServicePortInfo, node_name: str, zone: str) -> NodeServicePort:
    """The service port as the node of that name and zone sees it."""
    selection = select_endpoints(
        info.endpoints,
        node_name=node_name,
        zone=zone,
        uses_cluster=info.uses_cluster_endpoints,
        uses_local=info.uses_local_endpoints,
    )
    return NodeServicePort(info, selection)


def _info(
    service: Service, port: ServicePort, cluster_ip: IPAddress, endpoints: tuple[ServiceEndpoint, ...]
) -> ServicePortInfo:
    family = family_of(cluster_ip)
    return ServicePortInfo(
        name=service_port_name(service, port),
        service=service,
        port=port,
        cluster_ip=cluster_ip,
        external_ips=of_family(service.external_ips, family),
        load_balancer_ips=of_family(_virtual_ips(service), family),
        source_ranges=of_family(service.source_ranges, family),
        endpoints=endpoints,
    )


def _virtual_ips(service: Service) -> Sequence[IPAddress]:
    """The load balancer's addresses that reach the node as they are; ipMode Proxy ones do not."""
    return [each.ip for each in service.ingress if each.ip_mode == "VIP"]
