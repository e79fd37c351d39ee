"""Which rules on a node are kube-proxy's, and which Service each is for: told by names and comments."""

import re
from collections.abc import Iterator

from sandbox.kubeproxy.iptables import chain_names as chains
from sandbox.netfilter import Goto, Jump, Rule, is_iptables

_PREFIX = "KUBE-"
_OF_OTHERS = ("KUBE-KUBELET-CANARY", "KUBE-IPTABLES-HINT", "KUBE-MARK-DROP", "KUBE-ROUTER", "KUBE-NWPLCY")
"""kubernetes: pkg/kubelet/kubelet_network_linux.go makes the first ones; the others are network plug-ins'."""
_TABLE = " kube-proxy"
_DISPATCH = frozenset(
    {chains.SERVICES, chains.EXTERNAL_SERVICES, chains.NODE_PORTS, chains.PROXY_FIREWALL, chains.FORWARD}
)
_OF_ONE_SERVICE = ("KUBE-SVC-", "KUBE-SVL-", "KUBE-EXT-", "KUBE-FW-", "KUBE-SEP-")
_IN_COMMENT = re.compile(r"(?<![^\s])([a-z0-9][-a-z0-9]*/[a-z0-9][-a-z0-9.]*(?::[-a-z0-9]+)?)(?![^\s])")
_IN_NAME = re.compile(r"\b[A-Z2-7]{8}-([a-z0-9][-a-z0-9]*/[a-z0-9][-a-z0-9.]*)/(?:tcp|udp|sctp)/([-a-z0-9]*)")


def is_kube_proxys(table: str, chain: str) -> bool:
    """Whether a chain, set or map is one that kube-proxy makes."""
    if not is_iptables(table):
        return table.endswith(_TABLE)
    return chain.startswith(_PREFIX) and not chain.startswith(_OF_OTHERS)


def leads_to_kube_proxy(table: str, rule: Rule) -> bool:
    """Whether a rule of a built-in chain is one of the jumps that kube-proxy puts there."""
    targets = (each.chain for each in rule.expressions if isinstance(each, Jump | Goto))
    return any(is_kube_proxys(table, target) for target in targets)


def order_is_free(table: str, chain: str) -> bool:
    """Whether rules for single addresses and ports stand in a chain in any order.

    kube-proxy: pkg/proxy/iptables/proxier.go syncProxyRules ranges over a map of Services
    """
    return is_iptables(table) and chain in _DISPATCH


def is_for_one_service(table: str, name: str) -> bool:
    """Whether a chain or set belongs to one service port, or to one endpoint of it."""
    return name.startswith(_OF_ONE_SERVICE) if is_iptables(table) else _IN_NAME.search(name) is not None


def services_named(table: str, text: str) -> Iterator[str]:
    """The service ports that a rule's comment, or a name in it, tells: `NAMESPACE/NAME[:PORT]`."""
    if is_iptables(table):
        for quoted, bare in re.findall(r'--comment (?:"([^"]*)"|(\S+))', text):
            yield from _IN_COMMENT.findall(quoted or bare)
    else:
        for path, port in _IN_NAME.findall(text):
            yield f"{path}:{port}" if port else path
