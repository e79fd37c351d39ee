"""The walk over the still picture: ways taken and ahead, the opened node, the token, the verdict."""

import msgspec
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from sandbox.geometry.boxes import Box, Point
from sandbox.geometry.lines import Path, in_lane, split
from sandbox.kube import Node, ObjectKey
from ui.canvas.geometry.face import Face, Label, Measure, Plate, PlateKind, Role, Tone, line
from ui.canvas.geometry.node import NODE_HEIGHT, NODE_WIDTH
from ui.canvas.geometry.opened import cell_boxes, opened_face, rail_ways, strip_labels
from ui.canvas.paint.ink import font
from ui.canvas.paint.packets import LANE
from ui.canvas.paint.scene import LEGIBLE_ZOOM
from ui.canvas.paint.shapes import outline, paint_face, paint_path, rect, rounded
from ui.canvas.picture import Picture, key_of
from ui.canvas.places import Kind
from ui.canvas.walk import Crossing, Ending, Walk
from ui.theme import theme

TOKEN = 11.0
EARLIER = 0.4
"""Opacity of the ways of earlier packets of the exchange."""


class Opened(msgspec.Struct, frozen=True):
    """The node that the packet is in, as it is shown meanwhile."""

    box: Box
    face: Face
    token: Point
    came: Path
    goes: Path


