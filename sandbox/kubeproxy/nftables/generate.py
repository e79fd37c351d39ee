"""`generate`: everything that kube-proxy writes in nftables mode on one node, for one family."""

from collections.abc import Iterable, Sequence

from sandbox.kube import EndpointIndex, KubeProxyConfiguration, Node, Service
from sandbox.kubeproxy.nftables.node import NodeTable
from sandbox.kubeproxy.nftables.settings import resolve
from sandbox.kubeproxy.nftables.static_chains import BASE_CHAINS
from sandbox.net import Family, IPAddress, IPNetwork
from sandbox.netfilter.lazy import LazyChains, LazyMapping
from sandbox.netfilter.ruleset import Ruleset, Table

TABLE_COMMENT = "rules for kube-proxy"


def generate(
    config: KubeProxyConfiguration,
    services: Sequence[Service],
    endpoints: EndpointIndex,
    node: Node,
    node_addresses: Sequence[IPAddress],
    family: Family = Family.IPV4,
    *,
    service_cidrs: Sequence[IPNetwork] = (),
) -> Ruleset:
    """kube-proxy's table of one family on a node, with all that `nft list` shows of it.

    `node_addresses` are all addresses on the node's interfaces: `nodePortAddresses` picks from them.
    `service_cidrs` are the ranges of the ServiceCIDR objects, of both families. Nothing is worked out before
    somebody looks at a chain or a set, and nodes that are given the same `services` and `endpoints` objects
    share what is the same on them.

    Raises ValueError for a nodePortAddresses entry that is neither a CIDR nor a keyword.
    """
    settings = resolve(config, node, node_addresses, family, service_cidrs)
    contents = NodeTable(settings, services, endpoints)
    chains, sets = LazyChains(contents.chains, order=_as_made), LazyMapping(contents.sets)
    return Ruleset((Table(settings.table, chains, BASE_CHAINS, sets, TABLE_COMMENT),))


def _as_made(names: Iterable[str], built_in: Iterable[str]) -> tuple[str, ...]:
    """The order in which the kernel keeps chains."""
    return tuple(names)
