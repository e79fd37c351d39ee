"""Parts of the canvas as subjects: built anew from the scenario, so that any thread may paint them."""

from collections.abc import Collection
from typing import TypeVar

from msgspec.structs import replace

from sandbox.geometry.boxes import Box
from sandbox.kube import Node, Pod, Service
from sandbox.playback import Timeline
from sandbox.scenario import Client, LoadBalancer, Scenario
from sandbox.scenario.compile.names import host_name
from sandbox.scenario.diff import diff
from ui.canvas.paint.ink import FontMeasure
from ui.canvas.paint.whole import whole_area
from ui.canvas.picture import Picture
from ui.canvas.walk import Walk, walk_at
from ui.export.subjects import CanvasPart

Value = TypeVar("Value", Node, Pod, Service, Client, LoadBalancer)


def picture_of(scenario: Scenario) -> tuple[Picture, FontMeasure]:
    """The picture of a scenario, and what it is measured with."""
    measure = FontMeasure()
    picture = Picture(measure)
    picture.sync(diff(Scenario(), scenario), scenario)
    return picture, measure


def folded(scenario: Scenario, visited: Collection[str]) -> Scenario:
    """A large scenario with what a walk does not come to folded to counts, and everything placed anew."""

    def fold(value: Value) -> Value:
        collapsed = value.key.kind == "Service" or host_name(value.key) not in visited
        return replace(value, metadata=replace(value.metadata, position=None, collapsed=collapsed))

    homes = {f"node/{each.node_name}" for each in scenario.pods if host_name(each.key) in visited}
    visited = {*visited, *homes}
    return replace(
        scenario,
        nodes=tuple(map(fold, sorted(scenario.nodes, key=lambda each: host_name(each.key) not in visited))),
        pods=tuple(map(fold, scenario.pods)),
        services=tuple(map(fold, scenario.services)),
        clients=tuple(map(fold, scenario.clients)),
        load_balancers=tuple(map(fold, scenario.load_balancers)),
        notes=(),
    )


def whole_canvas(scenario: Scenario, timeline: Timeline | None = None, number: int = 0) -> CanvasPart:
    """Everything, with the packet at step `number` of a timeline if there is one."""
    if timeline is None:
        return canvas_part(scenario, None)
    return canvas_part(scenario, walk_at(timeline.exchange, timeline.at_step(number)))


def canvas_part(scenario: Scenario, walk: Walk | None, area: Box | None = None) -> CanvasPart:
    """An area with a moment of a walk; without an area, everything."""
    picture, measure = picture_of(scenario)
    if area is None:
        area = whole_area(picture, measure, () if walk is None else (walk,))
    return CanvasPart(picture, measure, area, walk)
