"""The chains and sets of one service port: of its policies and destinations, and of each endpoint."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from sandbox.kube import ServiceEndpoint, SessionAffinity
from sandbox.kubeproxy.nftables import names
from sandbox.kubeproxy.nftables.elements import has_firewall, internal_chain
from sandbox.kubeproxy.nftables.rules import destination, in_ranges, rule, source
from sandbox.kubeproxy.nftables.settings import Settings
from sandbox.kubeproxy.nftables.table_names import MARK_FOR_MASQUERADE
from sandbox.kubeproxy.service_port import NodeServicePort
from sandbox.netfilter.expressions import (
    AddressType,
    Dnat,
    Drop,
    Expression,
    Goto,
    Jump,
    Lookup,
    MatchAddressType,
    MatchProtocol,
    SetUpdate,
    Side,
    VerdictLookup,
)
from sandbox.netfilter.fields import Numgen
from sandbox.netfilter.lazy import ChainBuilder
from sandbox.netfilter.nft.datatypes import ADDRESS_TYPES
from sandbox.netfilter.ruleset import Chain, Rule
from sandbox.netfilter.sets import DYNAMIC_SIZE, NamedSet

FROM_LOCAL = MatchAddressType(Side.SOURCE, AddressType.LOCAL)
MARK = Jump(MARK_FOR_MASQUERADE)


def service_chains(port: NodeServicePort, settings: Settings) -> Mapping[str, ChainBuilder]:
    """The chains of a service port by name, each still to be built, in the order in which they are made."""
    name, selection = port.info.name, port.selection
    cluster, local = names.cluster_policy_chain(name), names.local_policy_chain(name)
    external, firewall = names.external_chain(name), names.firewall_chain(name)
    found: dict[str, ChainBuilder] = {}
    for endpoint in selection.reachable:
        chain = names.endpoint_chain(name, endpoint)
        found[chain] = partial(_endpoint_chain, chain, port, endpoint, settings)
    if port.uses_cluster_chain:
        found[cluster] = partial(_policy_chain, cluster, port, selection.cluster, settings)
    if port.uses_local_chain:
        found[local] = partial(_policy_chain, local, port, selection.local, settings)
    if port.uses_external_chain:
        found[external] = partial(_chain, external, _external_rules, port, settings)
    if has_firewall(port):
        found[firewall] = partial(_chain, firewall, _firewall_rules, port, settings)
    return found


def affinity_sets(port: NodeServicePort, settings: Settings) -> Iterator[NamedSet]:
    """A set of clients for each endpoint, if clients are to come back to theirs."""
    if not _has_affinity(port):
        return
    for endpoint in port.selection.reachable:
        yield NamedSet(
            names.affinity_set(port.info.name, endpoint),
            (ADDRESS_TYPES[settings.family],),
            flags=("dynamic", "timeout"),
            timeout=port.info.service.affinity_timeout,
            size=DYNAMIC_SIZE,
        )


def _has_affinity(port: NodeServicePort) -> bool:
    return port.info.service.session_affinity is SessionAffinity.CLIENT_IP


def _chain(
    name: str,
    rules: Callable[[NodeServicePort, Settings], Iterator[Rule]],
    port: NodeServicePort,
    settings: Settings,
) -> Chain:
    return Chain(name, tuple(rules(port, settings)))


def _policy_chain(
    name: str, port: NodeServicePort, endpoints: Sequence[ServiceEndpoint], settings: Settings
) -> Chain:
    """Masquerade what came in by the cluster address from outside, then choose an endpoint."""
    # kube-proxy: pkg/proxy/nftables/proxier.go writeServiceToEndpointRules
    rules = [*_masquerade_rules(port, settings)] if name == internal_chain(port) else []
    if _has_affinity(port):
        rules += _affinity_rules(port, endpoints, settings)
    chains = (names.endpoint_chain(port.info.name, endpoint) for endpoint in endpoints)
    choice = tuple(((number,), Goto(chain)) for number, chain in enumerate(chains))
    return Chain(name, (*rules, rule(VerdictLookup((Numgen(len(endpoints)),), choice))))


def _masquerade_rules(port: NodeServicePort, settings: Settings) -> Iterator[Rule]:
    """Traffic from outside to the cluster address may bounce to another node, so it is masqueraded."""
    # kube-proxy: pkg/proxy/nftables/proxier.go syncProxyRules, "Set up internal traffic handling"
    from_outside: Expression | None = None
    if not settings.masquerade_all:
        if settings.detector is None:
            return
        from_outside = settings.detector.if_not_local
    yield rule(destination(port.info.cluster_ip), from_outside, MARK)


def _affinity_rules(
    port: NodeServicePort, endpoints: Sequence[ServiceEndpoint], settings: Settings
) -> Iterator[Rule]:
    """A client goes back to the endpoint that it was sent to, for as long as the set holds it."""
    for endpoint in endpoints:
        is_kept = Lookup((settings.source,), names.affinity_set(port.info.name, endpoint))
        yield rule(is_kept, Goto(names.endpoint_chain(port.info.name, endpoint)))


def _external_rules(port: NodeServicePort, settings: Settings) -> Iterator[Rule]:
    """Masquerade everything, or under the Local policy only what the node itself sends."""
    # kube-proxy: pkg/proxy/nftables/proxier.go syncProxyRules, usesExternalTrafficChain
    local = port.info.external_policy_local
    if local:
        yield from _short_circuits(port, settings)
    else:
        yield rule(MARK)
    if port.has_external_endpoints:
        chain = names.local_policy_chain if local else names.cluster_policy_chain
        yield rule(Goto(chain(port.info.name)))


def _short_circuits(port: NodeServicePort, settings: Settings) -> Iterator[Rule]:
    """Pods and the node itself reach all endpoints, as if through an outside load balancer and back."""
    to_cluster = Goto(names.cluster_policy_chain(port.info.name))
    if settings.detector is not None:
        yield rule(settings.detector.if_local, to_cluster, comment="short-circuit pod traffic")
    yield rule(FROM_LOCAL, MARK, comment="masquerade local traffic")
    yield rule(FROM_LOCAL, to_cluster, comment="short-circuit local traffic")


def _firewall_rules(port: NodeServicePort, settings: Settings) -> Iterator[Rule]:
    """Only the source ranges pass; a node in one may use the load balancer's address as its source."""
    # kube-proxy: pkg/proxy/nftables/proxier.go syncProxyRules, usesFWChain
    info, node_ip = port.info, settings.node_ip
    node_allowed = node_ip is not None and any(node_ip in each for each in info.source_ranges)
    allowed = (*info.source_ranges, *(info.load_balancer_ips if node_allowed else ()))
    yield rule(in_ranges(Side.SOURCE, settings.source, allowed, negated=True), Drop())


def _endpoint_chain(name: str, port: NodeServicePort, endpoint: ServiceEndpoint, settings: Settings) -> Chain:
    """Masquerade a pod that reaches itself, remember the client if asked to, and translate."""
    # kube-proxy: pkg/proxy/nftables/proxier.go syncProxyRules, "Generate the per-endpoint chains"
    rules = [rule(source(endpoint.address), MARK)]
    if _has_affinity(port):
        rules.append(rule(SetUpdate(names.affinity_set(port.info.name, endpoint), (settings.source,))))
    protocol = port.info.port.protocol
    rules.append(rule(MatchProtocol(protocol), Dnat(endpoint.address, endpoint.port)))
    return Chain(name, tuple(rules))
