"""A node's box: its name and address, its bridge, and places for its pods."""

from collections.abc import Callable, Sequence
from functools import cached_property, partial
from math import ceil, sqrt

import msgspec

from sandbox.geometry.boxes import GRID, Box, Point
from sandbox.geometry.lines import Path
from sandbox.kube import Node, Pod
from sandbox.net import socket_text
from sandbox.scenario import Cni
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
    cut,
    elided,
    line,
)
from ui.language import mark, tr, tr_n

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
COLLAPSED_WIDTH = 240.0
COLLAPSED_HEIGHT = 96.0


ATTACHED = mark("state attached")
"""What is said of a node that has what its real one printed."""


class Head(msgspec.Struct, frozen=True):
    """What stands at a node's top: words with their role and tone from the left, the address at the right."""

    words: tuple[tuple[str, Role, Tone], ...]
    address: str


class Folded(msgspec.Struct, frozen=True):
    """Pods that are shown as a count: all of a node, or those of a namespace."""

    namespace: str
    pods: tuple[Pod, ...]

    @property
    def words(self) -> tuple[str, str]:
        """`7 pods, 1 not ready` and the namespace."""
        out = sum(1 for pod in self.pods if pod_state(pod))
        words = tr_n("{count} pod", "{count} pods", len(self.pods))
        return f"{words}, {tr('{count} not ready', count=out)}" if out else words, self.namespace


class NodeLayout(msgspec.Struct, frozen=True, dict=True):
    """A node's size and a place for each pod, None where it is folded away; all relative to the node.

    What is written and drawn inside is laid out when it is first asked for.
    """

    head: Head
    width: float
    height: float
    pods: tuple[Box | None, ...]
    attach_y: float
    draw: Callable[["NodeLayout"], tuple[Face, tuple[Path, ...]]]

    @cached_property
    def _drawn(self) -> tuple[Face, tuple[Path, ...]]:
        return self.draw(self)

    @property
    def face(self) -> Face:
        """What the node shows."""
        return self._drawn[0]

    @property
    def ways(self) -> tuple[Path, ...]:
        """The way to each pod from the bridge."""
        return self._drawn[1]


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
        return tr("no address")
    return socket_text(pod.addresses[0], pod.ports[0].port) if pod.ports else str(pod.addresses[0])


