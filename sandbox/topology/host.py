"""A host: a network namespace with interfaces, routes, rules and listening sockets."""

from collections.abc import Mapping
from enum import Enum
from functools import cached_property
from types import MappingProxyType
from typing import TypeAlias

import msgspec

from sandbox.conntrack import Settings
from sandbox.net import Family, InterfaceAddress, IPAddress, Protocol, family_of, parse_address
from sandbox.netfilter import Ruleset
from sandbox.routing import RoutingTable
from sandbox.topology.sysctls import InterfaceSettings

WILDCARDS: Mapping[Family, IPAddress] = MappingProxyType(
    {Family.IPV4: parse_address("0.0.0.0"), Family.IPV6: parse_address("::")}
)
"""What a socket is bound to that takes packets to every address of one family."""


class HostKind(Enum):
    """What a host stands for; the value is the prefix of its name in a trace."""

    CLIENT = "client"
    LOAD_BALANCER = "lb"
    NODE = "node"
    POD = "pod"


class InterfaceKind(Enum):
    """What is behind an interface."""

    LOOPBACK = "loopback"
    NETWORK = "network"
    """A link to the network that joins nodes, clients and load balancers."""
    BRIDGE = "bridge"
    VETH = "veth"
    """One end of a pair between a pod and its node."""
    TUNNEL = "tunnel"


class Interface(msgspec.Struct, frozen=True):
    """A network device. `bridge` names the bridge that it is a port of; `hairpin` is that port's setting."""

    name: str
    kind: InterfaceKind
    addresses: tuple[InterfaceAddress, ...] = ()
    bridge: str = ""
    hairpin: bool = True


class PodServer(msgspec.Struct, frozen=True):
    """echoserver in a pod: answers every request. `pod` is namespace/name."""

    pod: str


class HealthServer(msgspec.Struct, frozen=True):
    """kube-proxy answering health checks over HTTP with `status` and `body`."""

    service: str
    """namespace/name, empty for kube-proxy's own health on port 10256."""
    status: int
    body: str


class ProxyServer(msgspec.Struct, frozen=True):
    """The listening side of a load balancer that terminates connections. `service` is namespace/name."""

    service: str
    service_port: int


class Kernel(msgspec.Struct, frozen=True):
    """The host's own kernel, which answers echo requests. `pod` is namespace/name, empty if it is none."""

    pod: str = ""


Application: TypeAlias = PodServer | HealthServer | ProxyServer | Kernel


class Listener(msgspec.Struct, frozen=True):
    """A listening socket; `address` None is the wildcard, 0.0.0.0 or :: that of one family."""

    protocol: Protocol
    port: int
    application: Application
    address: IPAddress | None = None


class Host(msgspec.Struct, frozen=True, dict=True):
    """A device of the trace. `name` is what a trace calls it, such as `node/kubernetes-node-cx31`."""

    name: str
    kind: HostKind
    interfaces: tuple[Interface, ...]
    routes: RoutingTable
    rulesets: Mapping[Family, Ruleset] = MappingProxyType({})
    listeners: tuple[Listener, ...] = ()
    sysctls: Mapping[str, str] = MappingProxyType({})

    def interface(self, name: str) -> Interface:
        """The interface of that name. Raises KeyError if there is none."""
        return self._by_name[name]

    def listener(self, protocol: Protocol, port: int, address: IPAddress) -> Listener | None:
        """The socket that takes a packet; one bound to the address goes before one on the wildcard."""
        sockets = self._sockets.get((protocol, port))
        if sockets is None:
            return None
        return sockets.get(address) or sockets.get(WILDCARDS[family_of(address)]) or sockets.get(None)

    @cached_property
    def own_addresses(self) -> tuple[InterfaceAddress, ...]:
        """The addresses of all interfaces in their order, without 127.0.0.0/8 and ::1."""
        every = (address for interface in self.interfaces for address in interface.addresses)
        return tuple(each for each in every if not each.address.is_loopback)

    @cached_property
    def usable_addresses(self) -> Mapping[str, tuple[InterfaceAddress, ...]]:
        """Those of each interface that packets may come from: none of 127.0.0.0/8, nor ::1."""
        return {
            name: tuple(each for each in interface.addresses if not each.address.is_loopback)
            for name, interface in self._by_name.items()
        }

    @cached_property
    def interface_settings(self) -> Mapping[str, InterfaceSettings]:
        """The IPv4 settings of each interface."""
        return {each.name: InterfaceSettings.of(self.sysctls, each.name) for each in self.interfaces}

    @cached_property
    def tracking(self) -> Settings:
        """How it tracks connections."""
        return Settings.of(self.sysctls)

    @property
    def network_interface(self) -> str:
        """The name of its first link to the network outside. Raises StopIteration if there is none."""
        return next(each.name for each in self.interfaces if each.kind is InterfaceKind.NETWORK)

    @cached_property
    def _by_name(self) -> Mapping[str, Interface]:
        return {each.name: each for each in reversed(self.interfaces)}

    @cached_property
    def _sockets(self) -> Mapping[tuple[Protocol, int], Mapping[IPAddress | None, Listener]]:
        """The listeners of each port by the address that they are bound to, the first of equals."""
        found: dict[tuple[Protocol, int], dict[IPAddress | None, Listener]] = {}
        for each in self.listeners:
            found.setdefault((each.protocol, each.port), {}).setdefault(each.address, each)
        return found

    @property
    def label(self) -> str:
        """The name without its kind: `kubernetes-node-cx31`."""
        return self.name.partition("/")[2]

    @cached_property
    def kernel(self) -> Kernel:
        """Who answers echo requests."""
        return Kernel(self.label if self.kind is HostKind.POD else "")
