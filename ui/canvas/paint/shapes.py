"""Outlines of the kinds, and faces inside them."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

from sandbox.geometry.boxes import Box, Point
from ui.canvas.geometry.face import Align, Face, Label, Plate, PlateKind, Role, Switch
from ui.canvas.geometry.outside import TIP
from ui.canvas.paint.ink import KIND_TOKENS, PLATE_TOKENS, edge_token, fill_token, font, tone_color
from ui.canvas.places import HOLLOW, Kind
from ui.theme import theme

RADII = {Kind.NODE: 14.0, Kind.SERVICE: 12.0, Kind.CLIENT: 12.0, Kind.NOTE: 4.0, Kind.FRAME: 16.0}
SHADOWED = (Kind.NODE, Kind.SERVICE, Kind.NOTE)
PLATE_RADIUS = 8.0
SWITCH_RADIUS = 6.0
WIRE_WIDTH = 2.0

ALIGNMENTS = {
    Align.LEFT: Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
    Align.MIDDLE: Qt.AlignmentFlag.AlignCenter,
    Align.RIGHT: Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
}


def rect(box: Box) -> QRectF:
    """The box as Qt has it."""
    return QRectF(*box)


def outline(kind: Kind, box: Box) -> QPainterPath:
    """The edge of a shape: the form tells the kinds apart."""
    path = QPainterPath()
    if kind is Kind.LOAD_BALANCER:
        y = box.middle.y
        corners = [(box.x, y), (box.x + TIP, box.y), (box.right - TIP, box.y), (box.right, y)]
        corners += [(box.right - TIP, box.bottom), (box.x + TIP, box.bottom)]
        path.addPolygon(QPolygonF([QPointF(*corner) for corner in corners]))
        path.closeSubpath()
    elif kind is Kind.ELLIPSE:
        path.addEllipse(rect(box))
    else:
        radius = box.height / 2 if kind is Kind.POD else RADII[kind]
        path.addRoundedRect(rect(box), radius, radius)
    return path


def paint_shape(painter: QPainter, kind: Kind, box: Box, face: Face, *, faded: bool = False) -> None:
    """A shape with its face. `faded` marks what takes no traffic: a broken edge, whatever the colour."""
    paint_ground(painter, kind, box, face, faded=faded)
    _paint_labels(painter, kind, box, face)


def paint_ground(painter: QPainter, kind: Kind, box: Box, face: Face, *, faded: bool = False) -> None:
    """A shape with everything but its labels."""
    if kind in SHADOWED:
        _paint_shadow(painter, kind, box)
    style = Qt.PenStyle.DashLine if faded else Qt.PenStyle.SolidLine
    painter.setPen(QPen(theme.color(KIND_TOKENS[kind] if faded else edge_token(kind)), 1.5, style))
    painter.setBrush(Qt.BrushStyle.NoBrush if kind in HOLLOW else theme.color(fill_token(kind)))
    painter.drawPath(outline(kind, box))
    _paint_inside(painter, kind, box, face)


def _paint_shadow(painter: QPainter, kind: Kind, box: Box) -> None:
    shadow = QColor(theme.color("text" if not theme.is_dark else "window"))
    shadow.setAlphaF(0.06 if not theme.is_dark else 0.5)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(shadow)
    painter.drawPath(outline(kind, box.moved(0, 2)))


def paint_face(painter: QPainter, kind: Kind, box: Box, face: Face) -> None:
    """Everything inside a shape."""
    _paint_inside(painter, kind, box, face)
    _paint_labels(painter, kind, box, face)


def _paint_inside(painter: QPainter, kind: Kind, box: Box, face: Face) -> None:
    painter.save()
    painter.translate(box.x, box.y)
    for wire in face.wires:
        paint_path(painter, wire.points, theme.color("packet" if wire.passed else "border"), WIRE_WIDTH)
    for plate in face.plates:
        _paint_plate(painter, plate)
    _paint_switches(painter, kind, face.switches)
    painter.restore()


def _paint_labels(painter: QPainter, kind: Kind, box: Box, face: Face) -> None:
    painter.save()
    painter.translate(box.x, box.y)
    for label in face.labels:
        paint_label(painter, label, tone_color(label.tone, kind))
    painter.restore()


def paint_label(painter: QPainter, label: Label, color: QColor) -> None:
    """One line of text."""
    painter.setPen(color)
    text_font = font(label.role)
    if label.struck:
        text_font = type(text_font)(text_font)
        text_font.setStrikeOut(True)
    painter.setFont(text_font)
    painter.drawText(rect(label.box), int(ALIGNMENTS[label.align] | Qt.TextFlag.TextDontClip), label.text)


def _paint_plate(painter: QPainter, plate: Plate) -> None:
    fill, edge = PLATE_TOKENS[plate.kind]
    width = 2.0 if plate.kind is PlateKind.CURRENT else 1.0
    painter.setPen(QPen(theme.color(edge), width))
    painter.setBrush(theme.color(fill))
    painter.drawRoundedRect(rect(plate.box), PLATE_RADIUS, PLATE_RADIUS)


def _paint_switches(painter: QPainter, kind: Kind, switches: Sequence[Switch]) -> None:
    """Segments: the one that is on is filled, so that it shows without colour too."""
    solid = theme.color(KIND_TOKENS[kind])
    for switch in switches:
        painter.setPen(QPen(solid, 1.0))
        painter.setBrush(solid if switch.is_on else theme.color("surface"))
        painter.drawRoundedRect(rect(switch.box).adjusted(1, 0.5, -1, -0.5), SWITCH_RADIUS, SWITCH_RADIUS)
        paint_label(painter, switch_label(switch), theme.color("on_solid" if switch.is_on else "text"))


def switch_label(switch: Switch) -> Label:
    """The word on a segment."""
    role = Role.SMALL_BOLD if switch.is_on else Role.SMALL
    return Label(switch.box, switch.text, role, align=Align.MIDDLE)


def rounded(points: Sequence[Point], radius: float = 8.0) -> QPainterPath:
    """A line through the points with its corners rounded."""
    path = QPainterPath(QPointF(*points[0]))
    for index in range(1, len(points) - 1):
        before, corner, after = points[index - 1], points[index], points[index + 1]
        path.lineTo(_toward(corner, before, radius))
        path.quadTo(QPointF(*corner), _toward(corner, after, radius))
    path.lineTo(QPointF(*points[-1]))
    return path


def _toward(corner: Point, other: Point, distance: float) -> QPointF:
    """A point `distance` from the corner, half way at most."""
    dx, dy = other.x - corner.x, other.y - corner.y
    long = max((dx * dx + dy * dy) ** 0.5, 0.001)
    share = min(distance / long, 0.5)
    return QPointF(corner.x + dx * share, corner.y + dy * share)


def paint_path(painter: QPainter, points: Sequence[Point], color: QColor, width: float) -> None:
    """A line with rounded corners."""
    if len(points) < 2:
        return
    pen = QPen(color, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(rounded(points))
