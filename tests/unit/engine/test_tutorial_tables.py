"""Who reaches what: pods (P), nodes (N) and everyone else (X), by each kind of address, under each policy.

The tables are kube-proxy's behaviour in iptables mode, and every row is walked there and back. Endpoints are
on the first and the third of three nodes; packets enter at the first, which has one, or at the second.
"""

from typing import Any

import msgspec
import pytest

from sandbox.kube import DetectLocalMode, ObjectMeta, ServiceType, TrafficPolicy
from sandbox.net import parse_address, parse_network
from sandbox.scenario import Cni, Network, NetworkRoute, Overlay, Scenario
from sandbox.trace import Exchange, NatStep, Verdict
from tests.fixtures.walks import (
    CLIENT,
    CLUSTER_IP,
    NODE_PORT,
    NODES,
    VIP,
    cluster,
    only,
    pod,
    send,
    service,
)

EXTERNAL_IP = parse_address("192.0.2.53")
WITH, WITHOUT = 1, 2
"""The node where packets enter, by whether it has an endpoint."""
BOTH, HERE = {"default/p1", "default/p3"}, {"default/p1"}
CLUSTER, LOCAL = TrafficPolicy.CLUSTER, TrafficPolicy.LOCAL
SENDERS = {"P": "pod/default/ask{}", "N": "node/n{}", "X": "client/c"}
ADDRESSES = {"cluster IP": CLUSTER_IP, "external IP": EXTERNAL_IP, "LB IP": VIP}
EXTERNAL = ("external IP", "LB IP", "node port")
TYPES = {"health_check_node_port": 32122, "external_ips": (EXTERNAL_IP,)}


def the_cluster(entry: int, ready: bool = True, **fields: object) -> Scenario:
    """Service addresses of every kind are routed to node `entry`; each node has a pod that asks."""
    routes = tuple(NetworkRoute(parse_network(str(each)), f"n{entry}") for each in ADDRESSES.values())
    servers = [pod(number, on=number, ready=ready) for number in (1, 3)]
    askers = [pod(n, on=n, last=99, metadata=ObjectMeta(f"ask{n}", "default")) for n in (1, 2, 3)]
    return cluster(
        pods=[*servers, *askers],
        services=[service(ServiceType.LOAD_BALANCER, **{**TYPES, **fields})],
        networks=(Network(ObjectMeta("net"), routes=routes),),
    )


def configured(scenario: Scenario, **fields: Any) -> Scenario:
    """The cluster with another configuration of kube-proxy."""
    config = msgspec.structs.replace(scenario.proxy_configurations[0], **fields)
    return msgspec.structs.replace(scenario, proxy_configurations=(config,))


def ask(scenario: Scenario, who: str, kind: str, entry: int) -> list[Exchange]:
    """Every path of a request from P or N of node `entry`, or from X, to an address of that kind."""
    host = SENDERS[who].format(entry)
    if kind == "node port":
        return send(scenario, host, NODES[entry - 1], NODE_PORT)
    return send(scenario, host, ADDRESSES[kind])


def is_masqueraded(exchange: Exchange) -> bool:
    """Whether kube-proxy's rule gave the request another source."""
    steps = [step for hop in exchange.legs[0].trace.hops for step in hop.steps]
    causes = [step.cause for step in steps if isinstance(step, NatStep) and step.cause is not None]
    return any(cause.chain == "KUBE-POSTROUTING" for cause in causes)


def assert_reaches(paths: list[Exchange], endpoints: set[str], masqueraded: bool) -> None:
    """All paths are answered, they lead to these endpoints, and all are masqueraded or none."""
    assert {each.verdict for each in paths} == {Verdict.REPLIED}, [each.reason for each in paths]
    assert {each.endpoint for each in paths} == endpoints
    assert {is_masqueraded(each) for each in paths} == {masqueraded}


def assert_source(paths: list[Exchange], who: str, entry: int) -> None:
    """What servers see: the bridge or the node where the request is masqueraded, else who asked."""
    own = {"P": f"10.180.{entry}.99", "N": str(NODES[entry - 1]), "X": str(CLIENT)}[who]
    for each in paths:
        near = each.endpoint == f"default/p{entry}"
        hidden = f"10.180.{entry}.1" if near else str(NODES[entry - 1])
        assert str(each.client_address) == (hidden if is_masqueraded(each) else own)


