"""A cluster of two families: each of a Service's addresses is a datapath of its own."""

from collections.abc import Iterator
from itertools import product

import pytest

from sandbox.formats import loads
from sandbox.lab import render, run_lab
from sandbox.scenario import Scenario
from sandbox.trace import Verdict
from tests.kernel.clusters import flow, ping

NODE = (
    "{{apiVersion: v1, kind: Node, metadata: {{name: n{0}}},"
    " spec: {{podCIDR: 10.244.{0}.0/24, podCIDRs: [10.244.{0}.0/24, 'fd00:244:{0}::/64']}},"
    " status: {{addresses: [{{type: InternalIP, address: 10.240.0.{0}}},"
    " {{type: InternalIP, address: 'fd00:240::{0}'}}]}}}}"
)
POD = (
    "{{apiVersion: v1, kind: Pod, metadata: {{name: {3}-{0}, namespace: default, labels: {{app: {3}}}}},"
    " spec: {{nodeName: n{1}, containers: [{{name: c, ports: [{{containerPort: 8080}}]}}]}},"
    " status: {{phase: Running, podIP: 10.244.{1}.{2},"
    " podIPs: [{{ip: 10.244.{1}.{2}}}, {{ip: 'fd00:244:{1}::{2}'}}]}}}}"
)
OTHERS = """\
apiVersion: natwalk/v1alpha1
kind: Client
metadata: {name: laptop}
spec: {addresses: [198.51.100.79, '2001:db8::1']}
---
apiVersion: natwalk/v1alpha1
kind: LoadBalancer
metadata: {name: cloud}
spec: {services: [default/web], addresses: [10.240.1.1, 'fd00:240:1::1']}
---
apiVersion: v1
kind: Service
metadata: {name: web, namespace: default}
spec: {type: LoadBalancer, clusterIP: 10.96.0.10, clusterIPs: [10.96.0.10, 'fd00:96::10'],
  selector: {app: web}, ipFamilyPolicy: RequireDualStack, ipFamilies: [IPv4, IPv6],
  externalTrafficPolicy: Local,
  loadBalancerSourceRanges: [198.51.100.0/24], ports: [{port: 80, targetPort: 8080, nodePort: 30080}]}
status: {loadBalancer: {ingress: [{ip: 203.0.113.10}, {ip: '2001:db8:113::10'}]}}
"""
"""The source range is one family's: the other has none and lets in everyone. The client has the address that
anybody writes first, which nothing of the lab may have."""

HOST = """\
apiVersion: natwalk/v1alpha1
kind: Host
metadata: {{name: n1}}
spec:
  nftables: |
    table inet both {{
      chain own {{
        type filter hook forward priority 0
        {}
      }}
    }}
"""
CURL = "pod: default/curl-1"

SENDERS = ("client: laptop", "pod: default/curl-1", "pod: default/web-1", "node: n1", "node: n2")
TARGETS = (
    ("10.96.0.10", 80),
    ("'fd00:96::10'", 80),
    ("203.0.113.10", 80),
    ("'2001:db8:113::10'", 80),
    ("10.240.0.1", 30080),
    ("'fd00:240::1'", 30080),
    ("'fd00:240::2'", 30080),
    ("'fd00:244:1::1'", 30080),
)


def documents(mode: str) -> Iterator[str]:
    yield (
        f"{{apiVersion: kubeproxy.config.k8s.io/v1alpha1, kind: KubeProxyConfiguration, mode: {mode},"
        " clusterCIDR: '10.244.0.0/16,fd00:244::/48'}"
    )
    yield from map(NODE.format, (1, 2))
    yield from (POD.format(1, 1, 10, "web"), POD.format(2, 2, 10, "web"), POD.format(1, 1, 20, "curl"))
    yield OTHERS
    for number, (sender, (address, port)) in enumerate(product(SENDERS, TARGETS)):
        yield flow(f"flow-{number}", sender, address, port)


def cluster(mode: str) -> Scenario:
    return loads("\n---\n".join(documents(mode)), "dual stack").scenario


@pytest.mark.kernel
@pytest.mark.parametrize("mode", ["iptables", "nftables"])
def test_each_family_goes_its_own_way(mode: str) -> None:
    report = run_lab(cluster(mode))
    assert len(report.flows) == len(SENDERS) * len(TARGETS)
    assert report.agrees, render(report.only_differing)


REPLIED, DROPPED = Verdict.REPLIED, Verdict.DROPPED
OF_ONE_FAMILY = (
    ("meta l4proto icmp drop", DROPPED, REPLIED),
    ("meta l4proto ipv6-icmp ip6 daddr fd00:244:2::10 drop", REPLIED, DROPPED),
    ("iifname cni0 meta l4proto { tcp, icmp } drop", DROPPED, REPLIED),
    ("iifname cni0 ct original ip saddr != 10.9.9.9 drop", DROPPED, REPLIED),
    ("iifname cni0 ip version 4 drop", DROPPED, REPLIED),
    ("iifname cni0 ip6 version 6 drop", REPLIED, DROPPED),
    ("iifname cni0 ip version != 4 drop", REPLIED, REPLIED),
    ("iifname cni0 reject with tcp reset", REPLIED, REPLIED),
    ("iifname cni0 ct original ip6 daddr != fd00::9 drop", REPLIED, DROPPED),
)


@pytest.mark.kernel
@pytest.mark.parametrize(("rule", "of_ipv4", "of_ipv6"), OF_ONE_FAMILY)
def test_a_rule_of_a_table_of_both_families(rule: str, of_ipv4: Verdict, of_ipv6: Verdict) -> None:
    """A pod pings a pod of another node."""
    pings = [ping("four", CURL, "10.244.2.10"), ping("six", CURL, "'fd00:244:2::10'")]
    nodes = [*map(NODE.format, (1, 2)), POD.format(2, 2, 10, "web"), POD.format(1, 1, 20, "curl")]
    report = run_lab(loads("\n---\n".join([*nodes, HOST.format(rule), *pings]), "both").scenario)
    assert report.agrees, render(report)
    seen = [{each.verdict for path in found.paths for each in path.seen} for found in report.flows]
    assert seen == [{of_ipv4}, {of_ipv6}]
