"""A `Host` document's links and kernel settings: further addresses, the reverse path filter, and the rest."""

import pytest

from sandbox.chance import ScriptedChooser
from sandbox.engine import Request, paths
from sandbox.engine.martians import martian_source
from sandbox.engine.skb import Skb
from sandbox.engine.stack import Stack
from sandbox.kube import LoadBalancerIngress, ObjectMeta, ServiceType, TrafficPolicy
from sandbox.net import Packet, Protocol, parse_address, parse_interface_address, parse_network
from sandbox.scenario import Cni, Delivery, LoadBalancer, Network, NetworkRoute
from sandbox.scenario.compile import compile_world
from sandbox.scenario.objects import HostInterface
from sandbox.trace import Exchange, Verdict
from tests.fixtures.walks import (
    CLUSTER_IP,
    NODE_PORT,
    NODES,
    VIP,
    cluster,
    node,
    node_port,
    only,
    pod,
    send,
    service,
    with_host,
)

LOCAL = service(external_traffic_policy=TrafficPolicy.LOCAL)
PLAIN = pod(2, on=2, last=20, metadata=ObjectMeta("p2", "default"))


SECOND = HostInterface("eth1", (parse_interface_address("10.46.0.11/16"),))
ON_SECOND = parse_address("10.46.0.11")


class TestLinks:
    def test_further_addresses_take_node_ports(self) -> None:
        more = HostInterface("eth0", (parse_interface_address("10.240.0.77/24"),))
        scenario = with_host("n1", interfaces=(more,))
        exchange = only(send(scenario, "client/c", parse_address("10.240.0.77"), NODE_PORT))
        assert (exchange.verdict, str(exchange.client_address)) == (Verdict.REPLIED, "10.180.1.1")

    def test_a_second_link_receives_and_the_default_route_answers_by_the_first(self) -> None:
        scenario = with_host("n1", interfaces=(SECOND,))
        exchange = only(send(scenario, "client/c", ON_SECOND, NODE_PORT))
        assert exchange.verdict is Verdict.REPLIED
        assert interfaces_of(exchange, "node/n1") == ["eth1", "eth0"]

    @pytest.mark.parametrize("routes", [(), (NetworkRoute(parse_network("203.0.113.20/32"), "n1"),)])
    def test_an_address_on_loopback_is_reached_by_the_first_link(
        self, routes: tuple[NetworkRoute, ...]
    ) -> None:
        more = HostInterface("lo", (parse_interface_address("203.0.113.20/32"),))
        base = cluster(networks=(Network(ObjectMeta("net"), routes=routes),))
        scenario = with_host("n1", base, interfaces=(more,))
        exchange = only(send(scenario, "client/c", more.addresses[0].address, NODE_PORT))
        assert exchange.verdict is Verdict.REPLIED
        assert interfaces_of(exchange, "node/n1") == ["eth0", "eth0"]

    def test_pods_without_a_bridge_see_the_address_on_loopback_as_the_kernel_has_it(self) -> None:
        more = HostInterface("lo", (parse_interface_address("203.0.113.20/32"),))
        base = cluster(networks=(Network(ObjectMeta("net"), cni=Cni.POINT_TO_POINT),))
        exchange = only(send(with_host("n1", base, interfaces=(more,)), "client/c", NODES[0], NODE_PORT))
        assert str(exchange.client_address) == "203.0.113.20"

    def test_a_route_arrives_by_the_link_whose_network_holds_it(self) -> None:
        vip = parse_network("10.46.200.1/32")
        net = Network(ObjectMeta("net"), routes=(NetworkRoute(vip, "n1"),))
        web = service(external_ips=(parse_address("10.46.200.1"),))
        scenario = with_host("n1", cluster(services=[web], networks=(net,)), interfaces=(SECOND,))
        exchange = only(send(scenario, "client/c", parse_address("10.46.200.1")))
        assert exchange.verdict is Verdict.REPLIED
        assert interfaces_of(exchange, "node/n1") == ["eth1", "eth0"]


def interfaces_of(exchange: Exchange, node: str) -> list[str]:
    """Where the request came in at a node and where the reply left it."""
    arrived = exchange.legs[0].trace.hops[1].steps[0].interface  # type: ignore[union-attr]
    left = exchange.legs[-1].trace.hops[-2].steps[-1].interface  # type: ignore[union-attr]
    assert exchange.legs[0].trace.hops[1].device == exchange.legs[-1].trace.hops[-2].device == node
    return [arrived, left]


