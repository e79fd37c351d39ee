"""The rules that depend on no Service: jumps from the built-in chains, marking, masquerading, forwarding."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from sandbox.kubeproxy.iptables import chain_names as chains
from sandbox.kubeproxy.iptables.rules import commented, destination, rule
from sandbox.kubeproxy.iptables.settings import Settings
from sandbox.kubeproxy.node_port_addresses import LOOPBACK
from sandbox.net import Family
from sandbox.netfilter.expressions import (
    Accept,
    Comment,
    CtState,
    Drop,
    Expression,
    Jump,
    Masquerade,
    MatchAddress,
    MatchCtState,
    MatchMark,
    Nfacct,
    Return,
    SetMark,
    Side,
)
from sandbox.netfilter.ruleset import Rule

INVALID_DROPPED = "ct_state_invalid_dropped_pkts"
"""The nfacct counter of packets dropped as invalid."""

NEW = MatchCtState((CtState.NEW,))

_FIREWALL = "kubernetes load balancer firewall"
_EXTERNAL = "kubernetes externally-visible service portals"
_PORTALS = "kubernetes service portals"
_HEALTH = "kubernetes health check service ports"
_FORWARDING = "kubernetes forwarding rules"

# kube-proxy: pkg/proxy/iptables/proxier.go iptablesJumpChains, iptablesKubeletJumpChains; each is inserted at
# the top, so that a fresh node has them in reverse order.
JUMPS: Mapping[tuple[str, str], tuple[tuple[Expression | None, str, str], ...]] = MappingProxyType(
    {
        ("filter", "INPUT"): (
            (None, "", chains.FIREWALL),
            (NEW, _FIREWALL, chains.PROXY_FIREWALL),
            (None, _HEALTH, chains.NODE_PORTS),
            (NEW, _EXTERNAL, chains.EXTERNAL_SERVICES),
        ),
        ("filter", "FORWARD"): (
            (NEW, _FIREWALL, chains.PROXY_FIREWALL),
            (None, _FORWARDING, chains.FORWARD),
            (NEW, _PORTALS, chains.SERVICES),
            (NEW, _EXTERNAL, chains.EXTERNAL_SERVICES),
        ),
        ("filter", "OUTPUT"): (
            (None, "", chains.FIREWALL),
            (NEW, _FIREWALL, chains.PROXY_FIREWALL),
            (NEW, _PORTALS, chains.SERVICES),
        ),
        ("nat", "PREROUTING"): ((None, _PORTALS, chains.SERVICES),),
        ("nat", "OUTPUT"): ((None, _PORTALS, chains.SERVICES),),
        ("nat", "POSTROUTING"): ((None, "kubernetes postrouting rules", chains.POSTROUTING),),
    }
)
"""What each built-in chain jumps to: a condition, the comment and the chain, from top to bottom."""


def jumps(table: str, chain: str) -> Iterator[Rule]:
    """The rules of one built-in chain."""
    for condition, comment, target in JUMPS.get((table, chain), ()):
        yield _jump(condition, comment, target)


def postrouting_rules(settings: Settings) -> Iterator[Rule]:
    """Masquerade what is marked, without the mark, so that an encapsulated packet is not masqueraded too."""
    # kube-proxy: pkg/proxy/iptables/proxier.go syncProxyRules, kubePostroutingChain
    mark = settings.masquerade_mark
    yield rule(MatchMark(mark, mark, negated=True), Return())
    yield rule(SetMark(mark, 0))
    yield commented("kubernetes service traffic requiring SNAT", Masquerade(random_fully=True))


def mark_masq_rules(settings: Settings) -> Iterator[Rule]:
    """Mark the packet for masquerading."""
    yield rule(SetMark(settings.masquerade_mark, settings.masquerade_mark))


def forward_rules(settings: Settings) -> Iterator[Rule]:
    """Drop what conntrack does not know, accept what is marked and what belongs to a connection."""
    # kube-proxy: pkg/proxy/iptables/proxier.go syncProxyRules, kubeForwardChain
    if not settings.be_liberal:
        counter = Nfacct(INVALID_DROPPED) if settings.nfacct else None
        yield rule(MatchCtState((CtState.INVALID,)), counter, Drop())
    marked = MatchMark(settings.masquerade_mark, settings.masquerade_mark)
    yield commented(_FORWARDING, marked, Accept())
    related = MatchCtState((CtState.RELATED, CtState.ESTABLISHED))
    yield commented("kubernetes forwarding conntrack rule", related, Accept())


def firewall_rules(settings: Settings) -> Iterator[Rule]:
    """Keep packets from outside away from loopback addresses, which `route_localnet` would let in."""
    # kube-proxy: pkg/proxy/iptables/proxier.go syncProxyRules, kubeletFirewallChain
    if not settings.localhost_node_ports:
        return
    loopback = LOOPBACK[Family.IPV4]
    answered = MatchCtState((CtState.RELATED, CtState.ESTABLISHED, CtState.DNAT), negated=True)
    from_elsewhere = MatchAddress(Side.SOURCE, loopback, negated=True)
    comment = "block incoming localnet connections"
    yield commented(comment, from_elsewhere, destination(loopback), answered, Drop())


def _jump(condition: Expression | None, comment: str, target: str) -> Rule:
    if not comment:
        return rule(condition, Jump(target))
    return rule(condition, Comment(comment), Jump(target))
