"""The card of a Service: its name and address, its switches, its ports and what else it has."""

from collections.abc import Sequence

import msgspec

from sandbox.geometry.boxes import Box
from sandbox.kube import (
    Service,
    ServicePort,
    ServiceType,
    SessionAffinity,
    TrafficPolicy,
    takes_external_policy,
)
from sandbox.net import Protocol
from ui.canvas.geometry.face import HEIGHTS, PAD, Face, Label, Measure, Role, Switch, Tone, line
from ui.language import tr, tr_n

TYPE = "type"
EXTERNAL = "externalTrafficPolicy"
INTERNAL = "internalTrafficPolicy"

CARD_WIDTH = 288.0
SWITCH_HEIGHT = 26.0
GAP = 8.0
COLLAPSED_HEIGHT = 42.0
"""Of a card that shows its title alone."""
TYPES = (ServiceType.CLUSTER_IP, ServiceType.NODE_PORT, ServiceType.LOAD_BALANCER)


class Backing(msgspec.Struct, frozen=True, gc=False):
    """How many endpoints a Service has, and how many of them are ready."""

    endpoints: int
    ready: int


class SwitchRow(msgspec.Struct, frozen=True, gc=False):
    """One field of the Service that is set by a row of buttons."""

    field: str
    values: tuple[str, ...]
    current: str


def service_face(
    service: Service, backing: Backing, measure: Measure, *, with_namespace: bool = False
) -> Face:
    """Lay the card out; it is as wide and high as what it shows asks for."""
    title = _title(service)
    space = service.metadata.namespace if with_namespace else ""
    rows = _switch_rows(service)
    lines = [*map(port_text, service.ports)]
    facts = _facts(service, backing)
    first = Tone.MUTED if backing.ready or service.type is ServiceType.EXTERNAL_NAME else Tone.DROPPED
    width = _width(title, space, rows, lines, facts, measure)
    labels = _title_labels(title, space, width, measure)
    if service.metadata.collapsed:
        return Face(width, COLLAPSED_HEIGHT, labels)
    below, switches, bottom = _place_rows(rows, width, measure)
    ends, bottom = _place_lines(lines, facts, first, width, bottom, measure)
    return Face(width, bottom + 12, (*labels, *below, *ends), switches=switches)


def _title(service: Service) -> tuple[str, str]:
    addresses = service.cluster_ips
    return service.metadata.name, str(addresses[0]) if addresses else "headless"


def _switch_rows(service: Service) -> list[list[SwitchRow]]:
    """The fields that Kubernetes has for this Service, those of one line together."""
    rows = [[SwitchRow(TYPE, tuple(each.value for each in TYPES), service.type.value)]]
    if service.type is ServiceType.EXTERNAL_NAME:
        return rows
    policies = tuple(each.value for each in TrafficPolicy)
    second = [SwitchRow(INTERNAL, policies, service.internal_traffic_policy.value)]
    if takes_external_policy(service):
        second.insert(0, SwitchRow(EXTERNAL, policies, service.external_traffic_policy.value))
    return [*rows, second]


def port_text(port: ServicePort) -> str:
    """`80 → nodePort 31380 → 8080`: the ways of one port, with what is not usual about it."""
    protocol = "" if port.protocol is Protocol.TCP else f"/{port.protocol.value}"
    node_port = f" → nodePort {port.node_port}" if port.node_port else ""
    name = f"{port.name} " if port.name else ""
    return f"{name}{port.port}{protocol}{node_port} → {port.target_port}"


def endpoints_text(backing: Backing) -> str:
    """`3 endpoints, 1 not ready`."""
    waiting = backing.endpoints - backing.ready
    words = tr_n("{count} endpoint", "{count} endpoints", backing.endpoints)
    return f"{words}, {tr('{count} not ready', count=waiting)}" if waiting else words


def _facts(service: Service, backing: Backing) -> list[str]:
    """What else there is to say, most asked for first."""
    facts = [endpoints_text(backing)]
    facts += [tr("VIP {address}", address=each.ip) for each in service.ingress]
    facts += [tr("external IP {address}", address=each) for each in service.external_ips]
    if service.health_check_node_port:
        facts.append(tr("health check port {port}", port=service.health_check_node_port))
    if service.session_affinity is SessionAffinity.CLIENT_IP:
        facts.append(
            tr(
                "affinity {affinity} {seconds} s",
                affinity=service.session_affinity.value,
                seconds=service.affinity_timeout,
            )
        )
    return facts


