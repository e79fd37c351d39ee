"""`generate`: everything that kube-proxy writes in nftables mode on one node, for one family."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property, partial

from sandbox.kube import EndpointIndex, KubeProxyConfiguration, Node, Service
from sandbox.kubeproxy.nftables import table_names as names
from sandbox.kubeproxy.nftables.elements import elements_by_set
from sandbox.kubeproxy.nftables.service_chains import affinity_sets, service_chains
from sandbox.kubeproxy.nftables.settings import Settings, resolve
from sandbox.kubeproxy.nftables.static_chains import BASE_CHAINS, STATIC, base_chain, static_chain
from sandbox.kubeproxy.service_port import NodeServicePort, on_node, service_port_infos
from sandbox.net import Family, IPAddress, IPNetwork
from sandbox.netfilter.fields import Key
from sandbox.netfilter.lazy import ChainBuilder, LazyChains, LazyMapping
from sandbox.netfilter.nft.datatypes import ADDRESS_TYPES
from sandbox.netfilter.ruleset import Ruleset, Table
from sandbox.netfilter.sets import MEMBER, Element, NamedSet

TABLE_COMMENT = "rules for kube-proxy"

# kube-proxy: pkg/proxy/nftables/proxier.go setupNFTables
_SHARED_SETS: tuple[tuple[str, bool, bool, str], ...] = (
    (names.CLUSTER_IPS, True, False, "Active ClusterIPs"),
    (names.NODE_PORT_IPS, True, False, "IPs that accept NodePort traffic"),
    (
        names.NO_ENDPOINT_SERVICES,
        True,
        True,
        "vmap to drop or reject packets to services with no endpoints",
    ),
    (
        names.NO_ENDPOINT_NODE_PORTS,
        False,
        True,
        "vmap to drop or reject packets to service nodeports with no endpoints",
    ),
    (names.FIREWALL_IPS, True, True, "destinations that are subject to LoadBalancerSourceRanges"),
    (names.SERVICE_IPS, True, True, "ClusterIP, ExternalIP and LoadBalancer IP traffic"),
    (names.SERVICE_NODE_PORTS, False, True, "NodePort traffic"),
)
"""Each with whether there is an address in its key, whether it is a map, and its comment."""


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
    `service_cidrs` are the ranges of the ServiceCIDR objects, of both families. Nothing is looked at before
    somebody looks at a chain or a set.

    Raises ValueError for a nodePortAddresses entry that is neither a CIDR nor a keyword.
    """
    settings = resolve(config, node, node_addresses, family, service_cidrs)
    plan = _Plan(settings, services, endpoints)
    chains = LazyChains(plan.chains, order=_as_made)
    return Ruleset((Table(settings.table, chains, BASE_CHAINS, LazyMapping(plan.sets), TABLE_COMMENT),))


class _Plan:
    """The service ports as the node sees them, found once, and the chains and sets that they come to."""

    def __init__(self, settings: Settings, services: Sequence[Service], endpoints: EndpointIndex) -> None:
        self._settings = settings
        self._services = services
        self._endpoints = endpoints

    def chains(self) -> Mapping[str, ChainBuilder]:
        """The builders of all chains, in the order in which kube-proxy makes them."""
        found: dict[str, ChainBuilder] = {
            **{base.chain: partial(base_chain, base.chain) for base in BASE_CHAINS},
            **{name: partial(static_chain, name, self._settings) for name in STATIC},
        }
        for port in self._ports:
            found.update(service_chains(port, self._settings))
        return found

    def sets(self) -> Mapping[str, NamedSet]:
        """The sets and maps, their elements still to be looked at."""
        found = {each.name: each for each in self._shared_sets()}
        for port in self._ports:
            found.update((each.name, each) for each in affinity_sets(port, self._settings))
        return found

    def elements(self, name: str) -> Mapping[Key, Element]:
        """The elements of a set that all Services share."""
        return self._elements.get(name, {})

    def _shared_sets(self) -> Iterable[NamedSet]:
        for name, has_address, is_map, comment in _SHARED_SETS:
            if name == names.NODE_PORT_IPS:
                if self._settings.node_port_ips is not None:
                    yield self._node_port_ips(comment)
                continue
            address = (ADDRESS_TYPES[self._settings.family],) if has_address else ()
            types = (*address, *(("inet_proto", "inet_service") if is_map else ()))
            yield NamedSet(name, types, LazyMapping(partial(self.elements, name)), is_map, comment)

    def _node_port_ips(self, comment: str) -> NamedSet:
        elements: Mapping[Key, Element] = {(each,): MEMBER for each in self._settings.node_port_ips or ()}
        types = (ADDRESS_TYPES[self._settings.family],)
        return NamedSet(names.NODE_PORT_IPS, types, elements, comment=comment)

    @cached_property
    def _ports(self) -> tuple[NodeServicePort, ...]:
        infos = service_port_infos(self._services, self._endpoints, self._settings.family)
        return tuple(on_node(info, self._settings.node_name, self._settings.zone) for info in infos)

    @cached_property
    def _elements(self) -> Mapping[str, Mapping[Key, Element]]:
        return elements_by_set(self._ports)


def _as_made(names: Iterable[str], built_in: Iterable[str]) -> tuple[str, ...]:
    """The order in which the kernel keeps chains."""
    return tuple(names)
