"""Load balancers: forwarders, proxies, pools and health checks over time."""

from fractions import Fraction

import msgspec
import pytest

from sandbox.engine import Request, paths
from sandbox.kube import (
    KubeProxyConfiguration,
    LoadBalancerIngress,
    ObjectMeta,
    ProxyMode,
    ServiceType,
    TrafficPolicy,
)
from sandbox.net import TcpFlags, parse_address, parse_network
from sandbox.scenario import (
    ClientAddressHeader,
    Delivery,
    Flow,
    HealthCheck,
    LoadBalancer,
    LoadBalancerMode,
    Network,
    Overlay,
    Scenario,
    ServiceTarget,
    Via,
)
from sandbox.scenario.compile import compile_world, request_of
from sandbox.trace import Exchange, RouteStep, Verdict
from tests.fixtures.walks import CLIENT, NODES, VIP, cluster, node, only, pod, send, service

OWN = parse_address("10.240.0.100")
BASE = LoadBalancer(ObjectMeta("lb"), ("default/web",), (OWN,))


def balanced(balancer: LoadBalancer, policy: TrafficPolicy = TrafficPolicy.CLUSTER) -> Scenario:
    hc = 32122 if policy is TrafficPolicy.LOCAL else 0
    web = service(ServiceType.LOAD_BALANCER, external_traffic_policy=policy, health_check_node_port=hc)
    return cluster(services=[web], load_balancers=(balancer,))


def to_vip(scenario: Scenario, at: float | None = None) -> list[Exchange]:
    return send(compile_world(scenario, at), "client/c", VIP)


def with_(**fields: object) -> LoadBalancer:
    return msgspec.structs.replace(BASE, **fields)


def test_a_forwarder_keeps_the_destination_and_nodes_answer_the_client_themselves() -> None:
    exchanges = to_vip(balanced(BASE))
    assert [each.probability for each in exchanges] == [Fraction(1, 3)] * 3
    second = exchanges[1]
    assert second.client_address == NODES[1]
    crossings = [(each.sender, each.receiver) for each in second.wire]
    assert crossings[:2] == [("client/c", "lb/lb"), ("lb/lb", "node/n2")]
    assert crossings[-1] == ("node/n2", "client/c")


def test_a_steered_packet_is_routed_to_the_node_that_was_picked() -> None:
    second = to_vip(balanced(BASE))[1]
    hop = next(each for each in second.legs[0].trace.hops if each.device == "lb/lb")
    (routed,) = (step for step in hop.steps if isinstance(step, RouteStep))
    assert str(routed.route) == f"{VIP}/32 via {NODES[1]} dev eth0"
    assert routed.after.ttl == routed.before.ttl - 1
    assert second.wire[1].packet.destination == VIP


@pytest.mark.parametrize(("at", "pool"), [(0.0, 3), (9.9, 3), (10.0, 1), (None, 1)])
def test_nodes_without_endpoints_leave_after_five_failures_two_seconds_apart(
    at: float | None, pool: int
) -> None:
    exchanges = to_vip(balanced(BASE, TrafficPolicy.LOCAL), at)
    assert len(exchanges) == pool
    replied = [each for each in exchanges if each.verdict is Verdict.REPLIED]
    assert [each.client_address for each in replied] == [CLIENT]
    assert sum(each.probability for each in exchanges) == 1


def test_the_health_check_is_the_balancers_own() -> None:
    slow = with_(health_check=HealthCheck(interval_seconds=30, unhealthy_threshold=3))
    scenario = balanced(slow, TrafficPolicy.LOCAL)
    assert len(to_vip(scenario, 89)) == 3
    assert len(to_vip(scenario, 90)) == 1


def test_a_translating_forwarder_gets_the_answer_back() -> None:
    exchange = to_vip(balanced(with_(delivery=Delivery.NODE_PORT)))[1]
    assert exchange.verdict is Verdict.REPLIED
    assert exchange.wire[1].packet.destination == NODES[1]
    assert [each.sender for each in exchange.wire][-2:] == ["node/n2", "lb/lb"]
    assert exchange.wire[-1].packet.source == VIP


