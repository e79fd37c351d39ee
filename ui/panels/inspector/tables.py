"""The inspector's tables: which fields each kind has, in reading order."""

from collections.abc import Callable
from enum import Enum
from typing import Any

from msgspec.structs import replace

from sandbox.kube import (
    KubeProxyConfiguration,
    Node,
    ObjectKey,
    Pod,
    Service,
    ServiceType,
    SessionAffinity,
    TrafficPolicy,
    takes_external_policy,
)
from sandbox.scenario import (
    Client,
    ClientAddressHeader,
    Delivery,
    Flow,
    LoadBalancer,
    LoadBalancerMode,
    Network,
    Note,
    NoteShape,
    Scenario,
    edits,
)
from ui.language import mark, tr
from ui.panels.inspector.cluster_tables import FLOW, KUBE_PROXY, NETWORK
from ui.panels.inspector.facts import (
    endpoint_lines,
    has_printed_state,
    printed_lines,
    selecting_services,
    vip_lines,
)
from ui.panels.inspector.fields import AnyField, Choice, Facts, Lens, Members, OnOff, Options, Ports, Text
from ui.panels.inspector.shared import NAME, replacing
from ui.panels.inspector.texts import (
    container_ports_text,
    joined,
    labels_text,
    parse_addresses,
    parse_container_ports,
    parse_labels,
    parse_networks,
    parse_seconds,
    parse_whole,
)

LINE_BREAK = " ⏎ "
"""What stands in a line of text for the end of a line."""


LABELS = Text(
    name="labels",
    read=lambda value, _: labels_text(value.metadata.labels),
    parse=parse_labels,
    edit=edits.set_labels,
    hint="app=web, tier=front",
)


def _addresses(name: str) -> Text:
    return Text(
        name=name,
        read=lambda value, _: joined(value.addresses),
        parse=parse_addresses,
        edit=replacing("addresses"),
    )


TRAFFIC_DISTRIBUTIONS = ("", "PreferClose", "PreferSameZone", "PreferSameNode")
PHASES = ("Pending", "Running", "Succeeded", "Failed", "Unknown")


def _set_timeout(scenario: Scenario, key: ObjectKey, seconds: int) -> Scenario:
    service = scenario.by_key[key]
    assert isinstance(service, Service)
    return edits.set_session_affinity(scenario, key, service.session_affinity, seconds)


def _offered_services(balancer: LoadBalancer, scenario: Scenario) -> tuple[str, ...]:
    fitting = (each.key.path for each in scenario.services if each.type is ServiceType.LOAD_BALANCER)
    return tuple(dict.fromkeys((*balancer.services, *fitting)))


def _edit_check(field: str) -> Callable[[Scenario, ObjectKey, Any], Scenario]:
    def edit(scenario: Scenario, key: ObjectKey, new: Any) -> Scenario:
        balancer = scenario.by_key[key]
        assert isinstance(balancer, LoadBalancer)
        return edits.set_lb_health_check(scenario, key, replace(balancer.health_check, **{field: new}))

    return edit


def _refused_delivery(balancer: LoadBalancer, option: Enum) -> str:
    if option is Delivery.VIP and balancer.mode is LoadBalancerMode.PROXY:
        return tr("A proxy opens its own connection, so it cannot keep the VIP as destination")
    return ""


SERVICE_TYPES = (ServiceType.CLUSTER_IP, ServiceType.NODE_PORT, ServiceType.LOAD_BALANCER)

