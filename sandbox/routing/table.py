"""A host's routing table."""

from enum import Enum
from functools import cached_property
from ipaddress import IPv4Address, IPv6Address

import msgspec

from sandbox.net import IPAddress, IPNetwork


class RouteType(Enum):
    """What a route does with a packet; the kernel's `local` table holds the LOCAL ones."""

    UNICAST = "unicast"
    LOCAL = "local"
    NOWHERE = "unreachable"
    """Says that there is no way, whatever shorter prefixes say."""


class Route(msgspec.Struct, frozen=True):
    """One route. `gateway` is None if the destination is on the link; `source` is the `src` hint."""

    destination: IPNetwork
    interface: str
    gateway: IPAddress | None = None
    type: RouteType = RouteType.UNICAST
    source: IPAddress | None = None

    def __str__(self) -> str:
        kind = "" if self.type is RouteType.UNICAST else f"{self.type.value} "
        destination = "default" if self.destination.prefixlen == 0 else str(self.destination)
        via = f" via {self.gateway}" if self.gateway else ""
        source = f" src {self.source}" if self.source else ""
        return f"{kind}{destination}{via} dev {self.interface}{source}"


class RoutingTable(msgspec.Struct, frozen=True, dict=True):
    """All routes of a host: local, connected and static. The longest prefix wins, then the first listed."""

    routes: tuple[Route, ...] = ()

    @cached_property
    def _by_prefix(self) -> dict[type[IPAddress], tuple[tuple[int, dict[int, Route]], ...]]:
        """For each family, longest prefix first: how many bits it leaves out, the route by the others."""
        found: dict[type[IPAddress], dict[int, dict[int, Route]]] = {IPv4Address: {}, IPv6Address: {}}
        for route in self.routes:
            network = route.destination
            left_out = network.max_prefixlen - network.prefixlen
            networks = found[type(network.network_address)].setdefault(left_out, {})
            networks.setdefault(int(network.network_address) >> left_out, route)
        return {family: tuple(sorted(prefixes.items())) for family, prefixes in found.items()}

    def lookup(self, destination: IPAddress) -> Route | None:
        """The route for `destination`, or None."""
        number = int(destination)
        for left_out, networks in self._by_prefix[type(destination)]:
            route = networks.get(number >> left_out)
            if route is not None:
                return None if route.type is RouteType.NOWHERE else route
        return None

    def is_local(self, address: IPAddress) -> bool:
        """Whether `address` is one of the host's own.

        kernel: net/ipv4/fib_frontend.c inet_addr_type
        """
        route = self.lookup(address)
        return route is not None and route.type is RouteType.LOCAL