def test_a_forwarder_may_go_straight_to_the_pod() -> None:
    exchanges = to_vip(balanced(with_(delivery=Delivery.POD_IP)))
    assert len(exchanges) == 1
    assert exchanges[0].client_address == CLIENT
    assert str(exchanges[0].wire[1].packet.destination) == "10.180.1.10"


@pytest.mark.parametrize(
    ("how", "headers"),
    [
        (ClientAddressHeader.NONE, ()),
        (ClientAddressHeader.X_FORWARDED_FOR, (("X-Forwarded-For", "198.51.100.79"),)),
        (ClientAddressHeader.FORWARDED, (("Forwarded", "for=198.51.100.79"),)),
        (ClientAddressHeader.PROXY_PROTOCOL, (("PROXY", "TCP4 198.51.100.79 203.0.113.140 40000 80"),)),
    ],
)
def test_a_proxy_opens_a_connection_of_its_own_and_says_who_asked(
    how: ClientAddressHeader, headers: tuple[tuple[str, str], ...]
) -> None:
    proxy = with_(mode=LoadBalancerMode.PROXY, delivery=Delivery.NODE_PORT, client_address=how)
    exchange = to_vip(balanced(proxy, TrafficPolicy.LOCAL))[0]
    assert exchange.headers == headers
    assert exchange.client_address == OWN
    assert [each.connection for each in exchange.wire] == [1, 2, 2, 2, 2, 1]
    assert exchange.verdict is Verdict.REPLIED


def test_a_proxy_may_dial_its_own_virtual_address_on_a_node() -> None:
    proxy = with_(mode=LoadBalancerMode.PROXY, delivery=Delivery.VIP)
    exchange = to_vip(balanced(proxy))[1]
    assert exchange.verdict is Verdict.REPLIED
    assert exchange.wire[1].packet.destination == VIP


def test_a_proxy_whose_target_is_silent_leaves_its_client_waiting() -> None:
    proxy = with_(mode=LoadBalancerMode.PROXY, delivery=Delivery.NODE_PORT)
    verdicts = [each.verdict for each in to_vip(balanced(proxy, TrafficPolicy.LOCAL), at=0)]
    assert sorted(verdict.value for verdict in verdicts) == ["dropped", "dropped", "replied"]


@pytest.mark.parametrize("whole", [False, True])
def test_a_proxy_dials_for_nobody_whose_own_connection_does_not_come_about(whole: bool) -> None:
    """The network outside has no route to a pod of an overlay, so it never hears of its SYN-ACK."""
    proxy = with_(mode=LoadBalancerMode.PROXY, delivery=Delivery.NODE_PORT)
    overlay = Network(ObjectMeta("network"), overlay=Overlay.VXLAN)
    ingress = (LoadBalancerIngress(VIP, "Proxy"),)
    web = service(ServiceType.LOAD_BALANCER, ingress=ingress)
    scenario = msgspec.structs.replace(balanced(proxy), services=(web,), networks=(overlay,))
    (exchange,) = paths(compile_world(scenario), Request("pod/default/p1", VIP, 80, whole=whole))
    assert exchange.verdict is Verdict.DELIVERED
    assert exchange.reason == "the network outside has no route to 10.180.1.10"
    assert (exchange.endpoint, exchange.client_address) == (None, None)
    assert {each.connection for each in exchange.wire} == {1}


def test_a_proxy_that_gets_its_own_connection_back_stops() -> None:
    """Cluster 7 of seed 74103 of the random clusters: the nodes take the VIP for an address outside."""
    proxy = with_(mode=LoadBalancerMode.PROXY, delivery=Delivery.VIP)
    web = service(ServiceType.LOAD_BALANCER, ingress=(LoadBalancerIngress(VIP, "Proxy"),))
    exchanges = to_vip(msgspec.structs.replace(balanced(proxy), services=(web,)))
    assert {each.verdict for each in exchanges} == {Verdict.DROPPED}
    assert {each.reason for each in exchanges} == {
        "lb gets back a connection that it opened: it goes in a circle"
    }


