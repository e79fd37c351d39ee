"""Pings: the kernel does with real echoes what the prediction says, identifiers and errors included."""

from collections.abc import Iterator, Sequence
from itertools import product

import pytest

from sandbox.formats import loads
from sandbox.lab import FlowReport, render, run_lab
from sandbox.scenario import Scenario
from sandbox.trace import Verdict
from tests.kernel.clusters import SENDERS, cluster, ping
from tests.kernel.test_dual_stack import SENDERS as DUAL_SENDERS
from tests.kernel.test_dual_stack import TARGETS as DUAL_TARGETS
from tests.kernel.test_dual_stack import documents as dual_stack

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
    "routes: [{destination: 192.0.2.10/32, node: n1}, {destination: 10.96.0.0/16, node: n2}]",
)
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


@pytest.mark.parametrize("family", ["ipv4", "ipv6"])
@pytest.mark.parametrize("network", NETWORKS)
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


MASQUERADE = "-t nat -A POSTROUTING -s 10.244.0.0/16 ! -d 10.244.0.0/16 -j MASQUERADE"
NFT_MASQUERADE = (
    "table ip masq { chain out { type nat hook postrouting priority srcnat;"
    " ip saddr 10.244.0.0/16 ip daddr != 10.244.0.0/16 masquerade fully-random; }; }"
)


@pytest.mark.parametrize(
    ("field", "rule"),
    [("iptables", MASQUERADE), ("iptables", f"{MASQUERADE} --random-fully"), ("nftables", NFT_MASQUERADE)],
    ids=["kept", "drawn", "nft"],
)
def test_a_masqueraded_ping_finds_its_way_back(field: str, rule: str) -> None:
    flows = [
        ping("outside", "pod: default/curl-1", "198.51.100.79"),
        ping("nowhere", "pod: default/curl-1", "198.51.100.99"),
        ping("node", "pod: default/curl-1", "10.240.0.3"),
        ping("pod", "pod: default/curl-1", "10.244.2.10"),
    ]
    found = agreed(cluster(flows=flows, network="overlay: VXLAN", more=HOST.format("n1", field, rule)))
    assert {name: verdict(each) for name, each in found.items()} == {
        "outside": Verdict.REPLIED,
        "nowhere": Verdict.UNROUTABLE,
        "node": Verdict.REPLIED,
        "pod": Verdict.REPLIED,
    }
    seen = {name: each.paths[0].expected.exchange.client_address for name, each in found.items()}
    assert {name: str(each) for name, each in seen.items()} == {
        "outside": "10.240.0.1",
        "nowhere": "None",
        "node": "10.240.0.1",
        "pod": "10.244.1.20",
    }


RULES = (
    ("iptables", "-I FORWARD -p icmp --icmp-type echo-request -j DROP", Verdict.DROPPED),
    ("iptables", "-I FORWARD -p icmp --icmp-type 0 -j DROP", Verdict.DELIVERED),
    ("iptables", "-I FORWARD -p icmp --icmp-type 8/0 -j REJECT", Verdict.REJECTED),
    ("iptables", "-I FORWARD -p icmp -m conntrack --ctstate NEW -j DROP", Verdict.DROPPED),
    ("iptables", "-I FORWARD -p icmp -m conntrack --ctstate ESTABLISHED -j DROP", Verdict.DELIVERED),
    ("iptables", "-t nat -I PREROUTING -p icmp -j DNAT --to-destination 10.244.1.11", Verdict.REPLIED),
    (
        "iptables",
        "-t raw -A PREROUTING -p icmp --icmp-type 8 -j NOTRACK\n"
        "    -A FORWARD -p icmp -m conntrack --ctstate INVALID -j DROP",
        Verdict.DELIVERED,
    ),
    (
        "nftables",
        "table ip t { chain c { type filter hook forward priority 0; icmp type echo-request drop; }; }",
        Verdict.DROPPED,
    ),
    (
        "nftables",
        "table ip t { chain c { type filter hook forward priority 0;"
        " meta l4proto icmp ct state established drop; }; }",
        Verdict.DELIVERED,
    ),
    (
        "nftables",
        "table ip t { chain c { type filter hook forward priority 0; meta l4proto icmp reject; }; }",
        Verdict.REJECTED,
    ),
    ("sysctls", "net.ipv4.icmp_echo_ignore_all: '1'", Verdict.REPLIED),
)


@pytest.mark.parametrize(("field", "rule", "expected"), RULES, ids=[each[1][:70] for each in RULES])
def test_rules_see_a_ping_for_what_it_is(field: str, rule: str, expected: Verdict) -> None:
    host = HOST.format("n1", field, rule)
    if field == "sysctls":
        host = host.replace(": |", ":")
    flows = [ping("flow", "client: laptop", "10.244.1.10"), ping("node", "client: laptop", "10.240.0.1")]
    found = agreed(cluster(flows=flows, more=host))
    assert verdict(found["flow"]) is expected
    if field == "sysctls":
        assert verdict(found["node"]) is Verdict.DROPPED


@pytest.mark.parametrize("mode", ["iptables", "nftables"])
def test_each_family_of_a_dual_stack_cluster_has_pings_of_its_own(mode: str) -> None:
    targets = [address for address, _ in DUAL_TARGETS]
    flows = [
        ping(f"flow-{number}", sender, target)
        for number, (sender, target) in enumerate(product(DUAL_SENDERS, dict.fromkeys(targets)))
    ]
    documents = [each for each in dual_stack(mode) if "kind: Flow" not in each]
    found = agreed(loads("\n---\n".join((*documents, *flows)), "dual stack").scenario)
    assert len(found) == len(flows)


def test_nftables_mode_drops_a_ping_of_what_no_service_has_in_the_services_range() -> None:
    ranges = (
        "{apiVersion: networking.k8s.io/v1, kind: ServiceCIDR, metadata: {name: kubernetes},"
        " spec: {cidrs: [10.96.0.0/16]}}"
    )
    flows = [ping(sender[-3:], f"pod: default/{sender}", "10.96.0.99") for sender in ("curl-1", "web-1")]
    found = agreed(cluster(flows=flows, proxy=PROXIES[1], more=ranges))
    assert {verdict(each) for each in found.values()} == {Verdict.DROPPED}