def node_layout(
    node: Node, pods: Sequence[Pod], cni: Cni, measure: Measure, *, is_attached: bool = False
) -> NodeLayout:
    """Lay the node out; it grows with its pods, in rows of as many as make it wider than high."""
    head = _head(node, is_attached=is_attached)
    if node.metadata.collapsed:
        return _collapsed_layout(head, pods, measure)
    shown, folded = _sorted_out(pods)
    count = len(shown) + len(folded)
    columns = _columns(count)
    bridge = _bridge_box(node, cni, measure)
    across = _pod_width(shown, folded, columns, bridge, measure)
    start = bridge.right + (LINK if columns == 1 else BUS)
    rows = max(1, ceil(count / columns))
    width = max(_header_width(head, measure), start + columns * (across + PAD) - PAD + EDGE, NODE_WIDTH)
    height = max(NODE_HEIGHT, HEADER + rows * ROW + 24)
    top = _first_row(rows, columns, height)
    slots = [
        Box(start + index % columns * (across + PAD), top + index // columns * ROW, across, POD_HEIGHT)
        for index in range(count)
    ]
    middle = top + ((min(rows, 2) - 1) * ROW + POD_HEIGHT) / 2
    bridge = Box(bridge.x, middle - BRIDGE_HEIGHT / 2, bridge.width, BRIDGE_HEIGHT)
    free = iter(slots)
    places = tuple(None if pod.metadata.collapsed else next(free) for pod in pods)
    draw = partial(_draw, node, pods, cni, measure, bridge, tuple(zip(folded, free, strict=True)), columns)
    return NodeLayout(head, width, height, places, middle, draw)


def _sorted_out(pods: Sequence[Pod]) -> tuple[Sequence[Pod], list[Folded]]:
    """The pods to show, and those of each namespace that are a count."""
    folded: dict[str, list[Pod]] = {}
    for pod in pods:
        if pod.metadata.collapsed:
            folded.setdefault(pod.metadata.namespace, []).append(pod)
    if not folded:
        return pods, []
    shown = [pod for pod in pods if not pod.metadata.collapsed]
    return shown, [Folded(namespace, tuple(found)) for namespace, found in folded.items()]


def _draw(
    node: Node,
    pods: Sequence[Pod],
    cni: Cni,
    measure: Measure,
    bridge: Box,
    folded: Sequence[tuple[Folded, Box]],
    columns: int,
    layout: NodeLayout,
) -> tuple[Face, tuple[Path, ...]]:
    """The face of an open node, and the way to each pod."""
    counted = {each.namespace: _way(bridge, box, columns) for each, box in folded}
    ways = tuple(
        counted[pod.metadata.namespace] if place is None else _way(bridge, place, columns)
        for pod, place in zip(pods, layout.pods, strict=True)
    )
    drawn = dict.fromkeys(way for way, pod in zip(ways, pods, strict=True) if not pod.host_network)
    labels = [*header(layout.head, layout.width, measure), *_bridge_labels(node, cni, bridge)]
    for each, box in folded:
        labels += _count_labels(each, box)
    plates = (Plate(bridge, PlateKind.BRIDGE), *(Plate(box, PlateKind.COUNT) for _, box in folded))
    wires = tuple(map(Wire, drawn))
    return Face(layout.width, layout.height, tuple(labels), plates, wires=wires), ways


def _count_labels(folded: Folded, box: Box) -> list[Label]:
    """How many, over the namespace."""
    count, namespace = folded.words
    room, top = box.width - 16, box.y + (11 if namespace else 20)
    labels = [Label(line(box.x + 8, top, room, Role.NAME), count, Role.NAME, Tone.POD, Align.MIDDLE)]
    if namespace:
        below = line(box.x + 8, top + 19, room, Role.SMALL)
        labels.append(Label(below, namespace, Role.SMALL, Tone.MUTED, Align.MIDDLE))
    return labels


def _collapsed_layout(head: Head, pods: Sequence[Pod], measure: Measure) -> NodeLayout:
    """The node's name and address over how many pods it has."""
    folded = Folded("", tuple(pods))
    wanted = measure.width(folded.words[0], Role.NAME) + 2 * PAD + 16
    width, count = max(_header_width(head, measure), wanted, COLLAPSED_WIDTH), COLLAPSED_HEIGHT - HEADER
    chip = Box(PAD, HEADER - 4, width - 2 * PAD, count - 12)
    middle = chip.middle.y

    def draw(layout: NodeLayout) -> tuple[Face, tuple[Path, ...]]:
        text = Label(
            line(chip.x, middle - 8, chip.width, Role.NAME),
            folded.words[0],
            Role.NAME,
            Tone.POD,
            Align.MIDDLE,
        )
        labels = (*header(head, width, measure), text)
        way = (Point(0, middle), Point(chip.x, middle))
        face = Face(width, COLLAPSED_HEIGHT, labels, (Plate(chip, PlateKind.COUNT),))
        return face, (way,) * len(pods)

    return NodeLayout(head, width, COLLAPSED_HEIGHT, (None,) * len(pods), middle, draw)


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


def _pod_width(
    pods: Sequence[Pod], folded: Sequence[Folded], columns: int, bridge: Box, measure: Measure
) -> float:
    """As wide as the widest address; a single column takes what the sketch gives it."""
    longest = max(map(pod_address, pods), key=len, default="")  # the face is a monospaced one
    widest = measure.width(longest, Role.CODE)
    widest = max(widest, *(measure.width(each.words[0], Role.NAME) for each in folded), 0.0)
    room = NODE_WIDTH - bridge.right - BUS - EDGE + PAD
    least = SINGLE_WIDTH if columns == 1 else room // columns - PAD
    return max(_up(widest + 32), min(least, SINGLE_WIDTH), 144.0)


def _up(value: float) -> float:
    return ceil(value / GRID) * float(GRID)


def _way(bridge: Box, pod: Box, columns: int) -> Path:
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
    states = {
        "NotReady": not node.ready,
        "SchedulingDisabled": node.unschedulable,
        "ToBeDeleted": not node.eligible,
    }
    return ", ".join(word for word, applies in states.items() if applies)


def _node_address(node: Node) -> str:
    return str(node.addresses[0]) if node.addresses else tr("no address")


def _head(node: Node, *, is_attached: bool) -> Head:
    """The node's name, its state if that is not as usual, and that its real state is attached."""
    words = (
        (node.metadata.name, Role.TITLE, Tone.KIND),
        (node_states(node), Role.SMALL_BOLD, Tone.DROPPED),
        (tr(ATTACHED) if is_attached else "", Role.SMALL, Tone.MUTED),
    )
    return Head(tuple(each for each in words if each[0]), _node_address(node))


def _header_width(head: Head, measure: Measure) -> float:
    """Room for the words and the address, each whole."""
    parts = [measure.width(text, role) for text, role, _ in head.words]
    parts.append(measure.width(head.address, Role.CODE))
    return _up(sum(parts) + 16 * (len(parts) - 1) + 2 * PAD + 16)


def header(head: Head, width: float, measure: Measure) -> list[Label]:
    """The words one after another, and the address at the right."""
    labels, x = [], PAD + 4.0
    for text, role, tone in head.words:
        room = measure.width(text, role) + 1
        labels.append(Label(line(x, 15 if role is Role.TITLE else 17, room, role), text, role, tone))
        x += room + 12
    across = measure.width(head.address, Role.CODE) + 1
    box = line(width - PAD - 4 - across, 17, across, Role.CODE)
    return [*labels, Label(box, head.address, Role.CODE, Tone.MUTED)]


def _bridge_labels(node: Node, cni: Cni, bridge: Box) -> list[Label]:
    """The bridge's name over its address."""
    top, room = bridge.y + 11, bridge.width - 8
    name = Label(
        line(bridge.x + 4, top, room, Role.BODY), bridge_name(cni), Role.BODY, Tone.MUTED, Align.MIDDLE
    )
    text = bridge_address(node, cni) or tr("no pod range")
    address = Label(line(bridge.x + 4, top + 19, room, Role.CODE), text, Role.CODE, align=Align.MIDDLE)
    return [name, address]


def pod_face(pod: Pod, width: float, measure: Measure, *, with_namespace: bool = False) -> Face:
    """A capsule with the pod's name over its address, or over what is wrong with it."""
    room = width - 32
    state = pod_state(pod)
    name = elided(pod.metadata.name, Role.NAME, room, measure)
    top = (POD_HEIGHT - HEIGHTS[Role.NAME] - HEIGHTS[Role.CODE] - 4) / 2
    tag = []
    if with_namespace:
        above = cut(pod.metadata.namespace, Role.SMALL, room - 8, measure)
        tag = [Label(line(20, 3, room - 8, Role.SMALL), above, Role.SMALL, Tone.MUTED, Align.MIDDLE)]
        top = 17
    labels = [Label(line(16, top, room, Role.NAME), name, Role.NAME, Tone.POD, Align.MIDDLE)]
    below = line(16, top + (18 if with_namespace else 20), room, Role.CODE)
    if not state:
        labels.append(Label(below, pod_address(pod), Role.CODE, align=Align.MIDDLE))
    else:
        both = f"{state} {pod.addresses[0]}" if pod.addresses else state
        text = both if measure.width(both, Role.CODE) <= room else elided(state, Role.CODE, room, measure)
        labels.append(Label(below, text, Role.CODE, Tone.DROPPED, Align.MIDDLE))
    return Face(width, POD_HEIGHT, (*tag, *labels))


def pod_state(pod: Pod) -> str:
    """What keeps the pod from taking traffic, in kubectl's words; empty if nothing does."""
    if pod.terminating:
        return "Terminating"
    if not pod.is_running:
        return pod.phase
    return "" if pod.ready else "NotReady"
