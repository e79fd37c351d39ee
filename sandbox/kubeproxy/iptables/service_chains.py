"""The chains of one service port: EXT, FW, SVC, SVL and one SEP for each endpoint that the node can reach."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from ipaddress import ip_network

from sandbox.kube import ServiceEndpoint, ServicePortName, SessionAffinity
from sandbox.kubeproxy import names
from sandbox.kubeproxy.iptables import chain_names as chains
from sandbox.kubeproxy.iptables.capture import internal_chain
from sandbox.kubeproxy.iptables.rules import commented, destination, rule, source, to_port
from sandbox.kubeproxy.iptables.settings import Settings
from sandbox.kubeproxy.service_port import NodeServicePort
from sandbox.netfilter.expressions import (
    AddressType,
    Dnat,
    Expression,
    Jump,
    MatchAddressType,
    MatchProtocol,
    ProtocolModule,
    RecentCheck,
    RecentSet,
    Side,
    Statistic,
)
from sandbox.netfilter.lazy import ChainBuilder
from sandbox.netfilter.ruleset import Chain, Rule

FROM_LOCAL = MatchAddressType(Side.SOURCE, AddressType.LOCAL)
MARK = Jump(chains.MARK_MASQ)


def service_chains(port: NodeServicePort, settings: Settings, comments: bool) -> Mapping[str, ChainBuilder]:
    """The chains of a service port by name, each still to be built.

    `comments` False leaves them out of the rules of which there is one for every endpoint.
    """
    name = port.info.name
    cluster, local = names.cluster_policy_chain(name), names.local_policy_chain(name)
    external, firewall = names.external_chain(name), names.firewall_chain(name)
    found: dict[str, ChainBuilder] = {}
    if port.uses_external_chain:
        found[external] = partial(_chain, external, _external_rules, port, settings)
    if port.uses_firewall_chain:
        found[firewall] = partial(_chain, firewall, _firewall_rules, port, settings)
    if port.uses_cluster_chain:
        found[cluster] = partial(_policy_chain, cluster, port, port.selection.cluster, settings, comments)
    if port.uses_local_chain:
        found[local] = partial(_policy_chain, local, port, port.selection.local, settings, comments)
    for endpoint in port.selection.reachable:
        chain = names.endpoint_chain(name, endpoint)
        found[chain] = partial(_endpoint_chain, chain, port, endpoint, comments)
    return found


def probability_threshold(remaining: int) -> int:
    """The threshold that the kernel keeps for one of `remaining` endpoints.

    kube-proxy writes 1/n with ten decimals, iptables turns that into a multiple of 2**-31.
    """
    # kube-proxy: pkg/proxy/iptables/proxier.go computeProbability
    # iptables: extensions/libxt_statistic.c statistic_parse
    return round(float(f"{1 / remaining:.10f}") * 2**31)


def _chain(
    name: str,
    rules: Callable[[NodeServicePort, Settings], Iterator[Rule]],
    port: NodeServicePort,
    settings: Settings,
) -> Chain:
    return Chain(name, tuple(rules(port, settings)))


def _external_rules(port: NodeServicePort, settings: Settings) -> Iterator[Rule]:
    """Masquerade everything, or under the Local policy only what the node itself sends."""
    # kube-proxy: pkg/proxy/iptables/proxier.go syncProxyRules, usesExternalTrafficChain
    destinations = f"{port.info.name} external destinations"
    if port.info.external_policy_local:
        yield from _short_circuits(port, settings, destinations)
    else:
        yield commented(f"masquerade traffic for {destinations}", MARK)
    if port.has_external_endpoints:
        local = port.info.external_policy_local
        chain = names.local_policy_chain if local else names.cluster_policy_chain
        yield rule(Jump(chain(port.info.name)))


def _short_circuits(port: NodeServicePort, settings: Settings, destinations: str) -> Iterator[Rule]:
    """Pods and the node itself reach all endpoints, as if through an outside load balancer and back."""
    to_cluster = Jump(names.cluster_policy_chain(port.info.name))
    if settings.detector is not None:
        yield commented(f"pod traffic for {destinations}", settings.detector.if_local, to_cluster)
    yield commented(f"masquerade LOCAL traffic for {destinations}", FROM_LOCAL, MARK)
    yield commented(f"route LOCAL traffic for {destinations}", FROM_LOCAL, to_cluster)


def _firewall_rules(port: NodeServicePort, settings: Settings) -> Iterator[Rule]:
    """Only the source ranges pass; a node in one may use the load balancer's address as its source."""
    # kube-proxy: pkg/proxy/iptables/proxier.go syncProxyRules, usesFWChain
    info, node_ip = port.info, settings.node_ip
    node_allowed = node_ip is not None and any(node_ip in each for each in info.source_ranges)
    own = tuple(ip_network(each) for each in info.load_balancer_ips) if node_allowed else ()
    accept = Jump(names.external_chain(info.name))
    for network in (*info.source_ranges, *own):
        yield commented(f"{info.name} loadbalancer IP", source(network), accept)
    yield commented(f"other traffic to {info.name} will be dropped by {chains.PROXY_FIREWALL}")


