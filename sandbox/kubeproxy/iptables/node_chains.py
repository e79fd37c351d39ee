"""The chains of one node: which there are, and how each is made when it is looked at."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial

from sandbox.kube import EndpointIndex, Service
from sandbox.kubeproxy import names
from sandbox.kubeproxy.iptables import chain_names as chains
from sandbox.kubeproxy.iptables.node_port_tail import node_port_tail
from sandbox.kubeproxy.iptables.service_chains import service_chains
from sandbox.kubeproxy.iptables.settings import Settings
from sandbox.kubeproxy.iptables.shared import Place, SharedChains, shared_chains
from sandbox.kubeproxy.iptables.static_rules import (
    JUMPS,
    firewall_rules,
    forward_rules,
    jumps,
    mark_masq_rules,
    postrouting_rules,
)
from sandbox.kubeproxy.shared import NodePorts
from sandbox.netfilter.lazy import ChainBuilder
from sandbox.netfilter.ruleset import Chain, Rule


class NodeChains(NodePorts[SharedChains]):
    """The chains of a node; nothing is worked out before one of them is asked for."""

    def __init__(self, settings: Settings, services: Sequence[Service], endpoints: EndpointIndex) -> None:
        share = partial(shared_chains, services, endpoints, settings.family)
        super().__init__(share, settings.node_name, settings.zone)
        self.settings = settings

    def mangle(self) -> Mapping[str, ChainBuilder]:
        """The builders of the chains of table mangle."""
        return {chains.CANARY: partial(Chain, chains.CANARY)}

    def filter(self) -> Mapping[str, ChainBuilder]:
        """The builders of the chains of table filter."""
        shared = (chains.SERVICES, chains.EXTERNAL_SERVICES, chains.NODE_PORTS, chains.PROXY_FIREWALL)
        return {
            **_jump_chains("filter"),
            **{name: partial(self._of_services, Place("filter", name)) for name in shared},
            chains.FORWARD: partial(self._static, chains.FORWARD, forward_rules),
            chains.FIREWALL: partial(self._static, chains.FIREWALL, firewall_rules),
            chains.CANARY: partial(Chain, chains.CANARY),
        }

    def nat(self) -> Mapping[str, ChainBuilder]:
        """The builders of the chains of table nat."""
        fixed: dict[str, ChainBuilder] = {
            **_jump_chains("nat"),
            chains.SERVICES: self._nat_services,
            chains.NODE_PORTS: partial(self._of_services, Place("nat", chains.NODE_PORTS)),
            chains.POSTROUTING: partial(self._static, chains.POSTROUTING, postrouting_rules),
            chains.MARK_MASQ: partial(self._static, chains.MARK_MASQ, mark_masq_rules),
            chains.CANARY: partial(Chain, chains.CANARY),
        }
        return _NatBuilders(self, fixed)

    def _static(self, chain: str, rules: Callable[[Settings], Iterable[Rule]]) -> Chain:
        return Chain(chain, tuple(rules(self.settings)))

    def _of_services(self, place: Place, tail: tuple[Rule, ...] = ()) -> Chain:
        return self.shared.chain(place, self.settings, self.port, tail)

    def _nat_services(self) -> Chain:
        return self._of_services(Place("nat", chains.SERVICES), tuple(node_port_tail(self.settings)))


class _NatBuilders(Mapping[str, ChainBuilder]):
    """The chains of table nat by name; a service port's are found when one of them is asked for."""

    def __init__(self, node: NodeChains, fixed: Mapping[str, ChainBuilder]) -> None:
        self._node = node
        self._found = dict(fixed)
        self._expanded: set[int] = set()

    def __getitem__(self, name: str) -> ChainBuilder:
        if name not in self._found:
            self._look_for(name)
        return self._found[name]

    def __iter__(self) -> Iterator[str]:
        self._expand_all()
        return iter(self._found)

    def __len__(self) -> int:
        self._expand_all()
        return len(self._found)

    def _look_for(self, name: str) -> None:
        number = self._node.shared.by_hash.get(name[-names.HASH_LENGTH :])
        if number is not None:
            self._expand(number)
        elif name.startswith(names.ENDPOINT_PREFIX):
            self._expand_all()

    def _expand_all(self) -> None:
        for number in range(len(self._node.shared.infos)):
            self._expand(number)

    def _expand(self, number: int) -> None:
        if number in self._expanded:
            return
        self._expanded.add(number)
        comments = not self._node.shared.is_large_cluster
        self._found.update(service_chains(self._node.port(number), self._node.settings, comments))


def _jump_chains(table: str) -> Mapping[str, ChainBuilder]:
    """The built-in chains of a table that have jumps."""
    return {chain: partial(_jump_chain, each, chain) for each, chain in JUMPS if each == table}


def _jump_chain(table: str, chain: str) -> Chain:
    return Chain(chain, tuple(jumps(table, chain)))
