"""Checks of nodes, pods, slices, kube-proxy's configuration and the network."""

import re
from collections.abc import Iterator

from sandbox.kube import (
    DetectLocalMode,
    EndpointSlice,
    KubeProxyConfiguration,
    Node,
    ObjectKey,
    Pod,
    ProxyMode,
    is_terminal,
)
from sandbox.net import family_of, is_within, of_family
from sandbox.scenario.check.problem import Census, Problem, Severity, first_of
from sandbox.scenario.objects import NO_STATE, Cni, HostDocument, Network, Overlay
from sandbox.telling import told

MODELLED_MODES = (ProxyMode.IPTABLES, ProxyMode.NFTABLES)
"""The kube-proxy modes that this version walks packets through."""


def check_node(census: Census, node: Node) -> Iterator[Problem]:
    """Addresses and pod ranges."""
    if not node.addresses:
        yield _problem(
            node.key, "status.addresses", told("{key} has no InternalIP; give it one", key=node.key)
        )
    if not node.eligible and census.balanced:
        message = told(
            "{key} is to go, which load balancers find out by its health check alone, with "
            "externalTrafficPolicy Local once it has no endpoint; a cloud may be quicker",
            key=node.key,
        )
        field = "metadata.deletionTimestamp" if node.metadata.deletion_timestamp else "spec.taints"
        yield _problem(node.key, field, message, Severity.NOTE)
    for mine, theirs, other in census.overlapping_ranges.get(node.key, ()):
        message = told(
            "podCIDR {mine} of {key} overlaps {theirs} of {other}; choose a range of its own",
            mine=mine,
            key=node.key,
            theirs=theirs,
            other=other,
        )
        yield _problem(node.key, "spec.podCIDR", message)


def check_unbridged(census: Census) -> Iterator[Problem]:
    """Nodes with pods and no range for a bridge, where the network wants one."""
    if census.scenario.network.cni is not Cni.BRIDGE:
        return
    used = {pod.node_name for pod in census.scenario.pods if pod.addresses and not pod.host_network}
    bare = [node.key for node in census.scenario.nodes if node.metadata.name in used and not node.pod_cidrs]
    if bare:
        message = told(
            "no podCIDR is given for {nodes}, so there is no bridge: each pod has a route of its own, as "
            "with a Network of cni PointToPoint; give one, or choose that",
            nodes=first_of(bare),
        )
        yield _problem(bare[0], "spec.podCIDR", message, Severity.NOTE)


def check_pod(census: Census, pod: Pod) -> Iterator[Problem]:
    """The node that it is on and the address that it has there."""
    name, path = pod.node_name, f"pod {pod.key.path}"
    if not name:
        message = told(
            "{path} is on no node, so it does not run; name one of the scenario's nodes", path=path
        )
        yield _problem(pod.key, "spec.nodeName", message, Severity.WARNING)
        return
    node = census.nodes.get(name)
    if node is None:
        yield _problem(
            pod.key,
            "spec.nodeName",
            told("{path} is on node {name}, which is not there; add that node", path=path, name=name),
        )
        return
    if is_terminal(pod):
        return
    if not pod.addresses and pod.is_running:
        message = told(
            "{path} is Running without an address; give it one of node {name}'s podCIDR", path=path, name=name
        )
        yield _problem(pod.key, "status.podIP", message, Severity.WARNING)
    yield from _check_pod_addresses(census, pod, node)


def _check_pod_addresses(census: Census, pod: Pod, node: Node) -> Iterator[Problem]:
    """A pod's addresses are of its node's ranges or routed, or its node's own if it shares the network."""
    name, ranges = node.metadata.name, ", ".join(map(str, node.pod_cidrs))
    for address in pod.addresses:
        if pod.host_network and address not in node.addresses:
            message = told(
                "pod {path} shares node {name}'s network but {address} is not that node's; use the node's",
                path=pod.key.path,
                name=name,
                address=address,
            )
            yield _problem(
                pod.key,
                "status.podIP",
                message,
                Severity.WARNING,
            )
        outside = node.pod_cidrs and not any(address in each for each in node.pod_cidrs)
        if outside and not pod.host_network and not census.scenario.network.routes_each_pod:
            message = told(
                "address {address} of pod {path} is outside node {name}'s podCIDR {ranges}; use one "
                "inside it, or a Network with cni PointToPoint",
                address=address,
                path=pod.key.path,
                name=name,
                ranges=ranges,
            )
            yield _problem(
                pod.key,
                "status.podIP",
                message,
                Severity.WARNING,
            )


def check_slice(census: Census, value: EndpointSlice) -> Iterator[Problem]:
    """The Service that it is for and the pods that it names."""
    path = f"{value.metadata.namespace}/{value.service}"
    if path not in census.services:
        message = told(
            "EndpointSlice {path} is for Service {service}, which is not there; nothing uses it until "
            "that is added",
            path=value.key.path,
            service=path,
        )
        yield _problem(
            value.key,
            "metadata.labels",
            message,
            Severity.NOTE,
        )
    for endpoint in value.endpoints:
        pod = census.scenario.by_key.get(ObjectKey.of("Pod", endpoint.target))
        if endpoint.target and not isinstance(pod, Pod):
            message = told(
                "{key} names pod {target}, which is not there; add that pod",
                key=value.key,
                target=endpoint.target,
            )
            yield _problem(value.key, "endpoints", message, Severity.WARNING)
        elif isinstance(pod, Pod) and endpoint.address not in pod.addresses:
            message = told(
                "{key} gives pod {target} the address {address}, which it has not; use the pod's",
                key=value.key,
                target=endpoint.target,
                address=endpoint.address,
            )
            yield _problem(
                value.key,
                "endpoints",
                message,
                Severity.WARNING,
            )


