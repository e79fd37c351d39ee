"""From one version of a scenario to the next while packets are about: what stays and what goes."""

from collections.abc import Collection, Iterator, Sequence
from types import MappingProxyType

import msgspec

from sandbox.conntrack import ConntrackEntry, ConntrackTable
from sandbox.engine import HostState, World, with_health
from sandbox.kube import EndpointIndex, Service, ServicePort, endpoints_of, is_proxied
from sandbox.net import Family, IPAddress, Protocol, family_of, of_family
from sandbox.scenario.compile.names import node_host
from sandbox.scenario.compile.world import compile_world
from sandbox.scenario.model import Scenario
from sandbox.topology import Host, HostKind


def recompiled(world: World, scenario: Scenario, before: Scenario | None = None) -> World:
    """The world of an edited scenario, with what packets left behind in the world before the edit.

    Where the edit attached a real node's connections, which the scenario `before` it tells, it has those.
    Connections and affinity outlive a change of the rules; only UDP entries whose endpoint is gone are
    deleted, by kube-proxy. Load balancers find out about a change by their next health checks.
    """
    fresh = msgspec.structs.replace(compile_world(scenario), now=world.now)
    ports = tuple(_UdpPort.all_of(scenario))
    states = {
        host: _carried(state, world.topology.hosts[host], fresh.topology.hosts[host], ports)
        for host, state in world.states.items()
        if host in fresh.topology.hosts
    }
    listed = dict(_listed_anew(fresh, world, before or scenario, scenario))
    carried = msgspec.structs.replace(fresh, states=MappingProxyType({**fresh.states, **states, **listed}))
    return with_health(carried, world)


def _listed_anew(
    fresh: World, world: World, before: Scenario, after: Scenario
) -> Iterator[tuple[str, HostState]]:
    """The states of nodes to which other connections were attached: they have these and no more."""
    earlier = {each.metadata.name: each.state.conntrack for each in before.hosts}
    for document in after.hosts:
        host, text = node_host(document.metadata.name), document.state.conntrack
        if text and text != earlier.get(document.metadata.name, "") and host in fresh.topology.hosts:
            yield host, msgspec.structs.replace(world.state(host), conntrack=fresh.state(host).conntrack)


def _carried(state: HostState, before: Host, after: Host, ports: Sequence["_UdpPort"]) -> HostState:
    """What is left on a host of what packets left behind there."""
    if after.kind is not HostKind.NODE:
        return state
    table = state.conntrack
    for entry in state.conntrack:
        if _lost_its_address(entry, before, after):
            table = table.without(entry)
    kept = state if table is state.conntrack else msgspec.structs.replace(state, conntrack=table)
    return _cleaned(kept, ports)


def _lost_its_address(entry: ConntrackEntry, before: Host, after: Host) -> bool:
    """Whether the device that a connection was masqueraded for is gone, or has no more the address it gave.

    kernel: net/netfilter/nf_nat_masquerade.c masq_device_event, masq_inet_event
    """
    if not entry.masqueraded:
        return False
    had, has = (_addresses_on(host, entry.masqueraded) for host in (before, after))
    address = entry.reply.destination
    return has is None or (had is not None and address in had and address not in has)


def _addresses_on(host: Host, name: str) -> Collection[IPAddress] | None:
    """The addresses of a device, None if there is no such device."""
    named = (each for each in host.interfaces if each.name == name)
    return next((tuple(one.address for one in each.addresses) for each in named), None)


def _cleaned(state: HostState, ports: Sequence["_UdpPort"]) -> HostState:
    """A node's state after kube-proxy has removed stale UDP entries.

    kube-proxy: pkg/proxy/conntrack/cleanup.go CleanStaleEntries; TCP and SCTP entries are never removed
    """
    table: ConntrackTable = state.conntrack
    for entry in state.conntrack:
        if entry.original.protocol is Protocol.UDP and any(each.is_stale(entry) for each in ports):
            table = table.without(entry)
    return state if table is state.conntrack else msgspec.structs.replace(state, conntrack=table)


class _UdpPort(msgspec.Struct, frozen=True):
    """What a UDP service port is reached by, and the addresses of the endpoints that serve it."""

    family: Family
    addresses: frozenset[IPAddress]
    port: int
    node_port: int
    serving: frozenset[IPAddress]

    @classmethod
    def all_of(cls, scenario: Scenario) -> Iterator["_UdpPort"]:
        index = EndpointIndex(scenario.pods, scenario.endpoint_slices, scenario.nodes)
        for service in filter(is_proxied, scenario.services):
            for port in service.ports:
                if port.protocol is Protocol.UDP:
                    for family in Family:
                        yield cls._of(service, port, family, index)

    @classmethod
    def _of(cls, service: Service, port: ServicePort, family: Family, index: EndpointIndex) -> "_UdpPort":
        ingress = tuple(each.ip for each in service.ingress if each.ip_mode == "VIP")
        addresses = (*service.cluster_ips, *service.external_ips, *ingress)
        endpoints = endpoints_of(service, port, family, index)
        return cls(
            family,
            frozenset(of_family(addresses, family)),
            port.port,
            port.node_port,
            frozenset(each.address for each in endpoints if each.serving),
        )

    def is_stale(self, entry: ConntrackEntry) -> bool:
        """Whether the entry leads from this port to something that does not serve it any more."""
        to = entry.original
        if family_of(to.destination) is not self.family:
            return False
        by_address = to.destination in self.addresses and to.destination_port == self.port
        by_node_port = self.node_port != 0 and to.destination_port == self.node_port
        return (by_address or by_node_port) and entry.reply.source not in self.serving
