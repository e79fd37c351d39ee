"""What each sender reaches by each address of each kind of Service, in both modes, by the whole engine."""

import pytest

from sandbox.kube import ProxyMode
from sandbox.net import Protocol
from tests.unit.flows.flows import NODES, FlowTest, cluster, flow_of, outcome

BOTH = "10.244.1.10:8080 1/2, 10.244.2.10:8080 1/2"
HERE, THERE = "10.244.1.10:8080", "10.244.2.10:8080"
ONE = "10.244.2.11:8080"
N1, N2 = NODES.values()

CLUSTER_IP = [
    FlowTest("pod", "pod ask-1", "10.96.0.10:80", BOTH),
    FlowTest("an endpoint, which may reach itself", "pod web-1", "10.96.0.10:80", f"{BOTH}, partly masq"),
    FlowTest("node", "node n1", "10.96.0.10:80", f"{BOTH}, masq"),
    FlowTest("client that is routed to a node", "client laptop", "10.96.0.10:80", f"{BOTH}, masq"),
    FlowTest("external policy does not matter", "pod ask-1", "10.96.0.11:80", BOTH),
    FlowTest("source ranges do not matter", "pod ask-1", "10.96.0.16:80", BOTH),
    FlowTest("wrong port", "pod ask-1", "10.96.0.10:81", "none", nftables="REJECT"),
    FlowTest("wrong protocol", "pod ask-1", "10.96.0.10:80", "none", "REJECT", Protocol.UDP),
    FlowTest("wrong port, from the node", "node n2", "10.96.0.10:81", "none", nftables="REJECT"),
    FlowTest("unallocated address", "pod ask-1", "10.96.0.99:80", "none", nftables="DROP"),
    FlowTest("unallocated address, from the node", "node n2", "10.96.0.99:80", "none", nftables="DROP"),
]
PROTOCOLS = [
    FlowTest("TCP", "pod ask-1", "10.96.0.17:53", "10.244.1.10:5353 1/2, 10.244.2.10:5353 1/2"),
    FlowTest(
        "UDP",
        "pod ask-1",
        "10.96.0.17:53",
        "10.244.1.10:53 1/2, 10.244.2.10:53 1/2",
        protocol=Protocol.UDP,
    ),
    FlowTest(
        "SCTP",
        "pod ask-1",
        "10.96.0.17:53",
        "10.244.1.10:54 1/2, 10.244.2.10:54 1/2",
        protocol=Protocol.SCTP,
    ),
]
INTERNAL_LOCAL = [
    FlowTest("pod, here", "pod ask-1", "10.96.0.13:80", HERE),
    FlowTest("pod, there", "pod ask-2", "10.96.0.13:80", THERE),
    FlowTest("node", "node n1", "10.96.0.13:80", f"{HERE}, masq"),
    FlowTest("no local endpoint", "pod ask-1", "10.96.0.14:80", "DROP"),
    FlowTest("no local endpoint, from the node", "node n1", "10.96.0.14:80", "DROP"),
    FlowTest("a local endpoint", "pod ask-2", "10.96.0.14:80", ONE),
    FlowTest("node port is not internal", "client laptop", f"{N1}:30013", f"{BOTH}, masq"),
    FlowTest("node port without a local endpoint", "client laptop", f"{N1}:30014", f"{ONE}, masq"),
]
EXTERNAL_CLUSTER = [
    FlowTest(f"{sender} to {kind}", sender, target, f"{BOTH}, masq")
    for sender in ("client laptop", "pod ask-1", "node n1")
    for kind, target in (
        ("external IP", "192.0.2.10:80"),
        ("load balancer IP", "203.0.113.10:80"),
        ("node port", f"{N1}:30010"),
        ("node port of the other node", f"{N2}:30010"),
    )
]
EXTERNAL_LOCAL = [
    *(
        FlowTest(f"{sender} to {target}", sender, target, output)
        for target in ("192.0.2.11:80", "203.0.113.11:80", f"{N1}:30011")
        for sender, output in (
            ("client laptop", HERE),
            ("pod ask-1", BOTH),
            ("node n1", f"{BOTH}, masq"),
        )
    ),
    *(
        FlowTest(f"none local: {sender} to {target}", sender, target, output)
        for target in ("192.0.2.12:80", "203.0.113.12:80", f"{N1}:30012")
        for sender, output in (
            ("client laptop", "DROP"),
            ("pod ask-1", ONE),
            ("node n1", f"{ONE}, masq"),
        )
    ),
    FlowTest("the node that has it", "client laptop", f"{N2}:30012", ONE),
]
NO_ENDPOINTS = [
    *(
        FlowTest(f"{sender} to {target}", sender, target, "REJECT")
        for sender in ("client laptop", "pod ask-1")
        for target in ("192.0.2.15:80", "203.0.113.15:80", f"{N1}:30015")
    ),
    FlowTest("pod to cluster IP", "pod ask-1", "10.96.0.15:80", "REJECT"),
    FlowTest("node to cluster IP", "node n1", "10.96.0.15:80", "REJECT"),
    FlowTest("node to its own node port", "node n1", f"{N1}:30015", "REJECT"),
]
SOURCE_RANGES = [
    FlowTest("accepted", "client laptop", "203.0.113.16:80", f"{BOTH}, masq"),
    FlowTest("blocked", "client blocked", "203.0.113.16:80", "DROP"),
    FlowTest("pod is blocked", "pod ask-1", "203.0.113.16:80", "DROP"),
    FlowTest("node in a range", "node n1", "203.0.113.16:80", f"{BOTH}, masq"),
    FlowTest("node in no range", "node n2", "203.0.113.16:80", "DROP"),
    FlowTest("node port has no ranges", "client blocked", f"{N1}:30016", f"{BOTH}, masq"),
]
NODE_PORT_ADDRESSES = [
    FlowTest("loopback", "node n1", "127.0.0.1:30010", f"{BOTH}, masq", nftables="REJECT"),
    FlowTest("the bridge's address", "pod ask-1", "10.244.1.1:30010", f"{BOTH}, masq", nftables="REJECT"),
    FlowTest("an unused node port", "client laptop", f"{N1}:30099", "REJECT"),
]
TABLES = {
    "cluster IP": CLUSTER_IP,
    "protocols": PROTOCOLS,
    "internal policy Local": INTERNAL_LOCAL,
    "external policy Cluster": EXTERNAL_CLUSTER,
    "external policy Local": EXTERNAL_LOCAL,
    "no endpoints": NO_ENDPOINTS,
    "source ranges": SOURCE_RANGES,
    "node port addresses": NODE_PORT_ADDRESSES,
}
MODES = (ProxyMode.IPTABLES, ProxyMode.NFTABLES)


