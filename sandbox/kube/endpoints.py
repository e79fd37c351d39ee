"""Endpoints: what the EndpointSlice controller publishes and kube-proxy's endpoint cache makes of it.

A Service with slices has the endpoints that they list; one without has those that its selector and the
pods give. Which of them one node uses is `sandbox.kube.selection`'s business.
"""

from collections.abc import Iterable

import msgspec

from sandbox.kube.objects import EndpointSlice, Node, ObjectMeta, Pod, Service, ServicePort, ServiceType
from sandbox.net import Family, IPAddress, Protocol, first_of_family, socket_text

ZONE_LABEL = "topology.kubernetes.io/zone"
"""The node label that names its zone."""

UNPROXIED_LABELS = ("service.kubernetes.io/service-proxy-name", "service.kubernetes.io/headless")
"""Labels whose mere presence hides a Service from kube-proxy."""


class ServicePortName(msgspec.Struct, frozen=True, order=True):
    """One service port: kube-proxy's unit of work."""

    namespace: str
    name: str
    port: str
    protocol: Protocol

    def __str__(self) -> str:
        """`NAMESPACE/NAME:PORTNAME`, with no colon if the port has no name."""
        path = f"{self.namespace}/{self.name}"
        return f"{path}:{self.port}" if self.port else path


class ServiceEndpoint(msgspec.Struct, frozen=True):
    """One `address:port` behind a service port. `pod` is `namespace/name`, empty if it is no pod's."""

    address: IPAddress
    port: int
    node_name: str = ""
    ready: bool = True
    serving: bool = True
    terminating: bool = False
    zone_hints: tuple[str, ...] = ()
    node_hints: tuple[str, ...] = ()
    pod: str = ""

    def __str__(self) -> str:
        """`ip:port`, the text that kube-proxy sorts and hashes."""
        return socket_text(self.address, self.port)

    def is_local(self, node_name: str) -> bool:
        """Whether it is on that node; an endpoint without a node name is local to none."""
        return self.node_name != "" and self.node_name == node_name


def service_port_name(service: Service, port: ServicePort) -> ServicePortName:
    """The name of one port of a Service."""
    return ServicePortName(service.metadata.namespace, service.metadata.name, port.name, port.protocol)


def is_proxied(service: Service) -> bool:
    """Whether kube-proxy handles the Service: not headless, not ExternalName, not labelled away."""
    # kube-proxy: pkg/proxy/util/utils.go ShouldSkipService; cmd/kube-proxy/app/server.go Run
    labelled = any(name in UNPROXIED_LABELS for name, _ in service.metadata.labels)
    return bool(service.cluster_ips) and service.type is not ServiceType.EXTERNAL_NAME and not labelled


def cluster_ip_of(service: Service, family: Family) -> IPAddress | None:
    """The Service's cluster address of one family."""
    return first_of_family(service.cluster_ips, family)


def zone_of(node: Node) -> str:
    """The zone that the node is labelled with, empty if none."""
    return dict(node.metadata.labels).get(ZONE_LABEL, "")


class EndpointIndex:
    """Pods by label and slices by Service, built once so that no question costs all pods.

    `nodes` are the nodes that exist: the controller leaves out pods of any other. None knows no nodes and
    leaves nothing out. Answers are remembered.
    """

    def __init__(
        self,
        pods: Iterable[Pod],
        slices: Iterable[EndpointSlice] = (),
        nodes: Iterable[Node] | None = None,
    ) -> None:
        self._pods: dict[tuple[str, str, str], list[Pod]] = {}
        self._slices: dict[tuple[str, str], list[EndpointSlice]] = {}
        self._zones = None if nodes is None else {node.metadata.name: zone_of(node) for node in nodes}
        self._answers: dict[tuple[Service, ServicePort, Family], tuple[ServiceEndpoint, ...]] = {}
        for pod in pods:
            for name, value in pod.metadata.labels:
                self._pods.setdefault((pod.metadata.namespace, name, value), []).append(pod)
        for each in slices:
            self._slices.setdefault((each.metadata.namespace, each.service), []).append(each)

    def slices_of(self, service: Service) -> tuple[EndpointSlice, ...]:
        """The slices labelled with the Service's name, in its namespace."""
        return tuple(self._slices.get((service.metadata.namespace, service.metadata.name), ()))

    def pods_selected_by(self, service: Service) -> tuple[Pod, ...]:
        """The pods of its namespace whose labels contain its selector; an empty selector selects none."""
        if not service.selector:
            return ()
        namespace = service.metadata.namespace
        candidates = (self._pods.get((namespace, name, value), []) for name, value in service.selector)
        fewest = min(candidates, key=len)
        wanted = set(service.selector)
        return tuple(pod for pod in fewest if wanted.issubset(pod.metadata.labels))

    def endpoints(self, service: Service, port: ServicePort, family: Family) -> tuple[ServiceEndpoint, ...]:
        """See `endpoints_of`."""
        question = (service, port, family)
        if question not in self._answers:
            self._answers[question] = self._find(service, port, family)
        return self._answers[question]

    def zone(self, node_name: str) -> str:
        """The zone of a node, empty if it has none or is unknown."""
        return (self._zones or {}).get(node_name, "")

    def knows_node(self, name: str) -> bool:
        """Whether such a node exists; any does if no nodes were given."""
        return self._zones is None or name in self._zones

    def _find(self, service: Service, port: ServicePort, family: Family) -> tuple[ServiceEndpoint, ...]:
        slices = self.slices_of(service)
        if slices:
            return merged(each for one in slices for each in _of_slice(one, port, family))
        pods = self.pods_selected_by(service)
        return merged(each for pod in pods for each in _of_pod(self, pod, service, port, family))


