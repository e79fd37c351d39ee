"""What a load balancer has besides what every host has: routes, rules or a proxy that picks a target.

Packets that keep their destination are spread by the routing table, by a hash over addresses and ports, as
routers do: such a load balancer never sees a reply and so has no connections that it could remember.
"""

from collections.abc import Iterator, Mapping
from itertools import starmap
from typing import TypeAlias

from sandbox.engine.balance import is_in_pool
from sandbox.engine.world import Balancer, Frontend, Target, World
from sandbox.lab.inside.messages import Request, Run, Serve, Set, Socket, Upstream
from sandbox.lab.plan import batch
from sandbox.lab.wiring import Cable, Wiring
from sandbox.net import IPAddress, Protocol, socket_text
from sandbox.topology import GATEWAYS, Port

HEADERS = {"X-Forwarded-For": "XForwardedFor", "Forwarded": "Forwarded", "PROXY": "ProxyProtocol"}
"""How a scenario calls the header of a name."""

RESTORE = {4: "iptables-restore", 6: "ip6tables-restore"}

SYSCTLS = (
    ("net/ipv4/conf/all/accept_local", "1"),  # a node answers with the load balancer's own address
    ("net/ipv4/fib_multipath_hash_policy", "1"),
    ("net/ipv6/fib_multipath_hash_policy", "1"),
)

FIRST_LINK_TABLE = 10
"""First routing table, and mark, for packets that a proxy sends to one node as they are."""

FIRST_FRONTEND_TABLE = 100
"""First routing table for packets to a frontend, which all keep their destination."""

EVERYTHING = {4: "default", 6: "::/0"}

LinkTables: TypeAlias = Mapping[Port | None, tuple[int, Cable]]
"""The cable to each node's link, with its routing table."""


def plan_balancer(world: World, balancer: Balancer, wiring: Wiring) -> tuple[Request, ...]:
    """What to ask of a load balancer's process once its links are there."""
    cables = [each for each in wiring.network if each.near.host == balancer.host and each.target is not None]
    links = {each.target: (FIRST_LINK_TABLE + number, each) for number, each in enumerate(cables)}
    requests: list[Request] = [
        Set(SYSCTLS),
        Run(("ip", "-batch", "-"), batch(_routes(world, balancer, links))),
    ]
    for version in GATEWAYS:
        rules = batch(_routing_rules(balancer, links, version))
        requests.append(Run(("ip", f"-{version}", "-batch", "-"), rules))
    servers = _proxies(world, balancer, links) if balancer.is_proxy else _translations(world, balancer)
    return (*requests, *servers)


def translates(balancer: Balancer) -> bool:
    """Whether replies have to come back through it: it forwards packets and changes their destination."""
    targets = [target for frontend in balancer.frontends for target in frontend.targets]
    return not balancer.is_proxy and any(target.address is not None for target in targets)


def pool_of(world: World, balancer: Balancer, frontend: Frontend) -> tuple[Target, ...]:
    """The targets that new connections may go to."""
    return tuple(each for each in frontend.targets if is_in_pool(world, balancer, frontend, each))


def _steered_frontends(balancer: Balancer) -> Iterator[tuple[int, Frontend]]:
    """Frontends whose packets keep their destination, with their routing tables."""
    for number, frontend in enumerate(balancer.frontends):
        if not balancer.is_proxy and all(target.address is None for target in frontend.targets):
            yield FIRST_FRONTEND_TABLE + number, frontend


def _routes(world: World, balancer: Balancer, links: LinkTables) -> Iterator[str]:
    for table, cable in links.values():
        yield f"link set {cable.near.interface} up"
        for version, gateway in GATEWAYS.items():
            yield f"neigh replace {gateway} lladdr {cable.far_mac} dev {cable.near.interface} nud permanent"
            yield f"route add {EVERYTHING[version]} {_next_hop(cable, gateway)} table {table}"
    for table, frontend in _steered_frontends(balancer):
        version = frontend.address.version
        pool = pool_of(world, balancer, frontend)
        hops = [_next_hop(links[target.via][1], GATEWAYS[version]) for target in pool]
        many = "".join(f" nexthop {hop}" for hop in hops)
        if not pool:
            yield f"route add blackhole {EVERYTHING[version]} table {table}"
        else:
            yield f"route add {EVERYTHING[version]} table {table}{many if len(hops) > 1 else f' {hops[0]}'}"


def _next_hop(cable: Cable, gateway: IPAddress) -> str:
    return f"via {gateway} dev {cable.near.interface} onlink"


def _routing_rules(balancer: Balancer, links: LinkTables, version: int) -> Iterator[str]:
    """What is steered goes before what is the load balancer's own."""
    if links:
        yield "rule add preference 32000 lookup local"
        yield "rule del preference 0"
    for table, _ in links.values():
        yield f"rule add preference {table} fwmark {table} lookup {table}"
    for table, frontend in _steered_frontends(balancer):
        if frontend.address.version == version:
            match = f"to {frontend.address} ipproto {frontend.protocol.lower} dport {frontend.port}"
            yield f"rule add preference {table} {match} lookup {table}"


def _proxies(world: World, balancer: Balancer, links: LinkTables) -> Iterator[Request]:
    """A listening proxy for each frontend."""
    for frontend in balancer.frontends:
        targets = tuple(
            (
                str(target.address or frontend.address),
                target.port or frontend.port,
                links[target.via][0] if target.address is None else 0,
            )
            for target in pool_of(world, balancer, frontend)
        )
        where = Socket("TCP", frontend.address.version, str(frontend.address), frontend.port)
        upstream = Upstream(targets, str(balancer.source_for(frontend)), HEADERS.get(balancer.header, ""))
        if frontend.protocol is Protocol.TCP:
            yield Serve(where, balancer.host, upstream=upstream)


def _translations(world: World, balancer: Balancer) -> Iterator[Request]:
    """Rules of each family that give each new connection a target as its destination, at random."""
    for version, restore in RESTORE.items():
        lines = [
            line
            for frontend in balancer.frontends
            if frontend.address.version == version and all(each.address for each in frontend.targets)
            for line in _picks(frontend, pool_of(world, balancer, frontend))
        ]
        if lines:
            tables = starmap(_table, ((name, lines) for name in ("nat", "mangle")))
            yield Run((restore,), "".join(tables))


def _table(name: str, lines: list[tuple[str, str]]) -> str:
    return "\n".join([f"*{name}", *(line for table, line in lines if table == name), "COMMIT", ""])


def _picks(frontend: Frontend, pool: tuple[Target, ...]) -> Iterator[tuple[str, str]]:
    """Rules by table. The first of n targets is taken with probability 1/n, then the next of those left."""
    protocol = frontend.protocol.lower
    match = f"-A PREROUTING -d {frontend.address} -p {protocol} --dport {frontend.port}"
    if not pool:
        yield "mangle", f"{match} -j DROP"
    for number, target in enumerate(pool):
        left = len(pool) - number
        chance = f" -m statistic --mode random --probability {1 / left:.10f}" if left > 1 else ""
        yield "nat", f"{match}{chance} -j DNAT --to-destination {_destination(target)}"


def _destination(target: Target) -> str:
    assert target.address is not None
    return socket_text(target.address, target.port) if target.port else str(target.address)
