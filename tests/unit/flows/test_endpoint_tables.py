"""Which endpoints each sender reaches: hints, conditions, ways in, and how a pod is told from others."""

import msgspec
import pytest

from sandbox.formats import loads
from sandbox.kube import DetectLocalMode, ObjectMeta, ProxyMode
from sandbox.scenario import Scenario
from sandbox.scenario.objects import Cni, Network
from tests.unit.flows.flows import NODES, FlowTest, cluster, flow_of, outcome

BOTH = "10.244.1.10:8080 1/2, 10.244.2.10:8080 1/2"
HERE, THERE = "10.244.1.10:8080", "10.244.2.10:8080"
N1, N2 = NODES.values()
MODES = (ProxyMode.IPTABLES, ProxyMode.NFTABLES)

READY = "ready: true"
LEAVING = "ready: false, serving: true, terminating: true"
GONE = "ready: false, serving: false, terminating: true"
UNREADY = "ready: false"


def endpoint(address: str, node: str, conditions: str = READY, hints: str = "") -> str:
    return (
        f"{{addresses: [{address}], nodeName: {node}, conditions: {{{conditions}}}"
        f"{f', hints: {{{hints}}}' if hints else ''}}}"
    )


WEB_1, WEB_2 = ("10.244.1.10", "n1"), ("10.244.2.10", "n2")
SERVICES = {
    "by-node": (
        20,
        endpoint(*WEB_1, hints="forNodes: [{name: n1}]"),
        endpoint(*WEB_2, hints="forNodes: [{name: n2}]"),
    ),
    "by-zone": (
        21,
        endpoint(*WEB_1, hints="forZones: [{name: b}]"),
        endpoint(*WEB_2, hints="forZones: [{name: a}]"),
    ),
    "half-hinted": (22, endpoint(*WEB_1, hints="forNodes: [{name: n1}]"), endpoint(*WEB_2)),
    "leaving-here": (23, endpoint(*WEB_1, LEAVING), endpoint(*WEB_2)),
    "all-leaving": (24, endpoint(*WEB_1, LEAVING), endpoint(*WEB_2, LEAVING)),
    "gone": (25, endpoint(*WEB_1, GONE), endpoint(*WEB_2, UNREADY)),
    "hints-elsewhere": (
        26,
        endpoint(*WEB_1, hints="forNodes: [{name: n9}]"),
        endpoint(*WEB_2, hints="forNodes: [{name: n9}]"),
    ),
}
"""By name: the last number of its addresses, and its endpoints."""

SHARED = """\
apiVersion: v1
kind: Service
metadata: {name: second-port, namespace: default}
spec: {clusterIP: 10.96.0.30, selector: {app: one}, externalIPs: [192.0.2.20],
  ports: [{port: 81, targetPort: 8080}]}
---
apiVersion: v1
kind: Service
metadata: {name: proxied, namespace: default}
spec: {type: LoadBalancer, clusterIP: 10.96.0.31, selector: {app: web},
  ports: [{port: 80, targetPort: 8080, nodePort: 30031}]}
status: {loadBalancer: {ingress: [{ip: 203.0.113.31, ipMode: Proxy}]}}
"""


def service(name: str) -> str:
    number, *endpoints = SERVICES[name]
    return (
        f"{{apiVersion: v1, kind: Service, metadata: {{name: {name}, namespace: default}},"
        f" spec: {{type: NodePort, clusterIP: 10.96.0.{number}, externalIPs: [192.0.2.{number}],"
        f" externalTrafficPolicy: Local, ports: [{{port: 80, targetPort: 8080, nodePort: 300{number}}}]}}}}"
        f"\n---\n{{apiVersion: discovery.k8s.io/v1, kind: EndpointSlice, addressType: IPv4,"
        f" metadata: {{name: {name}, namespace: default, labels: {{kubernetes.io/service-name: {name}}}}},"
        f" ports: [{{name: '', port: 8080, protocol: TCP}}], endpoints: [{', '.join(map(str, endpoints))}]}}"
    )


def scenario(mode: ProxyMode) -> Scenario:
    """The cluster with these Services besides; n1 is in zone a, n2 in zone b."""
    base = cluster(mode)
    more = loads("\n---\n".join([SHARED, *map(service, SERVICES)]), "more").scenario
    zones = ((("topology.kubernetes.io/zone", zone),) for zone in "ab")
    replace = msgspec.structs.replace
    return replace(
        base,
        nodes=tuple(
            replace(node, metadata=replace(node.metadata, labels=labels))
            for node, labels in zip(base.nodes, zones, strict=True)
        ),
        services=(*base.services, *more.services),
        endpoint_slices=more.endpoint_slices,
    )


