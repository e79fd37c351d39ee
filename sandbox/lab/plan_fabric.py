"""What the namespace of the network outside is made of: a router that translates nothing."""

from collections.abc import Iterator

from sandbox.engine import World
from sandbox.lab.inside.messages import Capture, Request, Run, Set
from sandbox.lab.plan import BASE_SYSCTLS, FORWARDER_SYSCTLS, HostPlan, batch
from sandbox.lab.wiring import Cable, Wiring
from sandbox.net import IPNetwork
from sandbox.topology import GATEWAYS, ROUTER_ADDRESSES, InterfaceKind, Port, Topology

ADDRESSES = tuple(
    f"{address}/{address.max_prefixlen}"
    for address in dict.fromkeys((*GATEWAYS.values(), *ROUTER_ADDRESSES.values()))
)
"""The router's addresses on every link."""

NEXT_HOPS = {4: "169.254.1.2", 6: "fe80::2"}
"""What the router calls the host at the other end of each link; fixed neighbour entries stand behind them."""

NOWHERE = "nowhere"
"""The device that everything goes to that the network outside has no route for."""

FAMILY_TARGETS = {
    "iptables-restore": ("TTL --ttl-inc 1", "icmp-net-unreachable"),
    "ip6tables-restore": ("HL --hl-inc 1", "icmp6-no-route"),
}
"""For each family, how a packet keeps its time to live, and with what it is refused."""

STEERED_TABLE = 100
"""First routing table for packets that come out of a link of a load balancer that leads to one node."""

RETURN_TABLE = 1000
"""First routing table, and mark, for packets that must go back through a load balancer."""

ROUTER_SYSCTLS = (
    ("net/ipv4/conf/all/proxy_arp", "1"),
    ("net/ipv4/conf/default/proxy_arp", "1"),
    ("net/ipv6/conf/all/proxy_ndp", "1"),
)


def plan_fabric(world: World, wiring: Wiring, returning: tuple[str, ...]) -> HostPlan:
    """The plan of the router. `returning` are the load balancers that replies go back through."""
    after: list[Request] = [
        Run(("ip", "-batch", "-"), batch(_commands(world.topology, wiring))),
        Run(("ip", "-6", "-batch", "-"), batch(_rules(wiring, returning))),
        Run(("ip", "-batch", "-"), batch(_rules(wiring, returning))),
        Run(("ip", "-batch", "-"), batch(_tables(wiring, returning))),
        Set(
            tuple((f"net/ipv4/neigh/{each.far.interface}/proxy_delay", "0") for each in wiring.network), True
        ),
        Set(
            tuple((f"net/ipv6/neigh/{each.far.interface}/proxy_delay", "0") for each in wiring.network), True
        ),
    ]
    marks = return_rules(wiring, returning)
    after += [Run((restore,), rules(marks, *targets)) for restore, targets in FAMILY_TARGETS.items()]
    after.append(Capture(tuple(cable.far.interface for cable in wiring.network)))
    return HostPlan((Set((*BASE_SYSCTLS, *FORWARDER_SYSCTLS, *ROUTER_SYSCTLS), optional=True),), tuple(after))


def cable_commands(wiring: Wiring, process_of: dict[str, str]) -> Iterator[str]:
    """`ip` lines that plug in every cable, each end straight into the namespace of its process."""
    for cable in (*wiring.network, *wiring.pods):
        near, far = cable.near, cable.far
        yield (
            f"link add name {near.interface} address {cable.near_mac} netns {process_of[near.host]} type veth"
            f" peer name {far.interface} address {cable.far_mac} netns {process_of[far.host]}"
        )


def _commands(topology: Topology, wiring: Wiring) -> Iterator[str]:
    yield "link set lo up"
    for cable in wiring.network:
        port = cable.far.interface
        yield f"link set {port} up"
        for gateway in ADDRESSES:
            yield f"address add {gateway} dev {port}{' nodad' if ':' in gateway else ''}"
        for next_hop in NEXT_HOPS.values():
            yield f"neigh add {next_hop} lladdr {cable.near_mac} dev {port} nud permanent"
    for destination, towards in first_routes(topology):
        yield f"route add {destination} {_towards(wiring.at(towards), destination.version)}"
    yield from _proxied_neighbours(topology, wiring)
    yield f"link add name {NOWHERE} type veth peer name {NOWHERE}-end"
    yield f"link set {NOWHERE} up"
    yield f"route add default dev {NOWHERE}"
    yield f"route add ::/0 dev {NOWHERE}"


