"""kube-proxy's own listeners: its health, and each Service's health check node port."""

from collections.abc import Iterable, Iterator

from sandbox.kube import (
    EndpointIndex,
    KubeProxyConfiguration,
    Node,
    ProxyMode,
    Service,
    ServiceType,
    TrafficPolicy,
    endpoints_of,
)
from sandbox.kubeproxy.node_port_addresses import node_port_addresses
from sandbox.net import Family, IPAddress, Protocol, first_of_family
from sandbox.topology import HealthServer, Listener

HEALTHZ_PORT = 10256
"""kube-proxy: pkg/cluster/ports ProxyHealthzPort."""


_BODY = """\
{
	"service": {
		"namespace": "%s",
		"name": "%s"
	},
	"localEndpoints": %d,
	"serviceProxyHealthy": true
}"""


def health_check_port(service: Service) -> int:
    """The port that load balancers probe for a Service: its own under Local, else kube-proxy's."""
    return service.health_check_node_port if checks_endpoints(service) else HEALTHZ_PORT


def checks_endpoints(service: Service) -> bool:
    """Whether kube-proxy answers health checks for this Service."""
    # kube-proxy: pkg/proxy/serviceport.go newBaseServiceInfo
    local = service.external_traffic_policy is TrafficPolicy.LOCAL
    balanced = service.type is ServiceType.LOAD_BALANCER
    return local and balanced and service.health_check_node_port != 0


def health_listeners(
    checked: Iterable[Service], index: EndpointIndex, node: Node, config: KubeProxyConfiguration
) -> Iterator[Listener]:
    """What kube-proxy on `node` listens on; `checked` are the Services that it answers health checks for.

    kube-proxy: pkg/proxy/healthcheck/service_health.go, proxy_health.go
    """
    yield Listener(
        Protocol.TCP, HEALTHZ_PORT, HealthServer("", 200, '{"nodeEligible": true, "healthy": true}')
    )
    for service in checked:
        answer = _answer(service, _local_endpoints(service, index, node))
        for address in _bound(config, node):
            yield Listener(Protocol.TCP, service.health_check_node_port, answer, address)


def _bound(config: KubeProxyConfiguration, node: Node) -> list[IPAddress | None]:
    """The addresses that health checks are answered on; None is the wildcard."""
    found: list[IPAddress | None] = []
    values = config.node_port_addresses
    if config.mode is ProxyMode.NFTABLES:
        from sandbox.kubeproxy.nftables.settings import node_port_networks

        values = node_port_networks(config)
    for family in Family:
        primary = first_of_family(node.addresses, family)
        wanted = node_port_addresses(values, primary, family)
        if wanted.match_all:
            return [None]
        found += wanted.of_node(node.addresses)
    return found


def _local_endpoints(service: Service, index: EndpointIndex, node: Node) -> int:
    """The number of distinct addresses of ready endpoints on the node, over all ports."""
    return len(
        {
            endpoint.address
            for family in Family
            for port in service.ports
            for endpoint in endpoints_of(service, port, family, index)
            if endpoint.ready and endpoint.is_local(node.metadata.name)
        }
    )


def _answer(service: Service, local_endpoints: int) -> HealthServer:
    body = _BODY % (service.metadata.namespace, service.metadata.name, local_endpoints)
    return HealthServer(service.key.path, 200 if local_endpoints else 503, body)