SERVICE: tuple[AnyField, ...] = (
    NAME,
    Options(
        name="type",
        read=lambda service, _: service.type,
        offered=SERVICE_TYPES,
        edit=edits.set_service_type,
    ),
    Options(
        name="externalTrafficPolicy",
        shown=lambda service, _: takes_external_policy(service),
        read=lambda service, _: service.external_traffic_policy,
        offered=tuple(TrafficPolicy),
        edit=edits.set_external_traffic_policy,
    ),
    Options(
        name="internalTrafficPolicy",
        shown=lambda service, _: service.type is not ServiceType.EXTERNAL_NAME,
        read=lambda service, _: service.internal_traffic_policy,
        offered=tuple(TrafficPolicy),
        edit=edits.set_internal_traffic_policy,
    ),
    Lens(name=mark("port lens"), shown=lambda service, _: bool(service.ports)),
    Ports(name="ports"),
    Text(
        name="selector",
        read=lambda service, _: labels_text(service.selector),
        parse=parse_labels,
        edit=edits.set_selector,
        hint="app=web",
    ),
    Options(
        name="sessionAffinity",
        read=lambda service, _: service.session_affinity,
        offered=tuple(SessionAffinity),
        edit=edits.set_session_affinity,
    ),
    Text(
        name="timeoutSeconds",
        shown=lambda service, _: service.session_affinity is SessionAffinity.CLIENT_IP,
        read=lambda service, _: str(service.affinity_timeout),
        parse=parse_whole,
        edit=_set_timeout,
    ),
    Facts(name="clusterIP", read=lambda service, _: [*map(str, service.cluster_ips)] or ["None"]),
    Text(
        name="externalIPs",
        shown=lambda service, _: service.type is not ServiceType.EXTERNAL_NAME,
        read=lambda service, _: joined(service.external_ips),
        parse=parse_addresses,
        edit=replacing("external_ips"),
        hint=mark("none"),
    ),
    Text(
        name="loadBalancerSourceRanges",
        shown=lambda service, _: service.type is ServiceType.LOAD_BALANCER,
        read=lambda service, _: joined(service.source_ranges),
        parse=parse_networks,
        edit=replacing("source_ranges"),
        hint=mark("everybody"),
    ),
    OnOff(
        name="allocateLoadBalancerNodePorts",
        words="allocateLoadBalancerNodePorts",
        shown=lambda service, _: service.type is ServiceType.LOAD_BALANCER,
        read=lambda service, _: service.allocate_node_ports,
        edit=replacing("allocate_node_ports"),
    ),
    OnOff(
        name="publishNotReadyAddresses",
        words="publishNotReadyAddresses",
        read=lambda service, _: service.publish_not_ready_addresses,
        edit=replacing("publish_not_ready_addresses"),
    ),
    Choice(
        name="trafficDistribution",
        read=lambda service, _: service.traffic_distribution,
        offered=lambda service, _: [(each or tr("none"), each) for each in TRAFFIC_DISTRIBUTIONS],
        edit=replacing("traffic_distribution"),
    ),
    Facts(
        name="loadBalancer ingress",
        shown=lambda service, _: service.type is ServiceType.LOAD_BALANCER,
        read=vip_lines,
    ),
    Facts(
        name="healthCheckNodePort",
        shown=lambda service, _: bool(service.health_check_node_port),
        read=lambda service, _: [str(service.health_check_node_port)],
    ),
    Facts(name="endpoints", read=endpoint_lines),
)

NODE: tuple[AnyField, ...] = (
    NAME,
    OnOff(name="Ready", words="Ready", read=lambda node, _: node.ready, edit=edits.set_node_ready),
    OnOff(
        name="unschedulable",
        words=mark("unschedulable: load balancers leave it out"),
        read=lambda node, _: node.unschedulable,
        edit=edits.set_node_unschedulable,
    ),
    OnOff(
        name="deletionTimestamp",
        words=mark("being deleted: its /healthz answers 503"),
        read=lambda node, _: bool(node.metadata.deletion_timestamp),
        edit=edits.set_node_deleted,
    ),
    OnOff(
        name=mark("taint"),
        words=mark("ToBeDeletedByClusterAutoscaler: its /healthz answers 503"),
        read=lambda node, _: bool(node.taints),
        edit=edits.set_node_to_be_deleted,
    ),
    _addresses("InternalIP"),
    Text(
        name="podCIDR",
        read=lambda node, _: joined(node.pod_cidrs),
        parse=parse_networks,
        edit=replacing("pod_cidrs"),
    ),
    LABELS,
    Facts(name=mark("printed by the real node"), shown=has_printed_state, read=printed_lines),
)

