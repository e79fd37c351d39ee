"""Fixes: for what can be put right without a question, the edit that does it and its name."""

from collections.abc import Callable
from functools import partial
from typing import Any, TypeAlias

import msgspec
from msgspec.structs import replace

from sandbox.kube import (
    KubeProxyConfiguration,
    ObjectKey,
    ProxyMode,
    ServiceType,
    TrafficPolicy,
)
from sandbox.net import IPNetwork, family_of
from sandbox.scenario import (
    ClientAddressHeader,
    Delivery,
    Flow,
    LoadBalancer,
    LoadBalancerMode,
    Scenario,
    ServiceTarget,
    Via,
    edits,
)
from sandbox.scenario.check import MODELLED_MODES, Problem
from sandbox.scenario.check.problem import Census
from ui.language import tr

Edit: TypeAlias = Callable[[Scenario], Scenario]


class Fix(msgspec.Struct, frozen=True):
    """An edit that makes a problem go away; `label` names the undo step."""

    label: str
    edit: Edit


Offer: TypeAlias = Callable[[Any, Census], Fix | None]


def fix_of(problem: Problem, census: Census) -> Fix | None:
    """The fix of a problem; None if it takes somebody who knows what is wanted."""
    value = census.scenario.by_key.get(problem.key)
    offer = OFFERS.get((problem.key.kind, problem.field))
    return None if value is None or offer is None else offer(value, census)


def _replace(label: str, value: Any, **fields: object) -> Fix:
    key: ObjectKey = value.key
    return Fix(label, lambda scenario: edits.replace_object(scenario, key, replace(value, **fields)))


def _remove(value: Any, census: Census) -> Fix:
    key: ObjectKey = value.key
    return Fix(tr("Remove {key}", key=key), partial(edits.remove, keys=[key]))


def _contain_pods(value: KubeProxyConfiguration, census: Census) -> Fix | None:
    held = [cidr for node in census.scenario.nodes for cidr in node.pod_cidrs]
    kept = [wide for wide in value.cluster_cidrs if any(wide.overlaps(each) for each in held)]
    ranges = (*kept, *held)
    families = dict.fromkeys(map(family_of, ranges))
    wide = tuple(_spanning([each for each in ranges if family_of(each) is family]) for family in families)
    if not wide:
        return None
    return _replace(
        tr("Set clusterCIDR to {ranges}", ranges=", ".join(map(str, wide))), value, cluster_cidrs=wide
    )


def _spanning(ranges: list[IPNetwork]) -> IPNetwork:
    """The smallest range that contains them all."""
    wide = ranges[0]
    lowest = min(int(each.network_address) for each in ranges)
    highest = max(int(each.broadcast_address) for each in ranges)
    while not int(wide.network_address) <= lowest <= highest <= int(wide.broadcast_address):
        wide = wide.supernet()
    return wide


def _modelled_mode(value: KubeProxyConfiguration, census: Census) -> Fix | None:
    if value.mode in MODELLED_MODES:
        return None
    return _replace(tr("Set kube-proxy mode to iptables"), value, mode=ProxyMode.IPTABLES)


def _to_first_node(value: Any, census: Census) -> Fix | None:
    if not census.scenario.nodes:
        return None
    node = census.scenario.nodes[0].metadata.name
    if not isinstance(value, Flow):
        move = partial(edits.move_pod_to_node, key=value.key, node=node)
        return Fix(tr("Move {name} to {node}", name=value.metadata.name, node=node), move)
    assert isinstance(value.target, ServiceTarget), "only a node port has a node"
    target = replace(value.target, node=node)
    return _replace(tr("Send {name} to {node}", name=value.metadata.name, node=node), value, target=target)


def _to_cluster_ip(flow: Flow, census: Census) -> Fix | None:
    assert isinstance(flow.target, ServiceTarget), "only a Service has ways to it"
    service = census.scenario.by_key.get(ObjectKey.of("Service", flow.target.service))
    if not getattr(service, "cluster_ips", ()):
        return None
    target = replace(flow.target, via=Via.CLUSTER_IP, node="")
    return _replace(tr("Send {name} to the clusterIP", name=flow.metadata.name), flow, target=target)


def _to_first_port(flow: Flow, census: Census) -> Fix | None:
    if not isinstance(flow.target, ServiceTarget) or not flow.target.port:
        return None
    return _replace(
        tr("Send {name} to the first port", name=flow.metadata.name),
        flow,
        target=replace(flow.target, port=0),
    )


def _served(balancer: LoadBalancer, census: Census) -> Fix:
    """Serve only what is there; where all is there, make it of the type that is served."""
    services = {each.key.path: each for each in census.scenario.services}
    there = tuple(path for path in balancer.services if path in services)
    if there != balancer.services:
        label = tr("Take what is not there off {name}", name=balancer.metadata.name)
        return Fix(label, partial(edits.set_lb_services, key=balancer.key, services=there))
    wrong = next(services[path] for path in there if services[path].type is not ServiceType.LOAD_BALANCER)
    kind = ServiceType.LOAD_BALANCER
    label = tr("Set type of {name} to {kind}", name=wrong.metadata.name, kind=kind.value)
    return Fix(label, partial(edits.set_service_type, key=wrong.key, kind=kind))


