"""Natwalk's own kinds (apiVersion natwalk/v1alpha1): what a cluster does not know about."""

from enum import Enum
from fractions import Fraction

import msgspec

from sandbox.kube import ObjectKey, ObjectMeta
from sandbox.net import InterfaceAddress, IPAddress, IPNetwork, Protocol


class Client(msgspec.Struct, frozen=True):
    """A host outside the cluster."""

    metadata: ObjectMeta
    addresses: tuple[IPAddress, ...] = ()

    @property
    def key(self) -> ObjectKey:
        """The object's identity."""
        return ObjectKey("Client", "", self.metadata.name)


class LoadBalancerMode(Enum):
    """Whether a load balancer forwards packets or terminates connections."""

    PACKET_FORWARDER = "PacketForwarder"
    PROXY = "Proxy"


class Delivery(Enum):
    """What the packet's destination is when it leaves the load balancer."""

    VIP = "VIP"
    NODE_PORT = "NodePort"
    POD_IP = "PodIP"


class ClientAddressHeader(Enum):
    """How a proxy tells the server who the client is."""

    NONE = "None"
    X_FORWARDED_FOR = "XForwardedFor"
    FORWARDED = "Forwarded"
    PROXY_PROTOCOL = "ProxyProtocol"


class HealthCheck(msgspec.Struct, frozen=True):
    """Probe interval in seconds and the number of results in a row that change a node's state.

    The defaults are those of the tutorial's time: five failures two seconds apart, ten seconds in all.
    """

    interval_seconds: float = 2
    unhealthy_threshold: int = 5
    healthy_threshold: int = 1


class LoadBalancer(msgspec.Struct, frozen=True):
    """A load balancer before the nodes; `services` are `namespace/name`, `addresses` its own towards them."""

    metadata: ObjectMeta
    services: tuple[str, ...] = ()
    addresses: tuple[IPAddress, ...] = ()
    mode: LoadBalancerMode = LoadBalancerMode.PACKET_FORWARDER
    delivery: Delivery = Delivery.VIP
    client_address: ClientAddressHeader = ClientAddressHeader.NONE
    health_check: HealthCheck = HealthCheck()

    @property
    def key(self) -> ObjectKey:
        """The object's identity."""
        return ObjectKey("LoadBalancer", "", self.metadata.name)


class Cni(Enum):
    """How pods are attached to their node."""

    BRIDGE = "Bridge"
    POINT_TO_POINT = "PointToPoint"


class Overlay(Enum):
    """How packets for pods travel between nodes."""

    NONE = "None"
    VXLAN = "VXLAN"
    IPIP = "IPIP"


class NetworkRoute(msgspec.Struct, frozen=True):
    """A destination that the network outside sends to a node besides what it knows by itself."""

    destination: IPNetwork
    node: str


class Network(msgspec.Struct, frozen=True):
    """The cluster's network: the CNI, the overlay and what the network outside routes to nodes."""

    metadata: ObjectMeta
    cni: Cni = Cni.BRIDGE
    overlay: Overlay = Overlay.NONE
    overlay_address_is_node: bool = False
    routes: tuple[NetworkRoute, ...] = ()

    @property
    def key(self) -> ObjectKey:
        """The object's identity."""
        return ObjectKey("Network", "", self.metadata.name)

    @property
    def routes_each_pod(self) -> bool:
        """Whether a pod is reached at any address, of its node's ranges or not."""
        return self.cni is Cni.POINT_TO_POINT and self.overlay is Overlay.NONE


class HostInterface(msgspec.Struct, frozen=True):
    """Further addresses of a node; another name than eth0 is a second link to the network."""

    name: str
    addresses: tuple[InterfaceAddress, ...] = ()


class NodeState(msgspec.Struct, frozen=True):
    """What tools on a real node printed, in the place of what follows from the cluster; empty if not asked.

    Each field is the text of one command: `iptables-save`, `ip6tables-save`, `nft list ruleset`,
    `conntrack -L`, `ip -j addr`, `ip -j route`, `ip -j -6 route`, `ipset save`.
    """

    iptables: str = ""
    ip6tables: str = ""
    nftables: str = ""
    conntrack: str = ""
    addresses: str = ""
    routes: str = ""
    routes6: str = ""
    ipsets: str = ""


