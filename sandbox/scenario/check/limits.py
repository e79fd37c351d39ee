"""Checks of what a scenario touches that Natwalk does not model: `resources/docs/limits.md` lists it all."""

import re
from collections.abc import Iterable, Iterator

from sandbox.kube import EndpointSlice, ObjectKey, Service, SessionAffinity
from sandbox.net import Protocol
from sandbox.scenario.check.problem import Census, Problem, Severity
from sandbox.scenario.model import KubeObject
from sandbox.scenario.objects import (
    Delivery,
    Flow,
    HostDocument,
    LoadBalancer,
    LoadBalancerMode,
    Network,
)

MODELLED_SYSCTLS = re.compile(
    r"net\.ipv4\.ip_forward"
    r"|net\.ipv6\.conf\.all\.forwarding"
    r"|net\.bridge\.bridge-nf-call-ip6?tables"
    r"|net\.ipv4\.conf\.[^.]+\.(rp_filter|accept_local|route_localnet)"
    r"|net\.netfilter\.nf_conntrack_tcp_be_liberal"
)
"""The kernel settings that make a difference."""
_OTHER_TABLES = re.compile(r"^\s*(?:add\s+)?(table)\s+(arp|bridge|netdev)\s+([^\s{]+)", re.MULTILINE)
TRAFFIC_DISTRIBUTIONS = ("", "PreferClose", "PreferSameZone", "PreferSameNode")

_NOT_ENFORCED = "is not enforced here: what it forbids gets through; keep that in mind, or send elsewhere"
_NOT_ROUTED = "routes by names and paths, which is not modelled; send to the Service behind it"
FOREIGN = {
    **dict.fromkeys(
        (
            "NetworkPolicy",
            "AdminNetworkPolicy",
            "BaselineAdminNetworkPolicy",
            "ClusterNetworkPolicy",
            "GlobalNetworkPolicy",
            "CiliumNetworkPolicy",
            "CiliumClusterwideNetworkPolicy",
        ),
        (_NOT_ENFORCED, Severity.WARNING),
    ),
    **dict.fromkeys(
        (
            "Ingress",
            "Gateway",
            "HTTPRoute",
            "GRPCRoute",
            "TLSRoute",
            "TCPRoute",
            "UDPRoute",
            "VirtualService",
        ),
        (_NOT_ROUTED, Severity.NOTE),
    ),
}
"""Kinds that are read past although they change what packets do: what to say of them."""


def check_limits(census: Census, value: KubeObject) -> Iterator[Problem]:
    """What of one object is not modelled, or not as it is."""
    match value:
        case HostDocument():
            yield from _check_host(value)
        case Service():
            yield from _check_service(census, value)
        case EndpointSlice(address_type="FQDN"):
            message = f"{value.key} lists host names, which no proxy handles; list addresses"
            yield Problem(value.key, "addressType", message, Severity.NOTE)
        case LoadBalancer():
            yield from _check_load_balancer(census, value)
        case Flow():
            yield from _check_flow(value)
        case Network():
            if value is not census.scenario.network:
                message = f"{value.key} is passed over: the first Network of a scenario is its network"
                yield Problem(value.key, "kind", f"{message}; keep one", Severity.WARNING)
        case _:
            pass


def check_foreign(census: Census, passed_over: Iterable[ObjectKey]) -> Iterator[Problem]:
    """Objects of other kinds that change what packets do in a cluster, but not here."""
    for key in passed_over:
        if key.kind in FOREIGN:
            sentence, severity = FOREIGN[key.kind]
            yield Problem(key, "kind", f"{key} {sentence}", severity)
        elif key.kind == "Endpoints":
            service = census.services.get(key.path)
            if service is not None and not service.selector and not census.endpoints.slices_of(service):
                message = f"{key} is not read; add the EndpointSlice that the cluster made of it"
                yield Problem(key, "kind", message, Severity.WARNING)


def _check_host(value: HostDocument) -> Iterator[Problem]:
    for name, _ in value.sysctls:
        if not MODELLED_SYSCTLS.fullmatch(name):
            message = f"{value.key} sets {name}, which is not modelled and changes nothing here; leave it out"
            yield Problem(value.key, "spec.sysctls", message, Severity.NOTE)
    if value.iptables or value.nftables:
        # Rules are seldom there, and reading them takes a good part of the engine.
        from sandbox.scenario.compile.other_rules import idle_objects, unmodelled

        for field, text, place in unmodelled(value):
            message = f"{value.key} has “{text}” in {place}, which is not modelled: a packet that gets there"
            message += " stops; leave it out to see what comes after"
            yield Problem(value.key, field, message, Severity.WARNING)
        found = [*idle_objects(value), *map(" ".join, _OTHER_TABLES.findall(value.nftables))]
        for text in found:
            message = f"{value.key} has {text}, which is not modelled and does nothing here; leave it out"
            yield Problem(value.key, "spec.nftables", message, Severity.NOTE)


def _check_service(census: Census, service: Service) -> Iterator[Problem]:
    if service.traffic_distribution not in TRAFFIC_DISTRIBUTIONS:
        names = ", ".join(TRAFFIC_DISTRIBUTIONS[1:])
        message = f"trafficDistribution {service.traffic_distribution} of {service.key} is not known and"
        message += f" prefers nothing; use one of {names}"
        yield Problem(service.key, "spec.trafficDistribution", message, Severity.WARNING)
    yield from _check_in_front(census, service)


def _check_in_front(census: Census, service: Service) -> Iterator[Problem]:
    """What load balancers do not do for a Service."""
    for balancer in census.scenario.load_balancers:
        if service.key.path not in balancer.services:
            continue
        if service.session_affinity is not SessionAffinity.NONE:
            message = f"{balancer.key} picks anew for each connection, so sessionAffinity of {service.key}"
            message += " holds among those that meet the same node alone; leave it one node to see it hold"
            yield Problem(service.key, "spec.sessionAffinity", message, Severity.NOTE)
        if service.source_ranges and balancer.delivery is not Delivery.VIP:
            message = f"{balancer.key} does not filter by itself and hides the address that"
            message += f" loadBalancerSourceRanges of {service.key} are checked at; use delivery VIP"
            yield Problem(service.key, "spec.loadBalancerSourceRanges", message, Severity.WARNING)


def _check_load_balancer(census: Census, balancer: LoadBalancer) -> Iterator[Problem]:
    if balancer.mode is not LoadBalancerMode.PROXY:
        return
    for path in balancer.services:
        service = census.services.get(path)
        others = [each for each in service.ports if each.protocol is not Protocol.TCP] if service else []
        if others:
            message = f"{balancer.key} is a Proxy and {path} has a {others[0].protocol.value} port, of which"
            message += " it passes on one request and its answer; use mode PacketForwarder"
            yield Problem(balancer.key, "spec.mode", message, Severity.NOTE)


def _check_flow(flow: Flow) -> Iterator[Problem]:
    if flow.protocol is Protocol.SCTP:
        message = f"{flow.key} is walked as one SCTP packet and its answer: no handshake and no second path"
        yield Problem(flow.key, "spec.protocol", f"{message} is modelled; use TCP for those", Severity.NOTE)
