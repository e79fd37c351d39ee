"""kube-proxy's nftables mode on the real kernel: everyone sends to everything, under every setting."""

from pathlib import Path

import pytest

import resources
from sandbox.formats import loads
from sandbox.lab import render, run_lab
from sandbox.netfilter.nft import format_ruleset
from sandbox.scenario.compile import compile_world
from tests.kernel.clusters import cluster, everyone_to_everything, over_udp

SCENARIOS = sorted((Path(resources.__file__).parent / "scenarios").glob("*.yaml"))
MODE = "mode: nftables, clusterCIDR: 10.244.0.0/16"
GENERAL = "apiVersion: kubeproxy.config.k8s.io/v1alpha1\nkind: KubeProxyConfiguration\nmode: nftables\n---\n"

SETTINGS: dict[str, dict[str, str]] = {
    "bridge": {"proxy": MODE},
    "service ranges": {
        "proxy": MODE,
        "more": "{apiVersion: networking.k8s.io/v1, kind: ServiceCIDR, metadata: {name: kubernetes},"
        " spec: {cidrs: [10.96.0.0/16]}}",
    },
    "node ports on all addresses": {"proxy": f"{MODE}, nodePortAddresses: ['0.0.0.0/0']"},
    "point-to-point": {"proxy": MODE, "network": "cni: PointToPoint"},
    "VXLAN": {"proxy": MODE, "network": "overlay: VXLAN"},
    "masqueradeAll": {"proxy": f"{MODE}, nftables: {{masqueradeAll: true}}"},
    "BridgeInterface": {
        "proxy": "mode: nftables, detectLocalMode: BridgeInterface, detectLocal: {bridgeInterface: cbr0}",
    },
    "InterfaceNamePrefix": {
        "proxy": "mode: nftables, detectLocalMode: InterfaceNamePrefix,"
        " detectLocal: {interfaceNamePrefix: cbr}",
    },
    "no detector": {"proxy": "mode: nftables"},
    "forwarder to node ports": {"proxy": MODE, "balancer": "delivery: NodePort"},
    "one node in iptables mode": {
        "proxy": MODE,
        "more": "{apiVersion: kubeproxy.config.k8s.io/v1alpha1, kind: KubeProxyConfiguration,"
        " hostnameOverride: n1, clusterCIDR: 10.244.0.0/16}",
    },
    "other software's tables": {
        "proxy": MODE,
        "more": "{apiVersion: natwalk/v1alpha1, kind: Host, metadata: {name: n1}, spec: {nftables: '"
        "table inet guard { set trusted { type ipv4_addr; flags interval; elements = { 10.240.0.0/24 } };"
        " chain in { type filter hook input priority filter; policy accept;"
        " ct state vmap { established : accept, related : accept, invalid : drop }"
        ' iifname "lo" accept; ip saddr @trusted accept; tcp dport { 22, 9 } counter drop; }; }\'}}',
    },
}

AFFINITY = """\
apiVersion: v1
kind: Service
metadata: {name: web, namespace: default}
spec: {type: NodePort, clusterIP: 10.96.0.10, selector: {app: web}, sessionAffinity: ClientIP,
  ports: [{port: 80, targetPort: 8080, nodePort: 30080}]}
"""


@pytest.mark.kernel
@pytest.mark.parametrize("setting", SETTINGS)
def test_everyone_to_everything(setting: str) -> None:
    report = run_lab(cluster(flows=everyone_to_everything(), **SETTINGS[setting]))
    assert report.agrees, render(report.only_differing)


@pytest.mark.kernel
@pytest.mark.parametrize("setting", ["bridge", "service ranges"])
def test_everyone_to_everything_over_udp(setting: str) -> None:
    report = run_lab(over_udp(cluster(flows=everyone_to_everything(), **SETTINGS[setting])))
    assert report.agrees, render(report.only_differing)


@pytest.mark.kernel
def test_a_client_comes_back_to_its_endpoint() -> None:
    flow = (
        "{{apiVersion: natwalk/v1alpha1, kind: Flow, metadata: {{name: {0}}},"
        " spec: {{from: {{{1}}}, to: {{address: {2}, port: {3}}}, requests: 4}}}}"
    )
    flows = (
        flow.format("outside", "client: laptop", "10.240.0.1", 30080),
        flow.format("inside", "pod: default/curl-1", "10.96.0.10", 80),
    )
    report = run_lab(cluster(flows=flows, services=AFFINITY, proxy=MODE))
    assert report.agrees, render(report.only_differing)


@pytest.mark.kernel
@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_shipped_scenarios(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    switched = text.replace("mode: iptables", "mode: nftables")
    scenario = loads(switched if switched != text else GENERAL + text, path.stem).scenario
    rulesets = compile_world(scenario).topology.hosts[f"node/{scenario.nodes[0].metadata.name}"].rulesets
    assert all(map(format_ruleset, rulesets.values()))
    report = run_lab(scenario)
    assert report.agrees, render(report.only_differing)
