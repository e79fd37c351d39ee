"""The tables of the Kubernetes kinds: which field of the API is which field of the model."""

from typing import Any

from sandbox.formats import codec as c
from sandbox.formats.codec import Codec, Tree, list_of, mapping
from sandbox.formats.errors import FieldError, quoted
from sandbox.formats.metadata import CLUSTER_WIDE, DEFAULT_NAMESPACE, NAMESPACED
from sandbox.formats.pod_ports import PORTS_ROW
from sandbox.formats.rows import READY_READS, entry_with, ready_row, twin_row
from sandbox.formats.table import UNSET, Row, Table, put, raw_at, read_at, remove_at, row, write_at
from sandbox.kube import (
    TO_BE_DELETED_TAINT,
    Endpoint,
    EndpointPort,
    EndpointSlice,
    LoadBalancerIngress,
    Node,
    Pod,
    Service,
    ServiceCIDR,
    ServicePort,
    ServiceType,
    SessionAffinity,
    TrafficPolicy,
)
from sandbox.net import Protocol

PROTOCOL = c.one_of(Protocol, but=(Protocol.ICMP,))
AFFINITY_SECONDS = c.integer(1, 86400)
NODE_PORT = c.integer(0, 65535)
HINTS = list_of(entry_with("name", c.TEXT))


def _is_internal(entry: object) -> bool:
    return mapping(entry).get("type") == "InternalIP"


def _tells_of_deletion(entry: object) -> bool:
    return mapping(entry).get("key") == TO_BE_DELETED_TAINT


NODE = Table(
    Node,
    (
        CLUSTER_WIDE,
        twin_row("pod_cidrs", ("spec", "podCIDR"), ("spec", "podCIDRs"), c.NETWORK, c.NETWORK),
        row("unschedulable", "spec.unschedulable", c.BOOLEAN),
        row(
            "taints",
            "spec.taints",
            list_of(entry_with("key", c.TEXT, effect="NoSchedule"), keep=_tells_of_deletion),
        ),
        row(
            "addresses",
            "status.addresses",
            list_of(entry_with("address", c.ADDRESS, type="InternalIP"), keep=_is_internal),
        ),
        ready_row(lambda node: True),
    ),
)

_PHASES = "Pending|Running|Succeeded|Failed|Unknown"
_POD_READY = ready_row(lambda pod: bool(pod.phase == "Running"), "phase")


def _read_pod_ready(tree: Tree) -> Any:
    found = _POD_READY.read(tree)
    return found if found is not UNSET else raw_at(tree, ("status", "phase")) in (None, "Running")


POD = Table(
    Pod,
    (
        NAMESPACED,
        PORTS_ROW,
        row("host_network", "spec.hostNetwork", c.BOOLEAN),
        row("node_name", "spec.nodeName", c.TEXT),
        row(
            "phase", "status.phase", c.matching(_PHASES, f"one of {_PHASES.replace('|', ', ')}"), always=True
        ),
        Row(_POD_READY.attributes, _read_pod_ready, _POD_READY.write, (*READY_READS, ("status", "phase"))),
        twin_row(
            "addresses", ("status", "podIP"), ("status", "podIPs"), c.ADDRESS, entry_with("ip", c.ADDRESS)
        ),
    ),
)


def _read_target_port(value: object) -> int | str:
    if isinstance(value, str):
        return str(_TARGET_NAME.read(value))
    return int(c.PORT.read(value))


_TARGET_NAME = c.matching(
    r"(?=.*[a-z])[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?", "a port's name; write a port number without quotes"
)
_TARGET_PORT = row("target_port", "targetPort", Codec(_read_target_port), always=True)


def _read_target_or_port(tree: Tree) -> Any:
    found = _TARGET_PORT.read(tree)
    return read_at(tree, ("port",), c.PORT) if found is UNSET else found


SERVICE_PORT = Table(
    ServicePort,
    (
        row("port", "port", c.PORT),
        Row(_TARGET_PORT.attributes, _read_target_or_port, _TARGET_PORT.write, (("targetPort",), ("port",))),
        row("name", "name", c.PORT_NAME),
        row("protocol", "protocol", PROTOCOL, always=True),
        row("node_port", "nodePort", NODE_PORT),
    ),
)

_CLUSTER_IP, _CLUSTER_IPS = ("spec", "clusterIP"), ("spec", "clusterIPs")
_ALLOCATED = twin_row("cluster_ips", _CLUSTER_IP, _CLUSTER_IPS, c.ADDRESS, c.ADDRESS)
_HEADLESS = "None"


def _read_cluster_ips(tree: Tree) -> Any:
    if raw_at(tree, _CLUSTER_IP) == _HEADLESS or raw_at(tree, _CLUSTER_IPS) == [_HEADLESS]:
        return ()
    return _ALLOCATED.read(tree)


def _write_cluster_ips(tree: Tree, before: Any, after: Any) -> None:
    if raw_at(tree, _CLUSTER_IPS) == [_HEADLESS]:
        remove_at(tree, _CLUSTER_IPS)
    _ALLOCATED.write(tree, before, after)
    if not after.cluster_ips and after.type is not ServiceType.EXTERNAL_NAME:
        put(tree, _CLUSTER_IP, _HEADLESS)


LOAD_BALANCER_INGRESS = Table(
    LoadBalancerIngress,
    (row("ip", "ip", c.ADDRESS), row("ip_mode", "ipMode", c.matching("VIP|Proxy", "one of VIP, Proxy"))),
)


def _has_ip(entry: object) -> bool:
    return mapping(entry).get("ip") not in (None, "")


def _policy() -> Codec:
    return c.one_of(TrafficPolicy, empty=TrafficPolicy.CLUSTER)


