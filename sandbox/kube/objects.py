"""The Kubernetes objects that Natwalk reads, with the API's field names in snake_case.

They cannot be part of a cycle, so the garbage collector need not look at them: there may be very many.
"""

from enum import Enum

import msgspec

from sandbox.net import IPAddress, IPNetwork, Protocol


class ObjectKey(msgspec.Struct, frozen=True, order=True, gc=False):
    """What identifies an object: its kind, namespace (empty where it has none) and name."""

    kind: str
    namespace: str
    name: str

    @classmethod
    def of(cls, kind: str, path: str) -> "ObjectKey":
        """The key of the object of that kind with that `path`."""
        namespace, _, name = path.rpartition("/")
        return cls(kind, namespace, name)

    @property
    def path(self) -> str:
        """`namespace/name`, or the bare name of an object without a namespace."""
        return f"{self.namespace}/{self.name}" if self.namespace else self.name

    def __str__(self) -> str:
        return f"{self.kind} {self.path}".rstrip()


class ObjectMeta(msgspec.Struct, frozen=True, gc=False):
    """`metadata` as far as Natwalk reads it.

    `position` is the annotation `natwalk/position`, in scene units; `collapsed` the annotation
    `natwalk/collapsed`: the canvas shows it as small as it can.
    """

    name: str
    namespace: str = ""
    labels: tuple[tuple[str, str], ...] = ()
    position: tuple[float, float] | None = None
    deletion_timestamp: str = ""
    collapsed: bool = False


TO_BE_DELETED_TAINT = "ToBeDeletedByClusterAutoscaler"
"""The key of the taint by which the cluster autoscaler announces that it will delete a node."""


class Node(msgspec.Struct, frozen=True, gc=False):
    """A v1 Node. `addresses` are its InternalIPs, the primary one of each family first.

    `taints` are the keys of those of its taints that say that it will go: `TO_BE_DELETED_TAINT`.
    """

    metadata: ObjectMeta
    pod_cidrs: tuple[IPNetwork, ...] = ()
    addresses: tuple[IPAddress, ...] = ()
    ready: bool = True
    unschedulable: bool = False
    taints: tuple[str, ...] = ()

    @property
    def key(self) -> ObjectKey:
        """The object's identity."""
        return ObjectKey("Node", "", self.metadata.name)

    @property
    def eligible(self) -> bool:
        """Whether it is to stay, as far as kube-proxy can tell: not being deleted, nor about to be."""
        # kube-proxy: pkg/proxy/healthcheck/proxy_health.go NodeEligible
        return not self.metadata.deletion_timestamp and TO_BE_DELETED_TAINT not in self.taints


class ContainerPort(msgspec.Struct, frozen=True, gc=False):
    """One declared `containerPort`; `name` is what a Service's named targetPort refers to."""

    port: int
    name: str = ""
    protocol: Protocol = Protocol.TCP


class Pod(msgspec.Struct, frozen=True, gc=False):
    """A v1 Pod. `ready` is what its conditions and phase come to; see `is_running`."""

    metadata: ObjectMeta
    node_name: str = ""
    addresses: tuple[IPAddress, ...] = ()
    ports: tuple[ContainerPort, ...] = ()
    host_network: bool = False
    phase: str = "Running"
    ready: bool = True

    @property
    def key(self) -> ObjectKey:
        """The object's identity."""
        return ObjectKey("Pod", self.metadata.namespace, self.metadata.name)

    @property
    def is_running(self) -> bool:
        """Whether its processes run: a pod in another phase answers nothing."""
        return self.phase == "Running"

    @property
    def terminating(self) -> bool:
        """Whether it is being deleted."""
        return bool(self.metadata.deletion_timestamp)


class ServiceType(Enum):
    """`spec.type` of a Service."""

    CLUSTER_IP = "ClusterIP"
    NODE_PORT = "NodePort"
    LOAD_BALANCER = "LoadBalancer"
    EXTERNAL_NAME = "ExternalName"


class TrafficPolicy(Enum):
    """`externalTrafficPolicy` and `internalTrafficPolicy`."""

    CLUSTER = "Cluster"
    LOCAL = "Local"


class SessionAffinity(Enum):
    """`spec.sessionAffinity`."""

    NONE = "None"
    CLIENT_IP = "ClientIP"


class ServicePort(msgspec.Struct, frozen=True, gc=False):
    """One entry of `spec.ports`. `node_port` 0 means none; `target_port` is a number or a port's name."""

    port: int
    target_port: int | str
    name: str = ""
    protocol: Protocol = Protocol.TCP
    node_port: int = 0


class LoadBalancerIngress(msgspec.Struct, frozen=True, gc=False):
    """One entry of `status.loadBalancer.ingress` that has an `ip`."""

    ip: IPAddress
    ip_mode: str = "VIP"


DEFAULT_AFFINITY_TIMEOUT = 10800
"""Seconds of `sessionAffinityConfig.clientIP.timeoutSeconds` when it is not given."""


