"""Pings: whose kernel answers, what tracks and translates them, and what stops them."""

from dataclasses import dataclass

import pytest
from msgspec.structs import replace

from sandbox.conntrack import ConntrackEntry
from sandbox.engine import Request, World, one_path
from sandbox.engine.exchange import connection_of
from sandbox.kube import KubeProxyConfiguration, ObjectMeta, ProxyMode, ServiceType
from sandbox.net import IPAddress, Protocol, parse_address, parse_network
from sandbox.scenario import Delivery, HostDocument, LoadBalancer, Scenario
from sandbox.scenario.compile import compile_world
from sandbox.scenario.objects import LoadBalancerMode
from sandbox.trace import ConntrackEvent, ConntrackStep, Exchange, Verdict
from tests.fixtures.walks import CLIENT, CLUSTER_IP, NODES, VIP, cluster, only, pod, send, service

SERVER, ASKER, SECOND = (parse_address(f"10.180.{each}") for each in ("1.10", "2.20", "2.21"))
PODS = (
    pod(1, on=1),
    pod(2, on=2, last=20, metadata=ObjectMeta("p2", "default")),
    pod(3, on=2, last=21, metadata=ObjectMeta("p3", "default")),
)
MASQUERADE = "-t nat -A POSTROUTING -s 10.180.0.0/16 ! -d 10.180.0.0/16 -j MASQUERADE"


def pinged(scenario: Scenario, host: str, address: IPAddress) -> Exchange:
    return only(send(scenario, host, address, 0, Protocol.ICMP))


def on_node(number: int, **fields: object) -> Scenario:
    document = replace(HostDocument(ObjectMeta(f"n{number}")), **fields)
    return cluster(PODS, hosts=(document,))


@dataclass
class Pinging:
    """A world that pings change."""

    world: World

    def send(self, host: str, address: IPAddress, number: int = 0) -> Exchange:
        exchange, self.world = one_path(self.world, Request(host, address, 0, Protocol.ICMP), number, number)
        return exchange

    def entries(self, host: str) -> list[ConntrackEntry]:
        return list(self.world.state(host).conntrack)


def events(exchange: Exchange) -> list[ConntrackEvent]:
    return [
        step.event
        for leg in exchange.legs
        for hop in leg.trace.hops
        for step in hop.steps
        if isinstance(step, ConntrackStep)
    ]


@pytest.mark.parametrize(
    ("host", "address", "endpoint", "seen"),
    [
        ("pod/default/p2", SERVER, "default/p1", ASKER),
        ("client/c", SERVER, "default/p1", CLIENT),
        ("client/c", NODES[0], None, CLIENT),
        ("pod/default/p2", NODES[0], None, ASKER),
        ("pod/default/p2", ASKER, "default/p2", ASKER),
        ("node/n1", parse_address("127.0.0.1"), None, parse_address("127.0.0.1")),
        ("node/n1", SERVER, "default/p1", parse_address("10.180.1.1")),
    ],
)
def test_the_kernel_of_whoever_has_the_address_answers(
    host: str, address: IPAddress, endpoint: str | None, seen: IPAddress
) -> None:
    exchange = pinged(cluster(PODS), host, address)
    assert exchange.verdict is Verdict.REPLIED
    assert (exchange.endpoint, exchange.client_address) == (endpoint, seen)
    assert connection_of(exchange) is None


@pytest.mark.parametrize(
    ("mode", "verdict"), [(ProxyMode.IPTABLES, Verdict.UNROUTABLE), (ProxyMode.NFTABLES, Verdict.REJECTED)]
)
def test_a_cluster_ip_is_nobodys_address(mode: ProxyMode, verdict: Verdict) -> None:
    proxy = KubeProxyConfiguration(
        ObjectMeta("config"), mode=mode, cluster_cidrs=(parse_network("10.180.0.0/16"),)
    )
    exchange = pinged(cluster(PODS, proxy_configurations=(proxy,)), "pod/default/p2", CLUSTER_IP)
    assert (exchange.verdict, exchange.endpoint, exchange.client_address) == (verdict, None, None)


@pytest.mark.parametrize("mode", list(LoadBalancerMode))
@pytest.mark.parametrize("address", [VIP, parse_address("10.240.1.1")])
def test_a_load_balancer_is_silent(mode: LoadBalancerMode, address: IPAddress) -> None:
    delivery = Delivery.NODE_PORT if mode is LoadBalancerMode.PROXY else Delivery.VIP
    own = (parse_address("10.240.1.1"),)
    balancer = LoadBalancer(ObjectMeta("lb"), ("default/web",), own, mode, delivery)
    scenario = cluster(services=[service(ServiceType.LOAD_BALANCER)], load_balancers=(balancer,))
    exchange = pinged(scenario, "client/c", address)
    assert exchange.verdict is Verdict.DROPPED
    assert exchange.reason == "lb answers no ping: net.ipv4.icmp_echo_ignore_all is set"


