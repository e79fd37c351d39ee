"""Addresses and the routes that they bring: what every kind of host has in common."""

from collections.abc import Iterable, Iterator

from sandbox.net import (
    InterfaceAddress,
    IPAddress,
    family_of,
    network_of,
    parse_interface_address,
    parse_network,
)
from sandbox.routing import Route, RouteType
from sandbox.scenario.compile.names import LOOPBACK, NETWORK
from sandbox.topology import GATEWAYS, Interface, InterfaceKind

DEFAULTS = {4: parse_network("0.0.0.0/0"), 6: parse_network("::/0")}

LOOPBACK_INTERFACE = Interface(
    LOOPBACK,
    InterfaceKind.LOOPBACK,
    (parse_interface_address("127.0.0.1/8"), parse_interface_address("::1/128")),
)


def alone(address: IPAddress) -> InterfaceAddress:
    """An address that makes nothing else connected."""
    return InterfaceAddress(address, family_of(address).bits)


def address_routes(interfaces: Iterable[Interface]) -> Iterator[Route]:
    """The local and connected routes that the kernel makes of a host's addresses.

    Of IPv4 they name the address, of IPv6 they do not.
    kernel: net/ipv4/fib_frontend.c fib_add_ifaddr, net/ipv6/addrconf.c addrconf_prefix_route
    """
    for interface in interfaces:
        for each in interface.addresses:
            if each.address.is_loopback:
                yield Route(each.network, interface.name, type=RouteType.LOCAL, source=each.address)
                continue
            local = network_of(each.address)
            yield Route(local, interface.name, type=RouteType.LOCAL, source=each.address)
            if each.network != local:
                source = each.address if each.address.version == 4 else None
                yield Route(each.network, interface.name, source=source)


def default_routes(addresses: Iterable[IPAddress], link: str = NETWORK) -> Iterator[Route]:
    """A default route to the network outside for each family that the host has an address of."""
    for version in sorted({address.version for address in addresses}):
        yield Route(DEFAULTS[version], link, GATEWAYS[version])
