"""The last rules of nat KUBE-SERVICES: what no service address took may be for a node port."""

from collections.abc import Iterator

from sandbox.kubeproxy.iptables import chain_names as chains
from sandbox.kubeproxy.iptables.capture import TO_LOCAL
from sandbox.kubeproxy.iptables.rules import commented, destination
from sandbox.kubeproxy.iptables.settings import Settings
from sandbox.kubeproxy.node_port_addresses import LOOPBACK
from sandbox.netfilter.expressions import Expression, Jump
from sandbox.netfilter.ruleset import Rule

COMMENT = "kubernetes service nodeports; NOTE: this must be the last rule in this chain"


def node_port_tail(settings: Settings) -> Iterator[Rule]:
    """One rule for every local address, or one for each address that `nodePortAddresses` covers."""
    # kube-proxy: pkg/proxy/iptables/proxier.go syncProxyRules, "Finally, tail-call to the nodePorts chain"
    jump = Jump(chains.NODE_PORTS)
    if settings.node_port_addresses.match_all:
        yield commented(COMMENT, _not_loopback(settings), TO_LOCAL, jump)
        return
    for address in settings.node_port_addresses.of_node(settings.node_addresses):
        if settings.localhost_node_ports or not address.is_loopback:
            yield commented(COMMENT, destination(address), jump)


def _not_loopback(settings: Settings) -> Expression | None:
    if settings.localhost_node_ports:
        return None
    return destination(LOOPBACK[settings.family], negated=True)