def _width(
    title: tuple[str, str],
    space: str,
    rows: Sequence[Sequence[SwitchRow]],
    lines: Sequence[str],
    facts: Sequence[str],
    measure: Measure,
) -> float:
    name, address = title
    wanted = [measure.width(name, Role.TITLE) + measure.width(address, Role.CODE) + 16]
    wanted[0] += measure.width(space, Role.SMALL) + 8 if space else 0
    wanted += [sum(_row_width(row, measure) for row in group) + (len(group) - 1) * GAP for group in rows]
    wanted += [measure.width(text, Role.CODE) for text in lines]
    wanted += [measure.width(text, Role.SMALL) for text in facts]
    return max(CARD_WIDTH, GAP * round((max(wanted) + 2 * PAD) / GAP + 0.5))


def _row_width(row: SwitchRow, measure: Measure) -> float:
    return max(measure.width(row.field, Role.SMALL), sum(_segment_widths(row, measure)))


def _segment_widths(row: SwitchRow, measure: Measure) -> list[float]:
    return [measure.width(value, Role.SMALL_BOLD) + 12 for value in row.values]


def _title_labels(title: tuple[str, str], space: str, width: float, measure: Measure) -> tuple[Label, ...]:
    """The name, its namespace where that says something, and the address."""
    name, address = title
    taken, across = measure.width(address, Role.CODE) + 1, measure.width(name, Role.TITLE) + 1
    left = Box(PAD, 12, across, HEIGHTS[Role.TITLE])
    right = Box(width - PAD - taken, 14, taken, HEIGHTS[Role.CODE])
    labels = Label(left, name, Role.TITLE, Tone.KIND), Label(right, address, Role.CODE)
    if not space:
        return labels
    room = measure.width(space, Role.SMALL) + 1
    tag = Label(line(PAD + across + 8, 14, room, Role.SMALL), space, Role.SMALL, Tone.MUTED)
    return (*labels, tag)


def _place_rows(
    rows: Sequence[Sequence[SwitchRow]], width: float, measure: Measure
) -> tuple[list[Label], tuple[Switch, ...], float]:
    """The rows of switches under each other, each under its field's name."""
    labels: list[Label] = []
    switches: list[Switch] = []
    top = 38.0
    for group in rows:
        room = width - 2 * PAD - (len(group) - 1) * GAP
        spare = (room - sum(_row_width(row, measure) for row in group)) / len(group)
        x = PAD + 0.0
        for row in group:
            across = _row_width(row, measure) + spare
            labels.append(Label(line(x, top, across, Role.SMALL), row.field, Role.SMALL, Tone.MUTED))
            switches += _segments(row, Box(x, top + 17, across, SWITCH_HEIGHT), measure)
            x += across + GAP
        top += 17 + SWITCH_HEIGHT + 7
    return labels, tuple(switches), top


def _segments(row: SwitchRow, area: Box, measure: Measure) -> list[Switch]:
    """The row's buttons side by side, wider for longer words."""
    widths = _segment_widths(row, measure)
    spare = (area.width - sum(widths)) / len(widths)
    found, x = [], area.x
    for value, wanted in zip(row.values, widths, strict=True):
        box = Box(x, area.y, wanted + spare, area.height)
        found.append(Switch(box, value, value == row.current, row.field, value))
        x += wanted + spare
    return found


def _place_lines(
    lines: Sequence[str], facts: Sequence[str], tone: Tone, width: float, top: float, measure: Measure
) -> tuple[list[Label], float]:
    """A line for each port, then the facts, as many in a line as fit; the first of them in its tone."""
    room = width - 2 * PAD
    labels = []
    for number, text in enumerate(lines):
        labels.append(Label(line(PAD, top + 18 * number, room, Role.CODE), text, Role.CODE))
    top += 18 * len(lines)
    x = 0.0
    for text in facts:
        across = measure.width(text, Role.SMALL) + 1
        if x and x + across > room:
            x, top = 0.0, top + 18
        labels.append(Label(line(PAD + x, top, across, Role.SMALL), text, Role.SMALL, tone))
        x, tone = x + across + 16, Tone.MUTED
    return labels, top + HEIGHTS[Role.SMALL]
