"""TCP connections played from handshake to close."""

from sandbox.conntrack import TcpState
from sandbox.engine import Request, World, one_path, paths
from sandbox.kube import ObjectMeta, ServiceType
from sandbox.net import TcpFlags, parse_address
from sandbox.scenario import ClientAddressHeader, Delivery, LoadBalancer, LoadBalancerMode
from sandbox.scenario.compile import compile_world
from sandbox.trace import Exchange, LegKind, Verdict
from tests.fixtures.walks import CLIENT, NODE_PORT, NODES, VIP, cluster, service

SYN, ACK, PSH, FIN = TcpFlags.SYN, TcpFlags.ACK, TcpFlags.PSH, TcpFlags.FIN
HANDSHAKE_TO_CLOSE = [SYN, SYN | ACK, ACK, PSH | ACK, PSH | ACK, FIN | ACK, FIN | ACK, ACK]


def flags_of(exchange: Exchange, connection: int = 1) -> list[TcpFlags]:
    return [leg.trace.packet.flags for leg in exchange.legs if leg.connection == connection]


def node_port(whole: bool) -> tuple[Exchange, World]:
    request = Request("client/c", NODES[1], NODE_PORT, whole=whole)
    return one_path(compile_world(cluster()), request)


def test_the_opening_alone_is_the_default() -> None:
    exchange, world = node_port(whole=False)
    assert flags_of(exchange) == [SYN, SYN | ACK]
    (entry,) = world.state("node/n2").conntrack
    assert entry.state is TcpState.SYN_RECV


def test_a_whole_connection_keeps_its_translation_and_ends_in_time_wait() -> None:
    exchange, world = node_port(whole=True)
    assert flags_of(exchange) == HANDSHAKE_TO_CLOSE
    assert exchange.verdict is Verdict.REPLIED
    (entry,) = world.state("node/n2").conntrack
    assert entry.state is TcpState.TIME_WAIT
    requests = [leg for leg in exchange.legs if leg.kind is LegKind.REQUEST]
    seen = {leg.trace.hops[-1].steps[-1].after.source_port for leg in requests}
    assert len(seen) == 1


def test_a_syn_after_the_close_is_a_new_connection() -> None:
    _, world = node_port(whole=True)
    request = Request("client/c", NODES[1], NODE_PORT)
    exchange, again = one_path(world, request, seed=5)
    (entry,) = again.state("node/n2").conntrack
    assert exchange.verdict is Verdict.REPLIED
    assert entry.state is TcpState.SYN_RECV


def test_only_the_first_packet_is_put_to_the_nat_rules() -> None:
    exchange, _ = node_port(whole=True)
    chains = [
        {step.ref.chain for hop in leg.trace.hops for step in hop.steps if hasattr(step, "ref")}
        for leg in exchange.legs
    ]
    assert "KUBE-NODEPORTS" in chains[0]
    assert not any("KUBE-NODEPORTS" in later for later in chains[1:])


def test_every_packet_of_a_proxys_connection_goes_by_the_link_of_its_first() -> None:
    proxy = LoadBalancer(ObjectMeta("lb"), ("default/web",), (), LoadBalancerMode.PROXY, Delivery.VIP)
    scenario = cluster(services=[service(ServiceType.LOAD_BALANCER)], load_balancers=(proxy,))
    request = Request("client/c", VIP, 80, source=CLIENT, whole=True)
    exchange = next(paths(compile_world(scenario), request))
    assert exchange.verdict is Verdict.REPLIED
    assert flags_of(exchange, 1) == flags_of(exchange, 2) == HANDSHAKE_TO_CLOSE


def test_a_proxy_shakes_hands_reads_the_request_and_only_then_dials() -> None:
    proxy = LoadBalancer(
        ObjectMeta("lb"),
        ("default/web",),
        (parse_address("10.240.0.100"),),
        LoadBalancerMode.PROXY,
        Delivery.NODE_PORT,
        ClientAddressHeader.PROXY_PROTOCOL,
    )
    scenario = cluster(services=[service(ServiceType.LOAD_BALANCER)], load_balancers=(proxy,))
    request = Request("client/c", VIP, 80, source=CLIENT, whole=True)
    exchange = next(paths(compile_world(scenario), request))
    assert [leg.connection for leg in exchange.legs] == [1] * 4 + [2] * 8 + [1] * 4
    assert flags_of(exchange, 1) == flags_of(exchange, 2) == HANDSHAKE_TO_CLOSE
    onward = [leg.trace.packet for leg in exchange.legs if leg.connection == 2]
    assert [packet.header is not None for packet in onward] == [False] * 3 + [True] + [False] * 4
    assert exchange.headers[0][0] == "PROXY"
