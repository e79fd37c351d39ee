"""A node's box: its name and address, its bridge, and places for its pods."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, sqrt

from sandbox.kube import Node, Pod
from sandbox.net import socket_text
from sandbox.scenario import Cni
from ui.canvas.geometry.boxes import GRID, Box, Point
from ui.canvas.geometry.face import (
    HEIGHTS,
    PAD,
    Align,
    Face,
    Label,
    Measure,
    Plate,
    PlateKind,
    Role,
    Tone,
    Wire,
    elided,
    line,
)

NODE_WIDTH = 520.0
NODE_HEIGHT = 192.0
HEADER = 48.0
BRIDGE_HEIGHT = 56.0
POD_HEIGHT = 56.0
ROW = 72.0
SINGLE_WIDTH = 272.0
LINK = 72.0
"""From the bridge to a single column of pods."""
BUS = 24.0
"""From the bridge to several columns: room for the line that their rows branch from."""
EDGE = 24.0
"""From the node's edge to the bridge, and to pods on the other side."""
MOST_COLUMNS = 12


@dataclass(frozen=True, slots=True)
class NodeLayout:
    """A node's face, a place for each pod and the way to it from the bridge, all relative to the node."""

    face: Face
    pods: tuple[Box, ...]
    ways: tuple[tuple[Point, ...], ...]
    attach_y: float


def bridge_name(cni: Cni) -> str:
    """What pods are attached to."""
    return "cni0" if cni is Cni.BRIDGE else "routed"


def bridge_address(node: Node, cni: Cni) -> str:
    """The first address of the pod range, which the bridge has; the range itself where there is no bridge."""
    if not node.pod_cidrs:
        return ""
    cidr = node.pod_cidrs[0]
    return str(cidr.network_address + 1) if cni is Cni.BRIDGE else str(cidr)


def pod_address(pod: Pod) -> str:
    """`10.180.1.136:8080`, without a port if none is declared."""
    if not pod.addresses:
        return "no address"
    return socket_text(pod.addresses[0], pod.ports[0].port) if pod.ports else str(pod.addresses[0])


