"""Checks of what Natwalk adds to a cluster: load balancers, clients and flows."""

from collections.abc import Iterator

from sandbox.kube import ObjectKey, Service, ServicePort, ServiceType
from sandbox.net import Protocol
from sandbox.scenario.check.problem import Census, Problem, Severity
from sandbox.scenario.objects import (
    AddressTarget,
    Client,
    ClientAddressHeader,
    Delivery,
    Flow,
    LoadBalancer,
    LoadBalancerMode,
    ServiceTarget,
    Via,
)
from sandbox.telling import together, told

SENDERS = ("Client", "Pod", "Node")
"""The kinds that a flow can start at."""


def check_client(census: Census, client: Client) -> Iterator[Problem]:
    """It needs an address to send from."""
    if not client.addresses:
        message = told("{key} has no address to send from; give it one", key=client.key)
        yield Problem(client.key, "spec.addresses", message, Severity.ERROR)


def check_load_balancer(census: Census, balancer: LoadBalancer) -> Iterator[Problem]:
    """Its Services, and whether mode, delivery and header go together."""
    for path in balancer.services:
        yield from _check_served(census, balancer, path)
    proxy = balancer.mode is LoadBalancerMode.PROXY
    if proxy and balancer.delivery is Delivery.VIP:
        message = told(
            "{key} is a Proxy, which opens connections of its own; use delivery NodePort or PodIP",
            key=balancer.key,
        )
        yield Problem(balancer.key, "spec.delivery", message, Severity.ERROR)
    if proxy and not balancer.addresses:
        message = told("{key} is a Proxy without an address to connect from; give it one", key=balancer.key)
        yield Problem(balancer.key, "spec.addresses", message, Severity.ERROR)
    if not proxy and balancer.client_address is not ClientAddressHeader.NONE:
        message = told(
            "{key} forwards packets and cannot add {client_address}; use mode Proxy",
            key=balancer.key,
            client_address=balancer.client_address.value,
        )
        yield Problem(balancer.key, "spec.clientAddress", message, Severity.WARNING)


def _check_served(census: Census, balancer: LoadBalancer, path: str) -> Iterator[Problem]:
    service = census.services.get(path)
    if service is None:
        message = told(
            "{key} serves Service {path}, which is not there; add it or take it off the list",
            key=balancer.key,
            path=path,
        )
        yield Problem(balancer.key, "spec.services", message, Severity.ERROR)
    elif service.type is not ServiceType.LOAD_BALANCER:
        message = told(
            "{key} serves {path} of type {type}; switch that to LoadBalancer",
            key=balancer.key,
            path=path,
            type=service.type.value,
        )
        yield Problem(balancer.key, "spec.services", message, Severity.ERROR)
    elif balancer.delivery is Delivery.NODE_PORT and not any(each.node_port for each in service.ports):
        message = told(
            "{key} delivers to node ports but {path} has none; use delivery VIP or PodIP",
            key=balancer.key,
            path=path,
        )
        yield Problem(balancer.key, "spec.delivery", message, Severity.ERROR)


def check_flow(census: Census, flow: Flow) -> Iterator[Problem]:
    """Its sender, its target and how often it is sent."""
    if flow.sender.kind not in SENDERS or flow.sender not in census.scenario.by_key:
        yield _flow_error(
            flow,
            "spec.from",
            told("comes from {sender}, which is not there; name one that is", sender=flow.sender),
        )
    if flow.requests < 1:
        yield _flow_error(flow, "spec.requests", told("has no request; give it at least 1"))
    if flow.at is not None and flow.at < 0:
        yield _flow_error(flow, "spec.at", told("starts before the objects take effect; use 0 or later"))
    for each in flow.between:
        if each.node not in census.nodes:
            wrong = told("names the node {node!r}, which is not there; name one that is", node=each.node)
            yield _flow_error(flow, "spec.between", wrong)
    if flow.protocol is Protocol.ICMP and flow.target.port:
        yield _flow_error(flow, "spec.to.port", told("is of ICMP, which has no ports; leave the port out"))
    if isinstance(flow.target, AddressTarget):
        if flow.protocol is not Protocol.ICMP and not 0 < flow.target.port < 65536:
            yield _flow_error(
                flow, "spec.to.port", told("goes to a port that is not between 1 and 65535; choose one")
            )
    else:
        yield from _check_service_target(census, flow, flow.target)


def _check_service_target(census: Census, flow: Flow, target: ServiceTarget) -> Iterator[Problem]:
    service = census.services.get(target.service)
    if service is None:
        yield _flow_error(
            flow,
            "spec.to.service",
            told("goes to Service {service}, which is not there; add it", service=target.service),
        )
        return
    if target.via is Via.NODE_PORT and target.node not in census.nodes:
        wrong = (
            told("goes to node {node!r}, which is not there", node=target.node)
            if target.node
            else told("names no node")
        )
        yield _flow_error(
            flow, "spec.to.node", told("{wrong}; name one of the scenario's nodes", wrong=wrong)
        )
    port = _port(service, target, flow)
    if port is None and flow.protocol is not Protocol.ICMP:
        message = told(
            "asks for a {protocol} port that {service} has not; use one of its ports",
            protocol=flow.protocol.value,
            service=target.service,
        )
        yield _flow_error(flow, "spec.to.port", message)
    elif not _has_way(census, service, port, target.via):
        message = told(
            "goes to {service} via {via}, which it has not; use another way or type",
            service=target.service,
            via=target.via.value,
        )
        yield _flow_error(flow, "spec.to.via", message, Severity.WARNING)


def _port(service: Service, target: ServiceTarget, flow: Flow) -> ServicePort | None:
    fitting = (each for each in service.ports if each.protocol is flow.protocol)
    return next((each for each in fitting if target.port in (0, each.port)), None)


def _has_way(census: Census, service: Service, port: ServicePort | None, via: Via) -> bool:
    """Whether the Service has such an address; without a port, a node's own is one."""
    ways = {
        Via.CLUSTER_IP: bool(service.cluster_ips),
        Via.NODE_PORT: port is None or bool(port.node_port),
        Via.LOAD_BALANCER: bool(service.ingress) or service.key.path in census.balanced,
        Via.EXTERNAL_IP: bool(service.external_ips),
    }
    return ways[via]


def _flow_error(flow: Flow, field: str, message: str, severity: Severity = Severity.ERROR) -> Problem:
    key: ObjectKey = flow.key
    return Problem(key, field, together(str(key), message), severity)
