"""`Stack`: one host's network stack while a packet is in it."""

from collections.abc import Iterator
from types import MappingProxyType

import msgspec

from sandbox.chance import Chooser
from sandbox.conntrack import ConntrackEntry, ConntrackTuple, sysctl_number
from sandbox.engine.world import Balancer, HostState, World
from sandbox.net import Family, IPAddress, family_of
from sandbox.netfilter import Limits, RecentLists, Ruleset
from sandbox.routing import RouteType, select_address
from sandbox.topology import Host, InterfaceKind, Port
from sandbox.trace import ReceiveStep, Step

_BRIDGE_CALLS = {
    Family.IPV4: "net.bridge.bridge-nf-call-iptables",
    Family.IPV6: "net.bridge.bridge-nf-call-ip6tables",
}


class Stack:
    """A host, its state, the clock and the chooser. `state` is replaced as the packet changes it.

    `record` adds to `steps`, what has happened to the packet on this host.
    """

    def __init__(self, world: World, host: str, chooser: Chooser) -> None:
        self.world = world
        self.host: Host = world.topology.hosts[host]
        self.state: HostState = world.state(host)
        self.now = world.now
        self.chooser = chooser
        self.steps: list[Step] = []
        self.record = self.steps.append

    @property
    def balancer(self) -> Balancer | None:
        """The load balancer that this host is."""
        return self.world.balancers.get(self.host.name)

    def store(self, entry: ConntrackEntry) -> None:
        """Put a connection into the table, or in the place of its earlier self."""
        table = self.state.conntrack.with_entry(entry)
        self.state = msgspec.structs.replace(self.state, conntrack=table)

    def forget(self, entry: ConntrackEntry) -> None:
        """Take a connection out of the table."""
        table = self.state.conntrack.without(entry)
        self.state = msgspec.structs.replace(self.state, conntrack=table)

    def tidy(self) -> None:
        """Take the connections whose time is up out of the table."""
        table = self.state.conntrack.without_expired(self.now)
        self.state = msgspec.structs.replace(self.state, conntrack=table)

    def store_lists(self, recent: RecentLists, limits: Limits) -> None:
        """Keep the lists of `-m recent` and what limits have left as a table left them."""
        if recent is not self.state.recent or limits is not self.state.limits:
            self.state = msgspec.structs.replace(self.state, recent=recent, limits=limits)

    def steer(self, flow: ConntrackTuple, via: Port) -> None:
        """Send all packets of a flow by the same link."""
        steered = MappingProxyType(self.state.steered | {flow: via})
        self.state = msgspec.structs.replace(self.state, steered=steered)

    def steered(self, flow: ConntrackTuple) -> Port | None:
        """The link by which a flow is sent on, while its connection is in the table and the link is there."""
        via = self.state.steered.get(flow)
        known = via is not None and via.host in self.world.topology.hosts
        return via if known and self.is_taken(flow) else None

    def is_taken(self, wanted: ConntrackTuple) -> bool:
        """Whether a connection has that tuple already."""
        return self.state.conntrack.find(wanted, self.now) is not None

    def of_source(self, wanted: ConntrackTuple) -> Iterator[ConntrackEntry]:
        """The connections that began at the source of `wanted`, the newest first."""
        return self.state.conntrack.of_source(wanted, self.now)

    def draw_port(self, low: int, high: int) -> int:
        """A random number for the search of a free port."""
        return self.chooser.draw(f"{self.host.name}/port", low, high)

    def is_local(self, address: IPAddress) -> bool:
        """Whether the address is this host's own."""
        return self.host.routes.is_local(address)

    def comes_back(self, source: IPAddress, interface: str, loose: bool, accept_local: bool) -> bool:
        """Whether a packet from `source` may come in by `interface`, as a rule asks it.

        kernel: net/ipv4/netfilter/ipt_rpfilter.c rpfilter_mt
        """
        if interface == "" or self.is_loopback(interface):
            return True
        if self.is_local(source):
            own = self.host.interface(interface).addresses
            return accept_local and (loose or any(each.address == source for each in own))
        back = self.host.routes.lookup(source)
        return back is not None and (loose or back.interface == interface)

    def ruleset(self, address: IPAddress) -> Ruleset | None:
        """The rules for the family of `address`, None where there are none."""
        return self.host.rulesets.get(family_of(address))

    def address_towards(
        self, interface: str, next_hop: IPAddress, destination: IPAddress
    ) -> IPAddress | None:
        """The address that this host uses on `interface`; never one of 127.0.0.0/8 or ::1."""
        usable = self.host.usable_addresses[interface]
        return select_address(usable, self.host.own_addresses, next_hop, destination)

    def source_for(self, destination: IPAddress, instead: str = "") -> IPAddress | None:
        """The address that a socket without one gets for `destination`; None if there is no route.

        It is one of the interface that the route leaves by, or of another one `instead`.
        kernel: net/ipv4/route.c ip_route_output_key_hash_rcu
        """
        route = self.host.routes.lookup(destination)
        if route is None:
            return None
        if route.type is RouteType.LOCAL:
            return destination
        next_hop = route.gateway or destination
        return route.source or self.address_towards(instead or route.interface, next_hop, destination)

    @property
    def came_in_by(self) -> str:
        """The interface that the packet came in by, a bridge for its ports; empty for one of its own."""
        first = self.steps[0] if self.steps else None
        return self.bridge_of(first.interface) if isinstance(first, ReceiveStep) else ""

    def sysctl(self, name: str, default: int = 0) -> int:
        """A kernel setting; `default` where the host does not say. A switch is on unless it is 0."""
        setting = self.host.sysctls.get(name)
        return default if setting is None else sysctl_number(setting)

    def filters_bridges(self, address: IPAddress) -> bool:
        """Whether rules see what crosses a bridge in frames, for the family of `address`."""
        return self.sysctl(_BRIDGE_CALLS[family_of(address)]) != 0

    def bridge_of(self, interface: str) -> str:
        """The bridge that `interface` is a port of, or the interface itself."""
        return self.host.interface(interface).bridge or interface

    def is_loopback(self, interface: str) -> bool:
        """Whether `interface` leads back into this host."""
        return self.host.interface(interface).kind is InterfaceKind.LOOPBACK

    def is_bridge(self, interface: str) -> bool:
        """Whether `interface` is a bridge."""
        return self.host.interface(interface).kind is InterfaceKind.BRIDGE
