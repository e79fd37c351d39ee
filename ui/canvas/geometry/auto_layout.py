"""A picture that nobody has to tidy: what sends left, what balances and serves, and the nodes right."""

from collections.abc import Iterable, Mapping, Sequence

from sandbox.geometry.boxes import Box, Point, around, snapped
from sandbox.kube import EndpointIndex, ObjectKey, zone_of
from sandbox.scenario import Scenario
from ui.canvas.geometry.arrange import rows_of

LAYERS = ("Client", "LoadBalancer", "Service", "Node", "Pod")
"""Which kinds stand in which column, from the left."""
ROW_GAP = 32.0
COLUMN_GAP = 96.0
MOST_ROWS = 8
"""A layer with more goes on in another column, and about as wide as high if it is much longer."""


def laid_out(
    scenario: Scenario, sizes: Mapping[ObjectKey, Box], fixed: Sequence[Box]
) -> dict[ObjectKey, Point]:
    """New places for the objects of `sizes`, clear of what is `fixed`; nodes of a zone are together."""
    from sandbox.topology.graph import ordered_layers

    layers = [[key for key in sizes if key.kind == kind] for kind in LAYERS]
    edges = [edge for edge in _edges(scenario) if edge[0] in sizes and edge[1] in sizes]
    zones = {node.key: zone_of(node) for node in scenario.nodes}
    ordered = ordered_layers([layer for layer in layers if layer], edges)
    by_zone = [sorted(layer, key=lambda key: zones.get(key, "")) for layer in ordered]
    boxes = _columns(by_zone, sizes)
    shift = _clear(around(boxes.values()), fixed)
    return {key: Point(snapped(box.x + shift.x), snapped(box.y + shift.y)) for key, box in boxes.items()}


def _edges(scenario: Scenario) -> Iterable[tuple[ObjectKey, ObjectKey]]:
    """Which objects belong near each other: by balancing, by endpoints, by flows."""
    index = EndpointIndex(scenario.pods)
    for balancer in scenario.load_balancers:
        for client in scenario.clients:
            yield client.key, balancer.key
        for path in balancer.services:
            yield balancer.key, ObjectKey.of("Service", path)
    for service in scenario.services:
        for name in {pod.node_name for pod in index.pods_selected_by(service)}:
            yield service.key, ObjectKey("Node", "", name)


def _columns(layers: Sequence[Sequence[ObjectKey]], sizes: Mapping[ObjectKey, Box]) -> dict[ObjectKey, Box]:
    """Columns side by side, each around the same middle line."""
    boxes: dict[ObjectKey, Box] = {}
    x = 0.0
    for layer in layers:
        rows = max(MOST_ROWS, rows_of([(sizes[key].width, sizes[key].height) for key in layer]))
        for first in range(0, len(layer), rows):
            column = layer[first : first + rows]
            height = sum(sizes[key].height + ROW_GAP for key in column) - ROW_GAP
            y, width = -height / 2, max(sizes[key].width for key in column)
            for key in column:
                boxes[key] = Box(x + (width - sizes[key].width) / 2, y, sizes[key].width, sizes[key].height)
                y += sizes[key].height + ROW_GAP
            x += width + COLUMN_GAP
    return boxes


def _clear(whole: Box, fixed: Sequence[Box]) -> Point:
    """How far to move everything: to the usual corner, or right of what stays where it is."""
    if not fixed:
        return Point(40 - whole.x, 40 - whole.y)
    taken = around(fixed)
    return Point(taken.right + COLUMN_GAP - whole.x, taken.y - whole.y)
