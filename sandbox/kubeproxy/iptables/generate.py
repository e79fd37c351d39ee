"""`generate`: everything that kube-proxy writes in iptables mode on one node, for one family."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property, partial

from sandbox.kube import EndpointIndex, KubeProxyConfiguration, Node, Service
from sandbox.kubeproxy.iptables import chain_names as chains
from sandbox.kubeproxy.iptables.capture import capture_rules
from sandbox.kubeproxy.iptables.node_port_tail import node_port_tail
from sandbox.kubeproxy.iptables.service_chains import service_chains
from sandbox.kubeproxy.iptables.settings import Settings, resolve
from sandbox.kubeproxy.iptables.static_rules import (
    JUMPS,
    firewall_rules,
    forward_rules,
    jumps,
    mark_masq_rules,
    postrouting_rules,
)
from sandbox.kubeproxy.service_port import NodeServicePort, on_node, service_port_infos
from sandbox.net import Family, IPAddress
from sandbox.netfilter.lazy import ChainBuilder, lazy_table
from sandbox.netfilter.ruleset import Chain, Rule, Ruleset

LARGE_CLUSTER_ENDPOINTS = 1000
"""kube-proxy: pkg/proxy/iptables/proxier.go largeClusterEndpointsThreshold."""


def generate(
    config: KubeProxyConfiguration,
    services: Sequence[Service],
    endpoints: EndpointIndex,
    node: Node,
    node_addresses: Sequence[IPAddress],
    family: Family = Family.IPV4,
    *,
    be_liberal: bool = False,
    nfacct: bool = False,
) -> Ruleset:
    """The tables mangle, filter and nat of a fresh node that runs kube-proxy.

    `node_addresses` are all addresses on the node's interfaces, loopback included: `nodePortAddresses` picks
    from them. `be_liberal` is the sysctl `nf_conntrack_tcp_be_liberal`; `nfacct` says that the kernel has
    the counters. Rules of several Services in one chain stand in the order of `services`, where kube-proxy's
    own order is left to chance. Nothing is looked at before somebody looks at a chain.

    Raises ValueError for a nodePortAddresses entry that is neither a CIDR nor a keyword.
    """
    settings = resolve(config, node, node_addresses, family, be_liberal=be_liberal, nfacct=nfacct)
    plan = _Plan(settings, services, endpoints)
    return Ruleset(
        (
            lazy_table("mangle", _mangle_chains),
            lazy_table("filter", plan.filter_chains),
            lazy_table("nat", plan.nat_chains),
        )
    )


class _Plan:
    """The service ports as the node sees them, found once, and the chains that they come to."""

    def __init__(self, settings: Settings, services: Sequence[Service], endpoints: EndpointIndex) -> None:
        self._settings = settings
        self._services = services
        self._endpoints = endpoints

    def filter_chains(self) -> Mapping[str, ChainBuilder]:
        """The builders of the chains of table filter."""
        return {
            **_jump_chains("filter"),
            chains.SERVICES: partial(self._shared, "filter", chains.SERVICES),
            chains.EXTERNAL_SERVICES: partial(self._shared, "filter", chains.EXTERNAL_SERVICES),
            chains.NODE_PORTS: partial(self._shared, "filter", chains.NODE_PORTS),
            chains.PROXY_FIREWALL: partial(self._shared, "filter", chains.PROXY_FIREWALL),
            chains.FORWARD: partial(self._static, chains.FORWARD, forward_rules),
            chains.FIREWALL: partial(self._static, chains.FIREWALL, firewall_rules),
            chains.CANARY: partial(Chain, chains.CANARY),
        }

    def nat_chains(self) -> Mapping[str, ChainBuilder]:
        """The builders of the chains of table nat."""
        found: dict[str, ChainBuilder] = {
            **_jump_chains("nat"),
            chains.SERVICES: self._nat_services,
            chains.NODE_PORTS: partial(self._shared, "nat", chains.NODE_PORTS),
            chains.POSTROUTING: partial(self._static, chains.POSTROUTING, postrouting_rules),
            chains.MARK_MASQ: partial(self._static, chains.MARK_MASQ, mark_masq_rules),
            chains.CANARY: partial(Chain, chains.CANARY),
        }
        for port in self._ports:
            found.update(service_chains(port, self._settings, self._comments))
        return found

    @cached_property
    def _ports(self) -> tuple[NodeServicePort, ...]:
        infos = service_port_infos(self._services, self._endpoints, self._settings.family)
        return tuple(on_node(info, self._settings.node_name, self._settings.zone) for info in infos)

    @cached_property
    def _comments(self) -> bool:
        """Whether rules for each endpoint have comments: not in large clusters."""
        return sum(len(port.info.endpoints) for port in self._ports) <= LARGE_CLUSTER_ENDPOINTS

    @cached_property
    def _entries(self) -> Mapping[tuple[str, str], list[Rule]]:
        """The Services' rules in the chains that they share, by table and chain."""
        found: dict[tuple[str, str], list[Rule]] = {}
        for port in self._ports:
            for table, chain, rule in capture_rules(port, self._settings):
                found.setdefault((table, chain), []).append(rule)
        return found

    def _static(self, chain: str, rules: Callable[[Settings], Iterable[Rule]]) -> Chain:
        return _chain(chain, rules(self._settings))

    def _shared(self, table: str, chain: str) -> Chain:
        return _chain(chain, self._entries.get((table, chain), ()))

    def _nat_services(self) -> Chain:
        rules = self._entries.get(("nat", chains.SERVICES), ())
        return _chain(chains.SERVICES, (*rules, *node_port_tail(self._settings)))


def _mangle_chains() -> Mapping[str, ChainBuilder]:
    return {chains.CANARY: partial(Chain, chains.CANARY)}


def _jump_chains(table: str) -> Mapping[str, ChainBuilder]:
    """The built-in chains of a table that have jumps."""
    return {chain: partial(_jump_chain, each, chain) for each, chain in JUMPS if each == table}


def _jump_chain(table: str, chain: str) -> Chain:
    return _chain(chain, jumps(table, chain))


def _chain(name: str, rules: Iterable[Rule]) -> Chain:
    return Chain(name, tuple(rules))
