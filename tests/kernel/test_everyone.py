"""Everyone sends to everything, under every network and setting: no crossing may differ from the kernel's."""

import pytest

from sandbox.lab import render, run_lab
from tests.kernel.clusters import cluster, everyone_to_everything, over_udp

CLUSTER_CIDR = "clusterCIDR: 10.244.0.0/16"

SETTINGS: dict[str, dict[str, str]] = {
    "bridge": {},
    "point-to-point": {"network": "cni: PointToPoint"},
    "VXLAN": {"network": "overlay: VXLAN"},
    "tunnel with node addresses": {"network": "overlay: IPIP, overlayAddress: Node"},
    "point-to-point, VXLAN": {"network": "cni: PointToPoint, overlay: VXLAN"},
    "external addresses routed to a node": {
        "network": "routes: [{destination: 192.0.2.0/24, node: n3}, {destination: 10.96.0.0/16, node: n2}]"
    },
    "masqueradeAll": {"proxy": f"{CLUSTER_CIDR}, iptables: {{masqueradeAll: true}}"},
    "NodeCIDR": {"proxy": "detectLocalMode: NodeCIDR"},
    "BridgeInterface": {
        "proxy": "detectLocalMode: BridgeInterface, detectLocal: {bridgeInterface: cbr0}",
    },
    "no detector": {"proxy": "mode: iptables"},
    "no localhost node ports": {"proxy": f"{CLUSTER_CIDR}, iptables: {{localhostNodePorts: false}}"},
    "node ports on the primary address": {"proxy": f"{CLUSTER_CIDR}, nodePortAddresses: [primary]"},
    "forwarder to node ports": {"balancer": "delivery: NodePort"},
    "forwarder to pods": {"balancer": "delivery: PodIP"},
}

PROXIES: dict[str, dict[str, str]] = {
    "proxy to node ports": {
        "balancer": "mode: Proxy, delivery: NodePort, clientAddress: ProxyProtocol",
    },
    "proxy to pods": {"balancer": "mode: Proxy, delivery: PodIP, clientAddress: XForwardedFor"},
}
"""A proxy terminates TCP connections only."""


@pytest.mark.kernel
@pytest.mark.parametrize("setting", [*SETTINGS, *PROXIES])
def test_everyone_to_everything(setting: str) -> None:
    report = run_lab(cluster(flows=everyone_to_everything(), **{**SETTINGS, **PROXIES}[setting]))
    assert report.agrees, render(report.only_differing)


@pytest.mark.kernel
@pytest.mark.parametrize("setting", ["bridge", "point-to-point", "VXLAN", "forwarder to node ports"])
def test_everyone_to_everything_over_udp(setting: str) -> None:
    report = run_lab(over_udp(cluster(flows=everyone_to_everything(), **SETTINGS[setting])))
    assert report.agrees, render(report.only_differing)
