"""The shapes of a scenario's objects: how large each is and what is written in it."""

from collections.abc import Iterable, Sequence
from math import ceil, sqrt

import msgspec

from sandbox.geometry.boxes import GRID, Box
from sandbox.kube import Node, ObjectKey, Pod, Service, ServicePort, ServiceType, takes_external_policy
from sandbox.net import IPAddress, Protocol, socket_text
from sandbox.scenario import Client, LoadBalancer

CARD_WIDTH = 288.0
POD_HEIGHT = 56.0
LOOSE_WIDTH = 240.0
NODE_WIDTH, NODE_HEIGHT = 520.0, 192.0
HEADER = 48.0
ROW = 72.0
GAP = 16.0
EDGE = 24.0
BRIDGE = (128.0, 56.0)
LINK, BUS = 72.0, 24.0
"""From the bridge to a single column of pods, and to several."""
MOST_COLUMNS = 4
MOST_PORTS = 3
CODE, WORDS, BOLD = 7.3, 7.6, 9.0
"""Width of a letter: of a monospaced one, and on the average at most of the others."""


class Line(msgspec.Struct, frozen=True):
    """A line of text in a shape: where its baseline starts, ends (`end`) or has its middle (`middle`)."""

    text: str
    x: float
    y: float
    style: str
    anchor: str = "start"


class Shape(msgspec.Struct, frozen=True):
    """An object's outline and its lines, which are relative to the box."""

    key: ObjectKey
    box: Box
    lines: tuple[Line, ...]


class NodeShape(msgspec.Struct, frozen=True):
    """A node with its bridge and the pods in it, all relative to the node. `more` pods are left out."""

    shape: Shape
    bridge: Box
    pods: tuple[Shape, ...]
    more: int = 0


def short(text: str, letters: int) -> str:
    """`text` with its middle left out as far as needed: the ends tell pods of one set apart.

    >>> short("source-ip-app-826191075-qehz4", 20)
    'source-ip-…075-qehz4'
    """
    if len(text) <= letters:
        return text
    head = letters // 2
    return f"{text[:head]}…{text[len(text) - (letters - head - 1) :]}"


def address_of(addresses: Sequence[IPAddress], version: int) -> IPAddress | None:
    """The address of that IP version, else the first; None where there is none."""
    return next((each for each in addresses if each.version == version), next(iter(addresses), None))


def client_shape(client: Client, version: int) -> Shape:
    """The client's name over its address."""
    lines = [str(address_of(client.addresses, version) or "no address")]
    return _in_the_middle(client.key, lines, least=120, inset=16)


def balancer_shape(balancer: LoadBalancer, version: int) -> Shape:
    """The load balancer's name over its address and its mode."""
    address = address_of(balancer.addresses, version)
    lines = [*([] if address is None else [str(address)]), balancer.mode.value]
    return _in_the_middle(balancer.key, lines, least=152, inset=28)


def pod_shape(pod: Pod, box: Box, version: int) -> Shape:
    """The pod's name over its address, or over what keeps it from taking traffic."""
    state = "" if pod.is_running and pod.ready and not pod.terminating else _pod_state(pod)
    below = state or _socket(pod, version)
    middle = box.width / 2
    name = short(pod.metadata.name, int((box.width - 24) / BOLD))
    room = int((box.width - 20) / CODE)
    style = "code dropped-words" if state else "code"
    lines = (
        Line(name, middle, 24, "name", "middle"),
        Line(short(below, room), middle, 43, style, "middle"),
    )
    return Shape(pod.key, box, lines)


def _socket(pod: Pod, version: int) -> str:
    """Its address, with its first port if it declares one."""
    address = address_of(pod.addresses, version)
    if address is None:
        return "no address"
    return socket_text(address, pod.ports[0].port) if pod.ports else str(address)


def _pod_state(pod: Pod) -> str:
    """What keeps it from taking traffic, in kubectl's words."""
    if pod.terminating:
        return "Terminating"
    return "NotReady" if pod.is_running else pod.phase


def service_shape(service: Service, version: int) -> Shape:
    """A card: name and cluster address, type and policy, and the first ports."""
    address = str(address_of(service.cluster_ips, version) or "headless")
    ports = [port_text(each) for each in service.ports[:MOST_PORTS]]
    left_out = len(service.ports) - len(ports)
    facts = [*ports, *([f"and {left_out} more ports"] if left_out else [])]
    facts += [f"VIP {each.ip}" for each in service.ingress[:1]]
    width = max(CARD_WIDTH, _up(CODE * max(map(len, facts), default=0) + 32))
    room = int((width - 48 - CODE * len(address)) / BOLD)
    lines = [
        Line(short(service.metadata.name, room), 16, 28, "title"),
        Line(address, width - 16, 27, "code", "end"),
        *(Line(text, 16, 49 + 17 * row, "small") for row, text in enumerate(_type_lines(service))),
    ]
    top = 53 + 17 * len(_type_lines(service))
    lines += [Line(text, 16, top + 18 * row, "code") for row, text in enumerate(facts)]
    return Shape(service.key, Box(0, 0, width, top - 6 + 18 * len(facts)), tuple(lines))


