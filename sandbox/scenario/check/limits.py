"""Checks of what a scenario touches that Natwalk does not model: `resources/docs/limits.md` lists it all."""

import re
from collections.abc import Iterable, Iterator

from sandbox.conntrack import KERNEL_SETTINGS
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
from sandbox.telling import mark, together, told

MODELLED_SYSCTLS = re.compile(
    r"net\.ipv4\.ip_forward"
    r"|net\.ipv6\.conf\.all\.forwarding"
    r"|net\.bridge\.bridge-nf-call-ip6?tables"
    r"|net\.ipv4\.conf\.[^.]+\.(rp_filter|accept_local|route_localnet)"
    r"|net\.ipv4\.icmp_echo_ignore_all"
    r"|net\.ipv6\.icmp\.echo_ignore_all"
    r"|net\.netfilter\.nf_conntrack_tcp_be_liberal"
)
"""The kernel settings that make a difference, besides those of `KERNEL_SETTINGS`."""
LARGEST_SETTING = 2**31 - 1
"""kernel: kernel/sysctl.c proc_dointvec."""
_LARGEST = {
    r"net\.netfilter\.nf_conntrack_tcp_(loose|be_liberal)": 1,
    r"net\.netfilter\.nf_conntrack_\w+_timeout(_\w+)?": LARGEST_SETTING // 1000,
}
"""Settings that take less: kernel/sysctl.c proc_dointvec_jiffies counts in up to a thousandth of a second."""
_OTHER_TABLES = re.compile(r"^\s*(?:add\s+)?(table)\s+(arp|bridge|netdev)\s+([^\s{]+)", re.MULTILINE)
TRAFFIC_DISTRIBUTIONS = ("", "PreferClose", "PreferSameZone", "PreferSameNode")

_NOT_ENFORCED = mark(
    "is not enforced here: what it forbids gets through; keep that in mind, or send elsewhere"
)
_NOT_ROUTED = mark("routes by names and paths, which is not modelled; send to the Service behind it")
_NOT_ATTACHED = mark(
    "gives pods a further network, which is not modelled; send to an address of status.podIPs"
)
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
    "NetworkAttachmentDefinition": (_NOT_ATTACHED, Severity.NOTE),
}
"""Kinds that are read past although they change what packets do: what to say of them."""


def check_limits(census: Census, value: KubeObject) -> Iterator[Problem]:
    """What of one object is not modelled, or not as it is."""
    match value:
        case HostDocument():
            yield from _check_host(value)
            yield from _check_overwritten(census, value)
        case Service():
            yield from _check_service(census, value)
        case EndpointSlice(address_type="FQDN"):
            message = told("{key} lists host names, which no proxy handles; list addresses", key=value.key)
            yield Problem(value.key, "addressType", message, Severity.NOTE)
        case LoadBalancer():
            yield from _check_load_balancer(census, value)
        case Flow():
            yield from _check_flow(value)
        case Network():
            if value is not census.scenario.network:
                message = told(
                    "{key} is passed over: the first Network of a scenario is its network; keep one",
                    key=value.key,
                )
                yield Problem(value.key, "kind", message, Severity.WARNING)
        case _:
            pass


def check_foreign(census: Census, passed_over: Iterable[ObjectKey]) -> Iterator[Problem]:
    """Objects of other kinds that change what packets do in a cluster, but not here."""
    for key in passed_over:
        if key.kind in FOREIGN:
            sentence, severity = FOREIGN[key.kind]
            yield Problem(key, "kind", together(str(key), told(sentence)), severity)
        elif key.kind == "Endpoints":
            service = census.services.get(f"{key.namespace or 'default'}/{key.name}")
            if service is not None and not service.selector and not census.endpoints.slices_of(service):
                message = told(
                    "{key} is not read; add the EndpointSlice that the cluster made of it", key=key
                )
                yield Problem(key, "kind", message, Severity.WARNING)


def _check_host(value: HostDocument) -> Iterator[Problem]:
    for name, setting in value.sysctls:
        if name in KERNEL_SETTINGS or MODELLED_SYSCTLS.fullmatch(name):
            yield from _check_setting(value, name, setting)
        else:
            message = told(
                "{key} sets {name}, which is not modelled and changes nothing here; leave it out",
                key=value.key,
                name=name,
            )
            yield Problem(value.key, "spec.sysctls", message, Severity.NOTE)
    if value.iptables or value.nftables:
        # Rules are seldom there, and reading them takes a good part of the engine.
        from sandbox.scenario.compile.other_rules import idle_objects, unmodelled

        for field, text, place in unmodelled(value):
            message = told(
                "{key} has “{text}” in {place}, which is not modelled: a packet that gets there stops; "
                "leave it out to see what comes after",
                key=value.key,
                text=text,
                place=place,
            )
            yield Problem(value.key, field, message, Severity.WARNING)
        found = [*idle_objects(value), *map(" ".join, _OTHER_TABLES.findall(value.nftables))]
        for text in found:
            message = told(
                "{key} has {text}, which is not modelled and does nothing here; leave it out",
                key=value.key,
                text=text,
            )
            yield Problem(value.key, "spec.nftables", message, Severity.NOTE)


