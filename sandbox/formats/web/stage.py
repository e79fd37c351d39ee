"""The stage of a walk: every shape at its place, and the ways between devices."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

import msgspec
from msgspec.structs import replace

from sandbox.formats.web.selecting import Cast, cast_of
from sandbox.formats.web.shapes import (
    LOOSE_WIDTH,
    POD_HEIGHT,
    NodeShape,
    Shape,
    balancer_shape,
    client_shape,
    node_shape,
    pod_shape,
    service_shape,
)
from sandbox.geometry.boxes import Box, Point, around
from sandbox.geometry.lines import Path
from sandbox.geometry.wiring import Plug, Wiring, wiring_of
from sandbox.kube import ObjectKey
from sandbox.scenario import Scenario
from sandbox.scenario.compile.names import host_name
from sandbox.trace import Exchange

ROW_GAP, COLUMN_GAP = 32.0, 80.0
MARGIN = 24.0
MOST_ROWS = 4
"""Nodes under each other where nobody has placed them."""
BEND = 12.0
"""From the bridge to where the ways to pods part."""


class Stage(msgspec.Struct, frozen=True, dict=True):
    """What is drawn, in its final place. `left_out` counts objects that the picture does not show."""

    nodes: tuple[NodeShape, ...]
    others: tuple[Shape, ...]
    left_out: int

    @cached_property
    def bounds(self) -> Box:
        """The box around everything, with a margin."""
        boxes = [*(each.shape.box for each in self.nodes), *(each.box for each in self.others)]
        boxes += [around(path_box(path) for path in self.wiring.paths)] if self.wiring.paths else []
        return around(boxes).grown(MARGIN)

    @cached_property
    def wiring(self) -> Wiring:
        """The lines between devices."""
        nodes = {_device(each.shape): Plug(each.shape.box, each.bridge.middle.y) for each in self.nodes}
        outside = {
            _device(each): Plug(each.box, each.box.middle.y) for each in self.others if _is_wired(each)
        }
        return wiring_of(nodes, outside, [each.box for each in self.others if not _is_wired(each)])

    @cached_property
    def devices(self) -> Mapping[str, Shape]:
        """Every shape that a packet can be in, by the name that a trace has for it."""
        found = {_device(each): each for each in self.others if each.key.kind != "Service"}
        for node in self.nodes:
            found[_device(node.shape)] = node.shape
            found |= {_device(pod): pod for pod in node.pods}
        return found

    @cached_property
    def bridges(self) -> Mapping[str, Box]:
        """The bridge of each node, in the scene."""
        return {_device(each.shape): each.bridge for each in self.nodes}

    def route(self, sender: str, receiver: str) -> Path:
        """The way of a packet between two devices; empty where nothing joins them."""
        inside = self._ways_inside.get((sender, receiver))
        if inside:
            return inside
        backward = self._ways_inside.get((receiver, sender))
        return tuple(reversed(backward)) if backward else self.wiring.route(sender, receiver)

    @cached_property
    def _ways_inside(self) -> Mapping[tuple[str, str], Path]:
        """From each node's bridge to its pods."""
        return {
            (_device(node.shape), _device(pod)): way_inside(node, pod)
            for node in self.nodes
            for pod in node.pods
        }


def path_box(path: Path) -> Box:
    """The box around a path."""
    return around(Box(point.x, point.y, 0, 0) for point in path)


def way_inside(node: NodeShape, pod: Shape) -> Path:
    """From a node's bridge to a pod: straight in one column, else along the gap above its row."""
    start = Point(node.bridge.right, node.bridge.middle.y)
    if len({each.box.x for each in node.pods}) == 1:
        bend = (start.x + pod.box.x) / 2
        return start, Point(bend, start.y), Point(bend, pod.box.middle.y), Point(pod.box.x, pod.box.middle.y)
    bend, above = start.x + BEND, pod.box.y - 8
    across = Point(bend, start.y), Point(bend, above), Point(pod.box.middle.x, above)
    return start, *across, Point(pod.box.middle.x, pod.box.y)


def stage_of(scenario: Scenario, exchange: Exchange) -> Stage:
    """The stage for one path: objects where the scenario has them, unless it has no place for some.

    What is left out of a large scenario would leave gaps, so then everything shown is placed anew.
    """
    cast = cast_of(scenario, exchange)
    version = exchange.legs[0].trace.packet.source.version
    names = ((each, each.metadata.name) for each in cast.nodes)
    nodes = [node_shape(node, cast.pods[name], version, cast.more_pods[name]) for node, name in names]
    others = list(_others(cast, version))
    places = _places(scenario, [each.shape for each in nodes] + others)
    if cast.left_out or places is None:
        places = _arranged([each.shape for each in nodes], others)
    return Stage(
        tuple(_node_at(each, places[each.shape.key]) for each in nodes),
        tuple(_shape_at(each, places[each.key]) for each in others),
        cast.left_out,
    )


def _others(cast: Cast, version: int) -> Iterator[Shape]:
    for service in cast.services:
        yield service_shape(service, version)
    for client in cast.clients:
        yield client_shape(client, version)
    for balancer in cast.balancers:
        yield balancer_shape(balancer, version)
    for pod in cast.loose:
        yield pod_shape(pod, Box(0, 0, LOOSE_WIDTH, POD_HEIGHT), version)


def _places(scenario: Scenario, shapes: Iterable[Shape]) -> dict[ObjectKey, Point] | None:
    """The places that the scenario gives; None if it gives none for some, or they overlap."""
    places, boxes = {}, []
    for shape in shapes:
        position = scenario.by_key[shape.key].metadata.position
        if position is None:
            return None
        places[shape.key] = Point(*position)
        boxes.append(shape.box.moved(*position))
    return None if _overlap(boxes) else places


def _overlap(boxes: Sequence[Box]) -> bool:
    return any(one.meets(other) for index, one in enumerate(boxes) for other in boxes[:index])


def _arranged(nodes: Sequence[Shape], others: Sequence[Shape]) -> dict[ObjectKey, Point]:
    """Columns from the left: Services and loose pods, clients, load balancers, then the nodes."""
    kinds = (("Service", "Pod"), ("Client",), ("LoadBalancer",))
    columns = [[each for each in others if each.key.kind in kind] for kind in kinds]
    columns += [list(nodes[first : first + MOST_ROWS]) for first in range(0, len(nodes), MOST_ROWS)]
    places: dict[ObjectKey, Point] = {}
    x = 0.0
    for column in filter(None, columns):
        width, y = max(each.box.width for each in column), 0.0
        for shape in column:
            places[shape.key] = Point(x, y)
            y += shape.box.height + ROW_GAP
        x += width + COLUMN_GAP
    return places


def _shape_at(shape: Shape, place: Point) -> Shape:
    return replace(shape, box=shape.box.moved(*place))


def _node_at(node: NodeShape, place: Point) -> NodeShape:
    pods = tuple(_shape_at(each, place) for each in node.pods)
    return replace(node, shape=_shape_at(node.shape, place), bridge=node.bridge.moved(*place), pods=pods)


def _is_wired(shape: Shape) -> bool:
    return shape.key.kind in ("Client", "LoadBalancer")


def _device(shape: Shape) -> str:
    return host_name(shape.key)
