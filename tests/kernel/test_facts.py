"""What people get wrong, stated: the kernel must show it and the prediction must say it."""

import pytest

from sandbox.lab import FlowReport, Lab, Observation, Observer, render, run_lab
from sandbox.scenario import Scenario
from sandbox.scenario.compile import compile_world, request_of
from sandbox.trace import Verdict
from tests.kernel.clusters import SERVICES, cluster, flow

pytestmark = pytest.mark.kernel

WEB, LOCAL, EMPTY, INSIDE = 80, 81, 82, 83
"""The last two digits of the node ports, by Service."""


def on_kernel(scenario: Scenario) -> FlowReport:
    """The only flow of a scenario, once kernel and prediction agree on it."""
    report = run_lab(scenario)
    assert report.agrees, render(report)
    (found,) = report.flows
    return found


def observations(scenario: Scenario) -> list[Observation]:
    """Every real connection of the only flow."""
    return [each for path in on_kernel(scenario).paths for each in path.seen]


def sees(scenario: Scenario) -> dict[str | None, str | None]:
    """The client address that each endpoint printed on the kernel."""
    return {each.endpoint: each.client_address for each in observations(scenario)}


def verdicts(scenario: Scenario) -> set[Verdict]:
    """The verdicts that came about on the kernel."""
    return {each.verdict for each in observations(scenario)}


def one(sender: str, address: str, port: int, **more: str) -> Scenario:
    """The cluster with one flow."""
    return cluster(flows=[flow("flow", sender, address, port)], **more)


def test_a_pod_that_reaches_itself_through_its_service_sees_its_bridge() -> None:
    assert sees(one("pod: default/only-1", "10.96.0.13", 80)) == {"default/only-1": "10.244.1.1"}


def test_a_pod_without_a_bridge_that_reaches_itself_sees_its_node() -> None:
    found = sees(one("pod: default/only-1", "10.96.0.13", 80, network="cni: PointToPoint"))
    assert found == {"default/only-1": "10.240.0.1"}


def test_a_pod_keeps_its_source_to_a_cluster_ip() -> None:
    found = sees(one("pod: default/curl-3", "10.96.0.10", 80))
    assert found == {"default/web-1": "10.244.3.20", "default/web-2": "10.244.3.20"}


def test_a_pod_loses_its_source_to_a_cluster_ip_under_masquerade_all() -> None:
    proxy = "clusterCIDR: 10.244.0.0/16, iptables: {masqueradeAll: true}"
    found = sees(one("pod: default/curl-3", "10.96.0.10", 80, proxy=proxy))
    assert found == {"default/web-1": "10.240.0.3", "default/web-2": "10.240.0.3"}


def test_a_node_is_masqueraded_to_a_cluster_ip_by_the_interface_towards_the_endpoint() -> None:
    found = sees(one("node: n1", "10.96.0.10", 80))
    assert found == {"default/web-1": "10.244.1.1", "default/web-2": "10.240.0.1"}


def test_an_overlay_masquerades_to_its_tunnel_address() -> None:
    found = sees(one("client: laptop", "10.240.0.3", 30080, network="overlay: VXLAN"))
    assert found == {"default/web-1": "10.244.3.0", "default/web-2": "10.244.3.0"}


@pytest.mark.parametrize(
    ("sender", "expected"),
    [
        ("client: laptop", {"default/web-1": "10.244.1.1", "default/web-2": "10.240.0.1"}),
        ("pod: default/curl-1", {"default/web-1": "10.244.1.1", "default/web-2": "10.240.0.1"}),
        ("node: n3", {"default/web-1": "10.244.1.1", "default/web-2": "10.240.0.1"}),
    ],
)
def test_a_node_port_masquerades_everyone(sender: str, expected: dict[str, str]) -> None:
    assert sees(one(sender, "10.240.0.1", 30080)) == expected


def test_a_node_port_answers_on_localhost() -> None:
    found = sees(one("node: n1", "127.0.0.1", 30080))
    assert found == {"default/web-1": "10.244.1.1", "default/web-2": "10.240.0.1"}


def test_localhost_does_not_answer_without_localhost_node_ports() -> None:
    proxy = "clusterCIDR: 10.244.0.0/16, iptables: {localhostNodePorts: false}"
    assert verdicts(one("node: n1", "127.0.0.1", 30080, proxy=proxy)) == {Verdict.REJECTED}


