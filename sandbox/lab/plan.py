"""What a host's namespace is made of: devices, addresses, routes, rules and servers."""

import hashlib
from collections.abc import Iterable, Iterator
from itertools import takewhile

import msgspec

from sandbox.lab.given import RESTORE, Given, without_programs
from sandbox.lab.inside.frames import VXLAN_PORT
from sandbox.lab.inside.messages import Capture, Request, Run, Serve, Set, Socket
from sandbox.lab.wiring import Wiring
from sandbox.net import IPAddress, Protocol
from sandbox.netfilter import Ruleset, Table, is_iptables, nft
from sandbox.netfilter.ip_sets import MatchSet
from sandbox.netfilter.iptables import format_ruleset
from sandbox.routing import Route, RouteType
from sandbox.topology import (
    HealthServer,
    Host,
    HostKind,
    Interface,
    InterfaceKind,
    Listener,
    PodServer,
    Port,
    Topology,
)

MACHINE_WIDE = frozenset({"net.netfilter.nf_conntrack_max", "net.netfilter.nf_conntrack_buckets"})
"""Settings that a namespace has not of its own: all of a machine share them.

kernel: net/netfilter/nf_conntrack_standalone.c nf_conntrack_standalone_init_sysctl
"""

FORWARDERS = frozenset({HostKind.NODE, HostKind.LOAD_BALANCER})

BASE_SYSCTLS = (
    ("net/ipv4/conf/all/rp_filter", "0"),
    ("net/ipv4/conf/default/rp_filter", "0"),
    ("net/ipv4/conf/all/accept_redirects", "0"),
    ("net/ipv4/conf/default/accept_redirects", "0"),
    ("net/ipv4/conf/all/send_redirects", "0"),
    ("net/ipv4/conf/default/send_redirects", "0"),
    ("net/ipv4/ping_group_range", "0 2147483647"),
    ("net/ipv4/icmp_ratelimit", "0"),
    ("net/ipv4/icmp_msgs_per_sec", "100000"),
    ("net/ipv4/icmp_msgs_burst", "10000"),
    ("net/ipv6/icmp/ratelimit", "0"),
    ("net/ipv6/conf/all/disable_ipv6", "0"),
    ("net/ipv6/conf/default/disable_ipv6", "0"),
    ("net/ipv6/conf/default/accept_dad", "0"),
    ("net/ipv6/conf/default/dad_transmits", "0"),
    ("net/ipv6/conf/default/accept_ra", "0"),
    ("net/ipv6/conf/default/router_solicitations", "0"),
)
"""Every namespace: nothing that comes late, and no source address that is not believed."""

FORWARDER_SYSCTLS = (
    ("net/ipv4/ip_forward", "1"),
    ("net/ipv6/conf/all/forwarding", "1"),
    ("net/bridge/bridge-nf-call-iptables", "1"),
    ("net/bridge/bridge-nf-call-ip6tables", "1"),
)

NEIGHBOUR_SYSCTLS = (("retrans_time_ms", "100"), ("proxy_delay", "0"))
"""A neighbour that does not answer is given up within the time that an attempt takes."""


class HostPlan(msgspec.Struct, frozen=True):
    """Requests for one namespace: before its cables are plugged in, and after."""

    before: tuple[Request, ...]
    after: tuple[Request, ...]


def plan_host(topology: Topology, host: Host, wiring: Wiring, given: Given | None = None) -> HostPlan:
    """The plan of a host, without what a load balancer has besides; `given`: see `load_rules`."""
    base = BASE_SYSCTLS + (FORWARDER_SYSCTLS if host.kind in FORWARDERS else ())
    settings = host.sysctls.items()
    own = tuple((sysctl_path(name), value) for name, value in settings if name not in MACHINE_WIDE)
    after: list[Request] = [
        Run(("ip", "-batch", "-"), batch(device_commands(topology, host, wiring))),
        *tunnel_requests(topology, host),
        Set(tuple(_interface_sysctls(host)), optional=True),
        Set(own),
        *load_rules(host, given),
        *(serve for listener in host.listeners for serve in _serves(listener)),
    ]
    captured = tuple(cable.far.interface for cable in wiring.pods if cable.far.host == host.name)
    if captured:
        after.append(Capture(captured))
    return HostPlan((Set((*base, *own), optional=True),), tuple(after))


def sysctl_path(name: str) -> str:
    """`net.ipv4.ip_forward` as a path below /proc/sys; `/` stands for a dot in a name, as in sysctl(8)."""
    return name.translate(str.maketrans("./", "/."))


def batch(commands: Iterator[str]) -> str:
    """Lines for `ip -batch`."""
    return "".join(f"{command}\n" for command in commands)


