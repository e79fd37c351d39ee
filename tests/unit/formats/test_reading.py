"""Every field of the contract's table is read, with the meaning that it gives to what is left out."""

from fractions import Fraction
from ipaddress import ip_address, ip_network
from typing import Any

import pytest

from sandbox.formats import load, loads
from sandbox.kube import (
    ConntrackConfiguration,
    ContainerPort,
    DetectLocalMode,
    Endpoint,
    EndpointPort,
    LoadBalancerIngress,
    ObjectKey,
    ProxyMode,
    ServicePort,
    ServiceType,
    SessionAffinity,
    TrafficPolicy,
)
from sandbox.net import Protocol, parse_interface_address
from sandbox.scenario import (
    AddressTarget,
    ClientAddressHeader,
    Cni,
    Delivery,
    Expectation,
    Extent,
    HealthCheck,
    HostInterface,
    Interruption,
    LoadBalancerMode,
    NetworkRoute,
    NodeState,
    NoteShape,
    Overlay,
    ServiceTarget,
    TableChange,
    Via,
)
from tests.unit.formats.texts import COMPLETE, kubernetes, natwalk

LOADED = loads(COMPLETE, "complete.yaml").scenario

COMPLETE_FIELDS: list[tuple[str, str, object]] = [
    ("nodes", "metadata.name", "n1"),
    ("nodes", "metadata.labels", (("zone", "a"),)),
    ("nodes", "metadata.position", (120.0, 80.0)),
    ("nodes", "pod_cidrs", (ip_network("10.244.1.0/24"), ip_network("fd00:1::/64"))),
    ("nodes", "addresses", (ip_address("10.240.0.4"), ip_address("fd00::4"))),
    ("nodes", "ready", False),
    ("nodes", "unschedulable", True),
    ("nodes", "taints", ("ToBeDeletedByClusterAutoscaler",)),
    ("pods", "metadata.namespace", "shop"),
    ("pods", "metadata.deletion_timestamp", "2026-01-01T00:00:00Z"),
    ("pods", "node_name", "n1"),
    ("pods", "host_network", True),
    ("pods", "addresses", (ip_address("10.244.1.5"), ip_address("fd00:1::5"))),
    ("pods", "ports", (ContainerPort(8080, "http"), ContainerPort(53, "", Protocol.UDP))),
    ("pods", "phase", "Pending"),
    ("pods", "ready", False),
    ("services", "type", ServiceType.LOAD_BALANCER),
    ("services", "cluster_ips", (ip_address("10.0.0.10"), ip_address("fd00:2::10"))),
    (
        "services",
        "ports",
        (ServicePort(80, "http", "plain", Protocol.TCP, 31000), ServicePort(443, 443, "tls")),
    ),
    ("services", "selector", (("app", "web"),)),
    ("services", "external_ips", (ip_address("192.0.2.1"),)),
    ("services", "ingress", (LoadBalancerIngress(ip_address("203.0.113.9"), "Proxy"),)),
    ("services", "external_traffic_policy", TrafficPolicy.LOCAL),
    ("services", "internal_traffic_policy", TrafficPolicy.LOCAL),
    ("services", "session_affinity", SessionAffinity.CLIENT_IP),
    ("services", "affinity_timeout", 60),
    ("services", "source_ranges", (ip_network("203.0.113.0/24"),)),
    ("services", "health_check_node_port", 32000),
    ("services", "publish_not_ready_addresses", True),
    ("services", "allocate_node_ports", False),
    ("services", "traffic_distribution", "PreferClose"),
    ("endpoint_slices", "service", "web"),
    ("endpoint_slices", "address_type", "IPv4"),
    (
        "endpoint_slices",
        "endpoints",
        (
            Endpoint(ip_address("10.244.1.5"), "n1", False, True, True, ("a",), ("n1",), "shop/p1"),
            Endpoint(ip_address("10.244.1.7")),
        ),
    ),
    ("endpoint_slices", "ports", (EndpointPort(8080, "http"),)),
    ("service_cidrs", "cidrs", (ip_network("10.0.0.0/20"), ip_network("fd00:2::/108"))),
    ("proxy_configurations", "mode", ProxyMode.NFTABLES),
    ("proxy_configurations", "cluster_cidrs", (ip_network("10.244.0.0/16"), ip_network("fd00:1::/48"))),
    ("proxy_configurations", "detect_local_mode", DetectLocalMode.INTERFACE_NAME_PREFIX),
    ("proxy_configurations", "bridge_interface", "cbr0"),
    ("proxy_configurations", "interface_name_prefix", "cali"),
    ("proxy_configurations", "node_port_addresses", ("primary", "10.0.0.0/8", "localhost", "all")),
    ("proxy_configurations", "masquerade_all", True),
    ("proxy_configurations", "nftables_masquerade_all", True),
    ("proxy_configurations", "masquerade_bit", 10),
    ("proxy_configurations", "nftables_masquerade_bit", 31),
    ("proxy_configurations", "localhost_node_ports", False),
    ("proxy_configurations", "ipvs_scheduler", "wrr"),
    ("proxy_configurations", "hostname_override", "n1"),
    (
        "proxy_configurations",
        "conntrack",
        ConntrackConfiguration(0, 5, 3600.5, 0.0, True, 0.25, 180.0),
    ),
    ("clients", "addresses", (ip_address("198.51.100.79"), ip_address("2001:db8::79"))),
    ("load_balancers", "services", ("shop/web",)),
    ("load_balancers", "addresses", (ip_address("10.240.0.100"),)),
    ("load_balancers", "mode", LoadBalancerMode.PROXY),
    ("load_balancers", "delivery", Delivery.NODE_PORT),
    ("load_balancers", "client_address", ClientAddressHeader.PROXY_PROTOCOL),
    ("load_balancers", "health_check", HealthCheck(1.5, 3, 2)),
    ("networks", "cni", Cni.POINT_TO_POINT),
    ("networks", "overlay", Overlay.VXLAN),
    ("networks", "overlay_address_is_node", True),
    ("networks", "routes", (NetworkRoute(ip_network("192.0.2.1/32"), "n1"),)),
    ("hosts", "iptables", "*filter\nCOMMIT\n"),
    ("hosts", "nftables", "table inet x {}"),
    ("hosts", "ipsets", "create a hash:ip"),
    ("hosts", "sysctls", (("net.ipv4.ip_forward", "1"), ("net.ipv4.conf.all.rp_filter", "2"))),
    ("hosts", "interfaces", (HostInterface("eth1", (parse_interface_address("192.168.1.5/24"),)),)),
    ("hosts", "state", NodeState(iptables="*nat\nCOMMIT\n", routes="[]")),
    ("flows", "sender", ObjectKey("Client", "", "laptop")),
    ("flows", "target", ServiceTarget("shop/web", Via.NODE_PORT, 80, "n1")),
    ("flows", "protocol", Protocol.UDP),
    ("flows", "requests", 5),
    ("flows", "at", 0.0),
    (
        "flows",
        "expect",
        (
            Expectation("replied", "10.240.0.4", False, "shop/p1", False, (("PROXY", "x"),), Fraction(1, 2)),
            Expectation(client_address_is_null=True, endpoint_is_null=True, probability=Fraction(1, 3)),
        ),
    ),
    ("flows", "connection", Extent.WHOLE),
    ("flows", "between", (Interruption(3, "n1", TableChange.EXPIRE),)),
    ("notes", "text", "Look here"),
    ("notes", "shape", NoteShape.ELLIPSE),
    ("notes", "size", (320.0, 200.0)),
]