SERVICE = Table(
    Service,
    (
        NAMESPACED,
        row("type", "spec.type", c.one_of(ServiceType, empty=ServiceType.CLUSTER_IP), always=True),
        row("ports", "spec.ports", list_of(SERVICE_PORT.codec())),
        row("selector", "spec.selector", c.PAIRS),
        Row(("cluster_ips", "type"), _read_cluster_ips, _write_cluster_ips, (_CLUSTER_IP, _CLUSTER_IPS)),
        row("external_ips", "spec.externalIPs", list_of(c.ADDRESS)),
        row("external_traffic_policy", "spec.externalTrafficPolicy", _policy()),
        row("internal_traffic_policy", "spec.internalTrafficPolicy", _policy()),
        row(
            "session_affinity",
            "spec.sessionAffinity",
            c.one_of(SessionAffinity, empty=SessionAffinity.NONE),
        ),
        row("affinity_timeout", "spec.sessionAffinityConfig.clientIP.timeoutSeconds", AFFINITY_SECONDS),
        row("source_ranges", "spec.loadBalancerSourceRanges", list_of(c.NETWORK)),
        row("health_check_node_port", "spec.healthCheckNodePort", NODE_PORT),
        row("publish_not_ready_addresses", "spec.publishNotReadyAddresses", c.BOOLEAN),
        row("traffic_distribution", "spec.trafficDistribution", c.TEXT),
        row("allocate_node_ports", "spec.allocateLoadBalancerNodePorts", c.BOOLEAN),
        row(
            "ingress",
            "status.loadBalancer.ingress",
            list_of(LOAD_BALANCER_INGRESS.codec(), keep=_has_ip),
        ),
    ),
)


def _read_address(value: object) -> Any:
    """Only the first of `addresses` is used.  # kubernetes: discovery/v1 Endpoint.addresses"""
    addresses = c.sequence(value)
    if not addresses:
        raise FieldError("is empty; give the endpoint its address")
    return list_of(c.ADDRESS).read(addresses[:1])[0]


def _merge_address(tree: object, _: Any, after: Any) -> object:
    return [str(after), *c.sequence(tree)[1:]]


def _read_target(value: object) -> str:
    reference = mapping(value)
    name = read_at(reference, ("name",), c.TEXT)
    namespace = read_at(reference, ("namespace",), c.TEXT)
    if name is UNSET or reference.get("kind", "Pod") != "Pod":
        return ""
    return f"{DEFAULT_NAMESPACE if namespace is UNSET else namespace}/{name}"


def _write_target(target: str) -> object:
    namespace, _, name = target.rpartition("/")
    return {"kind": "Pod", "name": name, "namespace": namespace}


ENDPOINT = Table(
    Endpoint,
    (
        row("address", "addresses", Codec(_read_address, lambda value: [str(value)], _merge_address)),
        row("ready", "conditions.ready", c.BOOLEAN, always=True),
        row("serving", "conditions.serving", c.BOOLEAN, always=True),
        row("terminating", "conditions.terminating", c.BOOLEAN, always=True),
        row("zone_hints", "hints.forZones", HINTS),
        row("node_hints", "hints.forNodes", HINTS),
        row("node_name", "nodeName", c.TEXT),
        row("target", "targetRef", Codec(_read_target, _write_target)),
    ),
)

ENDPOINT_PORT = Table(
    EndpointPort,
    (
        row("port", "port", c.PORT),
        row("name", "name", c.PORT_NAME),
        row("protocol", "protocol", PROTOCOL, always=True),
    ),
)


def _has_port(entry: object) -> bool:
    """A slice's port without a number stands for all ports; kube-proxy passes it over."""
    return mapping(entry).get("port") is not None


_ENDPOINTS = row("endpoints", "endpoints", list_of(ENDPOINT.codec()))
_SERVICE_LABEL = ("metadata", "labels", "kubernetes.io/service-name")


def _read_endpoints(tree: Tree) -> Any:
    """Endpoints of type FQDN are host names, which no proxy handles."""
    address_type = tree.get("addressType") or "IPv4"
    if address_type == "FQDN":
        return ()
    endpoints = _ENDPOINTS.read(tree)
    for index, each in enumerate(() if endpoints is UNSET else endpoints):
        if f"IPv{each.address.version}" != address_type:
            problem = f"{each.address} is not of the slice's addressType {quoted(address_type)}"
            raise FieldError(problem, ("endpoints", index, "addresses"))
    return endpoints


def _read_service(tree: Tree) -> str:
    found = read_at(tree, _SERVICE_LABEL, c.TEXT)
    return "" if found is UNSET else str(found)


def _write_service(tree: Tree, _: Any, after: Any) -> None:
    if dict(after.metadata.labels).get(_SERVICE_LABEL[-1]) != after.service:  # else it is among the labels
        write_at(tree, _SERVICE_LABEL, c.TEXT, None, after.service)


ENDPOINT_SLICE = Table(
    EndpointSlice,
    (
        NAMESPACED,
        Row(("service", "metadata"), _read_service, _write_service, (_SERVICE_LABEL,)),
        row(
            "address_type",
            "addressType",
            c.matching("IPv4|IPv6|FQDN", "one of IPv4, IPv6, FQDN"),
            always=True,
        ),
        Row(_ENDPOINTS.attributes, _read_endpoints, _ENDPOINTS.write, (*_ENDPOINTS.reads, ("addressType",))),
        row("ports", "ports", list_of(ENDPOINT_PORT.codec(), keep=_has_port)),
    ),
)

SERVICE_CIDR = Table(ServiceCIDR, (CLUSTER_WIDE, row("cidrs", "spec.cidrs", list_of(c.NETWORK))))