@pytest.mark.parametrize("who", SENDERS)
@pytest.mark.parametrize("entry", [WITH, WITHOUT])
class TestEveryone:
    def test_cluster_ip_under_policy_cluster(self, who: str, entry: int) -> None:
        paths = ask(the_cluster(entry), who, "cluster IP", entry)
        assert_reaches(paths, BOTH, masqueraded=who != "P")
        assert_source(paths, who, entry)

    def test_cluster_ip_under_policy_local(self, who: str, entry: int) -> None:
        paths = ask(the_cluster(entry, internal_traffic_policy=LOCAL), who, "cluster IP", entry)
        if entry == WITHOUT:
            assert {each.verdict for each in paths} == {Verdict.DROPPED}
        else:
            assert_reaches(paths, HERE, masqueraded=who != "P")
            assert_source(paths, who, entry)

    @pytest.mark.parametrize("kind", EXTERNAL)
    def test_other_addresses_under_policy_cluster(self, who: str, entry: int, kind: str) -> None:
        paths = ask(the_cluster(entry), who, kind, entry)
        assert_reaches(paths, BOTH, masqueraded=True)
        assert_source(paths, who, entry)

    @pytest.mark.parametrize("kind", EXTERNAL)
    def test_other_addresses_under_policy_local(self, who: str, entry: int, kind: str) -> None:
        paths = ask(the_cluster(entry, external_traffic_policy=LOCAL), who, kind, entry)
        if who == "X" and entry == WITHOUT:
            assert {each.verdict for each in paths} == {Verdict.DROPPED}
        else:
            assert_reaches(paths, HERE if who == "X" else BOTH, masqueraded=who == "N")
            assert_source(paths, who, entry)

    @pytest.mark.parametrize("kind", ["cluster IP", *EXTERNAL])
    @pytest.mark.parametrize("policy", [CLUSTER, LOCAL])
    def test_no_usable_endpoint_anywhere(
        self, who: str, entry: int, kind: str, policy: TrafficPolicy
    ) -> None:
        scenario = the_cluster(
            entry, ready=False, external_traffic_policy=policy, internal_traffic_policy=policy
        )
        (path,) = ask(scenario, who, kind, entry)
        goes_out = who == "N" and kind in ("external IP", "LB IP")
        assert path.verdict is (Verdict.DROPPED if goes_out else Verdict.REJECTED)
        if goes_out:
            assert (
                "its source" in path.reason
            )  # KUBE-EXTERNAL-SERVICES is not in OUTPUT; its packet came back

    @pytest.mark.parametrize("kind", ["cluster IP", *EXTERNAL])
    def test_the_policies_do_not_mind_each_other(self, who: str, entry: int, kind: str) -> None:
        inside = kind == "cluster IP"
        scenario = (
            the_cluster(entry, external_traffic_policy=LOCAL)
            if inside
            else the_cluster(entry, internal_traffic_policy=LOCAL)
        )
        paths = ask(scenario, who, kind, entry)
        assert_reaches(paths, BOTH, masqueraded=not inside or who != "P")

    def test_masquerade_all_is_about_cluster_ips(self, who: str, entry: int) -> None:
        scenario = configured(the_cluster(entry, external_traffic_policy=LOCAL), masquerade_all=True)
        assert_reaches(ask(scenario, who, "cluster IP", entry), BOTH, masqueraded=True)
        if who == "P":
            assert_reaches(ask(scenario, who, "LB IP", entry), BOTH, masqueraded=False)

    def test_without_a_detector_nobody_is_a_pod(self, who: str, entry: int) -> None:
        scenario = configured(the_cluster(entry, external_traffic_policy=LOCAL), cluster_cidrs=())
        if who != "X":
            assert_reaches(ask(scenario, who, "cluster IP", entry), BOTH, masqueraded=False)
        paths = ask(scenario, who, "LB IP", entry)
        if who == "N":
            assert_reaches(paths, BOTH, masqueraded=True)
        elif entry == WITH:
            assert_reaches(paths, HERE, masqueraded=False)
        else:
            assert {each.verdict for each in paths} == {Verdict.DROPPED}

    def test_source_ranges_come_before_everything_else(self, who: str, entry: int) -> None:
        ranges = (parse_network("233.252.0.0/24"),)
        scenario = the_cluster(entry, source_ranges=ranges, external_traffic_policy=LOCAL)
        assert {each.verdict for each in ask(scenario, who, "LB IP", entry)} == {Verdict.DROPPED}
        if (who, entry) != ("X", WITHOUT):
            assert_reaches(
                ask(scenario, who, "node port", entry), HERE if who == "X" else BOTH, masqueraded=who == "N"
            )


