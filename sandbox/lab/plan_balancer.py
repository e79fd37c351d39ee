"""What a load balancer has besides what every host has: rules that pick a target, or a proxy that does."""

from collections.abc import Iterator, Mapping
from typing import TypeAlias

from sandbox.engine.balance import is_in_pool
from sandbox.engine.world import Balancer, Frontend, Target, World
from sandbox.lab.inside.messages import Request, Run, Serve, Set, Socket, Upstream
from sandbox.lab.plan import batch
from sandbox.lab.wiring import Wiring
from sandbox.net import Protocol
from sandbox.topology import Port

HEADERS = {"X-Forwarded-For": "XForwardedFor", "Forwarded": "Forwarded", "PROXY": "ProxyProtocol"}
"""How a scenario calls the header of a name."""

RESTORE = {4: "iptables-restore", 6: "ip6tables-restore"}

LOCAL_SOURCE = (("net/ipv4/conf/all/accept_local", "1"),)
"""A node that answers for the load balancer's address may answer the load balancer itself."""

Marks: TypeAlias = Mapping[Port | None, int]
"""The mark of each node's link."""

FIRST_MARK = 1
GATEWAYS = {4: "169.254.1.1", 6: "fe80::1"}


def plan_balancer(world: World, balancer: Balancer, wiring: Wiring) -> tuple[Request, ...]:
    """What to ask of a load balancer's process once its links are there."""
    links = [
        cable for cable in wiring.network if cable.near.host == balancer.host and cable.target is not None
    ]
    marks = {cable.target: FIRST_MARK + number for number, cable in enumerate(links)}
    steering: list[Request] = [
        Run(("ip", "-batch", "-"), batch(_link(cable.near.interface, cable.far_mac, FIRST_MARK + number)))
        for number, cable in enumerate(links)
    ]
    if links:
        steering += [
            Run(("ip", family, "-batch", "-"), batch(_steering(len(links)))) for family in ("-4", "-6")
        ]
    own = _proxies(world, balancer, marks) if balancer.is_proxy else _rules(world, balancer, marks)
    return (Set(LOCAL_SOURCE), *steering, *own)


def translates(balancer: Balancer) -> bool:
    """Whether replies have to come back through it: it forwards packets and changes their destination."""
    targets = [target for frontend in balancer.frontends for target in frontend.targets]
    return not balancer.is_proxy and any(target.address is not None for target in targets)


def pool_of(world: World, balancer: Balancer, frontend: Frontend) -> tuple[Target, ...]:
    """The targets that new connections may go to."""
    return tuple(each for each in frontend.targets if is_in_pool(world, balancer, frontend, each))


def _proxies(world: World, balancer: Balancer, marks: Marks) -> Iterator[Request]:
    """A listening proxy for each frontend that has someone to connect to."""
    for frontend in balancer.frontends:
        targets = tuple(
            (str(target.address or frontend.address), target.port or frontend.port, _mark(target, marks))
            for target in pool_of(world, balancer, frontend)
        )
        where = Socket("TCP", frontend.address.version, str(frontend.address), frontend.port)
        upstream = Upstream(targets, str(balancer.source_for(frontend)), HEADERS.get(balancer.header, ""))
        if frontend.protocol is Protocol.TCP:
            yield Serve(where, balancer.host, upstream=upstream)


def _rules(world: World, balancer: Balancer, marks: Marks) -> Iterator[Request]:
    """Rules of each family that pick a target at random for each new connection."""
    for version, restore in RESTORE.items():
        frontends = [each for each in balancer.frontends if each.address.version == version]
        if frontends:
            lines = [
                line for each in frontends for line in _picks(each, pool_of(world, balancer, each), marks)
            ]
            yield Run((restore,), _of_table("nat", lines) + _of_table("mangle", lines))


def _of_table(table: str, lines: list[tuple[str, str]]) -> str:
    return "\n".join([f"*{table}", *(line for name, line in lines if name == table), "COMMIT", ""])


def _picks(frontend: Frontend, pool: tuple[Target, ...], marks: Marks) -> Iterator[tuple[str, str]]:
    """Rules by table. The first of n targets is taken with probability 1/n, then the next of those left."""
    match = f"-A PREROUTING {_destination(frontend)}"
    if not pool:
        yield "mangle", f"{match} -j DROP"
    for number, target in enumerate(pool):
        left = len(pool) - number
        chance = f" -m statistic --mode random --probability {1 / left:.10f}" if left > 1 else ""
        if target.address is not None:
            yield "nat", f"{match}{chance} -j DNAT --to-destination {_socket(target)}"
        else:
            new = "-m conntrack --ctstate NEW -m connmark --mark 0"
            yield "mangle", f"{match} {new}{chance} -j CONNMARK --set-mark {_mark(target, marks)}"
    yield "mangle", f"{match} -j CONNMARK --restore-mark"


def _mark(target: Target, marks: Marks) -> int:
    """The mark that sends a packet down the link to the target's node; 0 where its destination is enough."""
    return 0 if target.address is not None else marks[target.via]


def _destination(frontend: Frontend) -> str:
    return f"-d {frontend.address} -p {frontend.protocol.lower} --dport {frontend.port}"


def _socket(target: Target) -> str:
    assert target.address is not None
    address = str(target.address) if target.address.version == 4 else f"[{target.address}]"
    return f"{address}:{target.port}" if target.port else address


def _link(interface: str, router_mac: str, mark: int) -> Iterator[str]:
    """A link to one node, and a routing table that has nothing else."""
    yield f"link set {interface} up"
    for version, everything in ((4, "default"), (6, "::/0")):
        gateway = GATEWAYS[version]
        yield f"neigh replace {gateway} lladdr {router_mac} dev {interface} nud permanent"
        yield f"route add {everything} via {gateway} dev {interface} onlink table {mark}"


def _steering(count: int) -> Iterator[str]:
    """Marked packets use their node's table, even if the address is the load balancer's own."""
    yield "rule add preference 32000 lookup local"
    yield "rule del preference 0"
    for mark in range(FIRST_MARK, FIRST_MARK + count):
        yield f"rule add preference {100 + mark} fwmark {mark} lookup {mark}"