class Service(msgspec.Struct, frozen=True, gc=False):
    """A v1 Service. Without a cluster address it is headless and no proxy handles it."""

    metadata: ObjectMeta
    type: ServiceType = ServiceType.CLUSTER_IP
    ports: tuple[ServicePort, ...] = ()
    selector: tuple[tuple[str, str], ...] = ()
    cluster_ips: tuple[IPAddress, ...] = ()
    external_ips: tuple[IPAddress, ...] = ()
    ingress: tuple[LoadBalancerIngress, ...] = ()
    external_traffic_policy: TrafficPolicy = TrafficPolicy.CLUSTER
    internal_traffic_policy: TrafficPolicy = TrafficPolicy.CLUSTER
    session_affinity: SessionAffinity = SessionAffinity.NONE
    affinity_timeout: int = DEFAULT_AFFINITY_TIMEOUT
    source_ranges: tuple[IPNetwork, ...] = ()
    health_check_node_port: int = 0
    publish_not_ready_addresses: bool = False
    allocate_node_ports: bool = True
    traffic_distribution: str = ""

    @property
    def key(self) -> ObjectKey:
        """The object's identity."""
        return ObjectKey("Service", self.metadata.namespace, self.metadata.name)


class Endpoint(msgspec.Struct, frozen=True, gc=False):
    """One endpoint of a slice with its conditions resolved to their defaults."""

    address: IPAddress
    node_name: str = ""
    ready: bool = True
    serving: bool = True
    terminating: bool = False
    zone_hints: tuple[str, ...] = ()
    node_hints: tuple[str, ...] = ()
    target: str = ""
    """`namespace/name` of the pod in `targetRef`, empty if it names none."""


class EndpointPort(msgspec.Struct, frozen=True, gc=False):
    """One port of a slice, matched to a Service port by name and protocol."""

    port: int
    name: str = ""
    protocol: Protocol = Protocol.TCP


class EndpointSlice(msgspec.Struct, frozen=True, gc=False):
    """A discovery.k8s.io/v1 EndpointSlice. `service` is the label `kubernetes.io/service-name`."""

    metadata: ObjectMeta
    service: str
    address_type: str = "IPv4"
    endpoints: tuple[Endpoint, ...] = ()
    ports: tuple[EndpointPort, ...] = ()

    @property
    def key(self) -> ObjectKey:
        """The object's identity."""
        return ObjectKey("EndpointSlice", self.metadata.namespace, self.metadata.name)


class ServiceCIDR(msgspec.Struct, frozen=True, gc=False):
    """A networking.k8s.io/v1 ServiceCIDR: ranges that cluster addresses are allocated from."""

    metadata: ObjectMeta
    cidrs: tuple[IPNetwork, ...] = ()

    @property
    def key(self) -> ObjectKey:
        """The object's identity."""
        return ObjectKey("ServiceCIDR", "", self.metadata.name)


class ProxyMode(Enum):
    """kube-proxy's `mode`."""

    IPTABLES = "iptables"
    NFTABLES = "nftables"
    IPVS = "ipvs"


class DetectLocalMode(Enum):
    """kube-proxy's `detectLocalMode`: how it tells a pod's traffic from others'."""

    CLUSTER_CIDR = "ClusterCIDR"
    NODE_CIDR = "NodeCIDR"
    BRIDGE_INTERFACE = "BridgeInterface"
    INTERFACE_NAME_PREFIX = "InterfaceNamePrefix"


DEFAULT_MASQUERADE_BIT = 14
"""kube-proxy: pkg/proxy/apis/config/v1alpha1/defaults.go SetDefaults_KubeProxyConfiguration."""


class ConntrackConfiguration(msgspec.Struct, frozen=True, gc=False):
    """kube-proxy's `conntrack`: what it sets the kernel to at its start, 0 for what it leaves alone.

    Times are in seconds. kube-proxy: SetDefaults_KubeProxyConfiguration
    """

    max_per_core: int = 32768
    minimum: int = 131072
    tcp_established_timeout: float = 86400.0
    tcp_close_wait_timeout: float = 3600.0
    tcp_be_liberal: bool = False
    udp_timeout: float = 0.0
    udp_stream_timeout: float = 0.0


class KubeProxyConfiguration(msgspec.Struct, frozen=True, gc=False):
    """kube-proxy's configuration; `hostname_override` names the one node it is for, empty for all others."""

    metadata: ObjectMeta
    mode: ProxyMode = ProxyMode.IPTABLES
    cluster_cidrs: tuple[IPNetwork, ...] = ()
    detect_local_mode: DetectLocalMode = DetectLocalMode.CLUSTER_CIDR
    bridge_interface: str = ""
    interface_name_prefix: str = ""
    node_port_addresses: tuple[str, ...] = ()
    masquerade_all: bool = False
    nftables_masquerade_all: bool | None = None
    masquerade_bit: int = DEFAULT_MASQUERADE_BIT
    nftables_masquerade_bit: int = DEFAULT_MASQUERADE_BIT
    localhost_node_ports: bool = True
    ipvs_scheduler: str = "rr"
    hostname_override: str = ""
    conntrack: ConntrackConfiguration = ConntrackConfiguration()

    @property
    def key(self) -> ObjectKey:
        """The object's identity."""
        return ObjectKey("KubeProxyConfiguration", "", self.hostname_override or self.metadata.name)