def _check_overwritten(census: Census, value: HostDocument) -> Iterator[Problem]:
    """Settings that kube-proxy would change if it started now."""
    sysctls = dict(value.sysctls)
    if not any("nf_conntrack_" in name for name in sysctls):
        return
    from sandbox.kubeproxy.conntrack import FIELDS, conntrack_sysctls
    from sandbox.scenario.compile.configuration import proxy_configuration

    config = proxy_configuration(census.scenario, value.metadata.name)
    for name, setting in conntrack_sysctls(config.conntrack, sysctls).items():
        if name in sysctls:
            message = told(
                "{key} sets {name} to {old}, which holds until kube-proxy starts again and makes it {new}; "
                "set {field} of its configuration",
                key=value.key,
                name=name,
                old=sysctls[name],
                new=setting,
                field=FIELDS[name],
            )
            yield Problem(value.key, "spec.sysctls", message, Severity.NOTE)


def _check_setting(value: HostDocument, name: str, setting: str) -> Iterator[Problem]:
    largest = next((most for each, most in _LARGEST.items() if re.fullmatch(each, name)), LARGEST_SETTING)
    if not re.fullmatch(r"\d{1,100}", setting, re.ASCII) or int(setting) > largest:
        message = told(
            "{key} sets {name} to “{setting}”, which is no number; write one from 0 to {largest}",
            key=value.key,
            name=name,
            setting=setting,
            largest=largest,
        )
        yield Problem(value.key, "spec.sysctls", message, Severity.ERROR)


def _check_service(census: Census, service: Service) -> Iterator[Problem]:
    if service.traffic_distribution not in TRAFFIC_DISTRIBUTIONS:
        names = ", ".join(TRAFFIC_DISTRIBUTIONS[1:])
        message = told(
            "trafficDistribution {traffic_distribution} of {key} is not known and prefers nothing; "
            "use one of {names}",
            traffic_distribution=service.traffic_distribution,
            key=service.key,
            names=names,
        )
        yield Problem(service.key, "spec.trafficDistribution", message, Severity.WARNING)
    yield from _check_in_front(census, service)


def _check_in_front(census: Census, service: Service) -> Iterator[Problem]:
    """What load balancers do not do for a Service."""
    for balancer in census.scenario.load_balancers:
        if service.key.path not in balancer.services:
            continue
        if service.session_affinity is not SessionAffinity.NONE:
            message = told(
                "{key} picks anew for each connection, so sessionAffinity of {service} holds among those "
                "that meet the same node alone; leave it one node to see it hold",
                key=balancer.key,
                service=service.key,
            )
            yield Problem(service.key, "spec.sessionAffinity", message, Severity.NOTE)
        if service.source_ranges and balancer.delivery is not Delivery.VIP:
            message = told(
                "{key} does not filter by itself and hides the address that loadBalancerSourceRanges of "
                "{of_key} are checked at; use delivery VIP",
                key=balancer.key,
                of_key=service.key,
            )
            yield Problem(service.key, "spec.loadBalancerSourceRanges", message, Severity.WARNING)


def _check_load_balancer(census: Census, balancer: LoadBalancer) -> Iterator[Problem]:
    if balancer.mode is not LoadBalancerMode.PROXY:
        return
    for path in balancer.services:
        service = census.services.get(path)
        others = [each for each in service.ports if each.protocol is not Protocol.TCP] if service else []
        if others:
            message = told(
                "{key} is a Proxy and {path} has a {protocol} port, of which it passes on one request "
                "and its answer; use mode PacketForwarder",
                key=balancer.key,
                path=path,
                protocol=others[0].protocol.value,
            )
            yield Problem(balancer.key, "spec.mode", message, Severity.NOTE)


def _check_flow(flow: Flow) -> Iterator[Problem]:
    if flow.protocol is Protocol.SCTP:
        message = told(
            "{key} is walked along one path of its association: further addresses of its ends and their "
            "heartbeats are not modelled; send to each address by a flow of its own",
            key=flow.key,
        )
        yield Problem(
            flow.key,
            "spec.protocol",
            message,
            Severity.NOTE,
        )
