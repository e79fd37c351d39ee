"""A routing table as lines: the chosen route marked, and why the others were not."""

from collections.abc import Iterable, Iterator

from sandbox.net import IPAddress
from sandbox.routing import Route, RouteType
from ui.panels.lines import Line

MOST = 200
"""Routes of a table that are shown at once; those for the packet's destination come first."""


def table_lines(
    routes: Iterable[Route], destination: IPAddress, chosen: Route | None, number: int
) -> list[Line]:
    """The routes of a packet's family: first those that fit its destination, the longest prefix on top."""
    family = [each for each in routes if each.destination.version == destination.version]
    fitting = [each for each in family if destination in each.destination]
    fitting.sort(key=lambda each: (each != chosen, -each.destination.prefixlen))
    others = [each for each in family if each not in fitting]
    lines = [_fitting_line(each, place, chosen, destination, number) for place, each in enumerate(fitting)]
    return [
        Line(
            f"Routes that fit {destination}",
            code=False,
            bold=True,
            fill="window",
            children=lines or (Line("none", "✗", "dropped", code=False),),
        ),
        *_groups(others),
    ]


def _groups(others: list[Route]) -> Iterator[Line]:
    for title, is_local in (("Other routes", False), ("This device's own addresses", True)):
        routes = [each for each in others if (each.type is RouteType.LOCAL) is is_local]
        if routes:
            shown = [Line(str(each), token="muted") for each in routes[:MOST]]
            if len(routes) > MOST:
                shown.append(Line(f"{len(routes) - MOST:,} more", "…", token="muted", code=False))
            yield Line(f"{title} ({len(routes):,})", code=False, bold=True, fill="window", children=shown)


def _fitting_line(
    route: Route, place: int, chosen: Route | None, destination: IPAddress, number: int
) -> Line:
    """A route that fits; `place` counts from the longest prefix, which is the one that is chosen."""
    if place == 0 and route == chosen:
        return Line(
            str(route),
            "●",
            "packet",
            fill="packet_fill",
            bold=True,
            number=number,
            said=f"chosen: {route}",
            children=(Line(f"chosen: {_why(route, destination)}", "✓", "replied", code=False),),
        )
    why = "fits, but another prefix is longer"
    if place == 0:
        why = f"would be chosen: {_why(route, destination)}"
    token = "muted" if place else "text"
    explained = Line(why, token="muted", code=False)
    return Line(str(route), "○", "muted", token=token, said=f"{why}: {route}", children=(explained,))


def _why(route: Route, destination: IPAddress) -> str:
    """Why it was chosen and what follows from it, in a sentence."""
    longest = f"the longest prefix that holds {destination} (/{route.destination.prefixlen})"
    if route.type is RouteType.LOCAL:
        return f"{longest}; the address is this device's own"
    if route.gateway is not None:
        return f"{longest}; on to the gateway {route.gateway} by {route.interface}"
    return f"{longest}; the destination is on the link of {route.interface}, no gateway is needed"