def port_text(port: ServicePort) -> str:
    """`80 → nodePort 31380 → 8080`: the ways of one port."""
    protocol = "" if port.protocol is Protocol.TCP else f"/{port.protocol.value}"
    node_port = f" → nodePort {port.node_port}" if port.node_port else ""
    return f"{port.port}{protocol}{node_port} → {port.target_port}"


def _type_lines(service: Service) -> list[str]:
    """Its type, and the policy for traffic from where the type lets it come."""
    if service.type is ServiceType.EXTERNAL_NAME:
        return [service.type.value]
    if takes_external_policy(service):
        return [service.type.value, f"externalTrafficPolicy {service.external_traffic_policy.value}"]
    return [service.type.value, f"internalTrafficPolicy {service.internal_traffic_policy.value}"]


def node_shape(node: Node, pods: Sequence[Pod], version: int, more: int = 0) -> NodeShape:
    """A node that is as large as its pods ask for. `more` pods of it are only counted."""
    columns = 1 if len(pods) <= 2 else min(MOST_COLUMNS, max(2, ceil(sqrt(len(pods) / 2.5))))
    rows = max(1, ceil(len(pods) / columns))
    start = EDGE + BRIDGE[0] + (LINK if columns == 1 else BUS)
    across = _pod_width(pods, columns, version)
    width = max(NODE_WIDTH, start + columns * (across + GAP) - GAP + EDGE)
    height = max(NODE_HEIGHT, HEADER + rows * ROW + 24) + (16 if more else 0)
    used = rows * ROW - (ROW - POD_HEIGHT)
    top = HEADER + max((height - HEADER - used) / 2 - 4, 8)
    boxes = (
        Box(start + index % columns * (across + GAP), top + index // columns * ROW, across, POD_HEIGHT)
        for index in range(len(pods))
    )
    middle = top + ((min(rows, 2) - 1) * ROW + POD_HEIGHT) / 2
    bridge = Box(EDGE, middle - BRIDGE[1] / 2, *BRIDGE)
    within = _bridge_lines(node, bridge, version)
    lines = (*_node_lines(node, width, version), *within, *_more_line(more, width, height))
    shape = Shape(node.key, Box(0, 0, width, height), lines)
    inside = (pod_shape(pod, box, version) for pod, box in zip(pods, boxes, strict=True))
    return NodeShape(shape, bridge, tuple(inside), more)


def _pod_width(pods: Iterable[Pod], columns: int, version: int) -> float:
    widest = CODE * max((len(_socket(pod, version)) for pod in pods), default=0) + 32
    return max(_up(widest), 272.0 if columns == 1 else 160.0)


def _node_lines(node: Node, width: float, version: int) -> tuple[Line, ...]:
    address = str(address_of(node.addresses, version) or "no address")
    state = "" if node.ready else "NotReady"
    room = int((width - 56 - CODE * len(address) - BOLD * len(state)) / BOLD)
    name = short(node.metadata.name, room)
    known = (
        Line(name, 20, 30, "title"),
        Line(address, width - 20, 29, "code quiet", "end"),
    )
    there = Line(state, 32 + BOLD * len(name), 29, "small dropped-words")
    return (*known, there) if state else known


def _bridge_lines(node: Node, bridge: Box, version: int) -> tuple[Line, ...]:
    middle = bridge.middle.x
    fitting = sorted(node.pod_cidrs, key=lambda each: each.version != version)
    cidr = str(fitting[0]) if fitting else "no pod range"
    return (
        Line("pod network", middle, bridge.y + 24, "small", "middle"),
        Line(short(cidr, int((bridge.width - 8) / CODE)), middle, bridge.y + 43, "code", "middle"),
    )


def _more_line(more: int, width: float, height: float) -> tuple[Line, ...]:
    if not more:
        return ()
    noun = "pod" if more == 1 else "pods"
    return (Line(f"and {more} more {noun}", width - EDGE, height - 14, "small", "end"),)


def _in_the_middle(key: ObjectKey, lines: Sequence[str], least: float, inset: float) -> Shape:
    """Lines under a name; as wide as the widest, within reason."""
    name = short(key.name, 32)
    wanted = max(BOLD * len(name), CODE * max(map(len, lines))) + 2 * inset
    width, top = max(least, _up(wanted)), (80 - 16 - 18 * len(lines)) / 2
    below = (Line(text, width / 2, top + 32 + 18 * row, "code", "middle") for row, text in enumerate(lines))
    return Shape(key, Box(0, 0, width, 80), (Line(name, width / 2, top + 13, "name", "middle"), *below))


def _up(value: float) -> float:
    return ceil(value / GRID) * float(GRID)