def first_routes(topology: Topology) -> Iterator[tuple[IPNetwork, Port]]:
    """The network's routes, the first of each destination."""
    seen: set[IPNetwork] = set()
    for route in topology.fabric.routes:
        if route.destination not in seen:
            seen.add(route.destination)
            yield route.destination, route.port


def _towards(cable: Cable, version: int) -> str:
    return f"via {NEXT_HOPS[version]} dev {cable.far.interface}{' onlink' if version == 4 else ''}"


def _proxied_neighbours(topology: Topology, wiring: Wiring) -> Iterator[str]:
    """The IPv6 addresses on the other links: a host that thinks them on its own finds the router there."""
    addresses = [
        (host.name, each.address)
        for host in topology.hosts.values()
        for interface in host.interfaces
        if interface.kind is InterfaceKind.NETWORK
        for each in interface.addresses
        if each.address.version == 6
    ]
    for cable in wiring.network:
        for name, address in addresses:
            if name != cable.near.host:
                yield f"neigh add proxy {address} dev {cable.far.interface}"


def _rules(wiring: Wiring, returning: tuple[str, ...]) -> Iterator[str]:
    for number, cable in enumerate(steered(wiring)):
        yield f"rule add iif {cable.far.interface} lookup {STEERED_TABLE + number}"
    for number in range(len(returning)):
        yield f"rule add fwmark {RETURN_TABLE + number} lookup {RETURN_TABLE + number}"


def _tables(wiring: Wiring, returning: tuple[str, ...]) -> Iterator[str]:
    for version, everything in ((4, "default"), (6, "::/0")):
        for number, cable in enumerate(steered(wiring)):
            assert cable.target is not None
            towards = _towards(wiring.at(cable.target), version)
            yield f"route add {everything} {towards} table {STEERED_TABLE + number}"
        for number, balancer in enumerate(returning):
            towards = _towards(first_link(wiring, balancer), version)
            yield f"route add {everything} {towards} table {RETURN_TABLE + number}"


def steered(wiring: Wiring) -> tuple[Cable, ...]:
    """The load balancers' cables that each lead to one node."""
    return tuple(cable for cable in wiring.network if cable.target is not None)


def first_link(wiring: Wiring, host: str) -> Cable:
    """A host's first cable to the network. Raises StopIteration if it has none."""
    return next(cable for cable in wiring.network if cable.near.host == host)


def rules(marks: list[str], unseen: str, answer: str) -> str:
    """The router's rules: it leaves no trace in a packet, and refuses what is for nobody.

    A rule does that because the kernel's own refusals are limited to a few in a row.
    """
    mangle = ["*mangle", f"-A PREROUTING -j {unseen}", *marks, "COMMIT"]
    refusal = ["*filter", f"-A FORWARD -o {NOWHERE} -j REJECT --reject-with {answer}", "COMMIT", ""]
    return "\n".join([*mangle, *refusal])


def return_rules(wiring: Wiring, returning: tuple[str, ...]) -> list[str]:
    """Mark connections that a load balancer opens towards nodes, and steer what comes back for them to it.

    A cloud's network knows them from its load balancer's flow table; here it is the router's own conntrack.
    """
    lines = []
    for number, balancer in enumerate(returning):
        port, mark = first_link(wiring, balancer).far.interface, RETURN_TABLE + number
        lines += [
            f"-A PREROUTING -i {port} -m conntrack --ctstate NEW -j CONNMARK --set-mark {mark}",
            f"-A PREROUTING ! -i {port} -m connmark --mark {mark}"
            f" -m conntrack --ctdir REPLY -j MARK --set-mark {mark}",
            f"-A OUTPUT -m connmark --mark {mark} -j MARK --set-mark {mark}",  # the router's own errors
        ]
    return lines
