"""Addresses and ports: free, inside their range, and the same every time."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.kube import (
    AllocationError,
    Node,
    ObjectMeta,
    Pod,
    Service,
    ServiceCIDR,
    ServicePool,
    ServicePort,
    ServiceType,
    TrafficPolicy,
    first_free,
    next_cluster_ip,
    next_ingress_ip,
    next_node_addresses,
    next_node_port,
    next_pod_addresses,
    next_pod_cidrs,
    with_allocations,
)
from sandbox.net import Family, IPAddress, Protocol, parse_address, parse_network


def a_node(name: str, address: str, cidr: str = "") -> Node:
    """A node; several addresses or ranges are separated by spaces."""
    addresses = tuple(parse_address(each) for each in address.split())
    return Node(ObjectMeta(name), tuple(parse_network(each) for each in cidr.split()), addresses)


def a_service(name: str = "svc", **fields: Any) -> Service:
    """A Service of one port."""
    return Service(ObjectMeta(name, "ns"), **{"ports": (ServicePort(80, 8080),), **fields})


def addresses(*texts: str) -> tuple[IPAddress, ...]:
    """Parsed addresses."""
    return tuple(parse_address(text) for text in texts)


TUTORIAL = (
    a_node("6jst", "10.240.0.4", "10.180.1.0/24"),
    a_node("cx31", "10.240.0.5", "10.180.2.0/24"),
    a_node("jj1t", "10.240.0.3", "10.180.3.0/24"),
)


@given(st.sets(st.integers(0, 15)), st.integers(1, 20))
def test_first_free_is_free_and_fails_only_when_full(taken: set[int], start: int) -> None:
    network = parse_network("10.0.0.0/28")
    free = first_free(network, [network[each] for each in taken], start)
    usable = set(range(1, 15)) - taken
    assert (free is None) == (not usable)
    if free is not None:
        assert int(free) - int(network.network_address) in usable


@pytest.mark.parametrize(
    ("pool", "expected"),
    [
        (ServicePool(), "10.96.1.1"),
        (ServicePool((a_service(cluster_ips=addresses("10.0.170.92")),)), "10.0.1.1"),
        (ServicePool((a_service(cluster_ips=addresses("10.96.1.1")),)), "10.96.1.2"),
        (
            ServicePool(service_cidrs=(ServiceCIDR(ObjectMeta("c"), (parse_network("10.7.0.0/28"),)),)),
            "10.7.0.1",
        ),
        (
            ServicePool(
                (a_service(cluster_ips=addresses("10.0.170.92")),), occupied=(parse_network("10.0.1.0/24"),)
            ),
            "10.0.2.0",
        ),
    ],
)
def test_cluster_addresses(pool: ServicePool, expected: str) -> None:
    assert str(next_cluster_ip(pool, Family.IPV4)) == expected


def test_a_full_service_range_says_so() -> None:
    cidr = ServiceCIDR(ObjectMeta("c"), (parse_network("10.7.0.0/30"),))
    held = a_service(cluster_ips=addresses("10.7.0.1", "10.7.0.2"))
    with pytest.raises(AllocationError, match="add a ServiceCIDR"):
        next_cluster_ip(ServicePool((held,), (cidr,)), Family.IPV4)


@given(st.sets(st.integers(30000, 32767), max_size=200))
def test_node_ports_are_free_and_in_range(taken: set[int]) -> None:
    port = next_node_port(taken)
    assert port not in taken
    assert 30000 <= port <= 32767


def test_node_ports_start_above_the_static_band_and_use_it_last() -> None:
    assert next_node_port(()) == 30086
    assert next_node_port(range(30086, 32768)) == 30000
    with pytest.raises(AllocationError):
        next_node_port(range(30000, 32768))


def test_load_balancer_addresses_count_on() -> None:
    assert str(next_ingress_ip(())) == "203.0.113.10"
    assert str(next_ingress_ip(addresses("203.0.113.140"))) == "203.0.113.141"


def test_a_node_joins_its_siblings() -> None:
    assert list(map(str, next_node_addresses(TUTORIAL, ()))) == ["10.240.0.6"]
    assert list(map(str, next_pod_cidrs(TUTORIAL, ()))) == ["10.180.4.0/24"]
    assert list(map(str, next_node_addresses((), ()))) == ["10.240.0.2"]
    assert list(map(str, next_pod_cidrs((), ()))) == ["10.180.1.0/24"]


@pytest.mark.parametrize(
    ("nodes", "cluster", "expected"),
    [
        ((), "10.244.0.0/16", ["10.244.1.0/24"]),
        (TUTORIAL, "10.180.0.0/22", ["10.180.0.0/24"]),
        ((a_node("a", "10.0.2.1", "10.0.1.0/24"),), "", ["10.0.3.0/24"]),
        (
            (a_node("a", "10.1.0.1 fd00::1", "10.2.0.0/24 fd00:2::/64"),),
            "",
            ["10.2.1.0/24", "fd00:2:0:1::/64"],
        ),
    ],
)
def test_pod_ranges(nodes: tuple[Node, ...], cluster: str, expected: list[str]) -> None:
    ranges = [parse_network(cluster)] if cluster else []
    assert list(map(str, next_pod_cidrs(nodes, ranges))) == expected


def test_large_clusters_outgrow_the_guessed_ranges() -> None:
    cidrs = [parse_network(f"10.{128 + index // 256}.{index % 256}.0/24") for index in range(300)]
    nodes = tuple(
        Node(ObjectMeta(f"n{index}"), (cidr,), (parse_network("10.8.0.0/22")[index + 1],))
        for index, cidr in enumerate(cidrs)
    )
    assert list(map(str, next_pod_cidrs(nodes, ()))) == ["10.129.44.0/24"]
    taken = [each for node in nodes for each in node.addresses]
    assert list(map(str, next_node_addresses(nodes, taken))) == ["10.8.1.45"]


def test_a_full_cluster_range_says_so() -> None:
    with pytest.raises(AllocationError, match="widen clusterCIDR"):
        next_pod_cidrs(TUTORIAL[:1], [parse_network("10.180.1.0/24")])


def test_a_pod_starts_behind_the_bridge() -> None:
    node = TUTORIAL[0]
    assert next_pod_addresses(node, ()) == addresses("10.180.1.2")
    held = Pod(ObjectMeta("p"), "6jst", addresses("10.180.1.2"))
    assert next_pod_addresses(node, (held,)) == addresses("10.180.1.3")


def test_a_node_without_a_range_gives_addresses_near_its_pods() -> None:
    node = a_node("calico", "10.0.0.1")
    with pytest.raises(AllocationError, match="no podCIDR"):
        next_pod_addresses(node, ())
    near = Pod(ObjectMeta("p"), "calico", addresses("192.168.7.9"))
    assert next_pod_addresses(node, (near,)) == addresses("192.168.7.2")


def test_a_full_pod_range_says_so() -> None:
    node = a_node("small", "10.0.0.1", "10.9.0.0/30")
    with pytest.raises(AllocationError, match="full"):
        next_pod_addresses(node, (Pod(ObjectMeta("p"), "small", addresses("10.9.0.2")),))


class TestServiceTypes:
    """What the API server gives and takes when the type or a policy changes."""

    def changed(self, service: Service, **fields: Any) -> Service:
        """The Service after an update of some fields."""
        load_balanced = fields.pop("load_balanced", False)
        after = Service(
            **{name: fields.get(name, getattr(service, name)) for name in Service.__struct_fields__}
        )
        return with_allocations(after, service, ServicePool(), load_balanced=load_balanced)

    @pytest.fixture
    def cluster_ip(self) -> Service:
        """A ClusterIP Service as it was created."""
        return with_allocations(a_service(), None, ServicePool())

    def test_a_new_one_gets_a_cluster_address(self, cluster_ip: Service) -> None:
        assert cluster_ip.cluster_ips == addresses("10.96.1.1")
        assert cluster_ip.ports[0].node_port == 0

    def test_a_headless_one_stays_headless(self) -> None:
        headless = a_service()
        assert self.changed(headless, selector=(("a", "b"),)).cluster_ips == ()
        assert self.changed(headless, type=ServiceType.NODE_PORT).cluster_ips

    def test_there_and_back(self, cluster_ip: Service) -> None:
        node_port = self.changed(cluster_ip, type=ServiceType.NODE_PORT)
        assert node_port.ports[0].node_port == 30086
        local = self.changed(node_port, external_traffic_policy=TrafficPolicy.LOCAL)
        assert local.health_check_node_port == 0
        assert self.changed(local, type=ServiceType.CLUSTER_IP) == cluster_ip

    def test_a_load_balancer_with_policy_local_has_a_health_check_port(self, cluster_ip: Service) -> None:
        balanced = self.changed(cluster_ip, type=ServiceType.LOAD_BALANCER, load_balanced=True)
        assert [str(each.ip) for each in balanced.ingress] == ["203.0.113.10"]
        local = self.changed(balanced, external_traffic_policy=TrafficPolicy.LOCAL)
        assert (local.ports[0].node_port, local.health_check_node_port) == (30086, 30087)
        again = self.changed(local, external_traffic_policy=TrafficPolicy.CLUSTER)
        assert again == balanced
        assert self.changed(local, type=ServiceType.NODE_PORT).health_check_node_port == 0
        assert self.changed(local, type=ServiceType.NODE_PORT).ingress == ()

    def test_without_a_load_balancer_the_address_is_pending(self, cluster_ip: Service) -> None:
        assert self.changed(cluster_ip, type=ServiceType.LOAD_BALANCER).ingress == ()

    def test_node_ports_can_be_declined(self, cluster_ip: Service) -> None:
        declined = self.changed(cluster_ip, type=ServiceType.LOAD_BALANCER, allocate_node_ports=False)
        assert declined.ports[0].node_port == 0
        assert self.changed(declined, type=ServiceType.CLUSTER_IP).allocate_node_ports

    def test_an_external_name_has_no_address(self, cluster_ip: Service) -> None:
        external = self.changed(cluster_ip, type=ServiceType.EXTERNAL_NAME)
        assert external.cluster_ips == ()
        assert self.changed(external, type=ServiceType.CLUSTER_IP) == cluster_ip

    def test_one_port_number_over_two_protocols_shares_its_node_port(self) -> None:
        ports = (
            ServicePort(53, 53, "tcp"),
            ServicePort(53, 53, "udp", Protocol.UDP),
            ServicePort(80, 80, "web"),
        )
        service = with_allocations(a_service(type=ServiceType.NODE_PORT, ports=ports), None, ServicePool())
        assert [each.node_port for each in service.ports] == [30086, 30086, 30087]