def load_rules(host: Host, given: Given | None = None) -> tuple[Run, ...]:
    """Load the host's rules of both families; of equal priorities, what is to run first is loaded last.

    With `given`, its texts are loaded in the place of what was read from them. Raises LabError.

    kernel: net/netfilter/core.c nf_hook_entries_grow
    """
    given = given or Given(host.rulesets)
    rulesets = given.beneath
    restores = [
        Run((RESTORE[family],), format_ruleset(ruleset, family))
        for family, ruleset in rulesets.items()
        if any(is_iptables(table.name) for table in ruleset.tables)
    ]
    sets = _set_text(host)
    if sets:
        restores.insert(0, Run(("ipset", "restore"), sets))
    tables = tuple(_nft_tables(rulesets.values()))
    before = {name for ruleset in rulesets.values() for name in _before_iptables(ruleset)}
    early = nft.format_ruleset(Ruleset(tuple(each for each in tables if each.name not in before)))
    late = nft.format_ruleset(Ruleset(tuple(each for each in tables if each.name in before)))
    first, last = ((Run(("nft", "-f", "-"), text),) if text else () for text in (early, late))
    return tuple(map(without_programs, (*first, *restores, *last, *given.loads())))


def _before_iptables(ruleset: Ruleset) -> Iterator[str]:
    """The nftables tables that run before those of iptables, if the ruleset has any of these."""
    names = [table.name for table in ruleset.tables]
    if any(map(is_iptables, names)):
        yield from takewhile(lambda name: not is_iptables(name), names)


def _set_text(host: Host) -> str:
    """What makes the sets that the host's rules ask, each line once: a list of sets has its members' too."""
    asked = (
        each.set.text
        for ruleset in host.rulesets.values()
        for table in ruleset.tables
        for chain in table.chains.values()
        for rule in chain.rules
        for each in rule.expressions
        if isinstance(each, MatchSet)
    )
    return batch(iter(dict.fromkeys(line for text in asked for line in text.splitlines())))


def _nft_tables(rulesets: Iterable[Ruleset]) -> Iterable[Table]:
    """The nftables tables in the order of loading: of two with equal priorities the last one runs first."""
    found = {table.name: table for ruleset in rulesets for table in reversed(ruleset.tables)}
    return (table for table in found.values() if not is_iptables(table.name))


def device_commands(topology: Topology, host: Host, wiring: Wiring) -> Iterator[str]:
    """Devices, bridges before their ports, then addresses, then how neighbours are reached, then routes."""
    yield "link set lo up"
    yield from _loose_ends(host, wiring)
    for interface in sorted(host.interfaces, key=lambda each: each.kind is not InterfaceKind.BRIDGE):
        yield from _device(host, interface)
    for interface in host.interfaces:
        yield from _addresses(interface)
    yield from _neighbours(topology, host, wiring)
    for route in host.routes.routes:
        if route.type is not RouteType.LOCAL and not _is_connected(host, route):
            yield route_command(route)


def _loose_ends(host: Host, wiring: Wiring) -> Iterator[str]:
    """A pair of which nobody has the far end, for each interface that leads nowhere, as a node's own may."""
    ends = {port for cable in wiring.pods for port in (cable.near, cable.far)}
    for number, interface in enumerate(host.interfaces):
        if interface.kind is InterfaceKind.VETH and Port(host.name, interface.name) not in ends:
            yield f"link add name {interface.name} type veth peer name loose{number}"


def _device(host: Host, interface: Interface) -> Iterator[str]:
    name = interface.name
    match interface.kind:
        case InterfaceKind.BRIDGE:
            yield f"link add name {name} type bridge forward_delay 0 mcast_snooping 0"
            yield f"link set {name} up"
        case InterfaceKind.TUNNEL:
            yield from _tunnel(host, interface)
        case InterfaceKind.VETH | InterfaceKind.NETWORK:
            if interface.bridge:
                yield f"link set {name} master {interface.bridge}"
                yield f"link set {name} type bridge_slave hairpin {'on' if interface.hairpin else 'off'}"
            yield f"link set {name} up"
        case InterfaceKind.LOOPBACK:
            pass


def _tunnel(host: Host, interface: Interface) -> Iterator[str]:
    """A VXLAN device, whatever the tunnel: what is inside is the same, and not every kernel has others."""
    local = underlay_address(host)
    mac = tunnel_mac(host, interface.name)
    kind = f"vxlan id 1 dstport {VXLAN_PORT} local {local} nolearning"
    yield f"link add name {interface.name} address {mac} type {kind}"
    yield f"link set {interface.name} up"


def underlay_address(host: Host) -> IPAddress:
    """The address that a tunnel's packets have outside. Raises StopIteration if the host is on no network."""
    return next(
        each.address
        for interface in host.interfaces
        if interface.kind is InterfaceKind.NETWORK
        for each in interface.addresses
    )


def tunnel_mac(host: Host, interface: str) -> str:
    """The link-layer address of a tunnel device, the same whenever it is asked for."""
    digest = hashlib.sha256(f"{host.name} {interface}".encode()).hexdigest()
    return "02:4e:58:" + ":".join(digest[place : place + 2] for place in (0, 2, 4))