def test_nodes_that_are_not_ready_or_excluded_get_nothing() -> None:
    label = (("node.kubernetes.io/exclude-from-external-load-balancers", ""),)
    nodes = (
        node(1),
        msgspec.structs.replace(node(2), ready=False),
        msgspec.structs.replace(node(3), metadata=ObjectMeta("n3", labels=label)),
    )
    exchanges = to_vip(msgspec.structs.replace(balanced(BASE), nodes=nodes))
    assert [each.wire[1].receiver for each in exchanges] == ["node/n1"]


def test_with_nobody_in_the_pool_the_packet_vanishes() -> None:
    scenario = balanced(BASE, TrafficPolicy.LOCAL)
    moved = msgspec.structs.replace(scenario, pods=(pod(1, on=1, ready=False),))
    assert [each.verdict for each in to_vip(moved)] == [Verdict.DROPPED]


def test_a_proxy_with_nobody_in_the_pool_closes_the_connection() -> None:
    proxy = with_(mode=LoadBalancerMode.PROXY, delivery=Delivery.NODE_PORT)
    scenario = balanced(proxy, TrafficPolicy.LOCAL)
    (exchange,) = to_vip(msgspec.structs.replace(scenario, pods=(pod(1, on=1, ready=False),)))
    assert exchange.verdict is Verdict.REJECTED
    assert exchange.reason == "lb closes the connection: no node passes its health check"
    assert exchange.wire[-1].packet.flags & TcpFlags.RST


def test_kube_proxy_answers_health_checks_as_it_does() -> None:
    world = compile_world(balanced(BASE, TrafficPolicy.LOCAL))
    (here,) = send(world, "node/n1", NODES[0], 32122)
    (there,) = send(world, "node/n1", NODES[1], 32122)
    assert (here.status, there.status) == (200, 503)
    assert here.body == (
        '{\n\t"service": {\n\t\t"namespace": "default",\n\t\t"name": "web"\n\t},\n'
        '\t"localEndpoints": 1,\n\t"serviceProxyHealthy": true\n}'
    )
    assert (here.endpoint, here.client_address) == (None, NODES[0])


@pytest.mark.parametrize("delivery", list(Delivery))
def test_later_packets_of_a_connection_go_where_the_first_one_went(delivery: Delivery) -> None:
    world = compile_world(balanced(with_(delivery=delivery)))
    exchanges = list(paths(world, Request("client/c", VIP, 80, whole=True)))
    assert {each.verdict for each in exchanges} == {Verdict.REPLIED}
    assert len(exchanges) == (1 if delivery is Delivery.POD_IP else 3)
    for exchange in exchanges:
        assert len({each.receiver for each in exchange.wire if each.sender == "lb/lb"} - {"client/c"}) == 1


def test_a_packet_that_comes_round_again_is_not_balanced_again() -> None:
    """The nodes take nothing for this address, so they send it back, until its time to live is used up."""
    scenario = balanced(BASE)
    left_alone = msgspec.structs.replace(scenario.services[0], ingress=(LoadBalancerIngress(VIP, "Proxy"),))
    exchanges = to_vip(msgspec.structs.replace(scenario, services=(left_alone,)))
    assert [each.verdict for each in exchanges] == [Verdict.UNROUTABLE] * 3
    assert [each.packet.ttl for each in exchanges[0].wire[:4]] == [64, 63, 62, 61]


def test_every_seeded_path_is_one_of_the_enumerated() -> None:
    from sandbox.engine import one_path

    world = compile_world(balanced(BASE, TrafficPolicy.LOCAL), at=0)
    request = Request("client/c", VIP, 80)
    known = {(each.verdict, each.wire[1].receiver, each.probability) for each in paths(world, request)}
    drawn = {
        (each.verdict, each.wire[1].receiver, each.probability)
        for each in (one_path(world, request, seed)[0] for seed in range(40))
    }
    assert drawn == known


