"""A routing table as lines: the chosen route marked, and why the others were not."""

from collections.abc import Iterable, Iterator

from sandbox.net import IPAddress
from sandbox.routing import Route, RouteType
from ui.language import tr
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
            tr("Routes that fit {destination}", destination=destination),
            code=False,
            bold=True,
            fill="window",
            children=lines or (Line("none", "✗", "dropped", code=False),),
        ),
        *_groups(others),
    ]


def _groups(others: list[Route]) -> Iterator[Line]:
    for title, is_local in ((tr("Other routes"), False), (tr("This device's own addresses"), True)):
        routes = [each for each in others if (each.type is RouteType.LOCAL) is is_local]
        if routes:
            shown = [Line(str(each), token="muted") for each in routes[:MOST]]
            if len(routes) > MOST:
                shown.append(
                    Line(tr("{count:,} more", count=len(routes) - MOST), "…", token="muted", code=False)
                )
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
            said=tr("chosen: {route}", route=route),
            children=(Line(tr("chosen: {why}", why=_why(route, destination)), "✓", "replied", code=False),),
        )
    why = tr("fits, but another prefix is longer")
    if place == 0:
        why = tr("would be chosen: {why}", why=_why(route, destination))
    token = "muted" if place else "text"
    explained = Line(why, token="muted", code=False)
    return Line(str(route), "○", "muted", token=token, said=f"{why}: {route}", children=(explained,))


def _why(route: Route, destination: IPAddress) -> str:
    """Why it was chosen and what follows from it, in a sentence."""
    longest = tr(
        "the longest prefix that holds {destination} (/{prefixlen})",
        destination=destination,
        prefixlen=route.destination.prefixlen,
    )
    if route.type is RouteType.LOCAL:
        return tr("{longest}; the address is this device's own", longest=longest)
    if route.gateway is not None:
        return tr(
            "{longest}; on to the gateway {gateway} by {interface}",
            longest=longest,
            gateway=route.gateway,
            interface=route.interface,
        )
    return tr(
        "{longest}; the destination is on the link of {interface}, no gateway is needed",
        longest=longest,
        interface=route.interface,
    )