def tunnel_requests(topology: Topology, host: Host) -> Iterator[Run]:
    """Fill the tunnels' forwarding tables."""
    if tunnels_of(host):
        yield Run(("bridge", "-batch", "-"), batch(tunnel_entries(topology, host)))


def tunnel_entries(topology: Topology, host: Host) -> Iterator[str]:
    """Lines for `bridge -batch`: which node is behind which link-layer address."""
    for name in tunnels_of(host):
        for peer in {port.host: port for port in topology.tunnels.values()}.values():
            if peer.host != host.name:
                remote = topology.hosts[peer.host]
                mac = tunnel_mac(remote, peer.interface)
                yield f"fdb append {mac} dev {name} dst {underlay_address(remote)}"


def tunnels_of(host: Host) -> tuple[str, ...]:
    """The names of a host's tunnel devices."""
    return tuple(each.name for each in host.interfaces if each.kind is InterfaceKind.TUNNEL)


def _addresses(interface: Interface) -> Iterator[str]:
    """The addresses in their order; IPv6's from the last, since the kernel puts a new one before the others.

    kernel: net/ipv6/addrconf.c ipv6_link_dev_addr
    """
    four = [each for each in interface.addresses if each.address.version == 4]
    six = [each for each in interface.addresses if each.address.version == 6]
    for each in (*four, *reversed(six)):
        if interface.kind is InterfaceKind.LOOPBACK and each.address.is_loopback:
            continue  # the kernel's own
        detection = " nodad" if each.address.version == 6 else ""
        yield f"address add {each} dev {interface.name}{detection}"


def _neighbours(topology: Topology, host: Host, wiring: Wiring) -> Iterator[str]:
    """Fixed entries for the far end of each cable that leads to a router, and for nodes behind a tunnel."""
    for cable in (*wiring.network, *wiring.pods):
        if cable.near.host == host.name and cable.target is None:
            interface = cable.near.interface
            for gateway in gateways(host, interface):
                yield f"neigh replace {gateway} lladdr {cable.far_mac} dev {interface} nud permanent"
    for name in tunnels_of(host):
        for next_hop, port in topology.tunnels.items():
            if port.host != host.name:
                mac = tunnel_mac(topology.hosts[port.host], port.interface)
                yield f"neigh replace {next_hop} lladdr {mac} dev {name} nud permanent"


def gateways(host: Host, interface: str) -> tuple[IPAddress, ...]:
    """The gateways that a host has on a link, without those that really have the address, as a bridge has."""
    addresses = {route.gateway for route in host.routes.routes if route.interface == interface}
    connected = [each.network for each in host.interface(interface).addresses]
    return tuple(
        each for each in addresses if each is not None and not any(each in network for network in connected)
    )


def _is_connected(host: Host, route: Route) -> bool:
    """Whether the kernel makes this route by itself, from an address."""
    if route.gateway is not None or route.type is not RouteType.UNICAST:
        return False
    own = host.interface(route.interface).addresses
    return any(each.network == route.destination for each in own)


def route_command(route: Route) -> str:
    """The `ip` line that adds a route; a gateway that no address connects is on the link."""
    kind = "" if route.type is RouteType.UNICAST else f"{route.type.value} "
    destination = "default" if route.destination.prefixlen == 0 else str(route.destination)
    if route.destination.version == 6 and destination == "default":
        destination = "::/0"
    via = f" via {route.gateway}" if route.gateway else ""
    onlink = " onlink" if route.gateway else ""
    source = f" src {route.source}" if route.source else ""
    device = f" dev {route.interface}" if route.type is RouteType.UNICAST else ""
    return f"route add {kind}{destination}{via}{device}{onlink}{source}"


def _interface_sysctls(host: Host) -> Iterator[tuple[str, str]]:
    for interface in host.interfaces:
        for family in ("ipv4", "ipv6"):
            for name, value in NEIGHBOUR_SYSCTLS:
                yield f"net/{family}/neigh/{interface.name}/{name}", value
        if interface.kind is InterfaceKind.VETH and not interface.bridge and host.kind is HostKind.NODE:
            yield f"net/ipv4/conf/{interface.name}/proxy_arp", "1"


def _serves(listener: Listener) -> Iterator[Serve]:
    """One socket for each family that the listener is for."""
    match listener.application:
        case PodServer(pod):
            identity, status, body = pod, 200, ""
        case HealthServer(_, status, body):
            identity = ""
        case _:
            return  # a load balancer's: it needs to know its targets
    if listener.protocol in (Protocol.TCP, Protocol.UDP):
        for each in sockets_of(listener):
            yield Serve(each, identity, status, body)


def sockets_of(listener: Listener) -> tuple[Socket, ...]:
    """The sockets of a listener: one, or one of each family for the wildcard."""
    protocol, port = listener.protocol.value, listener.port
    if listener.address is not None:
        address = listener.address
        return (Socket(protocol, address.version, str(address), port),)
    return (Socket(protocol, 4, "", port), Socket(protocol, 6, "", port))