def value_at(value: Any, path: str) -> Any:
    for name in path.split("."):
        value = getattr(value, name)
    return value


@pytest.mark.parametrize(("kind", "path", "expected"), COMPLETE_FIELDS)
def test_field_is_read(kind: str, path: str, expected: object) -> None:
    assert value_at(getattr(LOADED, kind)[0], path) == expected


def test_every_field_of_the_model_is_in_the_table() -> None:
    covered = {(kind, path.split(".")[0]) for kind, path, _ in COMPLETE_FIELDS}
    for kind in LOADED.__struct_fields__:
        for field in getattr(LOADED, kind)[0].__struct_fields__:
            assert field == "metadata" or (kind, field) in covered, f"{kind}.{field}"


SLICE = "discovery.k8s.io/v1"
PROXY = "kubeproxy.config.k8s.io/v1alpha1"

READINGS: list[tuple[str, str, object]] = [
    (kubernetes("Node", ""), "nodes.ready", True),
    (kubernetes("Node", "spec: {podCIDR: 10.1.0.0/24}"), "nodes.pod_cidrs", (ip_network("10.1.0.0/24"),)),
    (kubernetes("Pod", ""), "pods.metadata.namespace", "default"),
    (kubernetes("Pod", ""), "pods.ready", True),
    (kubernetes("Pod", "status: {phase: Running}"), "pods.ready", True),
    (kubernetes("Pod", "status: {phase: Succeeded}"), "pods.ready", False),
    (
        kubernetes("Pod", "status: {phase: Running, conditions: [{type: Ready, status: 'False'}]}"),
        "pods.ready",
        False,
    ),
    (
        kubernetes("Pod", "status: {conditions: [{type: Ready, status: Unknown}]}"),
        "pods.ready",
        False,
    ),
    (kubernetes("Pod", "status: {podIP: 10.244.001.005}"), "pods.addresses", (ip_address("10.244.1.5"),)),
    (kubernetes("Pod", "status: {podIP: ''}"), "pods.addresses", ()),
    (kubernetes("Service", "spec: {clusterIP: None}"), "services.cluster_ips", ()),
    (kubernetes("Service", "spec: {clusterIP: None, clusterIPs: [None]}"), "services.cluster_ips", ()),
    (kubernetes("Service", "spec: {ports: [{port: 80}]}"), "services.ports", (ServicePort(80, 80),)),
    (kubernetes("Service", "spec: {externalTrafficPolicy: ''}"), "services.type", ServiceType.CLUSTER_IP),
    (kubernetes("Service", ""), "services.affinity_timeout", 10800),
    (
        kubernetes("EndpointSlice", "addressType: FQDN\nendpoints: [{addresses: [a.b]}]", SLICE),
        "endpoint_slices.endpoints",
        (),
    ),
    (
        kubernetes("EndpointSlice", "endpoints: [{addresses: [10.0.0.1], conditions: {ready: null}}]", SLICE),
        "endpoint_slices.endpoints",
        (Endpoint(ip_address("10.0.0.1")),),
    ),
    (kubernetes("EndpointSlice", "", SLICE), "endpoint_slices.service", ""),
    (
        kubernetes("KubeProxyConfiguration", "mode: ''\nclusterCIDR: ''\nipvs: {scheduler: ''}", PROXY),
        "proxy_configurations.mode",
        ProxyMode.IPTABLES,
    ),
    (
        kubernetes("KubeProxyConfiguration", "nodePortAddresses: null", PROXY),
        "proxy_configurations.node_port_addresses",
        (),
    ),
    (
        kubernetes("KubeProxyConfiguration", "iptables: {localhostNodePorts: null}", PROXY),
        "proxy_configurations.localhost_node_ports",
        True,
    ),
    (
        kubernetes("KubeProxyConfiguration", "ipvs: {scheduler: ''}", PROXY),
        "proxy_configurations.ipvs_scheduler",
        "rr",
    ),
    (kubernetes("KubeProxyConfiguration", "", PROXY), "proxy_configurations.nftables_masquerade_all", None),
    (natwalk("Network", "{}"), "networks.cni", Cni.BRIDGE),
    (natwalk("LoadBalancer", "{services: [web]}"), "load_balancers.services", ("default/web",)),
    (
        natwalk("Flow", "{from: {pod: web}, to: {address: 10.0.0.1, port: 80}}"),
        "flows.sender",
        ObjectKey("Pod", "default", "web"),
    ),
    (
        natwalk("Flow", "{from: {node: n}, to: {address: 10.0.0.1, port: 80}}"),
        "flows.target",
        AddressTarget(ip_address("10.0.0.1"), 80),
    ),
    (natwalk("Flow", "{from: {node: n}, to: {address: '::1', port: 80}}"), "flows.at", None),
    (natwalk("Flow", "{from: {node: n}, to: {service: a/b}}"), "flows.target", ServiceTarget("a/b")),
    (
        natwalk("Flow", "{from: {node: n}, to: {service: a/b}, expect: [{headers: {}}]}"),
        "flows.expect",
        (Expectation(headers=()),),
    ),
]


