"""Packets that are under way beside the walked one: smaller tokens with numbers, or dots where many."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPen, QPixmap

from sandbox.geometry.boxes import Point
from sandbox.geometry.lines import Path, in_lane, split
from sandbox.playback.convoy import Token
from sandbox.trace import TransmitStep
from ui.canvas.geometry.face import Role
from ui.canvas.paint.ink import font
from ui.canvas.paint.sight import Sight
from ui.canvas.picture import Picture, key_of
from ui.theme import theme
from ui.theme.tokens import packet_token

LANE = 3.5
"""How far to the right of a line its traffic goes."""
RADIUS = 9.0
MOST_NUMBERED = 40
"""More packets are dots, painted in one call."""
DOT = 5


class Placed(NamedTuple):
    """A packet's number and its place in the scene."""

    number: int
    point: Point


class Ways:
    """The lanes between devices, looked up once for each change of the picture."""

    def __init__(self, picture: Picture) -> None:
        self._picture = picture
        self._for = -1
        self._found: dict[tuple[str, str], Path] = {}

    def lane(self, sender: str, receiver: str) -> Path:
        """The way of packets from one device to another; empty where nothing joins them."""
        if self._for != self._picture.revision:
            self._for, self._found = self._picture.revision, {}
        key = (sender, receiver)
        if key not in self._found:
            self._found[key] = in_lane(self._picture.route(sender, receiver), LANE)
        return self._found[key]

    def placed(self, tokens: Iterable[Token]) -> list[Placed]:
        """The packets that are somewhere on the picture."""
        places = ((each.number, self.place(each)) for each in tokens)
        return [Placed(number, point) for number, point in places if point is not None]

    def place(self, token: Token) -> Point | None:
        """Where a packet is: on its way, else where the way by which it came or goes meets the device."""
        cursor = token.cursor
        hops = token.timeline.exchange.legs[cursor.leg].trace.hops
        here = hops[cursor.hop].device
        if cursor.hop + 1 < len(hops):
            lane = self.lane(here, hops[cursor.hop + 1].device)
            if lane and isinstance(cursor.step, TransmitStep):
                return split(lane, cursor.fraction)[0][-1]
            if lane and not cursor.hop:
                return lane[0]
        if cursor.hop and (lane := self.lane(hops[cursor.hop - 1].device, here)):
            return lane[-1]
        key = self._picture.shown(key_of(here))
        return None if key is None else self._picture.places.box(key).middle


def apart(placed: Sequence[Placed], gap: float, walked: Point | None) -> list[Placed]:
    """The packets, those that would hide each other or the walked one over each other, `gap` apart."""
    taken = [] if walked is None else [walked]
    kept: list[Placed] = []
    for number, point in placed:
        while any(abs(point.x - other.x) + abs(point.y - other.y) < gap for other in taken):
            point = Point(point.x, point.y - gap)
        taken.append(point)
        kept.append(Placed(number, point))
    return kept


def paint_packets(
    painter: QPainter, sight: Sight, placed: Sequence[Placed], walked: Point | None = None
) -> None:
    """Paint them all, clear of the walked one; the painter is in scene units."""
    if len(placed) > MOST_NUMBERED:
        _paint_crowd(painter, sight, placed)
        return
    radius = max(RADIUS, 7.0 / sight.zoom)
    letters = QFont(font(Role.SMALL_BOLD))
    letters.setPixelSize(round(radius * 1.1))
    painter.setFont(letters)
    for number, at in apart(placed, 2 * radius + 2, walked):
        painter.setBrush(theme.color(packet_token(number)))
        painter.setPen(QPen(theme.color("surface"), radius / 6))
        painter.drawEllipse(QPointF(*at), radius, radius)
        area = QRectF(at.x - radius, at.y - radius, 2 * radius, 2 * radius)
        painter.setPen(theme.color("on_solid"))
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, str(number))


def _paint_crowd(painter: QPainter, sight: Sight, placed: Sequence[Placed]) -> None:
    import numpy as np

    from ui.canvas.paint.batch import draw_pixmaps

    side = 2 * DOT + 2
    dot = QPixmap(round(side * sight.ratio), round(side * sight.ratio))
    dot.setDevicePixelRatio(sight.ratio)
    dot.fill(Qt.GlobalColor.transparent)
    inside = QPainter(dot)
    inside.setRenderHint(QPainter.RenderHint.Antialiasing)
    inside.setPen(QPen(theme.color("surface"), 1))
    inside.setBrush(theme.color(packet_token(1)))
    inside.drawEllipse(QPointF(side / 2, side / 2), DOT, DOT)
    inside.end()
    centers = (np.array([each.point for each in placed]) - np.array(sight.origin)) * sight.zoom
    painter.save()
    painter.resetTransform()
    draw_pixmaps(painter, dot, centers)
    painter.restore()