class TestReversePathFilter:
    @pytest.mark.parametrize(
        ("sysctls", "replied"),
        [
            ({}, True),
            ({"net.ipv4.conf.eth1.rp_filter": "1"}, False),
            ({"net.ipv4.conf.all.rp_filter": "1"}, False),
            ({"net.ipv4.conf.default.rp_filter": "1"}, False),
            ({"net.ipv4.conf.eth0.rp_filter": "1"}, True),
            ({"net.ipv4.conf.eth1.rp_filter": "2"}, True),
            ({"net.ipv4.conf.all.rp_filter": "2", "net.ipv4.conf.eth1.rp_filter": "1"}, True),
        ],
    )
    def test_the_larger_setting_counts_and_only_strict_asks_for_the_same_link(
        self, sysctls: dict[str, str], replied: bool
    ) -> None:
        scenario = with_host("n1", interfaces=(SECOND,), sysctls=tuple(sysctls.items()))
        exchange = only(send(scenario, "client/c", ON_SECOND, NODE_PORT))
        assert (exchange.verdict is Verdict.REPLIED) is replied
        if not replied:
            assert exchange.verdict is Verdict.DROPPED
            assert (
                "rp_filter=1 on eth1, and the route back to 198.51.100.79 leaves by eth0" in exchange.reason
            )

    def test_it_looks_after_translation(self) -> None:
        """A reply's source is translated in POSTROUTING only: the filter sees the pod, and its way back."""
        scenario = with_host("n2", sysctls=(("net.ipv4.conf.all.rp_filter", "1"),))
        assert node_port(scenario, hit=1).verdict is Verdict.REPLIED

    @pytest.mark.parametrize(("mode", "arrives"), [("0", True), ("1", False), ("2", False)])
    def test_a_link_without_an_address_needs_the_very_route(self, mode: str, arrives: bool) -> None:
        """A pod that lies about its address: loose or strict, the source must lead back to its own link."""
        network = Network(ObjectMeta("net"), cni=Cni.POINT_TO_POINT)
        scenario = cluster(pods=[pod(1, on=1), PLAIN], networks=(network,))
        world = compile_world(with_host("n2", scenario, sysctls=(("net.ipv4.conf.all.rp_filter", mode),)))
        lie = Request("pod/default/p2", CLUSTER_IP, 80, source=parse_address("192.0.2.1"))
        (exchange,) = paths(world, lie)
        assert (exchange.verdict is Verdict.DELIVERED) is arrives
        assert (exchange.verdict is Verdict.DROPPED) is not arrives

    def test_ipv6_has_no_such_filter(self) -> None:
        stack = Stack(compile_world(cluster()), "node/n1", ScriptedChooser())
        source = parse_address("fd00::1")
        packet = Packet(Protocol.TCP, source, 1, source, 2)
        assert martian_source(stack, Skb(packet, in_interface="eth0")) == ""


def hairpin(*sysctls: tuple[str, str]) -> Exchange:
    """A node asks a load balancer that keeps its address and sends it back to the very node."""
    web = service(ServiceType.LOAD_BALANCER, ingress=(LoadBalancerIngress(VIP, "Proxy"),))
    cloud = LoadBalancer(ObjectMeta("lb"), ("default/web",), delivery=Delivery.NODE_PORT)
    scenario = cluster(services=[web], load_balancers=(cloud,), nodes=(node(1),))
    return only(send(with_host("n1", scenario, sysctls=sysctls), "node/n1", VIP))


class TestSettings:
    def test_a_nodes_own_source_from_outside_is_a_martian_unless_accept_local(self) -> None:
        refused = hairpin()
        assert refused.verdict is Verdict.DROPPED
        assert refused.reason == "n1 drops it as a martian: its source 10.240.0.1 is this host's own address"
        accepted = hairpin(("net.ipv4.conf.eth0.accept_local", "1"))
        assert (accepted.verdict, accepted.endpoint) == (Verdict.DELIVERED, "default/p1")
        strict = hairpin(("net.ipv4.conf.eth0.accept_local", "1"), ("net.ipv4.conf.eth0.rp_filter", "1"))
        assert strict.verdict is Verdict.DELIVERED

    def test_localhost_node_ports_need_route_localnet(self) -> None:
        off = (("net.ipv4.conf.all.route_localnet", "0"),)
        loopback = parse_address("127.0.0.1")
        exchange = only(send(with_host("n1", sysctls=off), "node/n1", loopback, NODE_PORT))
        assert exchange.verdict is Verdict.DROPPED
        assert "route_localnet" in exchange.reason
        bridge = (*off, ("net.ipv4.conf.cni0.route_localnet", "1"))
        exchange = only(send(with_host("n1", sysctls=bridge), "node/n1", loopback, NODE_PORT))
        assert exchange.verdict is Verdict.REPLIED

    def test_a_loopback_address_is_no_destination_for_what_comes_from_outside_without_route_localnet(
        self,
    ) -> None:
        rule = f"-t nat -I PREROUTING -p tcp --dport {NODE_PORT} -j DNAT --to-destination 127.0.0.1:10256"
        assert node_port(with_host("n1", iptables=rule)).verdict is Verdict.REPLIED
        off = (("net.ipv4.conf.all.route_localnet", "0"),)
        exchange = node_port(with_host("n1", iptables=rule, sysctls=off))
        assert exchange.verdict is Verdict.DROPPED
        assert exchange.reason == (
            "n1 drops it as a martian: 127.0.0.1 came in by eth0 without route_localnet"
        )

    def test_a_node_that_does_not_forward_drops_what_is_for_a_pod(self) -> None:
        exchange = node_port(with_host("n1", sysctls=(("net.ipv4.ip_forward", "0"),)))
        assert exchange.reason == "n1 drops it: it does not forward packets"

    def test_a_liberal_node_keeps_what_is_invalid(self) -> None:
        """A reply that went round the translation meets the INVALID rule on its way, else the sender."""
        liberal = (("net.netfilter.nf_conntrack_tcp_be_liberal", "1"),)
        scenario = cluster(pods=[pod(3, on=3), PLAIN], services=[LOCAL])
        exchange = only(send(scenario, "pod/default/p2", NODES[0], NODE_PORT))
        assert exchange.legs[-1].trace.hops[-1].device == "node/n2"
        exchange = only(
            send(with_host("n2", scenario, sysctls=liberal), "pod/default/p2", NODES[0], NODE_PORT)
        )
        assert exchange.legs[-1].trace.hops[-1].device == "pod/default/p2"