@pytest.mark.parametrize("kind", ["cluster IP", *EXTERNAL])
def test_an_endpoint_that_is_sent_back_to_itself_is_masqueraded(kind: str) -> None:
    scenario = the_cluster(WITH, external_traffic_policy=LOCAL)
    port = NODE_PORT if kind == "node port" else 80
    paths = send(scenario, "pod/default/p1", ADDRESSES.get(kind, NODES[0]), port)
    seen = {each.endpoint: str(each.client_address) for each in paths}
    assert seen == {"default/p1": "10.180.1.1", "default/p3": "10.180.1.10"}
    assert {each.verdict for each in paths} == {Verdict.REPLIED}


@pytest.mark.parametrize(
    ("mode", "endpoints"), [(DetectLocalMode.CLUSTER_CIDR, BOTH), (DetectLocalMode.NODE_CIDR, HERE)]
)
def test_a_pod_of_another_node_counts_as_a_pod_where_the_whole_range_does(
    mode: DetectLocalMode, endpoints: set[str]
) -> None:
    scenario = configured(the_cluster(WITH, external_traffic_policy=LOCAL), detect_local_mode=mode)
    paths = send(scenario, "pod/default/ask2", NODES[0], NODE_PORT)
    assert {each.endpoint for each in paths} == endpoints
    assert {str(each.client_address) for each in paths} == {"10.180.2.99"}


def test_a_node_is_refused_by_the_node_that_the_address_is_routed_to() -> None:
    (path,) = send(the_cluster(3, ready=False), "node/n1", EXTERNAL_IP)
    assert path.verdict is Verdict.REJECTED
    assert path.legs[0].trace.hops[-1].device == "node/n3"


@pytest.mark.parametrize("policy", [CLUSTER, LOCAL])
def test_a_node_port_on_localhost_hides_who_asks(policy: TrafficPolicy) -> None:
    paths = send(
        the_cluster(WITH, external_traffic_policy=policy), "node/n1", parse_address("127.0.0.1"), NODE_PORT
    )
    assert_reaches(paths, BOTH, masqueraded=True)
    assert {str(each.client_address) for each in paths} == {"10.180.1.1", "10.240.0.1"}


@pytest.mark.parametrize(
    ("cni", "overlay", "at_the_node", "seen"),
    [
        (Cni.BRIDGE, Overlay.NONE, False, ("10.180.1.1", "10.240.0.2")),
        (Cni.BRIDGE, Overlay.VXLAN, False, ("10.180.1.1", "10.180.2.0")),
        (Cni.BRIDGE, Overlay.VXLAN, True, ("10.180.1.1", "10.240.0.2")),
        (Cni.POINT_TO_POINT, Overlay.NONE, False, ("10.240.0.1", "10.240.0.2")),
        (Cni.POINT_TO_POINT, Overlay.IPIP, False, ("10.240.0.1", "10.180.2.0")),
    ],
)
def test_the_cni_decides_as_whom_a_node_masquerades(
    cni: Cni, overlay: Overlay, at_the_node: bool, seen: tuple[str, str]
) -> None:
    """The pod's own node goes by the link to the pod, another by its link to that node."""
    net = Network(ObjectMeta("net"), cni, overlay, at_the_node)
    scenario = cluster(pods=[pod(1, on=1)], networks=(net,))
    for node, address in zip(NODES, seen, strict=False):
        assert str(only(send(scenario, "client/c", node, NODE_PORT)).client_address) == address