def endpoints_of(
    service: Service, port: ServicePort, family: Family, index: EndpointIndex
) -> tuple[ServiceEndpoint, ...]:
    """The endpoints of one service port in one family, ordered by the text `ip:port`.

    Ready or not: see `select_endpoints` for the ones that a node uses.
    """
    return index.endpoints(service, port, family)


def merged(endpoints: Iterable[ServiceEndpoint]) -> tuple[ServiceEndpoint, ...]:
    """One endpoint per `ip:port`, a terminating one never taking another's place, ordered by that text."""
    # kube-proxy: pkg/proxy/endpointslicecache.go addEndpoints
    by_text: dict[str, ServiceEndpoint] = {}
    for each in endpoints:
        text = str(each)
        if text not in by_text or not each.terminating:
            by_text[text] = each
    return tuple(by_text[text] for text in sorted(by_text))


def _of_slice(one: EndpointSlice, port: ServicePort, family: Family) -> Iterable[ServiceEndpoint]:
    """What one slice lists for a service port, which it matches by name and protocol alone."""
    # kube-proxy: pkg/proxy/endpointslicecache.go endpointInfoByServicePort
    if one.address_type.lower() != family.value:
        return
    for slice_port in one.ports:
        if (slice_port.name, slice_port.protocol) != (port.name, port.protocol) or not slice_port.port:
            continue
        for each in one.endpoints:
            yield ServiceEndpoint(
                address=each.address,
                port=slice_port.port,
                node_name=each.node_name,
                ready=each.ready,
                serving=each.serving,
                terminating=each.terminating,
                zone_hints=each.zone_hints,
                node_hints=each.node_hints,
                pod=each.target,
            )


def _of_pod(
    index: EndpointIndex, pod: Pod, service: Service, port: ServicePort, family: Family
) -> Iterable[ServiceEndpoint]:
    """The endpoint that the controller makes of a selected pod; none without address, port or node."""
    # kubernetes: staging/src/k8s.io/endpointslice/utils.go podToEndpoint
    # kubernetes: staging/src/k8s.io/endpointslice/reconciler.go reconcileByAddressType
    address = first_of_family(pod.addresses, family)
    number = resolve_target_port(pod, port)
    published = index.knows_node(pod.node_name) or service.publish_not_ready_addresses
    if address is None or number is None or is_terminal(pod) or not published:
        return
    serving = pod.is_running and pod.ready
    ready = service.publish_not_ready_addresses or (serving and not pod.terminating)
    zone_hints, node_hints = _hints(service, pod.node_name, index.zone(pod.node_name)) if ready else ((), ())
    yield ServiceEndpoint(
        address=address,
        port=number,
        node_name=pod.node_name,
        ready=ready,
        serving=serving,
        terminating=pod.terminating,
        zone_hints=zone_hints,
        node_hints=node_hints,
        pod=_path(pod.metadata),
    )


def is_terminal(pod: Pod) -> bool:
    """Whether the pod has ended and will not run again."""
    return pod.phase in ("Succeeded", "Failed")


def resolve_target_port(pod: Pod, port: ServicePort) -> int | None:
    """The number of the service port's target on this pod; None if the pod has no port of that name."""
    # kubernetes: staging/src/k8s.io/endpointslice/utils.go findPort
    if isinstance(port.target_port, int):
        return port.target_port or port.port
    wanted = (port.target_port, port.protocol)
    return next((each.port for each in pod.ports if (each.name, each.protocol) == wanted), None)


def _hints(service: Service, node_name: str, zone: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The zone hints and node hints of a ready endpoint, from `trafficDistribution`."""
    # kubernetes: staging/src/k8s.io/endpointslice/trafficdist/trafficdist.go ReconcileHints
    zones = (zone,) if zone else ()
    match service.traffic_distribution:
        case "PreferClose" | "PreferSameZone":
            return zones, ()
        case "PreferSameNode":
            return zones, (node_name,) if node_name else ()
        case _:
            return (), ()


def _path(meta: ObjectMeta) -> str:
    return f"{meta.namespace}/{meta.name}"
