"""`generate`: everything that kube-proxy writes in iptables mode on one node, for one family."""

from collections.abc import Sequence

from sandbox.kube import EndpointIndex, KubeProxyConfiguration, Node, Service
from sandbox.kubeproxy.iptables.node_chains import NodeChains
from sandbox.kubeproxy.iptables.settings import resolve
from sandbox.net import Family, IPAddress
from sandbox.netfilter.lazy import lazy_table
from sandbox.netfilter.ruleset import Ruleset


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
    own order is left to chance. Nothing is worked out before somebody looks at a chain, and nodes that are
    given the same `services` and `endpoints` objects share what is the same on them.

    Raises ValueError for a nodePortAddresses entry that is neither a CIDR nor a keyword.
    """
    settings = resolve(config, node, node_addresses, family, be_liberal=be_liberal, nfacct=nfacct)
    chains = NodeChains(settings, services, endpoints)
    return Ruleset(
        (
            lazy_table("mangle", chains.mangle),
            lazy_table("filter", chains.filter),
            lazy_table("nat", chains.nat),
        )
    )