HINTS = [
    FlowTest("pod by node", "pod ask-1", "10.96.0.20:80", HERE),
    FlowTest("pod of the other node", "pod ask-2", "10.96.0.20:80", THERE),
    FlowTest("node by node", "node n2", "10.96.0.20:80", f"{THERE}, masq"),
    FlowTest("pod by zone", "pod ask-1", "10.96.0.21:80", THERE),
    FlowTest("pod of the other zone", "pod ask-2", "10.96.0.21:80", HERE),
    FlowTest("one endpoint without a hint", "pod ask-1", "10.96.0.22:80", BOTH),
    FlowTest("no hint names this node", "pod ask-1", "10.96.0.26:80", BOTH),
    FlowTest("they do not bind the Local policy", "client laptop", f"{N1}:30021", HERE),
    FlowTest("but its short circuit", "pod ask-1", f"{N1}:30021", THERE),
]
CONDITIONS = [
    FlowTest("a pod reaches ready endpoints alone", "pod ask-1", "10.96.0.23:80", THERE),
    FlowTest("the Local policy takes one that leaves", "client laptop", f"{N1}:30023", HERE),
    FlowTest("and a ready one where there is one", "client laptop", f"{N2}:30023", THERE),
    FlowTest("the node is short-circuited to ready ones", "node n1", "192.0.2.23:80", f"{THERE}, masq"),
    FlowTest("all leave", "pod ask-1", "10.96.0.24:80", BOTH),
    FlowTest("all leave, Local", "client laptop", "192.0.2.24:80", HERE),
    *(
        FlowTest(f"none serves: {sender} to {target}", sender, target, "REJECT")
        for sender, target in (
            ("pod ask-1", "10.96.0.25:80"),
            ("node n1", "10.96.0.25:80"),
            ("client laptop", f"{N1}:30025"),
            ("client laptop", "192.0.2.25:80"),
        )
    ),
]
WAYS_IN = [
    FlowTest("two Services share an external IP: one port", "client laptop", "192.0.2.20:80", HERE),
    FlowTest("the other port", "client laptop", "192.0.2.20:81", "10.244.2.11:8080, masq"),
    FlowTest("a load balancer IP of mode Proxy has no rules", "client laptop", "203.0.113.31:80", "none"),
    FlowTest("its node port has", "client laptop", f"{N1}:30031", f"{BOTH}, masq"),
    FlowTest("a pod leaves for the load balancer too", "pod ask-2", "203.0.113.31:80", "none"),
]
TABLES = {"hints": HINTS, "conditions": CONDITIONS, "ways in": WAYS_IN}


@pytest.mark.parametrize("mode", MODES, ids=lambda mode: mode.value)
@pytest.mark.parametrize(
    "test",
    [pytest.param(each, id=f"{name}: {each.name}") for name, table in TABLES.items() for each in table],
)
def test_flow(test: FlowTest, mode: ProxyMode) -> None:
    found = outcome(scenario(mode), flow_of(test.sender, test.target, test.protocol))
    assert found == test.expected(mode)


DETECTORS = {
    DetectLocalMode.CLUSTER_CIDR: {},
    DetectLocalMode.NODE_CIDR: {},
    DetectLocalMode.BRIDGE_INTERFACE: {"bridge_interface": "cni0"},
    DetectLocalMode.INTERFACE_NAME_PREFIX: {"interface_name_prefix": "cni"},
}


@pytest.mark.parametrize("mode", MODES, ids=lambda mode: mode.value)
@pytest.mark.parametrize("detector", DETECTORS, ids=lambda detector: detector.value)
def test_every_detector_knows_the_nodes_own_pods(detector: DetectLocalMode, mode: ProxyMode) -> None:
    found = cluster(mode, detect_local_mode=detector, **DETECTORS[detector])
    assert outcome(found, flow_of("pod ask-1", "10.96.0.10:80")) == BOTH
    assert outcome(found, flow_of("node n1", "10.96.0.10:80")) == f"{BOTH}, masq"
    assert outcome(found, flow_of("client laptop", "10.96.0.10:80")) == f"{BOTH}, masq"
    assert outcome(found, flow_of("pod ask-1", "203.0.113.12:80")) == "10.244.2.11:8080"


@pytest.mark.parametrize("mode", MODES, ids=lambda mode: mode.value)
@pytest.mark.parametrize(
    ("cni", "detector", "name"),
    [
        (Cni.BRIDGE, DetectLocalMode.BRIDGE_INTERFACE, {"bridge_interface": "cbr0"}),
        (Cni.POINT_TO_POINT, DetectLocalMode.INTERFACE_NAME_PREFIX, {"interface_name_prefix": "eni"}),
    ],
)
def test_a_nodes_interfaces_are_called_as_kube_proxy_looks_for_them(
    cni: Cni, detector: DetectLocalMode, name: dict[str, str], mode: ProxyMode
) -> None:
    found = cluster(mode, detect_local_mode=detector, **name)
    found = msgspec.structs.replace(found, networks=(Network(ObjectMeta("net"), cni),))
    assert outcome(found, flow_of("pod ask-1", "10.96.0.10:80")) == BOTH
    assert outcome(found, flow_of("node n1", "10.96.0.10:80")) == f"{BOTH}, masq"


@pytest.mark.parametrize("mode", MODES, ids=lambda mode: mode.value)
@pytest.mark.parametrize("detector", DETECTORS, ids=lambda detector: detector.value)
def test_only_the_cluster_cidr_knows_the_pods_of_other_nodes(
    detector: DetectLocalMode, mode: ProxyMode
) -> None:
    found = cluster(mode, detect_local_mode=detector, **DETECTORS[detector])
    known = detector is DetectLocalMode.CLUSTER_CIDR
    assert outcome(found, flow_of("pod ask-2", f"{N1}:30012")) == ("10.244.2.11:8080" if known else "DROP")
