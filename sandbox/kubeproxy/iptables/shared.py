"""What the nodes of a cluster have in common in iptables mode: chains that come out equal on them.

Most Services look the same from every node. Those with a Local policy or with hints do not; a chain is shared
by all nodes on which these few come to the same rules.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from sandbox.kube import EndpointIndex, Service
from sandbox.kubeproxy.iptables.capture import capture_rules
from sandbox.kubeproxy.iptables.settings import Settings
from sandbox.kubeproxy.names import service_hash
from sandbox.kubeproxy.service_port import NodeServicePort, ServicePortInfo
from sandbox.kubeproxy.shared import SharedPorts, Sharing
from sandbox.net import Family
from sandbox.netfilter.ruleset import Chain, Rule

LARGE_CLUSTER_ENDPOINTS = 1000
"""kube-proxy: pkg/proxy/iptables/proxier.go largeClusterEndpointsThreshold."""


class Place(NamedTuple):
    """A chain that all Services have their rules in."""

    table: str
    chain: str


Entries = Mapping[Place, tuple[Rule, ...]]


class SharedChains(SharedPorts):
    """All service ports of one family, and the chains that they have rules in."""

    def __init__(self, services: Sequence[Service], infos: Sequence[ServicePortInfo]) -> None:
        super().__init__(services, infos)
        self._entries: dict[tuple[object, ...], Entries] = {}
        self._chains: dict[tuple[object, ...], Chain] = {}

    @cached_property
    def by_hash(self) -> Mapping[str, int]:
        """The number of each service port by what its chains' names end in."""
        return {service_hash(info.name): number for number, info in enumerate(self.infos)}

    @cached_property
    def node_dependent(self) -> tuple[int, ...]:
        """The numbers of the service ports that nodes see differently."""
        return tuple(number for number, info in enumerate(self.infos) if info.depends_on_node)

    @cached_property
    def is_large_cluster(self) -> bool:
        """Whether there are so many endpoints that kube-proxy saves on comments."""
        return sum(len(info.endpoints) for info in self.infos) > LARGE_CLUSTER_ENDPOINTS

    def chain(
        self,
        place: Place,
        settings: Settings,
        port: Callable[[int], NodeServicePort],
        tail: tuple[Rule, ...] = (),
    ) -> Chain:
        """The Services' rules in a chain, then `tail`. `port` gives a service port as the node sees it."""
        own = {number: self._rules(place, number, port, settings) for number in self.node_dependent}
        key = (place, _relevant(settings), tuple(own.values()), tail)
        if key not in self._chains:
            numbers = range(len(self.infos))
            entries = (own[n] if n in own else self._rules(place, n, port, settings) for n in numbers)
            rules = [rule for each in entries for rule in each]
            self._chains[key] = Chain(place.chain, (*rules, *tail))
        return self._chains[key]

    def _rules(
        self, place: Place, number: int, port: Callable[[int], NodeServicePort], settings: Settings
    ) -> tuple[Rule, ...]:
        """One service port's rules in a chain."""
        seen = port(number)
        key = (number, seen.outcome, _relevant(settings))
        if key not in self._entries:
            self._entries[key] = _entries(seen, settings)
        return self._entries[key].get(place, ())


_SHARING = Sharing(SharedChains)


def shared_chains(services: Sequence[Service], endpoints: EndpointIndex, family: Family) -> SharedChains:
    """The service ports of one family. A function, which another process knows by its name."""
    return _SHARING.of(services, endpoints, family)


def _entries(port: NodeServicePort, settings: Settings) -> Entries:
    found: dict[Place, list[Rule]] = {}
    for table, chain, rule in capture_rules(port, settings):
        found.setdefault(Place(table, chain), []).append(rule)
    return {place: tuple(rules) for place, rules in found.items()}


def _relevant(settings: Settings) -> tuple[bool, bool]:
    """The settings that the rules in shared chains depend on."""
    return settings.localhost_node_ports, settings.nfacct
