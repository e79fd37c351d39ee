"""Faces of what is outside the cluster: clients and load balancers."""

from sandbox.geometry.boxes import GRID
from sandbox.scenario import Client, LoadBalancer
from ui.canvas.geometry.face import Align, Face, Label, Measure, Role, Tone, line
from ui.language import tr

CLIENT_WIDTH = 120.0
BALANCER_WIDTH = 152.0
HEIGHT = 80.0
TIP = 20.0
"""How far the hexagon's left and right corners stand out."""


def client_face(client: Client, measure: Measure) -> Face:
    """The client's name over its address."""
    return _face(client.metadata.name, _addresses(client), CLIENT_WIDTH, 16, measure)


def balancer_face(balancer: LoadBalancer, measure: Measure) -> Face:
    """The load balancer's name over its address and its mode."""
    return _face(balancer.metadata.name, _balancer_lines(balancer), BALANCER_WIDTH, TIP + 8, measure)


def _addresses(client: Client) -> list[tuple[str, Tone]]:
    return [(str(each), Tone.TEXT) for each in client.addresses[:2]] or [(tr("no address"), Tone.MUTED)]


def _balancer_lines(balancer: LoadBalancer) -> list[tuple[str, Tone]]:
    lines = [(str(each), Tone.TEXT) for each in balancer.addresses[:1]]
    return [*lines, (balancer.mode.value, Tone.MUTED)]


def _face(name: str, lines: list[tuple[str, Tone]], least: float, inset: float, measure: Measure) -> Face:
    """Lines under a name, all in the middle; as wide as the widest."""
    widths = [measure.width(name, Role.NAME), *(measure.width(text, Role.CODE) for text, _ in lines)]
    width = max(least, GRID * round((max(widths) + 2 * inset) / GRID + 0.5))
    room = width - 2 * inset
    top = (HEIGHT - 16 - 18 * len(lines)) / 2
    labels = [Label(line(inset, top, room, Role.NAME), name, Role.NAME, Tone.KIND, Align.MIDDLE)]
    for number, (text, tone) in enumerate(lines):
        box = line(inset, top + 19 + 18 * number, room, Role.CODE)
        labels.append(Label(box, text, Role.CODE, tone, Align.MIDDLE))
    return Face(width, HEIGHT, tuple(labels))
