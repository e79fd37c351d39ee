"""The chains that depend on no Service: base chains with their priorities as data, and what they jump to."""

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from sandbox.kubeproxy.nftables import table_names as names
from sandbox.kubeproxy.nftables.rules import in_ranges, rule
from sandbox.kubeproxy.nftables.settings import Settings
from sandbox.kubeproxy.node_port_addresses import LOOPBACK
from sandbox.netfilter.expressions import (
    PORT_UNREACHABLE,
    AddressType,
    CtState,
    Drop,
    Expression,
    Jump,
    Lookup,
    Masquerade,
    MatchAddress,
    MatchAddressType,
    MatchCtState,
    MatchMark,
    Reject,
    Return,
    SetMark,
    Side,
    VerdictLookup,
)
from sandbox.netfilter.fields import Field
from sandbox.netfilter.hooks import Hook, Priority
from sandbox.netfilter.ruleset import BaseChain, Chain, Rule

BEFORE_DNAT = Priority.DSTNAT - 10
"""Where load balancers' addresses are still the destination."""

NEW = MatchCtState((CtState.NEW,))
TO_LOCAL = MatchAddressType(Side.DESTINATION, AddressType.LOCAL)

# kube-proxy: pkg/proxy/nftables/proxier.go nftablesBaseChains
BASE_CHAINS = (
    BaseChain("filter-prerouting-pre-dnat", Hook.PREROUTING, BEFORE_DNAT),
    BaseChain("filter-output-pre-dnat", Hook.OUTPUT, BEFORE_DNAT),
    BaseChain("filter-input", Hook.INPUT, Priority.FILTER),
    BaseChain("filter-forward", Hook.FORWARD, Priority.FILTER),
    BaseChain("filter-output", Hook.OUTPUT, Priority.FILTER),
    BaseChain("nat-prerouting", Hook.PREROUTING, Priority.DSTNAT, is_nat=True),
    BaseChain("nat-output", Hook.OUTPUT, Priority.DSTNAT, is_nat=True),
    BaseChain("nat-postrouting", Hook.POSTROUTING, Priority.SRCNAT, is_nat=True),
)

# kube-proxy: pkg/proxy/nftables/proxier.go nftablesJumpChains
JUMPS: Mapping[str, tuple[tuple[Expression | None, str], ...]] = MappingProxyType(
    {
        "filter-prerouting-pre-dnat": ((NEW, names.FIREWALL_CHECK),),
        "filter-output-pre-dnat": ((NEW, names.FIREWALL_CHECK),),
        "filter-input": ((NEW, names.NODE_PORT_ENDPOINTS_CHECK), (NEW, names.SERVICE_ENDPOINTS_CHECK)),
        "filter-forward": ((NEW, names.SERVICE_ENDPOINTS_CHECK), (NEW, names.CLUSTER_IPS_CHECK)),
        "filter-output": ((NEW, names.SERVICE_ENDPOINTS_CHECK), (NEW, names.CLUSTER_IPS_CHECK)),
        "nat-prerouting": ((None, names.SERVICES),),
        "nat-output": ((None, names.SERVICES),),
        "nat-postrouting": ((None, names.MASQUERADING),),
    }
)
"""What each base chain jumps to, and for which packets."""

COMMENTS = MappingProxyType({names.REJECT: "helper for @no-endpoint-services / @no-endpoint-nodeports"})


def base_chain(name: str) -> Chain:
    """A base chain with its jumps."""
    return Chain(name, tuple(rule(condition, Jump(target)) for condition, target in JUMPS[name]))


def static_chain(name: str, settings: Settings) -> Chain:
    """One of the chains in `STATIC`."""
    return Chain(name, tuple(STATIC[name](settings)), COMMENTS.get(name, ""))


# kube-proxy: pkg/proxy/nftables/proxier.go setupNFTables, for all that follows


def _services(settings: Settings) -> Iterator[Rule]:
    yield rule(_by_address(settings, names.SERVICE_IPS))
    condition = _on_node_port_ips(settings) or (TO_LOCAL, _not_loopback(settings))
    yield rule(*condition, _by_port(names.SERVICE_NODE_PORTS))


def _service_endpoints_check(settings: Settings) -> Iterator[Rule]:
    yield rule(_by_address(settings, names.NO_ENDPOINT_SERVICES))


def _node_port_endpoints_check(settings: Settings) -> Iterator[Rule]:
    condition = _on_node_port_ips(settings) or (_not_loopback(settings),)
    yield rule(*condition, _by_port(names.NO_ENDPOINT_NODE_PORTS))


def _firewall_check(settings: Settings) -> Iterator[Rule]:
    yield rule(_by_address(settings, names.FIREWALL_IPS))


def _cluster_ips_check(settings: Settings) -> Iterator[Rule]:
    on_cluster_ip = Lookup((settings.destination,), names.CLUSTER_IPS)
    yield rule(on_cluster_ip, _reject(settings), comment="Reject traffic to invalid ports of ClusterIPs")
    if settings.service_cidrs:
        in_a_range = in_ranges(Side.DESTINATION, settings.destination, settings.service_cidrs)
        yield rule(in_a_range, Drop(), comment="Drop traffic to unallocated ClusterIPs")


def _reject_chain(settings: Settings) -> Iterator[Rule]:
    yield rule(_reject(settings))


def _mark_for_masquerade(settings: Settings) -> Iterator[Rule]:
    yield rule(SetMark(settings.masquerade_mark, settings.masquerade_mark))


def _masquerading(settings: Settings) -> Iterator[Rule]:
    """Masquerade what is marked, without the mark, so that an encapsulated packet is not masqueraded too."""
    yield rule(MatchMark(0, settings.masquerade_mark), Return())
    yield rule(SetMark(settings.masquerade_mark, 0))
    yield rule(Masquerade(random_fully=True))


STATIC: Mapping[str, Callable[[Settings], Iterator[Rule]]] = MappingProxyType(
    {
        names.NODE_PORT_ENDPOINTS_CHECK: _node_port_endpoints_check,
        names.SERVICE_ENDPOINTS_CHECK: _service_endpoints_check,
        names.FIREWALL_CHECK: _firewall_check,
        names.SERVICES: _services,
        names.MASQUERADING: _masquerading,
        names.CLUSTER_IPS_CHECK: _cluster_ips_check,
        names.MARK_FOR_MASQUERADE: _mark_for_masquerade,
        names.REJECT: _reject_chain,
    }
)
"""The rules of each chain that is no base chain, in the order in which kube-proxy makes them."""


def _by_address(settings: Settings, name: str) -> VerdictLookup:
    """`ip daddr . meta l4proto . th dport vmap @NAME`."""
    return VerdictLookup((settings.destination, Field.L4PROTO, Field.TH_DPORT), name)


def _by_port(name: str) -> VerdictLookup:
    """`meta l4proto . th dport vmap @NAME`."""
    return VerdictLookup((Field.L4PROTO, Field.TH_DPORT), name)


def _on_node_port_ips(settings: Settings) -> tuple[Expression, ...]:
    if settings.node_port_ips is None:
        return ()
    return (Lookup((settings.destination,), names.NODE_PORT_IPS),)


def _not_loopback(settings: Settings) -> MatchAddress:
    return MatchAddress(Side.DESTINATION, LOOPBACK[settings.family], negated=True)


def _reject(settings: Settings) -> Reject:
    return Reject(PORT_UNREACHABLE[settings.family])
