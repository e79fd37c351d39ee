"""Connections to their end: data and FIN of both sides take the predicted way, link by link."""

import pytest

from sandbox.lab import LabReport, render, run_lab
from sandbox.scenario import Extent
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
