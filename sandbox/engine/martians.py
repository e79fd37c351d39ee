"""Martians: packets whose addresses the kernel does not believe, given where they came in."""

from sandbox.engine.skb import Skb
from sandbox.engine.stack import Stack
from sandbox.net import IPAddress, Packet
from sandbox.routing import Route, RouteType
from sandbox.telling import told


def loopback_is_routed(stack: Stack, address: IPAddress, interface: str) -> bool:
    """Whether a loopback address may cross `interface`. There is no such setting for IPv6.

    kernel: include/linux/inetdevice.h IN_DEV_NET_ROUTE_LOCALNET
    """
    return address.version == 4 and stack.host.interface_settings[interface].route_localnet > 0


def loopback_martian(stack: Stack, skb: Skb) -> str:
    """Why a loopback address may not have come in by the packet's interface; empty where nothing is wrong.

    kernel: net/ipv4/route.c ip_route_input_slow; net/ipv6/ip6_input.c ip6_rcv_core
    """
    if stack.is_loopback(skb.in_interface):
        return ""
    for address in (skb.packet.source, skb.packet.destination):
        if address.is_loopback and not loopback_is_routed(stack, address, skb.in_interface):
            return told(
                "{address} came in by {interface} without route_localnet",
                address=address,
                interface=skb.in_interface,
            )
    return ""


def martian_source(stack: Stack, skb: Skb) -> str:
    """Why the kernel does not believe the source of a packet that it has a route for; empty if it does.

    IPv6 believes every source: rp_filter and accept_local are IPv4's.
    kernel: net/ipv4/fib_frontend.c fib_validate_source, __fib_validate_source
    """
    packet, interface = skb.packet, skb.in_interface
    if packet.source.version == 6 or stack.is_loopback(interface):
        return ""
    settings, back = stack.host.interface_settings[interface], stack.host.routes.lookup(packet.source)
    if back is not None and back.type is RouteType.LOCAL and not settings.accept_local:
        return told("its source {source} is this host's own address", source=packet.source)
    if not settings.rp_filter or (back is not None and back.interface == interface):
        return ""
    return _not_the_way_back(stack, packet, back, interface, settings.rp_filter)


def _not_the_way_back(stack: Stack, packet: Packet, back: Route | None, interface: str, mode: int) -> str:
    """rp_filter: with 1 the best route back must leave by `interface`, with another value there must be one.

    An interface without an address has no other route to offer.
    """
    if back is None:
        return told(
            "rp_filter={mode} on {interface} and no route back to {source}",
            mode=mode,
            interface=interface,
            source=packet.source,
        )
    if mode == 1 or not stack.host.interface(interface).addresses:
        return told(
            "rp_filter={mode} on {interface}, and the route back to {source} leaves by {other}",
            mode=mode,
            interface=interface,
            source=packet.source,
            other=back.interface,
        )
    return ""