POD: tuple[AnyField, ...] = (
    NAME,
    LABELS,
    OnOff(name="Ready", words="Ready", read=lambda pod, _: pod.ready, edit=edits.set_pod_ready),
    OnOff(
        name="Terminating",
        words=mark("Terminating: being deleted, still serving"),
        read=lambda pod, _: pod.terminating,
        edit=edits.set_pod_terminating,
    ),
    Text(
        name="nodeName",
        read=lambda pod, _: pod.node_name,
        parse=str.strip,
        edit=edits.move_pod_to_node,
    ),
    _addresses("podIP"),
    Text(
        name="containerPorts",
        read=lambda pod, _: container_ports_text(pod.ports),
        parse=parse_container_ports,
        edit=replacing("ports"),
        hint="8080, 53/UDP dns",
    ),
    Choice(
        name="phase",
        read=lambda pod, _: pod.phase,
        offered=lambda pod, _: [(each, each) for each in PHASES],
        edit=replacing("phase"),
    ),
    OnOff(
        name="hostNetwork",
        words=mark("hostNetwork: shares its node’s network"),
        read=lambda pod, _: pod.host_network,
        edit=replacing("host_network"),
    ),
    Facts(name=mark("selected by"), read=selecting_services),
)

CLIENT: tuple[AnyField, ...] = (NAME, _addresses("addresses"))

LOAD_BALANCER: tuple[AnyField, ...] = (
    NAME,
    Options(
        name="mode",
        read=lambda balancer, _: balancer.mode,
        offered=tuple(LoadBalancerMode),
        edit=edits.set_lb_mode,
    ),
    Options(
        name="delivery",
        read=lambda balancer, _: balancer.delivery,
        offered=tuple(Delivery),
        edit=edits.set_lb_delivery,
        refused=_refused_delivery,
    ),
    Options(
        name="clientAddress",
        shown=lambda balancer, _: balancer.mode is LoadBalancerMode.PROXY,
        read=lambda balancer, _: balancer.client_address,
        offered=tuple(ClientAddressHeader),
        edit=edits.set_lb_client_address,
    ),
    Members(
        name="services",
        read=lambda balancer, _: balancer.services,
        offered=_offered_services,
        edit=edits.set_lb_services,
    ),
    _addresses("addresses"),
    Text(
        name="healthCheck.intervalSeconds",
        read=lambda balancer, _: f"{balancer.health_check.interval_seconds:g}",
        parse=parse_seconds,
        edit=_edit_check("interval_seconds"),
    ),
    Text(
        name="healthCheck.unhealthyThreshold",
        read=lambda balancer, _: str(balancer.health_check.unhealthy_threshold),
        parse=parse_whole,
        edit=_edit_check("unhealthy_threshold"),
    ),
    Text(
        name="healthCheck.healthyThreshold",
        read=lambda balancer, _: str(balancer.health_check.healthy_threshold),
        parse=parse_whole,
        edit=_edit_check("healthy_threshold"),
    ),
)

NOTE: tuple[AnyField, ...] = (
    NAME,
    Text(
        name="text",
        read=lambda note, _: note.text.replace("\n", LINE_BREAK),
        parse=lambda words: words.replace(LINE_BREAK, "\n"),
        edit=edits.set_note_text,
        label=lambda _: tr("Write on the note"),
        hint=mark("⏎ begins a new line"),
    ),
    Options(
        name="shape",
        read=lambda note, _: note.shape,
        offered=tuple(NoteShape),
        edit=edits.set_note_shape,
    ),
)

TABLES: dict[type[Any], tuple[AnyField, ...]] = {
    Service: SERVICE,
    Node: NODE,
    Pod: POD,
    Client: CLIENT,
    LoadBalancer: LOAD_BALANCER,
    KubeProxyConfiguration: KUBE_PROXY,
    Network: NETWORK,
    Flow: FLOW,
    Note: NOTE,
}