def check_proxy_configuration(census: Census, value: KubeProxyConfiguration) -> Iterator[Problem]:
    """The mode, the node that it is for, and whether it can tell pods from others."""
    if value.mode not in MODELLED_MODES:
        modes = " or ".join(mode.value for mode in MODELLED_MODES)
        message = told(
            "mode {mode} is not modelled in this version; use mode {modes} to walk packets",
            mode=value.mode.value,
            modes=modes,
        )
        yield _problem(value.key, "mode", message, Severity.WARNING)
    if value.hostname_override and value.hostname_override not in census.nodes:
        message = told(
            "hostnameOverride {hostname_override} is no node of the scenario; name one that is",
            hostname_override=value.hostname_override,
        )
        yield _problem(value.key, "hostnameOverride", message, Severity.WARNING)
    if value.detect_local_mode is DetectLocalMode.CLUSTER_CIDR:
        yield from _check_cluster_cidr(census, value)


def _check_cluster_cidr(census: Census, value: KubeProxyConfiguration) -> Iterator[Problem]:
    if not value.cluster_cidrs:
        message = told(
            "clusterCIDR is empty, so kube-proxy cannot tell pods from others; set it to the pods' range"
        )
        yield _problem(value.key, "clusterCIDR", message, Severity.NOTE)
        return
    for node in census.scenario.nodes:
        for cidr in node.pod_cidrs:
            same = of_family(value.cluster_cidrs, family_of(cidr))
            if same and not any(is_within(cidr, each) for each in same):
                message = told(
                    "podCIDR {cidr} of {key} is outside clusterCIDR, so what its pods send to cluster "
                    "addresses is masqueraded; widen clusterCIDR",
                    cidr=cidr,
                    key=node.key,
                )
                yield _problem(value.key, "clusterCIDR", message, Severity.WARNING)


def check_network(census: Census, value: Network) -> Iterator[Problem]:
    """The nodes that its routes lead to."""
    for route in value.routes:
        if route.node not in census.nodes:
            message = told(
                "the route to {destination} leads to node {node}, which is not there; add it",
                destination=route.destination,
                node=route.node,
            )
            yield _problem(value.key, "spec.routes", message)


def check_host(census: Census, value: HostDocument) -> Iterator[Problem]:
    """The node that it describes, and whether its rules can be read."""
    if value.metadata.name not in census.nodes:
        message = told(
            "Host {name} has the name of no node; name it after the node that it describes",
            name=value.metadata.name,
        )
        yield _problem(value.key, "metadata.name", message, Severity.WARNING)
    if value.iptables or value.nftables:
        # Rules are seldom there, and reading them takes a good part of the engine.
        from sandbox.scenario.compile.other_rules import mistakes

        for field, mistake in mistakes(value):
            yield _problem(value.key, field, mistake)
    yield from _check_tunnel_rules(census, value)
    if value.ipsets:
        yield from _check_sets(value)
    if value.state != NO_STATE:
        from sandbox.scenario.check.attached import check_state

        yield from check_state(value, census.nodes.get(value.metadata.name))


TUNNEL_MATCHES = {
    Overlay.VXLAN: re.compile(r"(?:--)?dports? (?:4789|8472)\b"),
    Overlay.IPIP: re.compile(r"(?:-p|--protocol|protocol|l4proto) (?:4|ipencap|ipip)\b"),
}
"""How rules in both syntaxes match the packets that carry a tunnel."""


def _check_tunnel_rules(census: Census, value: HostDocument) -> Iterator[Problem]:
    """Rules about what carries the tunnels between nodes, which no rule sees here."""
    pattern = TUNNEL_MATCHES.get(census.scenario.network.overlay)
    for field, text in (("spec.iptables", value.iptables), ("spec.nftables", value.nftables)):
        found = pattern.search(text) if pattern is not None else None
        if found is not None:
            message = told(
                "{key} has rules about “{text}”, but no rule sees the outer packets of a tunnel here; match "
                "those inside",
                key=value.key,
                text=found.group(),
            )
            yield _problem(value.key, field, message, Severity.NOTE)


def _check_sets(value: HostDocument) -> Iterator[Problem]:
    from sandbox.scenario.compile.errors import FlowError
    from sandbox.scenario.compile.ip_sets import ip_sets

    try:
        ip_sets(value)
    except FlowError as error:
        yield _problem(value.key, "spec.ipsets", str(error))


def _problem(key: ObjectKey, field: str, message: str, severity: Severity = Severity.ERROR) -> Problem:
    return Problem(key, field, message, severity)