@pytest.mark.parametrize(("text", "path", "expected"), READINGS)
def test_what_is_left_out_has_a_meaning(text: str, path: str, expected: object) -> None:
    kind, _, rest = path.partition(".")
    assert value_at(getattr(loads(text, "x.yaml").scenario, kind)[0], rest) == expected


@pytest.mark.parametrize(
    ("plain", "value"),
    [
        ("yes", True),
        ("010", 8),
        ("0x1F", 31),
        ("1_000", 1000),
        ("12:30", "12:30"),
        ("2026-01-01", "2026-01-01"),
        ("10.0.0.1", "10.0.0.1"),
        ("1e3", 1000.0),
        ("~", None),
        ("9" * 500, "9" * 500),
        ("!!str 5", "5"),
    ],
)
def test_plain_scalars_are_those_of_kubernetes(plain: str, value: object) -> None:
    from sandbox.formats.yaml_text import read_yaml

    read = read_yaml(f"a: {plain}")
    assert read == {"a": value}
    assert isinstance(read, dict)
    assert type(read["a"]) is type(value)


def test_merge_keys_and_aliases() -> None:
    text = natwalk("Client", "{addresses: &a [10.0.0.1]}") + "---\n"
    text += "x: &base {apiVersion: natwalk/v1alpha1, kind: Client}\n<<: *base\nmetadata: {name: y}\n"
    assert [client.metadata.name for client in loads(text, "x.yaml").scenario.clients] == ["x", "y"]


def test_lists_of_one_kind_and_of_many(tmp_path: Any) -> None:
    text = """\
apiVersion: v1
kind: PodList
items:
- metadata: {name: a}
---
apiVersion: v1
kind: List
items:
- {apiVersion: v1, kind: Pod, metadata: {name: b}}
- {apiVersion: apps/v1, kind: Deployment, metadata: {name: b}}
"""
    (tmp_path / "lists.yaml").write_text(text)
    assert [pod.metadata.name for pod in load(tmp_path / "lists.yaml").scenario.pods] == ["a", "b"]


@pytest.mark.parametrize("version", ["v1", "v1beta1", "v1alpha1"])
def test_every_version_that_a_kind_had_with_the_same_fields_is_read(version: str) -> None:
    text = kubernetes("ServiceCIDR", "spec: {cidrs: [10.0.0.0/16]}", f"networking.k8s.io/{version}")
    (found,) = loads(text, "lesson.yaml").scenario.service_cidrs
    assert found.cidrs == (ip_network("10.0.0.0/16"),)
