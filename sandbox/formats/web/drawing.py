"""The stage as SVG: outlines that tell the kinds apart without colour, and text as text."""

from collections.abc import Iterable

from sandbox.formats.web.markup import element, escaped, number
from sandbox.formats.web.shapes import Line, NodeShape, Shape
from sandbox.formats.web.stage import Stage
from sandbox.geometry.boxes import Box
from sandbox.geometry.lines import Path
from sandbox.scenario.compile.names import host_name

TIP = 20.0
"""How far a hexagon's left and right corners stand out."""
RADII = {"Node": 14.0, "Service": 12.0, "Client": 12.0, "Pod": 28.0}
CLASSES = {"Node": "node", "Service": "service", "Client": "client", "LoadBalancer": "balancer", "Pod": "pod"}


def view_box(stage: Stage) -> str:
    """What of the plane the picture shows."""
    return " ".join(map(number, stage.bounds))


def stage_markup(stage: Stage) -> str:
    """Everything that stays the same during a walk."""
    wires = (element("path", d=path_data(each), class_="link") for each in stage.wiring.paths)
    return "".join((*wires, *map(_shape, stage.others), *(_node(stage, each) for each in stage.nodes)))


def _node(stage: Stage, node: NodeShape) -> str:
    """A node under its bridge, the ways to its pods, and the pods."""
    home = host_name(node.shape.key)
    ways = (stage.route(home, host_name(pod.key)) for pod in node.pods)
    wires = (element("path", d=path_data(each), class_="link inner") for each in ways)
    bridge = box_markup(node.bridge, 8, "bridge")
    lines = _lines(node.shape.lines, node.shape.box)
    inside = (*wires, bridge, lines, *map(_shape, node.pods))
    title = element("title", escaped(f"Node {node.shape.key.path}"))
    return element("g", title + outline(node.shape, "shape") + "".join(inside), class_="node")


def _shape(shape: Shape) -> str:
    kind = CLASSES[shape.key.kind]
    title = element("title", escaped(f"{shape.key.kind} {shape.key.path}"))
    return element("g", title + outline(shape, "shape") + _lines(shape.lines, shape.box), class_=kind)


def outline(shape: Shape, class_: str) -> str:
    """The edge of a shape."""
    box = shape.box
    if shape.key.kind != "LoadBalancer":
        return box_markup(box, RADII[shape.key.kind], class_)
    middle, left, right = box.middle.y, box.x + TIP, box.right - TIP
    upper = ((box.x, middle), (left, box.y), (right, box.y), (box.right, middle))
    corners = (*upper, (right, box.bottom), (left, box.bottom))
    points = " ".join(f"{number(x)},{number(y)}" for x, y in corners)
    return element("polygon", points=points, class_=class_)


def box_markup(box: Box, radius: float, class_: str) -> str:
    """A box with round corners."""
    sides = {name: number(value) for name, value in zip(("x", "y", "width", "height"), box, strict=True)}
    return element("rect", rx=number(radius), class_=class_, **sides)


def _lines(lines: Iterable[Line], box: Box) -> str:
    return "".join(text_markup(each, box.x, box.y) for each in lines)


def text_markup(line: Line, x: float, y: float) -> str:
    """A line of text, `x` and `y` further."""
    anchor = None if line.anchor == "start" else line.anchor
    place = {"x": number(line.x + x), "y": number(line.y + y)}
    return element("text", escaped(line.text), class_=line.style, text_anchor=anchor, **place)


def path_data(path: Path) -> str:
    """A path as the attribute `d`."""
    return "M" + "L".join(f"{number(x)} {number(y)}" for x, y in path)
