"""`World`: everything that packets meet and change, as one value."""

from collections.abc import Mapping
from types import MappingProxyType

import msgspec

from sandbox.conntrack import ConntrackTable, ConntrackTuple
from sandbox.net import IPAddress, Protocol
from sandbox.netfilter import Limits, RecentLists
from sandbox.topology import Port, Topology


class HostState(msgspec.Struct, frozen=True):
    """What packets leave behind on a host."""

    conntrack: ConntrackTable = ConntrackTable()
    recent: RecentLists = RecentLists()
    limits: Limits = Limits()
    steered: MappingProxyType[ConntrackTuple, Port] = MappingProxyType({})
    """A packet forwarder's flow table: the link by which it sends on what keeps its destination."""


class Target(msgspec.Struct, frozen=True):
    """Something a load balancer can send a new connection to.

    `address` and `port` are the new destination, None where it is kept; `via` is the node's link where the
    packet goes whatever its destination; `name` is for people.
    """

    name: str
    node: str
    via: Port | None = None
    address: IPAddress | None = None
    port: int = 0


class Frontend(msgspec.Struct, frozen=True):
    """One address and port that a load balancer answers on, and where it may send what comes there.

    `check_port` is the node port that health checks go to. `targets` holds those on eligible nodes, healthy
    or not.
    """

    service: str
    address: IPAddress
    port: int
    protocol: Protocol
    check_port: int
    targets: tuple[Target, ...] = ()


class Balancer(msgspec.Struct, frozen=True):
    """A load balancer's configuration.

    `sources` are the addresses that its own connections come from, the first of a family being used.
    `header` is the name of the header in which a proxy names the client, empty for none.
    """

    host: str
    is_proxy: bool
    frontends: tuple[Frontend, ...]
    sources: tuple[IPAddress, ...] = ()
    header: str = ""
    interval_seconds: float = 2
    unhealthy_threshold: int = 5
    healthy_threshold: int = 1

    def source_for(self, frontend: Frontend) -> IPAddress:
        """The address that its own connections for a frontend come from."""
        same = (each for each in self.sources if each.version == frontend.address.version)
        return next(same, frontend.address)

    def frontend(self, address: IPAddress, port: int, protocol: Protocol) -> Frontend | None:
        """The frontend for a packet's destination."""
        for each in self.frontends:
            if (each.address, each.port, each.protocol) == (address, port, protocol):
                return each
        return None


class NodeHealth(msgspec.Struct, frozen=True):
    """What one node answers to one health check port: whether it passes and what it said.

    It has answered so since `since`, a point on the clock; `was_in_pool` says whether it got new
    connections until then. Every eligible node starts in the pool.
    """

    healthy: bool
    answer: str
    since: float = 0.0
    was_in_pool: bool = True


class World(msgspec.Struct, frozen=True):
    """Topology, what packets left behind on each host, the clock and the load balancers' view of the nodes.

    `now` counts seconds since the objects took effect. `health` is what each probe finds, by load balancer
    host, node and port; whether a failing node has already left the pool is a matter of `now`.
    """

    topology: Topology
    balancers: Mapping[str, Balancer] = MappingProxyType({})
    states: MappingProxyType[str, HostState] = MappingProxyType({})
    now: float = 0.0
    health: Mapping[tuple[str, str, int], NodeHealth] = MappingProxyType({})
    node_addresses: Mapping[tuple[str, int], IPAddress] = MappingProxyType({})
    """Each node's primary address, by node label and IP version."""

    def state(self, host: str) -> HostState:
        """What packets left behind on that host."""
        return self.states.get(host, _EMPTY)

    def with_state(self, host: str, state: HostState) -> "World":
        """The world after `host` came to `state`."""
        if state is self.states.get(host, _EMPTY):
            return self
        return msgspec.structs.replace(self, states=MappingProxyType(self.states | {host: state}))


_EMPTY = HostState()
