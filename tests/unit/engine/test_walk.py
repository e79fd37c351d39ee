"""Walks through small clusters: what the server sees, what the sender gets, and every link between."""

from fractions import Fraction

import msgspec
import pytest

from sandbox.kube import ContainerPort, ObjectMeta, ServicePort, ServiceType, SessionAffinity, TrafficPolicy
from sandbox.net import IPAddress, Protocol, parse_address, parse_network
from sandbox.scenario import Cni, HostDocument, Network, NetworkRoute, Overlay, Scenario
from sandbox.scenario.compile import compile_world
from sandbox.trace import Exchange, LegKind, Verdict
from tests.fixtures.walks import (
    CLIENT,
    CLUSTER_IP,
    NODE_PORT,
    NODES,
    cluster,
    node,
    only,
    pod,
    send,
    send_one,
    service,
)

NO_MASQUERADE = TrafficPolicy.LOCAL


def links(exchange: Exchange) -> list[str]:
    """`from > to` of each crossing."""
    return [f"{each.sender} > {each.receiver}" for each in exchange.wire]


def test_a_node_port_request_goes_through_the_node_that_was_hit_and_back() -> None:
    exchange = only(send(cluster(), "client/c", NODES[1], NODE_PORT))
    assert exchange.verdict is Verdict.REPLIED
    assert exchange.client_address == NODES[1]
    out = ["client/c > node/n2", "node/n2 > node/n1", "node/n1 > pod/default/p1"]
    back = ["pod/default/p1 > node/n1", "node/n1 > node/n2", "node/n2 > client/c"]
    assert links(exchange) == out + back
    last = exchange.wire[-1].packet
    assert (last.source, last.source_port, last.destination) == (NODES[1], NODE_PORT, CLIENT)


@pytest.mark.parametrize(("hit", "seen"), [(0, "10.180.1.1"), (1, "10.240.0.2"), (2, "10.240.0.3")])
def test_masquerade_takes_the_address_of_the_interface_that_the_packet_leaves_by(hit: int, seen: str) -> None:
    exchange = only(send(cluster(), "client/c", NODES[hit], NODE_PORT))
    assert str(exchange.client_address) == seen


def test_local_keeps_the_client_and_drops_where_there_is_no_endpoint() -> None:
    local = cluster(services=[service(external_traffic_policy=TrafficPolicy.LOCAL)])
    assert only(send(local, "client/c", NODES[0], NODE_PORT)).client_address == CLIENT
    dropped = only(send(local, "client/c", NODES[1], NODE_PORT))
    assert dropped.verdict is Verdict.DROPPED
    assert "has no local endpoints" in dropped.reason
    assert dropped.client_address is None


def test_no_endpoint_anywhere_is_refused_and_the_refusal_comes_back() -> None:
    scenario = cluster(pods=[pod(1, on=1, ready=False)])
    exchange = only(send(scenario, "client/c", NODES[1], NODE_PORT))
    assert exchange.verdict is Verdict.REJECTED
    assert [leg.kind for leg in exchange.legs] == [LegKind.REQUEST, LegKind.ERROR]
    assert exchange.wire[-1].packet.protocol is Protocol.ICMP
    assert exchange.wire[-1].receiver == "client/c"


def test_a_pod_reaches_itself_through_its_service_as_its_bridge() -> None:
    exchange = only(send(cluster(), "pod/default/p1", CLUSTER_IP))
    assert exchange.verdict is Verdict.REPLIED
    assert str(exchange.client_address) == "10.180.1.1"


def test_a_pod_keeps_its_address_to_a_cluster_ip_and_a_node_does_not() -> None:
    scenario = cluster(pods=[pod(1, on=1), pod(2, on=2, metadata=ObjectMeta("p2", "default"))])
    assert str(only(send(scenario, "pod/default/p2", CLUSTER_IP)).client_address) == "10.180.2.10"
    assert only(send(scenario, "node/n2", CLUSTER_IP)).client_address == NODES[1]
    assert str(only(send(scenario, "node/n1", CLUSTER_IP)).client_address) == "10.180.1.1"


def test_a_cluster_ip_is_unknown_outside_the_cluster() -> None:
    exchange = only(send(cluster(), "client/c", CLUSTER_IP))
    assert exchange.verdict is Verdict.UNROUTABLE
    assert exchange.wire == ()


def test_a_route_may_bring_it_to_a_node_which_then_masquerades() -> None:
    routes = (NetworkRoute(parse_network("10.0.0.0/16"), "n2"),)
    scenario = cluster(networks=(Network(ObjectMeta("net"), routes=routes),))
    exchange = only(send(scenario, "client/c", CLUSTER_IP))
    assert (exchange.verdict, exchange.client_address) == (Verdict.REPLIED, NODES[1])