NO_STATE = NodeState()


class HostDocument(msgspec.Struct, frozen=True):
    """What else is on a node: other software's rules, sysctls and addresses. Named after the node.

    `ipsets` is what `ipset save` printed, for its rules and for those of `state` if that has none.
    `state` is what the real node said of itself.
    """

    metadata: ObjectMeta
    iptables: str = ""
    nftables: str = ""
    sysctls: tuple[tuple[str, str], ...] = ()
    interfaces: tuple[HostInterface, ...] = ()
    state: NodeState = NO_STATE
    ipsets: str = ""

    @property
    def key(self) -> ObjectKey:
        """The object's identity."""
        return ObjectKey("Host", "", self.metadata.name)


class AddressTarget(msgspec.Struct, frozen=True):
    """A flow to an address and port; the port is 0 for ICMP, which has none."""

    address: IPAddress
    port: int = 0


class Via(Enum):
    """Which of a Service's addresses a flow goes to."""

    CLUSTER_IP = "ClusterIP"
    NODE_PORT = "NodePort"
    LOAD_BALANCER = "LoadBalancer"
    EXTERNAL_IP = "ExternalIP"


class ServiceTarget(msgspec.Struct, frozen=True):
    """A flow to a Service. `port` is the Service port, 0 the first one; `node` is for NodePort only.

    A flow of ICMP has no port: it goes to the address alone.
    """

    service: str
    via: Via = Via.CLUSTER_IP
    port: int = 0
    node: str = ""


class Expectation(msgspec.Struct, frozen=True):
    """One entry of `spec.expect`; a field that is None is not looked at.

    `client_address` and `endpoint` may be expected to be null, hence `…_is_null`.
    """

    verdict: str | None = None
    client_address: str | None = None
    client_address_is_null: bool = False
    endpoint: str | None = None
    endpoint_is_null: bool = False
    headers: tuple[tuple[str, str], ...] | None = None
    probability: Fraction | None = None


class Extent(Enum):
    """How much of a TCP connection is played."""

    OPENING = "Opening"
    WHOLE = "Whole"


class TableChange(Enum):
    """What is done to a node's connections: they are removed, or their time is made to be up."""

    FORGET = "Forget"
    EXPIRE = "Expire"


class Interruption(msgspec.Struct, frozen=True):
    """What happens to all connections of a node between a flow's packet `after` (from 1) and its next."""

    after: int
    node: str
    change: TableChange = TableChange.FORGET


class Flow(msgspec.Struct, frozen=True):
    """Traffic to send. `at` is seconds since the objects took effect, None when everything has settled.

    With `protocol` ICMP it is an echo request, a ping.
    """

    metadata: ObjectMeta
    sender: ObjectKey
    target: AddressTarget | ServiceTarget
    protocol: Protocol = Protocol.TCP
    requests: int = 1
    at: float | None = None
    expect: tuple[Expectation, ...] = ()
    connection: Extent = Extent.OPENING
    between: tuple[Interruption, ...] = ()

    @property
    def key(self) -> ObjectKey:
        """The object's identity."""
        return ObjectKey("Flow", "", self.metadata.name)


class NoteShape(Enum):
    """What a note is drawn as: a sheet of paper with its text, or a shape with the text at its top."""

    PAPER = "Paper"
    RECTANGLE = "Rectangle"
    ELLIPSE = "Ellipse"


class Note(msgspec.Struct, frozen=True):
    """Words or a shape on the canvas, for people alone. `size` is its width and height in scene units."""

    metadata: ObjectMeta
    text: str = ""
    shape: NoteShape = NoteShape.PAPER
    size: tuple[float, float] = (240, 96)

    @property
    def key(self) -> ObjectKey:
        """The object's identity."""
        return ObjectKey("Note", "", self.metadata.name)