def node_layout(node: Node, pods: Sequence[Pod], cni: Cni, measure: Measure) -> NodeLayout:
    """Lay the node out; it grows with its pods, in rows of as many as make it wider than high."""
    columns = _columns(len(pods))
    bridge = _bridge_box(node, cni, measure)
    across = _pod_width(pods, columns, bridge, measure)
    start = bridge.right + (LINK if columns == 1 else BUS)
    rows = max(1, ceil(len(pods) / columns))
    width = max(_header_width(node, measure), start + columns * (across + PAD) - PAD + EDGE, NODE_WIDTH)
    height = max(NODE_HEIGHT, HEADER + rows * ROW + 24)
    top = _first_row(rows, columns, height)
    places = tuple(
        Box(start + index % columns * (across + PAD), top + index // columns * ROW, across, POD_HEIGHT)
        for index in range(len(pods))
    )
    middle = top + ((min(rows, 2) - 1) * ROW + POD_HEIGHT) / 2
    bridge = Box(bridge.x, middle - BRIDGE_HEIGHT / 2, bridge.width, BRIDGE_HEIGHT)
    ways = tuple(_way(bridge, place, columns) for place in places)
    labels = (*header(node, width, measure), *_bridge_labels(node, cni, bridge))
    wires = tuple(Wire(way) for way, pod in zip(ways, pods, strict=True) if not pod.host_network)
    face = Face(width, height, labels, (Plate(bridge, PlateKind.BRIDGE),), wires=wires)
    return NodeLayout(face, places, ways, bridge.middle.y)


def _columns(pods: int) -> int:
    if pods <= 2:
        return 1
    return min(MOST_COLUMNS, max(2, ceil(sqrt(pods / 2.5))))


def _first_row(rows: int, columns: int, height: float) -> float:
    """The rows are in the middle of what is under the header; several columns need room for their lines."""
    used = rows * ROW - (ROW - POD_HEIGHT)
    free = (height - HEADER - used) / 2
    return HEADER + max(free - 4 if columns == 1 else free + 4, 8)


def _bridge_box(node: Node, cni: Cni, measure: Measure) -> Box:
    wanted = measure.width(bridge_address(node, cni), Role.CODE) + 24
    return Box(EDGE, 0, max(128.0, _up(wanted)), BRIDGE_HEIGHT)


def _pod_width(pods: Sequence[Pod], columns: int, bridge: Box, measure: Measure) -> float:
    """As wide as the widest address; a single column takes what the sketch gives it."""
    widest = max((measure.width(pod_address(pod), Role.CODE) for pod in pods), default=0.0)
    room = NODE_WIDTH - bridge.right - BUS - EDGE + PAD
    least = SINGLE_WIDTH if columns == 1 else room // columns - PAD
    return max(_up(widest + 32), min(least, SINGLE_WIDTH), 144.0)


def _up(value: float) -> float:
    return ceil(value / GRID) * float(GRID)


def _way(bridge: Box, pod: Box, columns: int) -> tuple[Point, ...]:
    """From the bridge to a pod: from its side for one column, else along the gap above its row."""
    start = Point(bridge.right, bridge.middle.y)
    if columns == 1:
        bend = bridge.right + LINK / 2
        return start, Point(bend, start.y), Point(bend, pod.middle.y), Point(pod.x, pod.middle.y)
    bend, above = bridge.right + BUS / 2, pod.y - 8
    across = Point(bend, start.y), Point(bend, above), Point(pod.middle.x, above)
    return start, *across, Point(pod.middle.x, pod.y)


def node_states(node: Node) -> str:
    """What is not as usual with the node, in Kubernetes' words."""
    states = [] if node.ready else ["NotReady"]
    return ", ".join([*states, "SchedulingDisabled"] if node.unschedulable else states)


def _node_address(node: Node) -> str:
    return str(node.addresses[0]) if node.addresses else "no address"


def _header_width(node: Node, measure: Measure) -> float:
    """Room for the name, its state and its address, each whole."""
    state = node_states(node)
    parts = [measure.width(node.metadata.name, Role.TITLE), measure.width(_node_address(node), Role.CODE)]
    parts += [measure.width(state, Role.SMALL_BOLD)] if state else []
    return _up(sum(parts) + 16 * (len(parts) - 1) + 2 * PAD + 16)


def header(node: Node, width: float, measure: Measure) -> list[Label]:
    """The node's name, its state if that is not as usual, and its address."""
    name, address, state = node.metadata.name, _node_address(node), node_states(node)
    taken, across = measure.width(name, Role.TITLE) + 1, measure.width(address, Role.CODE) + 1
    labels = [
        Label(line(PAD + 4, 15, taken, Role.TITLE), name, Role.TITLE, Tone.KIND),
        Label(line(width - PAD - 4 - across, 17, across, Role.CODE), address, Role.CODE, Tone.MUTED),
    ]
    if state:
        room = measure.width(state, Role.SMALL_BOLD) + 1
        box = line(PAD + 4 + taken + 12, 17, room, Role.SMALL_BOLD)
        labels.append(Label(box, state, Role.SMALL_BOLD, Tone.DROPPED))
    return labels


def _bridge_labels(node: Node, cni: Cni, bridge: Box) -> list[Label]:
    """The bridge's name over its address."""
    top, room = bridge.y + 11, bridge.width - 8
    name = Label(
        line(bridge.x + 4, top, room, Role.BODY), bridge_name(cni), Role.BODY, Tone.MUTED, Align.MIDDLE
    )
    text = bridge_address(node, cni) or "no pod range"
    address = Label(line(bridge.x + 4, top + 19, room, Role.CODE), text, Role.CODE, align=Align.MIDDLE)
    return [name, address]


def pod_face(pod: Pod, width: float, measure: Measure) -> Face:
    """A capsule with the pod's name over its address, or over what is wrong with it."""
    room = width - 32
    state = pod_state(pod)
    name = elided(pod.metadata.name, Role.NAME, room, measure)
    top = (POD_HEIGHT - HEIGHTS[Role.NAME] - HEIGHTS[Role.CODE] - 4) / 2
    labels = [Label(line(16, top, room, Role.NAME), name, Role.NAME, Tone.POD, Align.MIDDLE)]
    below = line(16, top + 20, room, Role.CODE)
    if not state:
        labels.append(Label(below, pod_address(pod), Role.CODE, align=Align.MIDDLE))
    else:
        both = f"{state} {pod.addresses[0]}" if pod.addresses else state
        text = both if measure.width(both, Role.CODE) <= room else elided(state, Role.CODE, room, measure)
        labels.append(Label(below, text, Role.CODE, Tone.DROPPED, Align.MIDDLE))
    return Face(width, POD_HEIGHT, tuple(labels))


def pod_state(pod: Pod) -> str:
    """What keeps the pod from taking traffic, in kubectl's words; empty if nothing does."""
    if pod.terminating:
        return "Terminating"
    if not pod.is_running:
        return pod.phase
    return "" if pod.ready else "NotReady"
