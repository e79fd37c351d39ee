"""Connections to their end: data and FIN of both sides take the predicted way, link by link."""

import pytest

from sandbox.lab import LabReport, render, run_lab
from sandbox.scenario import Extent
from sandbox.trace import Verdict
from tests.kernel.clusters import cluster, flow

pytestmark = pytest.mark.kernel

SENT = {"request", "reply", "request data", "reply data", "request end", "reply end"}
TARGETS = [("203.0.113.10", 80), ("10.240.0.3", 30080), ("192.0.2.11", 80), ("10.240.0.1", 10256)]


def whole(name: str, sender: str, address: str, port: int) -> str:
    """A flow that plays whole connections."""
    return flow(name, sender, address, port).replace("spec: {", "spec: {connection: Whole, ")


def on_kernel(**more: str) -> LabReport:
    """The lab's report on a client's and a pod's connections, once it agrees."""
    flows = [
        whole(f"{sender[:3]}-{number}", sender, address, port)
        for number, (address, port) in enumerate(TARGETS)
        for sender in ("client: laptop", "pod: default/curl-3")
    ]
    scenario = cluster(flows=flows, **more)
    assert all(each.connection is Extent.WHOLE for each in scenario.flows)
    report = run_lab(scenario)
    assert report.agrees, render(report.only_differing)
    return report


def legs(report: LabReport) -> set[str]:
    """What the captured packets were for."""
    every = (path for found in report.flows for path in found.paths)
    return {crossing.leg for path in every for seen in path.seen for crossing in seen.wire}


@pytest.mark.parametrize("network", ["cni: Bridge", "cni: PointToPoint", "overlay: VXLAN"])
def test_every_segment_takes_the_predicted_way(network: str) -> None:
    assert legs(on_kernel(network=network)) == SENT


@pytest.mark.parametrize(
    "balancer", ["mode: Proxy, delivery: NodePort, clientAddress: XForwardedFor", "delivery: NodePort"]
)
def test_a_load_balancer_takes_part(balancer: str) -> None:
    assert legs(on_kernel(balancer=balancer)) == SENT


def test_the_opening_alone_is_compared_where_no_more_is_asked_for() -> None:
    report = run_lab(cluster(flows=[flow("flow", "client: laptop", "203.0.113.10", 80)]))
    assert report.agrees
    assert legs(report) == {"request", "reply"}


@pytest.mark.parametrize("reject_with", ["tcp-reset", "icmp-port-unreachable"])
def test_what_a_rule_answers_to_an_open_connection_reaches_the_client(reject_with: str) -> None:
    host = (
        "apiVersion: natwalk/v1alpha1\nkind: Host\nmetadata: {name: n1}\nspec:\n  iptables: |\n"
        "    -I FORWARD -p tcp --dport 8080 -m tcp --tcp-flags PSH PSH -j REJECT --reject-with "
    )
    flows = [whole("flow", "client: laptop", "10.240.0.1", 30080)]
    report = run_lab(cluster(flows=flows, more=f"{host}{reject_with}\n"))
    assert report.agrees, render(report)
    assert "error" in legs(report)


def interrupted(name: str, sender: str, address: str, port: int, change: str) -> str:
    """A whole connection between whose handshake and request node n1 loses all that it knows."""
    between = f"{{connection: Whole, between: [{{{change}, node: n1}}], "
    return flow(name, sender, address, port).replace("spec: {", f"spec: {between}")


@pytest.mark.parametrize(("mode", "change"), [("iptables", "Forget"), ("nftables", "Expire")])
def test_a_node_loses_its_connections_between_handshake_and_request(mode: str, change: str) -> None:
    ways = [
        ("client: laptop", "10.240.0.1", 30080),
        ("pod: default/curl-3", "10.240.0.1", 30081),
        ("pod: default/curl-1", "10.96.0.10", 80),
        ("node: n1", "10.96.0.10", 80),
        ("node: n3", "203.0.113.13", 80),
    ]
    flows = [interrupted(f"f{number}", *way, f"after: 3, do: {change}") for number, way in enumerate(ways)]
    report = run_lab(cluster(flows=flows, proxy=f"clusterCIDR: 10.244.0.0/16, mode: {mode}"))
    assert report.agrees, render(report.only_differing)
    assert not any(each.skipped for each in report.flows)
    seen = {path.expected.exchange.verdict for found in report.flows for path in found.paths}
    assert {Verdict.REJECTED, Verdict.REPLIED, Verdict.DELIVERED} <= seen


def test_the_lab_says_where_it_cannot_hold_the_kernel() -> None:
    flows = [interrupted("early", "client: laptop", "10.240.0.1", 30080, "after: 1")]
    (report,) = run_lab(cluster(flows=flows)).flows
    assert "after packet 3 of a whole TCP connection" in report.skipped