@pytest.mark.parametrize("mode", LoadBalancerMode)
@pytest.mark.parametrize("delivery", [Delivery.NODE_PORT, Delivery.POD_IP])
def test_a_load_balancer_that_is_known_by_a_host_name_answers_at_its_own_address(
    mode: LoadBalancerMode, delivery: Delivery
) -> None:
    scenario = balanced(with_(mode=mode, delivery=delivery))
    named = msgspec.structs.replace(scenario.services[0], ingress=())
    world = compile_world(msgspec.structs.replace(scenario, services=(named,)))
    found = send(world, "client/c", OWN)
    assert {each.verdict for each in found} == {Verdict.REPLIED}
    assert found[0].wire[0].receiver == "lb/lb"


def test_its_own_address_answers_nobody_where_the_service_has_another() -> None:
    (found,) = send(compile_world(balanced(with_(mode=LoadBalancerMode.PROXY))), "client/c", OWN)
    assert found.verdict is Verdict.REJECTED


def test_the_way_by_the_load_balancer_leads_to_its_own_address_if_it_is_known_by_a_host_name() -> None:
    scenario = balanced(BASE)
    named = msgspec.structs.replace(scenario.services[0], ingress=())
    target = ServiceTarget("default/web", Via.LOAD_BALANCER, 80)
    flow = Flow(ObjectMeta("f"), scenario.clients[0].key, target)
    request = request_of(msgspec.structs.replace(scenario, services=(named,)), flow)
    assert (request.destination, request.port) == (OWN, 80)


DUAL_NODE = msgspec.structs.replace(
    node(1),
    addresses=(NODES[0], parse_address("10.240.0.9"), parse_address("fd00:10::1")),
    pod_cidrs=(*node(1).pod_cidrs, parse_network("fd00:180:1::/64")),
)
DUAL_POD = pod(1, 1, addresses=(parse_address("10.180.1.10"), parse_address("fd00:180:1::10")))


def health_answers(config: KubeProxyConfiguration, *to: str) -> list[int | None]:
    """The number of endpoints that each address answers; None: nothing listens there."""
    web = service(
        ServiceType.LOAD_BALANCER, external_traffic_policy=TrafficPolicy.LOCAL, health_check_node_port=32122
    )
    single = cluster([DUAL_POD], [web], nodes=(DUAL_NODE,), proxy_configurations=(config,))
    world = compile_world(single)
    found = [only(send(world, "node/n1", parse_address(each), 32122)) for each in to]
    return [each.body.count('"localEndpoints": 1') if each.status else None for each in found]


def test_a_health_check_counts_the_endpoints_of_the_family_that_asks() -> None:
    everywhere = KubeProxyConfiguration(ObjectMeta(""))
    asked = ("10.240.0.1", "10.240.0.9", "fd00:10::1", "127.0.0.1", "::1", "10.180.1.1")
    assert health_answers(everywhere, *asked) == [1] * 6


@pytest.mark.parametrize(
    ("mode", "addresses", "answers"),
    [
        (ProxyMode.NFTABLES, (), [1, None, 1, None]),
        (ProxyMode.IPTABLES, ("10.240.0.9/32",), [None, 1, 1, None]),
        (ProxyMode.IPTABLES, ("127.0.0.0/8", "fd00::/8"), [None, None, 1, 1]),
    ],
)
def test_health_checks_are_answered_where_node_ports_are(
    mode: ProxyMode, addresses: tuple[str, ...], answers: list[int | None]
) -> None:
    config = KubeProxyConfiguration(ObjectMeta(""), mode, node_port_addresses=addresses)
    assert health_answers(config, "10.240.0.1", "10.240.0.9", "fd00:10::1", "127.0.0.1") == answers