def test_a_closed_port_is_answered_with_a_reset() -> None:
    scenario = cluster(pods=[pod(1, on=1, ports=(ContainerPort(9999),))])
    exchange = only(send(scenario, "client/c", NODES[1], NODE_PORT))
    assert exchange.verdict is Verdict.REJECTED
    assert exchange.wire[-1].packet.source == NODES[1]


def test_a_refused_datagram_is_answered_with_an_error_that_finds_its_way_through_nat() -> None:
    udp = (ServicePort(80, 8080, protocol=Protocol.UDP, node_port=NODE_PORT),)
    scenario = cluster(pods=[pod(1, on=1, ports=(ContainerPort(9999),))], services=[service(ports=udp)])
    exchange = only(send(scenario, "client/c", NODES[1], NODE_PORT, Protocol.UDP))
    assert exchange.verdict is Verdict.REJECTED
    error = exchange.wire[-1].packet
    assert error.icmp is not None
    assert error.icmp.original.destination == NODES[1]
    assert error.destination == CLIENT


def test_three_endpoints_are_chosen_with_the_kernels_probabilities() -> None:
    scenario = cluster(pods=[pod(number, on=number) for number in (1, 2, 3)])
    exchanges = send(scenario, "client/c", NODES[0], NODE_PORT)
    assert sum(each.probability for each in exchanges) == 1
    third = Fraction(715827883, 2**31)
    assert [each.probability for each in exchanges] == [third, (1 - third) / 2, (1 - third) / 2]
    assert {each.endpoint for each in exchanges} == {f"default/p{number}" for number in (1, 2, 3)}


def test_affinity_keeps_a_client_at_its_endpoint_until_the_time_is_up() -> None:
    sticky = service(session_affinity=SessionAffinity.CLIENT_IP, affinity_timeout=60)
    scenario = cluster(pods=[pod(number, on=number) for number in (1, 2, 3)], services=[sticky])
    first, world = send_one(compile_world(scenario), "client/c", NODES[0], NODE_PORT)
    for number in range(1, 9):
        again, world = send_one(world, "client/c", NODES[0], NODE_PORT, number)
        assert again.endpoint == first.endpoint
        assert again.probability == 1
    later = msgspec.structs.replace(world, now=world.now + 61)
    assert len(send(later, "client/c", NODES[0], NODE_PORT)) == 3


def test_a_second_walk_leaves_the_first_world_alone() -> None:
    world = compile_world(cluster())
    before = world.states
    _, after = send_one(world, "client/c", NODES[1], NODE_PORT)
    assert world.states is before
    assert len(after.state("node/n2").conntrack) == 1
    assert len(world.state("node/n2").conntrack) == 0


def test_a_point_to_point_pod_sees_the_nodes_own_address() -> None:
    scenario = cluster(networks=(Network(ObjectMeta("net"), cni=Cni.POINT_TO_POINT),))
    assert only(send(scenario, "client/c", NODES[0], NODE_PORT)).client_address == NODES[0]


def test_an_overlay_shows_its_own_address() -> None:
    scenario = cluster(networks=(Network(ObjectMeta("net"), overlay=Overlay.VXLAN),))
    exchange = only(send(scenario, "client/c", NODES[1], NODE_PORT))
    assert str(exchange.client_address) == "10.180.2.0"
    assert exchange.verdict is Verdict.REPLIED


def test_a_node_reaches_its_node_port_on_loopback() -> None:
    exchange = only(send(cluster(), "node/n1", parse_address("127.0.0.1"), NODE_PORT))
    assert (exchange.verdict, str(exchange.client_address)) == (Verdict.REPLIED, "10.180.1.1")


def test_a_host_network_pod_answers_as_its_node() -> None:
    server = pod(1, on=1, addresses=(NODES[0],), host_network=True)
    exchange = only(send(cluster(pods=[server]), "client/c", NODES[1], NODE_PORT))
    assert exchange.endpoint == "default/p1"
    assert exchange.wire[1].receiver == "node/n1"
    assert len(exchange.wire) == 4


def test_a_node_that_masquerades_to_itself_takes_its_own_address_not_loopback() -> None:
    server = pod(1, on=1, addresses=(NODES[0],), host_network=True)
    exchange = only(send(cluster(pods=[server]), "node/n1", CLUSTER_IP))
    assert (exchange.verdict, exchange.client_address) == (Verdict.REPLIED, NODES[0])


def test_neighbours_behind_one_bridge_answer_each_other_through_the_node() -> None:
    plain = pod(2, on=1, last=20, metadata=ObjectMeta("p2", "default"))
    exchange = only(send(cluster(pods=[pod(1, on=1), plain]), "pod/default/p2", CLUSTER_IP))
    assert exchange.verdict is Verdict.REPLIED
    assert str(exchange.client_address) == "10.180.1.20"
    assert links(exchange) == [
        "pod/default/p2 > node/n1",
        "node/n1 > pod/default/p1",
        "pod/default/p1 > node/n1",
        "node/n1 > pod/default/p2",
    ]


