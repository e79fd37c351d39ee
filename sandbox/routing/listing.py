"""Reading what `ip -j route` prints, also with `-6` and `show table all`."""

from collections.abc import Iterator

import msgspec

from sandbox.net import Family, IPAddress, family_of, parse_address, parse_network
from sandbox.net.words import one_line
from sandbox.routing.table import Route, RouteType
from sandbox.telling import told

_DEFAULTS = {Family.IPV4: "0.0.0.0/0", Family.IPV6: "::/0"}
_READ_PAST = frozenset({"broadcast", "anycast", "multicast"})
"""What the kernel adds for addresses that no flow goes to."""
_NOWHERE = frozenset({"unreachable", "blackhole", "prohibit"})
_TABLES = ("main", "local", "default")


class RouteTextError(ValueError):
    """The text is not what `ip -j route` prints; one sentence."""


class _NextHop(msgspec.Struct, frozen=True):
    dev: str = ""
    gateway: str = ""
    flags: list[str] = []


class _Line(msgspec.Struct, frozen=True):
    dst: str
    type: str = "unicast"
    dev: str = ""
    gateway: str = ""
    table: str | int = "main"
    prefsrc: str = ""
    metric: int = 0
    flags: list[str] = []
    nexthops: list[_NextHop] = []


class RouteListing(msgspec.Struct, frozen=True):
    """The routes, of equal destinations the best one first, and what was not read as it stands."""

    routes: tuple[Route, ...] = ()
    remarks: tuple[str, ...] = ()


def read_routes(text: str, family: Family) -> RouteListing:
    """The routes of one family. Raises RouteTextError."""
    try:
        lines = msgspec.json.decode(text or "[]", type=list[_Line])
        ordered = sorted(lines, key=lambda line: line.metric)
        kept = [line for line in ordered if line.type not in _READ_PAST and not {"dead"} & set(line.flags)]
        remarks = tuple(remark for line in kept for remark in _remarks(line))
        return RouteListing(tuple(route for line in kept for route in _routes(line, family)), remarks)
    except (ValueError, RecursionError) as error:
        raise RouteTextError(f"this is not what ip -j route prints: {one_line(str(error))}") from None


def _routes(line: _Line, family: Family) -> Iterator[Route]:
    """The route of a line, if it is one of the family's and of a table that is looked at.

    The routes of IPv6 link-local addresses, which no flow goes to, are left out.
    """
    whole = _DEFAULTS[_family_of_default(line, family)]
    destination = parse_network(whole if line.dst == "default" else line.dst)
    if family_of(destination) is not family or line.table not in _TABLES:
        return
    if family is Family.IPV6 and destination.is_link_local:
        return
    hop = _hop(line)
    gateway = parse_address(hop.gateway) if hop.gateway else None
    if gateway is not None and family_of(gateway) is not family:
        return
    source: IPAddress | None = parse_address(line.prefsrc) if line.prefsrc else None
    if line.type in _NOWHERE:
        yield Route(destination, hop.dev, type=RouteType.NOWHERE)
    elif line.type == "local":
        yield Route(destination, hop.dev, type=RouteType.LOCAL, source=source)
    elif line.type == "unicast" and hop.dev:
        yield Route(destination, hop.dev, gateway, source=source)


def _family_of_default(line: _Line, family: Family) -> Family:
    """The family of a default route: its gateway's, else the one that was asked for."""
    gateway = _hop(line).gateway
    return family_of(parse_address(gateway)) if gateway else family


def _hop(line: _Line) -> _NextHop:
    """Where the route leads; of several next hops the first that is alive."""
    alive = [each for each in line.nexthops if "dead" not in each.flags]
    return alive[0] if alive else _NextHop(line.dev, line.gateway)


def _remarks(line: _Line) -> Iterator[str]:
    if line.nexthops:
        yield told(
            "{to} has {count} next hops, of which the first is taken", to=line.dst, count=len(line.nexthops)
        )
    if line.table not in _TABLES:
        yield told("{to} is in table {table}, which is not looked at", to=line.dst, table=line.table)
    elif line.type in _NOWHERE - {"unreachable"}:
        yield told("{type} {to} is taken for unreachable: the sender is told", type=line.type, to=line.dst)
    elif line.type not in (*_NOWHERE, "unicast", "local"):
        yield told("{type} {to} is left out", type=line.type, to=line.dst)
