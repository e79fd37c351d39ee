"""What a cluster allocates: Service addresses and ports, pod ranges, pod and node addresses.

A cluster draws most of these at random; here the lowest free one is taken, so that the same edit always
gives the same scenario. The bands that Kubernetes keeps for hand-picked values are left to hand-picking.
"""

import ipaddress
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from types import MappingProxyType

import msgspec

from sandbox.kube.objects import Node, Pod, Service, ServiceCIDR
from sandbox.net import Family, IPAddress, IPNetwork, family_of, first_of_family, of_family

DEFAULT_SERVICE_RANGES: Mapping[Family, IPNetwork] = MappingProxyType(
    {
        Family.IPV4: ipaddress.ip_network("10.96.0.0/12"),
        Family.IPV6: ipaddress.ip_network("fd00:10:96::/112"),
    }
)
"""kubeadm's service range, and the range that kind gives a second family."""

DEFAULT_POD_RANGES: Mapping[Family, IPNetwork] = MappingProxyType(
    {
        Family.IPV4: ipaddress.ip_network("10.180.0.0/16"),
        Family.IPV6: ipaddress.ip_network("fd00:10:180::/56"),
    }
)
DEFAULT_NODE_RANGES: Mapping[Family, IPNetwork] = MappingProxyType(
    {
        Family.IPV4: ipaddress.ip_network("10.240.0.0/24"),
        Family.IPV6: ipaddress.ip_network("fd00:10:240::/64"),
    }
)
POD_CIDR_LENGTHS: Mapping[Family, int] = MappingProxyType({Family.IPV4: 24, Family.IPV6: 64})
SUBNET_LENGTHS: Mapping[Family, int] = MappingProxyType({Family.IPV4: 24, Family.IPV6: 64})
"""The prefix length that a subnet is taken to have when only addresses of it are known."""

INGRESS_RANGE: IPNetwork = ipaddress.ip_network("203.0.113.0/24")
"""Where load balancer addresses come from when no Service has one yet (a range for documentation)."""

NODE_PORTS = range(30000, 32768)
"""kube-apiserver's default `--service-node-port-range`."""

FIRST_POD_OFFSET = 2
"""The first address of a pod range that a pod gets: behind the network's and the bridge's own."""


class AllocationError(ValueError):
    """Nothing is free to allocate, or no range is known; the message says which and what would help."""


class ServicePool(msgspec.Struct, frozen=True):
    """What Services hold already: the other Services, and the ranges that the cluster was given.

    `occupied` are ranges that belong to pods and nodes and so cannot hold a guessed cluster address.
    """

    services: tuple[Service, ...] = ()
    service_cidrs: tuple[ServiceCIDR, ...] = ()
    occupied: tuple[IPNetwork, ...] = ()

    def ranges(self, family: Family) -> tuple[IPNetwork, ...]:
        """The service ranges of a family: those given, else a guess from addresses in use, else kubeadm's."""
        given = of_family((cidr for each in self.service_cidrs for cidr in each.cidrs), family)
        if given:
            return given
        default = DEFAULT_SERVICE_RANGES[family]
        known = first_of_family(self.cluster_ips, family)
        if known is None or known in default:
            return (default,)
        return (ipaddress.ip_network((known, 16 if family is Family.IPV4 else 112), strict=False),)

    @property
    def cluster_ips(self) -> Iterator[IPAddress]:
        """Every cluster address in use."""
        return (address for each in self.services for address in each.cluster_ips)

    @property
    def node_ports(self) -> set[int]:
        """Every node port in use, health check node ports included."""
        ports = {port.node_port for each in self.services for port in each.ports}
        return (ports | {each.health_check_node_port for each in self.services}) - {0}

    @property
    def ingress_ips(self) -> set[IPAddress]:
        """Every load balancer address in use."""
        return {entry.ip for each in self.services for entry in each.ingress}


def first_free(network: IPNetwork, taken: Iterable[IPAddress], start: int = 1) -> IPAddress | None:
    """The lowest address of `network` that is not taken, from the offset `start`, else from 1; None if full.

    The network's own address and, in IPv4, its broadcast address are never given.
    """
    base, kind = int(network.network_address), type(network.network_address)
    used = {int(each) - base for each in taken if type(each) is kind}
    end = network.num_addresses - (1 if network.version == 4 and network.num_addresses > 2 else 0)
    for first, last in ((start, end), (1, min(start, end))):
        offset = first
        while offset < last:
            if offset not in used:
                return network[offset]
            offset += 1
    return None