def test_a_reply_that_bypasses_the_translation_is_dropped_as_invalid() -> None:
    """With Local, a pod of another node is let through unmasqueraded, and the server answers it directly.

    Its own node never saw the connection that way: a SYN-ACK out of nothing is INVALID there.
    """
    local = service(external_traffic_policy=TrafficPolicy.LOCAL)
    plain = pod(2, on=2, last=20, metadata=ObjectMeta("p2", "default"))
    scenario = cluster(pods=[pod(3, on=3), plain], services=[local])
    exchange = only(send(scenario, "pod/default/p2", NODES[0], NODE_PORT))
    assert exchange.verdict is Verdict.DELIVERED
    assert exchange.wire[-1].receiver == "node/n2"
    assert "KUBE-FORWARD#1" in exchange.reason


@pytest.mark.parametrize("masquerades", [True, False])
def test_masquerade_all_is_for_cluster_ips(masquerades: bool) -> None:
    scenario = cluster(pods=[pod(1, on=1), pod(2, on=2, metadata=ObjectMeta("p2", "default"))])
    config = msgspec.structs.replace(scenario.proxy_configurations[0], masquerade_all=masquerades)
    scenario = msgspec.structs.replace(scenario, proxy_configurations=(config,))
    seen: IPAddress | None = only(send(scenario, "pod/default/p2", CLUSTER_IP)).client_address
    assert str(seen) == ("10.240.0.2" if masquerades else "10.180.2.10")


def test_only_a_declared_protocol_is_translated() -> None:
    exchange = only(send(cluster(), "node/n1", CLUSTER_IP, 80, Protocol.UDP))
    assert exchange.verdict is Verdict.UNROUTABLE


def test_cluster_ip_services_ignore_the_external_policy() -> None:
    inside = service(ServiceType.CLUSTER_IP, external_traffic_policy=NO_MASQUERADE)
    exchange = only(send(cluster(services=[inside]), "node/n2", CLUSTER_IP))
    assert exchange.verdict is Verdict.REPLIED


def test_a_node_of_another_cluster_size_still_walks() -> None:
    scenario = cluster(nodes=(node(1),))
    assert only(send(scenario, "client/c", NODES[0], NODE_PORT)).verdict is Verdict.REPLIED


def neighbours(**sysctls: str) -> Scenario:
    """Two pods behind one bridge, the server and one that asks; `n1` with other kernel settings."""
    plain = pod(2, on=1, last=20, metadata=ObjectMeta("p2", "default"))
    document = HostDocument(ObjectMeta("n1"), sysctls=tuple(sysctls.items()))
    return cluster(pods=[pod(1, on=1), plain], hosts=(document,))


def test_nobody_answers_for_a_neighbour_that_is_not_there() -> None:
    """The pod's own kernel asks by ARP and gives up: no frame for the packet ever leaves it."""
    exchange = only(send(cluster(), "pod/default/p1", parse_address("10.180.1.77"), 8080))
    assert (exchange.verdict, exchange.wire) == (Verdict.UNROUTABLE, ())
    assert exchange.reason == "nobody answers for 10.180.1.77 on eth0 of default/p1"


def test_a_bridged_pod_outside_its_nodes_range_is_reached_all_the_same() -> None:
    outside = pod(1, on=1, addresses=(parse_address("10.9.9.9"),))
    assert only(send(cluster(pods=[outside]), "client/c", NODES[1], NODE_PORT)).verdict is Verdict.REPLIED


def test_without_bridge_netfilter_a_neighbours_reply_passes_the_translation_by() -> None:
    scenario = neighbours(**{"net.bridge.bridge-nf-call-iptables": "0"})
    exchange = only(send(scenario, "pod/default/p2", CLUSTER_IP))
    assert exchange.verdict is Verdict.DELIVERED
    assert str(exchange.wire[-1].packet.source) == "10.180.1.10"


def test_without_forwarding_a_neighbour_is_reached_directly_and_not_through_a_service() -> None:
    scenario = neighbours(**{"net.ipv4.ip_forward": "0"})
    assert only(send(scenario, "pod/default/p2", CLUSTER_IP)).verdict is Verdict.DROPPED
    direct = only(send(scenario, "pod/default/p2", parse_address("10.180.1.10"), 8080))
    assert direct.verdict is Verdict.REPLIED


@pytest.mark.parametrize("overlay", Overlay)
def test_a_cluster_ip_that_leaves_a_node_is_unroutable_even_if_the_sender_does_not_hear_of_it(
    overlay: Overlay,
) -> None:
    scenario = cluster(networks=(Network(ObjectMeta("net"), overlay=overlay),))
    exchange = only(send(scenario, "pod/default/p1", CLUSTER_IP, 81))
    assert exchange.verdict is Verdict.UNROUTABLE
    assert exchange.reason.startswith(f"the network outside has no route to {CLUSTER_IP}")