def _delivery(balancer: LoadBalancer, census: Census) -> Fix:
    proxy = balancer.mode is LoadBalancerMode.PROXY
    wanted = Delivery.NODE_PORT if proxy and balancer.delivery is Delivery.VIP else Delivery.POD_IP
    edit = partial(edits.set_lb_delivery, key=balancer.key, delivery=wanted)
    return Fix(tr("Set delivery to {way}", way=wanted.value), edit)


def _no_header(balancer: LoadBalancer, census: Census) -> Fix:
    edit = partial(edits.set_lb_client_address, key=balancer.key, header=ClientAddressHeader.NONE)
    return Fix(tr("Set clientAddress to None"), edit)


def _balancer(service: Any, census: Census) -> Fix:
    return Fix(tr("Add a load balancer"), edits.add_load_balancer)


def _cluster_ip(service: Any, census: Census) -> Fix | None:
    """Only a Service of type ClusterIP can stay headless: becoming one again allocates the address."""
    if service.cluster_ips:
        return None
    key, kind = service.key, service.type

    def edit(scenario: Scenario) -> Scenario:
        if kind is ServiceType.CLUSTER_IP:
            scenario = edits.set_service_type(scenario, key, ServiceType.NODE_PORT)
        return edits.set_service_type(scenario, key, kind)

    return Fix(tr("Give {name} a clusterIP", name=key.name), edit)


def _node_port(service: Any, census: Census) -> Fix:
    """Setting a Service's ports allocates what they lack; one that another Service has is let go."""
    others = (each for each in census.scenario.services if each.key != service.key)
    taken = {port.node_port for each in others for port in each.ports}
    ports = tuple(replace(each, node_port=0) if each.node_port in taken else each for each in service.ports)
    edit = partial(edits.set_ports, key=service.key, ports=ports)
    return Fix(tr("Give {name} a free node port", name=service.metadata.name), edit)


def _health_check_port(service: Any, census: Census) -> Fix:
    """Choosing Local allocates the port."""
    key: ObjectKey = service.key

    def edit(scenario: Scenario) -> Scenario:
        scenario = edits.set_external_traffic_policy(scenario, key, TrafficPolicy.CLUSTER)
        return edits.set_external_traffic_policy(scenario, key, TrafficPolicy.LOCAL)

    return Fix(tr("Give {name} a healthCheckNodePort", name=key.name), edit)


def _make_ready(service: Any, census: Census) -> Fix | None:
    index = census.endpoints
    pod = next((each for each in index.pods_selected_by(service) if not each.ready), None)
    if pod is None or pod.terminating or index.slices_of(service):
        return None
    key: ObjectKey = pod.key
    return Fix(tr("Make {name} ready", name=key.name), partial(edits.set_pod_ready, key=key, ready=True))


def _routes_to_nodes(network: Any, census: Census) -> Fix:
    names = {each.metadata.name for each in census.scenario.nodes}
    kept = tuple(each for each in network.routes if each.node in names)
    return _replace(tr("Remove routes to nodes that are not there"), network, routes=kept)


OFFERS: dict[tuple[str, str], Offer] = {
    ("KubeProxyConfiguration", "clusterCIDR"): _contain_pods,
    ("KubeProxyConfiguration", "mode"): _modelled_mode,
    ("KubeProxyConfiguration", "hostnameOverride"): _remove,
    ("Pod", "spec.nodeName"): _to_first_node,
    ("Flow", "spec.from"): _remove,
    ("Flow", "spec.to.service"): _remove,
    ("Flow", "spec.to.node"): _to_first_node,
    ("Flow", "spec.to.via"): _to_cluster_ip,
    ("Flow", "spec.to.port"): _to_first_port,
    ("Flow", "spec.requests"): lambda flow, _: _replace(tr("Set requests to 1"), flow, requests=1),
    ("Flow", "spec.at"): lambda flow, _: _replace(tr("Set at to 0"), flow, at=0.0),
    ("LoadBalancer", "spec.services"): _served,
    ("LoadBalancer", "spec.delivery"): _delivery,
    ("LoadBalancer", "spec.clientAddress"): _no_header,
    ("Service", "spec.clusterIP"): _cluster_ip,
    ("Service", "spec.externalTrafficPolicy"): lambda service, _: _replace(
        tr("Set externalTrafficPolicy to Cluster"), service, external_traffic_policy=TrafficPolicy.CLUSTER
    ),
    ("Service", "spec.ports.nodePort"): _node_port,
    ("Service", "spec.healthCheckNodePort"): _health_check_port,
    ("Service", "status.loadBalancer"): _balancer,
    ("Service", "spec.ports"): _make_ready,
    ("EndpointSlice", "metadata.labels"): _remove,
    ("Host", "metadata.name"): _remove,
    ("Network", "spec.routes"): _routes_to_nodes,
}
"""What is offered for a problem, by the kind of its object and its field."""