@pytest.mark.parametrize("mode", MODES, ids=lambda mode: mode.value)
@pytest.mark.parametrize(
    "test",
    [pytest.param(each, id=f"{name}: {each.name}") for name, table in TABLES.items() for each in table],
)
def test_flow(test: FlowTest, mode: ProxyMode) -> None:
    flow = flow_of(test.sender, test.target, test.protocol)
    assert outcome(cluster(mode), flow) == test.expected(mode)


@pytest.mark.parametrize("mode", MODES, ids=lambda mode: mode.value)
def test_masquerade_all_masquerades_what_pods_send_to_cluster_ips(mode: ProxyMode) -> None:
    scenario = cluster(mode, masquerade_all=True)
    assert outcome(scenario, flow_of("pod ask-1", "10.96.0.10:80")) == f"{BOTH}, masq"
    assert outcome(scenario, flow_of("pod ask-1", "192.0.2.11:80")) == BOTH


@pytest.mark.parametrize("mode", MODES, ids=lambda mode: mode.value)
@pytest.mark.parametrize("bit", [0, 14, 31])
def test_whichever_bit_marks_it_is_masqueraded(mode: ProxyMode, bit: int) -> None:
    scenario = cluster(mode, masquerade_bit=bit, nftables_masquerade_bit=bit)
    assert outcome(scenario, flow_of("client laptop", f"{N1}:30010")) == f"{BOTH}, masq"


@pytest.mark.parametrize("mode", MODES, ids=lambda mode: mode.value)
def test_without_a_detector_nobody_is_a_pod(mode: ProxyMode) -> None:
    scenario = cluster(mode, cluster_cidrs=())
    assert outcome(scenario, flow_of("client laptop", "10.96.0.10:80")) == BOTH
    assert outcome(scenario, flow_of("pod ask-1", "192.0.2.12:80")) == "DROP"
    assert outcome(scenario, flow_of("node n1", "192.0.2.12:80")) == f"{ONE}, masq"


def test_nftables_mode_may_have_node_ports_on_every_address_but_loopback() -> None:
    scenario = cluster(ProxyMode.NFTABLES, node_port_addresses=("0.0.0.0/0",))
    assert outcome(scenario, flow_of("pod ask-1", "10.244.1.1:30010")) == f"{BOTH}, masq"
    assert outcome(scenario, flow_of("node n1", "127.0.0.1:30010")) == "REJECT"


def test_the_setting_of_its_own_mode_decides_on_masquerading_all() -> None:
    scenario = cluster(ProxyMode.NFTABLES, masquerade_all=True, nftables_masquerade_all=False)
    assert outcome(scenario, flow_of("pod ask-1", "10.96.0.10:80")) == BOTH