class WalkPainter:
    """Paints one moment of a walk over a picture; the painter is in scene units."""

    def __init__(self, picture: Picture, walk: Walk, measure: Measure, zoom: float) -> None:
        self._picture, self._walk, self._measure, self._zoom = picture, walk, measure, zoom
        self.opened = self._open() if zoom >= LEGIBLE_ZOOM else None

    def paint(self, painter: QPainter) -> None:
        """Everything but the token, from the back to the front."""
        self._paint_ways(painter)
        key = self._device_key()
        if self.opened is not None:
            self._paint_opened(painter, self.opened)
        elif key is not None and self._walk.wire is None:
            self._paint_outline(painter, key)
        if key is not None and key.kind == "LoadBalancer" and self._zoom >= LEGIBLE_ZOOM:
            self._paint_note(painter, self._picture.places.box(key))
        if self._walk.ending is not None and key is not None:
            self._paint_ending(painter, self._walk.ending, self._picture.places.box(key))

    def paint_token(self, painter: QPainter) -> None:
        """The packet itself, over everything."""
        token = self.token_place()
        if token is not None:
            self._paint_token(painter, token)

    @property
    def opened_node(self) -> ObjectKey | None:
        """The node whose pods are hidden meanwhile."""
        return self._device_key() if self.opened is not None else None

    @property
    def is_on_wire(self) -> bool:
        """Whether the packet is between devices."""
        return self._walk.wire is not None

    @property
    def subject(self) -> tuple[object, ...]:
        """Where the packet is: differs when it comes to another device, or on to a wire."""
        return self._walk.device, self._walk.leg, self.is_on_wire

    def device_box(self) -> Box | None:
        """The device that the packet is in, as it is shown; None between devices."""
        key = self._device_key()
        if self.opened is not None:
            return self.opened.box
        return None if key is None or self.is_on_wire else self._picture.places.box(key)

    def token_box(self) -> Box | None:
        """The box around the token."""
        at = self.token_place()
        return None if at is None else Box(at.x - TOKEN, at.y - TOKEN, 2 * TOKEN, 2 * TOKEN)

    def token_place(self) -> Point | None:
        """Where the packet is in the scene."""
        walk = self._walk
        if walk.wire is not None:
            path = self._path(walk.wire)
            return split(path, walk.wire.taken)[0][-1] if path else None
        if self.opened is not None:
            return Point(self.opened.token.x + self.opened.box.x, self.opened.token.y + self.opened.box.y)
        return self._dock()

    def _dock(self) -> Point | None:
        """The end of the line by which the packet came, else of the one that it will leave by."""
        walk = self._walk
        if walk.is_leaving and walk.leaves_for:
            path = self._path(Crossing(walk.device, walk.leaves_for, walk.leg))
            return path[0] if path else None
        if walk.arrived_from:
            path = self._path(Crossing(walk.arrived_from, walk.device, walk.leg))
            return path[-1] if path else None
        if walk.leaves_for:
            path = self._path(Crossing(walk.device, walk.leaves_for, walk.leg))
            return path[0] if path else None
        key = self._device_key()
        if key is None:
            return None
        box = self._picture.places.box(key)
        return Point(box.x, box.middle.y)

    def _device_key(self) -> ObjectKey | None:
        return self._picture.shown(key_of(self._walk.device))

    def _path(self, crossing: Crossing) -> Path:
        return in_lane(self._picture.route(crossing.sender, crossing.receiver), LANE)

    def _open(self) -> Opened | None:
        key = self._device_key()
        if key is None or self._walk.wire is not None:
            return None
        node = self._picture.scenario.by_key[key]
        if not isinstance(node, Node) or key != key_of(self._walk.device):
            return None
        box = self._picture.places.box(key)
        width, height = max(box.width, NODE_WIDTH), max(box.height, NODE_HEIGHT)
        face = opened_face(self._picture.head(key), self._walk, width, height, self._measure)
        boxes = cell_boxes(len(self._walk.cells), width)
        attach = self._picture.attach_y(key)
        token, came, goes = rail_ways(self._walk, boxes, attach)
        return Opened(Box(box.x, box.y, face.width, face.height), face, token, came, goes)

    def _is_hidden(self, crossing: Crossing) -> bool:
        """Whether a way is inside the node that is opened."""
        if self.opened is None:
            return False
        ends = (crossing.sender, crossing.receiver)
        return self._walk.device in ends and any(end.startswith("pod/") for end in ends)

    def _paint_ways(self, painter: QPainter) -> None:
        color = theme.color("packet")
        for crossing in self._walk.taken:
            if not self._is_hidden(crossing):
                painter.setOpacity(EARLIER if crossing.leg < self._walk.leg else 1.0)
                paint_path(painter, self._path(crossing), color, self._line())
        painter.setOpacity(1.0)
        for crossing in self._walk.ahead:
            if not self._is_hidden(crossing):
                self._paint_dotted(painter, self._path(crossing))
        if self._walk.wire is not None and (path := self._path(self._walk.wire)):
            done, rest = split(path, self._walk.wire.taken)
            self._paint_dotted(painter, rest)
            paint_path(painter, done, color, self._line())

    def _line(self) -> float:
        return max(3.0, 2.0 / self._zoom)

    def _paint_dotted(self, painter: QPainter, path: Path) -> None:
        if len(path) < 2:
            return
        pen = QPen(theme.color("packet"), self._line() * 0.85)
        pen.setDashPattern([0.1, 2.4])
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(rounded(path))

    def _paint_outline(self, painter: QPainter, key: ObjectKey) -> None:
        kind = self._picture.places.kind(key)
        painter.setPen(QPen(theme.color("packet"), max(2.5, 2.0 / self._zoom)))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(outline(kind, self._picture.places.box(key)))

    def _paint_opened(self, painter: QPainter, opened: Opened) -> None:
        painter.setPen(QPen(theme.color("packet"), 2.5))
        painter.setBrush(theme.color("surface"))
        painter.drawPath(outline(Kind.NODE, opened.box))
        paint_face(painter, Kind.NODE, opened.box, opened.face)
        painter.save()
        painter.translate(opened.box.x, opened.box.y)
        self._paint_dotted(painter, in_lane(opened.goes, LANE))
        paint_path(painter, in_lane(opened.came, LANE), theme.color("packet"), self._line())
        painter.restore()

    def _paint_token(self, painter: QPainter, at: Point) -> None:
        radius = max(TOKEN, 8.0 / self._zoom)
        painter.setPen(QPen(theme.color("surface"), radius / 6))
        painter.setBrush(theme.color("packet"))
        painter.drawEllipse(QPointF(*at), radius, radius)
        letters = type(font(Role.SMALL_BOLD))(font(Role.SMALL_BOLD))
        letters.setPixelSize(round(radius * 1.1))
        painter.setFont(letters)
        painter.setPen(theme.color("on_solid"))
        area = QRectF(at.x - radius, at.y - radius, 2 * radius, 2 * radius)
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, str(self._walk.number))

    def _paint_ending(self, painter: QPainter, ending: Ending, box: Box) -> None:
        """A pill on the upper edge of the device, clear of what is written in it."""
        solid: QColor = theme.color("replied" if ending.is_good else "dropped")
        text = f"{ending.sign} {ending.word}"
        scale = max(1.0, 0.8 / self._zoom)
        width = self._measure.width(text, Role.SMALL_BOLD) + 20
        painter.save()
        painter.translate(box.right - 8, box.y + 6)
        painter.scale(scale, scale)
        pill = Box(-width, -22, width, 22)
        painter.setPen(QPen(theme.color("surface"), 1.5))
        painter.setBrush(solid)
        painter.drawRoundedRect(rect(pill), 11, 11)
        painter.setPen(theme.color("on_solid"))
        painter.setFont(font(Role.SMALL_BOLD))
        painter.drawText(rect(pill), Qt.AlignmentFlag.AlignCenter, text)
        painter.restore()

    def _paint_note(self, painter: QPainter, box: Box) -> None:
        """What a load balancer did, over it, or under it where something is over it."""
        face = note_face(self._walk, self._measure)
        if face is None:
            return
        over = Box(box.right - face.width, box.y - face.height - 6, face.width, face.height)
        under = Box(over.x, box.bottom + 6, face.width, face.height)
        place = under if self._picture.places.meeting(over) else over
        paint_face(painter, Kind.LOAD_BALANCER, place, face)


def note_face(walk: Walk, measure: Measure) -> Face | None:
    """A strip that says whom a load balancer picked and what it rewrote; None if neither."""
    if not walk.note and walk.rewriting is None:
        return None
    labels: list[Label] = []
    top = 0.0
    if walk.note:
        room = measure.width(walk.note, Role.SMALL_BOLD) + 1
        labels.append(Label(line(12, 5, room, Role.SMALL_BOLD), walk.note, Role.SMALL_BOLD, Tone.CHANGED))
        top = 17.0
    if walk.rewriting is not None:
        labels += strip_labels(walk.rewriting, Box(0, top, 0, 0), measure)
        top += 19
    width = max(each.box.right for each in labels) + 12
    height = top + 24
    return Face(width, height, tuple(labels), (Plate(Box(0, 0, width, height), PlateKind.CHANGE),))
