"""kube-proxy's own listeners: its health, and each Service's health check node port."""

from collections.abc import Iterable, Iterator, Sequence

from sandbox.kube import (
    EndpointIndex,
    KubeProxyConfiguration,
    Node,
    ProxyMode,
    Service,
    endpoints_of,
    needs_health_check_port,
)
from sandbox.kubeproxy.node_port_addresses import node_port_addresses
from sandbox.net import Family, IPAddress, Protocol, first_of_family
from sandbox.topology import WILDCARDS, HealthServer, Listener

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
    return needs_health_check_port(service) and service.health_check_node_port != 0


def health_listeners(
    checked: Iterable[Service],
    index: EndpointIndex,
    node: Node,
    config: KubeProxyConfiguration,
    addresses: Sequence[IPAddress],
) -> Iterator[Listener]:
    """What kube-proxy on `node` listens on; `checked` are the Services that it answers health checks for.

    Each family has a listener of its own, with the endpoints of that family. `addresses` are all that the
    node has.

    kube-proxy: pkg/proxy/healthcheck/service_health.go ServeHTTP, proxy_health.go
    """
    yield Listener(Protocol.TCP, HEALTHZ_PORT, _healthz(node))
    bound = {family: _bound(config, node, family, addresses) for family in Family}
    for service in checked:
        for family, places in bound.items():
            answer = _answer(service, _local_endpoints(service, index, node, family))
            for address in places:
                yield Listener(Protocol.TCP, service.health_check_node_port, answer, address)


def _healthz(node: Node) -> HealthServer:
    """What kube-proxy answers at `/healthz`: it is well itself, but says no for a node that is to go.

    kube-proxy: pkg/proxy/healthcheck/proxy_health.go healthzHandler.ServeHTTP
    """
    eligible = "true" if node.eligible else "false"
    body = f'{{"nodeEligible": {eligible}, "healthy": true}}'
    return HealthServer("", 200 if node.eligible else 503, body)


def _bound(
    config: KubeProxyConfiguration, node: Node, family: Family, addresses: Sequence[IPAddress]
) -> tuple[IPAddress, ...]:
    """The addresses of a family that health checks are answered on, or its wildcard."""
    values = config.node_port_addresses
    if config.mode is ProxyMode.NFTABLES:
        from sandbox.kubeproxy.nftables.settings import node_port_networks

        values = node_port_networks(config)
    wanted = node_port_addresses(values, first_of_family(node.addresses, family), family)
    if wanted.match_all:
        return (WILDCARDS[family],)
    return tuple(dict.fromkeys(wanted.of_node(addresses)))


def _local_endpoints(service: Service, index: EndpointIndex, node: Node, family: Family) -> int:
    """The number of distinct addresses of a family's ready endpoints on the node, over all ports."""
    return len(
        {
            endpoint.address
            for port in service.ports
            for endpoint in endpoints_of(service, port, family, index)
            if endpoint.ready and endpoint.is_local(node.metadata.name)
        }
    )


def _answer(service: Service, local_endpoints: int) -> HealthServer:
    body = _BODY % (service.metadata.namespace, service.metadata.name, local_endpoints)
    return HealthServer(service.key.path, 200 if local_endpoints else 503, body)
