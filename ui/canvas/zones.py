"""Zones as they are seen: where the nodes of each stand, if they stand together."""

from itertools import combinations

import msgspec

from sandbox.geometry.boxes import Box, around
from sandbox.kube import zone_of
from sandbox.scenario import Scenario
from ui.canvas.places import Places


class Zone(msgspec.Struct, frozen=True):
    """A zone's name, and the box around its nodes."""

    name: str
    box: Box


def zones_of(scenario: Scenario, places: Places) -> tuple[Zone, ...]:
    """The zones of a scenario that has several, by name; none if they stand in each other's way."""
    found: dict[str, list[Box]] = {}
    for node in scenario.nodes:
        name = zone_of(node)
        if name and node.key in places:
            found.setdefault(name, []).append(places.box(node.key))
    if len(found) < 2:
        return ()
    zones = tuple(Zone(name, around(found[name])) for name in sorted(found))
    crossed = any(one.box.meets(other.box) for one, other in combinations(zones, 2))
    return () if crossed else zones
