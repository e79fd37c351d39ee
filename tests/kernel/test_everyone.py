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
    "IPv6": {"family": "ipv6"},
    "IPv6, point-to-point": {"family": "ipv6", "network": "cni: PointToPoint"},
    "IPv6, VXLAN, forwarder to node ports": {
        "family": "ipv6",
        "network": "overlay: VXLAN",
        "balancer": "delivery: NodePort",
    },
}


def on(node: str, spec: str) -> str:
    """What else is on a node."""
    return f"{{apiVersion: natwalk/v1alpha1, kind: Host, metadata: {{name: {node}}}, spec: {{{spec}}}}}"


def pod(
    name: str, node: str, app: str, address: str, condition: str = "phase: Running", spec: str = ""
) -> str:
    """A further pod; `condition` is its status, `spec` what its spec says besides."""
    return (
        f"{{apiVersion: v1, kind: Pod,"
        f" metadata: {{name: {name}, namespace: default, labels: {{app: {app}}}}},"
        f" spec: {{nodeName: {node}, {spec} containers: [{{name: c, ports: [{{containerPort: 8080}}]}}]}},"
        f" status: {{podIP: {address}, {condition}}}}}"
    )


NEXT_DOCUMENT = "\n---\n"

MORE: dict[str, dict[str, str]] = {
    "no bridge netfilter here, strict reverse path there": {
        "more": NEXT_DOCUMENT.join(
            [
                on("n1", "sysctls: {net.bridge.bridge-nf-call-iptables: '0'}"),
                on("n2", "sysctls: {net.ipv4.conf.all.rp_filter: '1'}"),
                on("n3", "sysctls: {net.ipv4.conf.all.rp_filter: '1'}"),
            ]
        )
    },
    "no forwarding here, liberal conntrack there": {
        "more": NEXT_DOCUMENT.join(
            [
                on("n1", "sysctls: {net.ipv4.ip_forward: '0', net.ipv4.conf.all.route_localnet: '0'}"),
                on("n3", "sysctls: {net.netfilter.nf_conntrack_tcp_be_liberal: '1'}"),
            ]
        )
    },
    "a FORWARD policy of DROP": {
        "more": NEXT_DOCUMENT.join(on(node, "iptables: '-P FORWARD DROP'") for node in ("n1", "n3"))
    },
    "firewalls on the way in and out": {
        "more": NEXT_DOCUMENT.join(
            [
                on("n1", "iptables: '-A INPUT -p tcp -j DROP'"),
                on("n3", "iptables: '-A OUTPUT -p tcp -j DROP'"),
            ]
        )
    },
    "refusals of other kinds": {
        "more": NEXT_DOCUMENT.join(
            [
                on(
                    "n1",
                    "iptables: '-A FORWARD -d 10.244.1.10 -j REJECT --reject-with icmp-admin-prohibited'",
                ),
                on(
                    "n3",
                    "iptables: '-A OUTPUT -p tcp --dport 8080 -j REJECT --reject-with icmp-host-unreachable'",
                ),
            ]
        )
    },
    "translations of others": {
        "more": NEXT_DOCUMENT.join(
            [
                on(
                    "n1",
                    "iptables: '-t nat -A POSTROUTING -s 10.244.0.0/16 ! -d 10.244.0.0/16 -j MASQUERADE'",
                ),
                on("n3", "iptables: '-t nat -A POSTROUTING -p tcp -j SNAT --to-source 10.240.0.3'"),
                on(
                    "n2",
                    "iptables: '-t nat -A PREROUTING -d 10.240.0.2 -j DNAT --to-destination 10.244.1.11'",
                ),
            ]
        )
    },
    "further links and addresses": {
        "more": on(
            "n1",
            "interfaces: [{name: eth1, addresses: [10.241.0.1/24]},"
            " {name: eth0, addresses: [10.240.7.1/32]}]",
        )
    },
    "pods in every state": {
        "more": NEXT_DOCUMENT.join(
            [
                pod("of-the-node", "n1", "web", "10.240.0.1", spec="hostNetwork: true,"),
                pod("not-ready", "n3", "web", "10.244.3.31", "conditions: [{type: Ready, status: 'False'}]"),
                pod("pending", "n3", "web", "10.244.3.32", "phase: Pending"),
                pod("elsewhere", "n3", "only", "10.9.9.9"),
            ]
        )
    },
    "nodes of different modes": {
        "more": NEXT_DOCUMENT.join(
            f"{{apiVersion: kubeproxy.config.k8s.io/v1alpha1, kind: KubeProxyConfiguration,"
            f" hostnameOverride: {node}, clusterCIDR: 10.244.0.0/16, {mode}}}"
            for node, mode in (("n2", "mode: nftables"), ("n3", "iptables: {masqueradeAll: true}"))
        )
    },
}
"""What other software, administrators and pods do to a cluster."""

PROXIES: dict[str, dict[str, str]] = {
    "proxy to node ports": {
        "balancer": "mode: Proxy, delivery: NodePort, clientAddress: ProxyProtocol",
    },
    "proxy to pods": {"balancer": "mode: Proxy, delivery: PodIP, clientAddress: XForwardedFor"},
    "proxy that keeps the address": {"balancer": "mode: Proxy, delivery: VIP"},
    "IPv6, proxy to node ports": {
        "family": "ipv6",
        "balancer": "mode: Proxy, delivery: NodePort, clientAddress: Forwarded",
    },
}
"""A proxy terminates TCP connections only."""


@pytest.mark.kernel
@pytest.mark.parametrize("setting", [*SETTINGS, *MORE, *PROXIES])
def test_everyone_to_everything(setting: str) -> None:
    report = run_lab(cluster(flows=everyone_to_everything(), **{**SETTINGS, **MORE, **PROXIES}[setting]))
    assert report.agrees, render(report.only_differing)


@pytest.mark.kernel
@pytest.mark.parametrize("setting", ["bridge", "point-to-point", "VXLAN", "forwarder to node ports", "IPv6"])
def test_everyone_to_everything_over_udp(setting: str) -> None:
    report = run_lab(over_udp(cluster(flows=everyone_to_everything(), **SETTINGS[setting])))
    assert report.agrees, render(report.only_differing)