def test_further_pings_are_of_one_connection_and_count_up() -> None:
    pinging = Pinging(compile_world(cluster(PODS)))
    first = pinging.send("client/c", NODES[0])
    second = pinging.send("client/c", NODES[0], 1)
    echoes = [each.legs[0].trace.packet.echo for each in (first, second)]
    assert [each.sequence for each in echoes if each] == [1, 2]
    assert len({each.identifier for each in echoes if each}) == 1
    assert events(first)[:2] == [ConntrackEvent.NEW, ConntrackEvent.CONFIRMED]
    assert set(events(second)) == {ConntrackEvent.MATCHED}
    (entry,) = pinging.entries("node/n1")
    assert (entry.original.icmp, entry.reply.icmp) == ((8, 0, 1234), (0, 0, 1234))


def test_a_ping_of_long_ago_is_forgotten() -> None:
    pinging = Pinging(compile_world(cluster(PODS)))
    pinging.send("client/c", NODES[0])
    pinging.world = replace(pinging.world, now=pinging.world.now + 31)
    assert ConntrackEvent.NEW in events(pinging.send("client/c", NODES[0]))


def test_two_pods_that_ping_with_one_identifier_are_masqueraded_apart() -> None:
    pinging = Pinging(compile_world(on_node(2, iptables=MASQUERADE)))
    answers = [pinging.send(f"pod/default/{name}", CLIENT) for name in ("p2", "p3")]
    assert [each.verdict for each in answers] == [Verdict.REPLIED, Verdict.REPLIED]
    assert [each.client_address for each in answers] == [NODES[1], NODES[1]]
    outside = [each.wire[1].packet.identifier for each in answers]
    assert outside[0] == 1234
    assert outside[1] != 1234
    assert [each.wire[-1].packet.identifier for each in answers] == [1234, 1234]
    assert [entry.reply.icmp for entry in pinging.entries("node/n2")] == [(0, 0, each) for each in outside]


def test_an_error_about_a_masqueraded_ping_comes_back() -> None:
    nowhere = parse_address("192.0.2.1")
    exchange = pinged(on_node(2, iptables=MASQUERADE), "pod/default/p2", nowhere)
    assert exchange.verdict is Verdict.UNROUTABLE
    assert ConntrackEvent.RELATED in events(exchange)
    error = exchange.wire[-1].packet.icmp
    assert error is not None
    assert (error.original.source, error.original.destination) == (ASKER, nowhere)


@pytest.mark.parametrize(
    ("rule", "verdict"),
    [
        ("-I FORWARD -p icmp --icmp-type echo-request -j DROP", Verdict.DROPPED),
        ("-I FORWARD -p icmp --icmp-type echo-reply -j DROP", Verdict.DELIVERED),
        ("-I FORWARD -p icmp -j REJECT", Verdict.REJECTED),
        ("-I FORWARD -p icmp -j REJECT --reject-with icmp-host-unreachable", Verdict.UNROUTABLE),
        ("-I FORWARD -p icmp -m conntrack --ctstate NEW -j DROP", Verdict.DROPPED),
        ("-I FORWARD -p icmp -m conntrack --ctstate ESTABLISHED -j DROP", Verdict.DELIVERED),
        ("-I FORWARD -p icmp -m conntrack --ctstate INVALID -j DROP", Verdict.REPLIED),
        ("-I FORWARD -p tcp -j DROP", Verdict.REPLIED),
    ],
)
def test_rules_stop_pings(rule: str, verdict: Verdict) -> None:
    assert pinged(on_node(1, iptables=rule), "client/c", SERVER).verdict is verdict


def test_a_reply_that_no_connection_asked_for_is_invalid() -> None:
    """The request went by another way: the node on the way back has no entry for the reply."""
    rules = "-t raw -A PREROUTING -p icmp --icmp-type 8 -j NOTRACK\n"
    rules += "-A FORWARD -p icmp -m conntrack --ctstate INVALID -j DROP"
    exchange = pinged(on_node(1, iptables=rules), "client/c", SERVER)
    assert exchange.verdict is Verdict.DELIVERED
    assert ConntrackEvent.INVALID in events(exchange)


@pytest.mark.parametrize(("value", "verdict"), [("1", Verdict.DROPPED), ("0", Verdict.REPLIED)])
def test_a_node_may_be_told_to_answer_no_ping(value: str, verdict: Verdict) -> None:
    scenario = on_node(1, sysctls=(("net.ipv4.icmp_echo_ignore_all", value),))
    assert pinged(scenario, "client/c", NODES[0]).verdict is verdict
