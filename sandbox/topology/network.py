"""What hosts are plugged into: veth pairs, and the network outside."""

from collections.abc import Callable, Mapping
from functools import cached_property
from types import MappingProxyType
from typing import Any

import msgspec

from sandbox.net import IPAddress, IPNetwork, parse_address
from sandbox.netfilter import Hook
from sandbox.routing import Route, RoutingTable
from sandbox.topology.host import Host

ROUTER_ADDRESSES: Mapping[int, IPAddress] = MappingProxyType(
    {4: parse_address("169.254.1.1"), 6: parse_address("2001:db8:ffff:ffff::1")}
)
"""Where errors of the network outside come from, by IP version: hosts forward no IPv6 link-local source.

An address that no scenario is likely to have.
"""

GATEWAYS: Mapping[int, IPAddress] = MappingProxyType(
    {4: parse_address("169.254.1.1"), 6: parse_address("fe80::1")}
)
"""The address of the network outside on every link, by IP version: the hosts' default gateway."""


class Port(msgspec.Struct, frozen=True):
    """An interface of a host."""

    host: str
    interface: str


class FabricRoute(msgspec.Struct, frozen=True):
    """Where the network outside sends packets for a destination."""

    destination: IPNetwork
    port: Port


class Fabric(msgspec.Struct, frozen=True, dict=True):
    """The routed network that joins nodes, clients and load balancers. It is no device of the trace.

    It knows node addresses, load balancer addresses, client addresses and each node's pod range, and
    nothing of Services; what it does not know is unroutable.
    """

    routes: tuple[FabricRoute, ...] = ()

    @cached_property
    def _table(self) -> tuple[RoutingTable, Mapping[str, Port]]:
        ports = {str(number): route.port for number, route in enumerate(self.routes)}
        table = RoutingTable(
            tuple(Route(route.destination, str(number)) for number, route in enumerate(self.routes))
        )
        return table, ports

    def lookup(self, destination: IPAddress) -> Port | None:
        """The interface that a packet for `destination` arrives at, or None if it is unroutable."""
        table, ports = self._table
        route = table.lookup(destination)
        return None if route is None else ports[route.interface]


class Topology(msgspec.Struct, frozen=True, dict=True):
    """All hosts by name, the links between them and the network outside.

    `links` holds veth pairs, each both ways; `bridges` what is behind a bridge's ports, by neighbour address;
    `tunnels` the far end of a tunnel, by the next hop that the routes through it name.
    """

    hosts: Mapping[str, Host]
    links: Mapping[Port, Port]
    fabric: Fabric
    bridges: Mapping[Port, Mapping[IPAddress, Port]] = MappingProxyType({})
    tunnels: Mapping[IPAddress, Port] = MappingProxyType({})

    @cached_property
    def hook_functions(self) -> dict[tuple[str, type[IPAddress], Hook], tuple[Callable[..., Any], ...]]:
        """What stands in a hook of a host for a kind of address, kept by the engine once it knows."""
        return {}

    def bridged(self, bridge: Port, neighbour: IPAddress) -> Port | None:
        """The pod's interface that answers for `neighbour` behind a bridge, or None."""
        return self.bridges.get(bridge, _NOBODY).get(neighbour)


_NOBODY: Mapping[IPAddress, Port] = MappingProxyType({})