def _spans(networks: Iterable[IPNetwork], version: int) -> list[tuple[int, int]]:
    """First and last address of each network of an IP version, as numbers, which compare much faster."""
    found = (each for each in networks if each.version == version)
    return [(int(each.network_address), int(each.broadcast_address)) for each in found]


def _meets(network: IPNetwork, spans: Iterable[tuple[int, int]]) -> bool:
    """Whether the network shares an address with one of the spans."""
    low, high = int(network.network_address), int(network.broadcast_address)
    return any(first <= high and low <= last for first, last in spans)


def after_highest(network: IPNetwork, taken: Iterable[IPAddress], at_least: int = 1) -> int:
    """The offset behind the highest taken address of `network`, for `first_free` to start from."""
    low, high = int(network.network_address), int(network.broadcast_address)
    kind = type(network.network_address)
    numbers = [int(each) for each in taken if type(each) is kind]
    highest = max([each for each in numbers if low <= each <= high], default=0)
    return max(at_least, highest + 1 - int(network.network_address))


def next_cluster_ip(pool: ServicePool, family: Family) -> IPAddress:
    """The lowest free cluster address above the band for static ones."""
    # kubernetes: pkg/registry/core/service/ipallocator/ipallocator.go calculateRangeOffset
    taken = set(pool.cluster_ips)
    for network in pool.ranges(family):
        band = min(max(16, network.num_addresses // 16), 256)
        start = band + 1 if network.num_addresses > 2 * band else 1
        occupied = [each for each in pool.occupied if each.overlaps(network) and each != network]
        free = _first_outside(network, taken, occupied, start)
        if free is not None:
            return free
    raise AllocationError(
        f"no {family.value} cluster address is free; add a ServiceCIDR with a further range"
    )


def _first_outside(
    network: IPNetwork, taken: set[IPAddress], occupied: Sequence[IPNetwork], start: int
) -> IPAddress | None:
    """The first free address that lies in none of the occupied ranges, which are stepped over whole."""
    while start < network.num_addresses:
        free = first_free(network, taken, start)
        blocking = next((each for each in occupied if free is not None and free in each), None)
        if blocking is None:
            return free
        start = int(blocking.broadcast_address) - int(network.network_address) + 1
    return None


def next_node_port(taken: Iterable[int]) -> int:
    """The lowest free node port above the band for static ones, then from below."""
    # kubernetes: pkg/registry/core/service/portallocator/allocator.go calculateRangeOffset
    used = set(taken)
    band = min(max(16, len(NODE_PORTS) // 32), 128)
    for port in chain(NODE_PORTS[band:], NODE_PORTS[:band]):
        if port not in used:
            return port
    raise AllocationError("no node port between 30000 and 32767 is free; remove a Service that has one")


def next_ingress_ip(taken: Iterable[IPAddress]) -> IPAddress:
    """The address behind the highest load balancer address in use, in its /24 (/64)."""
    used = list(taken)
    network = subnet_of(used[0]) if used else INGRESS_RANGE
    free = first_free(network, used, after_highest(network, used, at_least=10))
    if free is None:
        raise AllocationError(f"no load balancer address of {network} is free; remove a load balancer")
    return free


def subnet_of(address: IPAddress) -> IPNetwork:
    """The /24 or /64 around an address."""
    return ipaddress.ip_network((address, SUBNET_LENGTHS[family_of(address)]), strict=False)


def node_subnet(nodes: Sequence[Node], family: Family) -> IPNetwork:
    """The subnet of the first node that has an address of the family, else the default one."""
    first = first_of_family((each for node in nodes for each in node.addresses), family)
    return subnet_of(first) if first is not None else DEFAULT_NODE_RANGES[family]


def families_of(nodes: Sequence[Node]) -> tuple[Family, ...]:
    """The families that the first node with addresses has, primary first; IPv4 if there is none."""
    addresses = next((node.addresses for node in nodes if node.addresses), ())
    return tuple(dict.fromkeys(map(family_of, addresses))) or (Family.IPV4,)


def next_node_addresses(nodes: Sequence[Node], taken: Iterable[IPAddress]) -> tuple[IPAddress, ...]:
    """An address of each family for a new node: behind the other nodes', in their subnet."""
    used = set(taken)
    return tuple(_next_node_address(nodes, used, family) for family in families_of(nodes))


def _next_node_address(nodes: Sequence[Node], used: set[IPAddress], family: Family) -> IPAddress:
    """A subnet that turns out full is taken to be a larger one, but never to reach into pod ranges."""
    subnet = node_subnet(nodes, family)
    pod_ranges = _spans((cidr for node in nodes for cidr in node.pod_cidrs), subnet.version)
    apart = [span for span in pod_ranges if not _meets(subnet, [span])]
    for wider in range(9):
        network = subnet.supernet(wider)
        if _meets(network, apart):
            break
        start = after_highest(network, (each for node in nodes for each in node.addresses), at_least=2)
        free = first_free(network, used, start)
        if free is not None:
            return free
    raise AllocationError(f"no node address of {subnet} is free; remove a node")


def next_pod_cidrs(
    nodes: Sequence[Node], cluster_cidrs: Iterable[IPNetwork], occupied: Iterable[IPNetwork] = ()
) -> tuple[IPNetwork, ...]:
    """A pod range of each family for a new node: the free sibling behind the other nodes'.

    It overlaps no node subnet and none of the `occupied` ranges.
    """
    # kubernetes: pkg/controller/nodeipam/ipam/cidrset/cidr_set.go AllocateNext
    configured = tuple(cluster_cidrs)
    held = [cidr for node in nodes for cidr in node.pod_cidrs]
    families = tuple(dict.fromkeys(map(family_of, held))) or families_of(nodes)
    avoid = [*occupied, *(node_subnet(nodes, family) for family in families)]
    return tuple(_next_sibling(family, held, configured, avoid) for family in families)


def _next_sibling(
    family: Family, held: Sequence[IPNetwork], configured: Sequence[IPNetwork], avoid: Sequence[IPNetwork]
) -> IPNetwork:
    siblings = of_family(held, family)
    length = siblings[0].prefixlen if siblings else POD_CIDR_LENGTHS[family]
    parent = _parent(family, siblings, configured, length)
    last = (each.broadcast_address for each in siblings if each.version == parent.version)
    behind = after_highest(parent, last, at_least=1 << (family.bits - length))
    taken = _spans((*siblings, *avoid), parent.version)
    for candidate in _cut(parent, length, behind):
        if not _meets(candidate, taken):
            return candidate
    raise AllocationError(f"no pod range of {parent} is free; remove a node or widen clusterCIDR")


def _cut(parent: IPNetwork, length: int, start: int) -> Iterator[IPNetwork]:
    """The ranges of a length that `parent` holds, from the offset `start`, then the ones before it."""
    size = 1 << (family_of(parent).bits - length)
    count = parent.num_addresses // size
    first = min(start // size, count)
    for index in chain(range(first, count), range(first)):
        yield ipaddress.ip_network((parent[index * size], length))


def _parent(
    family: Family, siblings: Sequence[IPNetwork], configured: Sequence[IPNetwork], length: int
) -> IPNetwork:
    """The range that pod ranges are cut from: clusterCIDR if it holds them, else a guess from them."""
    for each in configured:
        fits = family_of(each) is family and each.prefixlen <= length
        if fits and (not siblings or each.overlaps(siblings[0])):
            return each
    return _guessed_parent(siblings) if siblings else DEFAULT_POD_RANGES[family]


def _guessed_parent(siblings: Sequence[IPNetwork]) -> IPNetwork:
    """The range that has room for 256 like the first, and for all siblings and one more."""
    first = siblings[0]
    parent = first.supernet(min(8, first.prefixlen))
    lowest = min((each.network_address for each in siblings), key=int)
    highest = max((each.broadcast_address for each in siblings), key=int)
    while parent.prefixlen and not (
        lowest in parent and highest in parent and len(siblings) < parent.num_addresses // first.num_addresses
    ):
        parent = parent.supernet()
    return parent


def next_pod_addresses(node: Node, pods: Sequence[Pod]) -> tuple[IPAddress, ...]:
    """An address of each of the node's pod ranges; of the network its other pods are in if it has no range.

    Raises AllocationError if there is neither, or nothing free.
    """
    # The CNI plugin host-local, which starts behind the gateway: plugins/ipam/host-local
    ranges = node.pod_cidrs or _networks_of_pods(node, pods)
    if not ranges:
        raise AllocationError(f"node {node.metadata.name} has no podCIDR to allocate from; give it one")
    taken = {each for pod in pods for each in pod.addresses} | set(node.addresses)
    gateways = {each[1] for each in ranges if each.num_addresses > 1}
    found = tuple(first_free(each, taken | gateways, FIRST_POD_OFFSET) for each in ranges)
    free = tuple(each for each in found if each is not None)
    if len(free) < len(ranges):
        raise AllocationError(f"the podCIDR of node {node.metadata.name} is full; remove a pod or widen it")
    return free


def _networks_of_pods(node: Node, pods: Sequence[Pod]) -> tuple[IPNetwork, ...]:
    here = (pod for pod in pods if pod.node_name == node.metadata.name and not pod.host_network)
    first = next((pod.addresses for pod in here if pod.addresses), ())
    return tuple(subnet_of(each) for each in first)