def _policy_chain(
    name: str,
    port: NodeServicePort,
    endpoints: Sequence[ServiceEndpoint],
    settings: Settings,
    comments: bool,
) -> Chain:
    """SVC or SVL: masquerade what came in by the cluster address from outside, then choose an endpoint."""
    # kube-proxy: pkg/proxy/iptables/proxier.go writeServiceToEndpointRules
    rules = [*_masquerade_rules(port, settings)] if name == internal_chain(port) else []
    if port.info.service.session_affinity is SessionAffinity.CLIENT_IP:
        rules += _affinity_rules(port, endpoints, comments)
    rules += _balancing_rules(port, endpoints, comments)
    return Chain(name, tuple(rules))


def _masquerade_rules(port: NodeServicePort, settings: Settings) -> Iterator[Rule]:
    """Traffic from outside to the cluster address may bounce to another node, so it is masqueraded."""
    # kube-proxy: pkg/proxy/iptables/proxier.go syncProxyRules, "Set up internal traffic handling"
    info = port.info
    from_outside: Expression | None = None
    if not settings.masquerade_all:
        if settings.detector is None:
            return
        from_outside = settings.detector.if_not_local
    matches = (destination(info.cluster_ip), *to_port(info.port.protocol, info.port.port))
    yield commented(f"{info.name} cluster IP", from_outside, *matches, MARK)


def _affinity_rules(
    port: NodeServicePort, endpoints: Sequence[ServiceEndpoint], comments: bool
) -> Iterator[Rule]:
    """A client goes back to the endpoint that it was sent to, for as long as the timeout allows."""
    for endpoint in endpoints:
        chain = names.endpoint_chain(port.info.name, endpoint)
        check = RecentCheck(chain, port.info.service.affinity_timeout, reap=True)
        yield commented(_arrow(port.info.name, endpoint, comments), check, Jump(chain))


def _balancing_rules(
    port: NodeServicePort, endpoints: Sequence[ServiceEndpoint], comments: bool
) -> Iterator[Rule]:
    """Each endpoint takes its equal share of what those before it left; the last takes the rest."""
    for index, endpoint in enumerate(endpoints):
        remaining = len(endpoints) - index
        share = Statistic(probability_threshold(remaining)) if remaining > 1 else None
        jump = Jump(names.endpoint_chain(port.info.name, endpoint))
        yield commented(_arrow(port.info.name, endpoint, comments), share, jump)


def _arrow(name: ServicePortName, endpoint: ServiceEndpoint, comments: bool) -> str:
    return f"{name} -> {endpoint}" if comments else ""


def _endpoint_chain(name: str, port: NodeServicePort, endpoint: ServiceEndpoint, comments: bool) -> Chain:
    """SEP: masquerade a pod that reaches itself, remember the client if asked to, and translate."""
    # kube-proxy: pkg/proxy/iptables/proxier.go syncProxyRules, "Generate the per-endpoint chains"
    info = port.info
    comment = str(info.name) if comments else ""
    remember = RecentSet(name) if info.service.session_affinity is SessionAffinity.CLIENT_IP else None
    protocol = info.port.protocol
    translation = (
        MatchProtocol(protocol),
        ProtocolModule(protocol),
        Dnat(endpoint.address, endpoint.port),
    )
    hairpin = commented(comment, source(endpoint.address), MARK)
    return Chain(name, (hairpin, commented(comment, remember, *translation)))