def test_local_policy_keeps_the_source_where_the_endpoint_is() -> None:
    assert sees(one("client: laptop", "10.240.0.1", 30081)) == {"default/web-1": "198.51.100.79"}


def test_local_policy_drops_where_no_endpoint_is() -> None:
    assert verdicts(one("client: laptop", "10.240.0.3", 30081)) == {Verdict.DROPPED}


def test_local_policy_lets_a_nodes_own_pods_reach_every_endpoint() -> None:
    found = sees(one("pod: default/curl-3", "10.240.0.3", 30081))
    assert found == {"default/web-1": "10.244.3.20", "default/web-2": "10.244.3.20"}


@pytest.mark.parametrize("sender", ["pod: default/curl-1", "node: n1"])
def test_a_service_without_endpoints_rejects(sender: str) -> None:
    assert verdicts(one(sender, "10.96.0.12", 80)) == {Verdict.REJECTED}


def test_nobody_outside_knows_an_external_ip() -> None:
    assert verdicts(one("client: laptop", "192.0.2.10", 80)) == {Verdict.UNROUTABLE}


def test_an_external_ip_works_at_the_node_that_it_is_routed_to() -> None:
    network = "routes: [{destination: 192.0.2.10/32, node: n3}]"
    found = sees(one("client: laptop", "192.0.2.10", 80, network=network))
    assert found == {"default/web-1": "10.240.0.3", "default/web-2": "10.240.0.3"}


def test_a_load_balancers_source_ranges_hold_for_pods_as_well() -> None:
    assert verdicts(one("pod: default/curl-3", "203.0.113.13", 80)) == {Verdict.DROPPED}
    assert verdicts(one("client: laptop", "203.0.113.13", 80)) == {Verdict.REPLIED}


def test_node_ports_ignore_source_ranges() -> None:
    assert verdicts(one("pod: default/curl-3", "10.240.0.1", 30083)) == {Verdict.REPLIED}


def test_a_pods_own_answer_that_bypasses_the_node_is_not_recognised() -> None:
    found = on_kernel(one("pod: default/curl-3", "10.240.0.1", 30081))
    assert {path.seen[0].verdict for path in found.paths} == {Verdict.REPLIED, Verdict.DELIVERED}


@pytest.mark.parametrize("family", ["ipv4", "ipv6"])
@pytest.mark.parametrize("sender", ["client: laptop", "pod: default/curl-3"])
def test_a_load_balancer_that_gets_its_own_packet_back_is_a_hop_of_the_circle(
    family: str, sender: str
) -> None:
    """Cluster 41 of seed 21 of the random clusters: no node has a rule for the address.

    With the one sender the circle ends at a node, with the other at the load balancer.
    """
    services = SERVICES.replace("203.0.113.10}", "203.0.113.10, ipMode: Proxy}")
    address = "203.0.113.10" if family == "ipv4" else "fd00:203:0:113::10"
    found = on_kernel(one(sender, address, 80, services=services, family=family))
    assert {path.seen[0].verdict for path in found.paths if path.seen} == {Verdict.UNROUTABLE}


@pytest.mark.parametrize("network", ["cni: Bridge", "cni: PointToPoint, overlay: VXLAN"])
def test_an_icmpv6_error_comes_from_where_the_packet_came_in(network: str) -> None:
    """Cluster 5 of seed 71101 of the random clusters: the pod's packet goes in a circle outside its node."""
    routes = "routes: [{destination: 192.0.2.0/24, node: n1}]"
    scenario = one("pod: default/curl-1", "192.0.2.99", 80, network=f"{network}, {routes}", family="ipv6")
    (path,) = on_kernel(scenario).paths
    assert path.seen[0].wire[-1].source == "fd00:10:240::1"


def test_a_node_of_two_ipv6_addresses_sends_from_the_first() -> None:
    """Cluster 9 of seed 71101 of the random clusters."""
    host = (
        "{apiVersion: natwalk/v1alpha1, kind: Host, metadata: {name: n3},"
        " spec: {interfaces: [{name: eth0, addresses: [10.240.0.103/32]}]}}"
    )
    found = sees(one("node: n3", "10.244.1.10", 8080, more=host, family="ipv6"))
    assert found == {"default/web-1": "fd00:10:240::3"}


