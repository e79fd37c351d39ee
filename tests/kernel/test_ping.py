"""Pings: the kernel does with real echoes what the prediction says, identifiers and errors included."""

from collections.abc import Iterator, Sequence

import pytest

from sandbox.lab import FlowReport, render, run_lab
from sandbox.scenario import Scenario
from sandbox.trace import Verdict
from tests.kernel.clusters import SENDERS, cluster, ping

pytestmark = pytest.mark.kernel

TARGETS = (
    "10.244.1.10",
    "10.244.2.10",
    "10.244.2.99",
    "10.96.0.10",
    "10.96.0.12",
    "10.96.0.99",
    "192.0.2.10",
    "203.0.113.10",
    "10.240.0.1",
    "10.240.0.3",
    "10.240.1.1",
    "10.244.1.1",
    "127.0.0.1",
    "198.51.100.79",
    "198.51.100.99",
)
"""A pod near and far and none, cluster IPs, an external IP, a load balancer, nodes, a bridge, a client."""

PROXIES = ("mode: iptables, clusterCIDR: 10.244.0.0/16", "mode: nftables, clusterCIDR: 10.244.0.0/16")
NETWORKS = (
    "cni: Bridge",
    "cni: PointToPoint",
    "overlay: VXLAN",
)
LOOPS = "routes: [{destination: 192.0.2.10/32, node: n1}, {destination: 10.96.0.0/16, node: n2}]"
HOST = """\
apiVersion: natwalk/v1alpha1
kind: Host
metadata: {{name: {}}}
spec:
  {}: |
    {}
"""


def pings(senders: Sequence[str] = SENDERS, targets: Sequence[str] = TARGETS) -> Iterator[str]:
    for sender in senders:
        for target in targets:
            name = f"{sender} to {target}".translate(str.maketrans(":/. ", "----"))
            yield ping(name, sender, target)


def agreed(scenario: Scenario) -> dict[str, FlowReport]:
    """The flows of a scenario by name, once kernel and prediction agree on all of them."""
    report = run_lab(scenario)
    assert report.agrees, render(report.only_differing)
    return {each.name: each for each in report.flows}


def verdict(found: FlowReport) -> Verdict:
    """What every real ping of a flow came to."""
    (each,) = {seen.verdict for path in found.paths for seen in path.seen}
    return each


@pytest.mark.parametrize(
    ("network", "family"),
    [*((each, "ipv4") for each in (*NETWORKS, LOOPS)), *((each, "ipv6") for each in NETWORKS)],
)
@pytest.mark.parametrize("proxy", PROXIES, ids=["iptables", "nftables"])
def test_everyone_pings_everything(proxy: str, network: str, family: str) -> None:
    found = agreed(cluster(flows=pings(), proxy=proxy, network=network, family=family))
    assert len(found) == len(SENDERS) * len(TARGETS)


@pytest.mark.parametrize(
    ("proxy", "cluster_ip", "unallocated"),
    [
        (PROXIES[0], Verdict.UNROUTABLE, Verdict.UNROUTABLE),
        (PROXIES[1], Verdict.REJECTED, Verdict.UNROUTABLE),
    ],
    ids=["iptables", "nftables"],
)
def test_a_cluster_ip_answers_no_ping(proxy: str, cluster_ip: Verdict, unallocated: Verdict) -> None:
    flows = [
        ping("used", "pod: default/curl-3", "10.96.0.10"),
        ping("without-endpoints", "pod: default/curl-3", "10.96.0.12"),
        ping("unallocated", "pod: default/curl-3", "10.96.0.99"),
    ]
    found = agreed(cluster(flows=flows, proxy=proxy))
    assert verdict(found["used"]) is cluster_ip
    assert verdict(found["without-endpoints"]) is cluster_ip
    assert verdict(found["unallocated"]) is unallocated
