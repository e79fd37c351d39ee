"""The chains and sets of one node: which there are, and how each is made when it is looked at."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, partial
from typing import TypeVar

from sandbox.kube import EndpointIndex, Service
from sandbox.kubeproxy.nftables import table_names as names
from sandbox.kubeproxy.nftables.elements import elements_by_set, entries
from sandbox.kubeproxy.nftables.names import path_in
from sandbox.kubeproxy.nftables.service_chains import affinity_sets, service_chains
from sandbox.kubeproxy.nftables.settings import Settings
from sandbox.kubeproxy.nftables.shared import SharedKeys, shared_keys
from sandbox.kubeproxy.nftables.static_chains import BASE_CHAINS, STATIC, base_chain, static_chain
from sandbox.kubeproxy.shared import NodePorts
from sandbox.netfilter.fields import Key
from sandbox.netfilter.lazy import ChainBuilder
from sandbox.netfilter.nft.datatypes import ADDRESS_TYPES
from sandbox.netfilter.sets import MEMBER, Element, NamedSet

V = TypeVar("V")

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


class NodeTable(NodePorts[SharedKeys]):
    """The contents of a node's table; nothing is worked out before it is asked for."""

    def __init__(self, settings: Settings, services: Sequence[Service], endpoints: EndpointIndex) -> None:
        share = partial(shared_keys, services, endpoints, settings.family)
        super().__init__(share, settings.node_name, settings.zone)
        self.settings = settings

    @cached_property
    def elements(self) -> Mapping[str, Mapping[Key, Element]]:
        """Every element of the sets that all Services share."""
        return elements_by_set(map(self.port, range(len(self.shared.infos))))

    def chains(self) -> Mapping[str, ChainBuilder]:
        """The builders of all chains, in the order in which kube-proxy makes them."""
        fixed: dict[str, ChainBuilder] = {
            **{base.chain: partial(base_chain, base.chain) for base in BASE_CHAINS},
            **{name: partial(static_chain, name, self.settings) for name in STATIC},
        }
        return _ByService(self, fixed, self._chains_of)

    def sets(self) -> Mapping[str, NamedSet]:
        """The sets and maps, their elements still to be looked at."""
        return _ByService(self, {each.name: each for each in self._shared_sets()}, self._sets_of)

    def _chains_of(self, number: int) -> Mapping[str, ChainBuilder]:
        return service_chains(self.port(number), self.settings)

    def _sets_of(self, number: int) -> Mapping[str, NamedSet]:
        return {each.name: each for each in affinity_sets(self.port(number), self.settings)}

    def _shared_sets(self) -> Iterable[NamedSet]:
        for name, has_address, is_map, comment in _SHARED_SETS:
            if name == names.NODE_PORT_IPS:
                if self.settings.node_port_ips is not None:
                    yield self._node_port_ips(comment)
                continue
            address = (ADDRESS_TYPES[self.settings.family],) if has_address else ()
            types = (*address, *(("inet_proto", "inet_service") if is_map else ()))
            yield NamedSet(name, types, _Elements(self, name), is_map, comment)

    def _node_port_ips(self, comment: str) -> NamedSet:
        elements: Mapping[Key, Element] = {(each,): MEMBER for each in self.settings.node_port_ips or ()}
        types = (ADDRESS_TYPES[self.settings.family],)
        return NamedSet(names.NODE_PORT_IPS, types, elements, comment=comment)


class _Elements(Mapping[Key, Element]):
    """The elements of a set; one that is asked for costs no look at the Services that have not its key."""

    def __init__(self, node: NodeTable, name: str) -> None:
        self._node = node
        self._name = name

    def __getitem__(self, key: Key) -> Element:
        for number in self._node.shared.by_key.get(key, ()):
            for name, own, element in entries(self._node.port(number)):
                if (name, own) == (self._name, key):
                    return element
        raise KeyError(key)

    def __iter__(self) -> Iterator[Key]:
        return iter(self._all)

    def __len__(self) -> int:
        return len(self._all)

    @property
    def _all(self) -> Mapping[Key, Element]:
        return self._node.elements.get(self._name, {})


class _ByService(Mapping[str, V]):
    """Things by name: those that are always there, then each service port's, found when one is asked for."""

    def __init__(
        self, node: NodeTable, fixed: Mapping[str, V], expand: Callable[[int], Mapping[str, V]]
    ) -> None:
        self._node = node
        self._fixed = fixed
        self._expand = expand
        self._expanded: dict[int, Mapping[str, V]] = {}

    def __getitem__(self, name: str) -> V:
        if name in self._fixed:
            return self._fixed[name]
        number = self._node.shared.by_path.get(path_in(name))
        if number is not None:
            return self._of(number)[name]
        return {name: value for each in self._every() for name, value in each.items()}[name]

    def __iter__(self) -> Iterator[str]:
        yield from self._fixed
        for each in self._every():
            yield from each

    def __len__(self) -> int:
        return len(self._fixed) + sum(map(len, self._every()))

    def _every(self) -> Iterator[Mapping[str, V]]:
        return map(self._of, range(len(self._node.shared.infos)))

    def _of(self, number: int) -> Mapping[str, V]:
        if number not in self._expanded:
            self._expanded[number] = self._expand(number)
        return self._expanded[number]