def test_a_proxy_dials_for_nobody_whose_own_connection_does_not_come_about() -> None:
    """Cluster 2 of seed 5301 of the random clusters: no route leads back to a pod of an overlay."""
    services = SERVICES.replace("203.0.113.10}", "203.0.113.10, ipMode: Proxy}")
    more = {"services": services, "balancer": "mode: Proxy, delivery: NodePort", "network": "overlay: VXLAN"}
    found = on_kernel(one("pod: default/curl-3", "203.0.113.10", 80, **more))
    assert [path.expected.exchange.verdict for path in found.paths] == [Verdict.DELIVERED]
    assert {each.connection for path in found.paths for seen in path.seen for each in seen.wire} == {1}


def test_what_a_node_masquerades_to_itself_comes_from_the_address_asked() -> None:
    """Cluster 5 of seed 72203 of the random clusters: the loopback device has an IPv6 address of its own."""
    host = (
        "{apiVersion: natwalk/v1alpha1, kind: Host, metadata: {name: n1}, spec: {"
        "iptables: 'ip6tables -t nat -I POSTROUTING -o lo -j MASQUERADE',"
        " interfaces: [{name: lo, addresses: [192.0.2.1/32]}]}}"
    )
    found = observations(one("node: n1", "10.240.0.1", 10256, more=host, family="ipv6"))
    assert {each.client_address for each in found} == {"fd00:10:240::1"}


@pytest.mark.parametrize(
    ("address", "verdict"), [("10.96.0.13", Verdict.REPLIED), ("10.96.0.11", Verdict.DROPPED)]
)
def test_a_bridge_hands_on_what_it_translated_for_ipv6_without_forwarding(
    address: str, verdict: Verdict
) -> None:
    """Cluster 4 of seed 74204 of the random clusters: one server is behind the same bridge, one is not."""
    host = (
        "{apiVersion: natwalk/v1alpha1, kind: Host, metadata: {name: n1},"
        " spec: {sysctls: {net.ipv6.conf.all.forwarding: '0'}}}"
    )
    assert verdict in verdicts(one("pod: default/curl-1", address, 80, more=host, family="ipv6"))


def test_a_bridge_asks_for_the_neighbour_before_it_asks_forward() -> None:
    """Cluster 71 of seed 79003 of the random clusters: the only endpoint is a pod that does not run yet."""
    more = """\
apiVersion: v1
kind: Service
metadata: {name: early, namespace: default}
spec: {clusterIP: 10.96.0.20, selector: {app: early}, publishNotReadyAddresses: true,
  ports: [{port: 80, targetPort: 8080}]}
---
apiVersion: v1
kind: Pod
metadata: {name: early, namespace: default, labels: {app: early}}
spec: {nodeName: n1}
status: {phase: Pending, podIP: 10.244.1.77}
---
apiVersion: natwalk/v1alpha1
kind: Host
metadata: {name: n1}
spec: {iptables: "-I FORWARD -d 10.244.0.0/16 -j REJECT --reject-with icmp-admin-prohibited"}
"""
    assert verdicts(one("pod: default/curl-1", "10.96.0.20", 80, more=more)) == {Verdict.UNROUTABLE}


def test_masquerading_draws_a_port_of_its_own() -> None:
    with Lab(compile_world(scenario := one("client: laptop", "10.240.0.1", 30080))) as lab:
        found = Observer(lab).observe(request_of(scenario, scenario.flows[0]), 10)
    kept = [each for each in found if each.wire[0].source_port == each.wire[1].source_port]
    assert len(kept) <= 1, "a port may be drawn that is the old one, but hardly twice"


@pytest.mark.parametrize("mode", ["iptables", "nftables"])
def test_affinity_brings_a_client_back_to_its_endpoint(mode: str) -> None:
    services = SERVICES.replace("{type: LoadBalancer", "{sessionAffinity: ClientIP, type: LoadBalancer")
    proxy = f"mode: {mode}, clusterCIDR: 10.244.0.0/16"
    scenario = one("pod: default/curl-3", "10.96.0.10", 80, services=services, proxy=proxy)
    request = request_of(scenario, scenario.flows[0])
    with Lab(compile_world(scenario)) as lab:
        observer = Observer(lab)
        assert len({observer.observe(request)[0].endpoint for _ in range(20)}) == 1
        anew = {observer.observe(request, forget=True)[0].endpoint for _ in range(30)}
    assert anew == {"default/web-1", "default/web-2"}
