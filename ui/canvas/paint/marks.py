"""What is selected, under the pointer, or behind the selected Service: outlines over the still picture."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from sandbox.geometry.boxes import Box
from sandbox.kube import ObjectKey
from ui.canvas.paint.shapes import outline, rect
from ui.canvas.picture import Picture
from ui.canvas.places import Kind
from ui.theme import theme

MANY_RINGS = 400
"""More rings are plain rectangles."""
LEAST_POD = 0.06
"""Zoom below which pods are not told apart, and have no rings."""


def paint_selected(
    painter: QPainter, picture: Picture, keys: Sequence[ObjectKey], seen: Box, zoom: float
) -> None:
    """A ring around each selected object in `seen`, clear of its own edge."""
    painter.setPen(QPen(theme.color("accent"), max(2.0, 1.5 / zoom)))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    places = picture.places
    if len(keys) > MANY_RINGS:
        wanted = frozenset(keys)
        near = (places.keys[index] for index in places.meeting(seen, with_pods=zoom >= LEAST_POD))
        keys = [key for key in near if key in wanted]
    boxes = [(places.kind(key), places.box(key).grown(3)) for key in keys if key in places]
    shown = [(kind, box) for kind, box in boxes if box.meets(seen)]
    if len(shown) > MANY_RINGS:
        painter.drawRects([rect(box) for _, box in shown])
        return
    for kind, box in shown:
        painter.drawPath(outline(kind, box))


def paint_hovered(painter: QPainter, picture: Picture, key: ObjectKey, zoom: float) -> None:
    """A thin line on the edge of what is under the pointer."""
    painter.setPen(QPen(theme.color("accent"), max(1.5, 1.0 / zoom)))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(outline(picture.places.kind(key), picture.places.box(key)))


def paint_backing(painter: QPainter, picture: Picture, pods: Iterable[ObjectKey], zoom: float) -> None:
    """A broken ring in the Service's colour around the pods behind it."""
    pen = QPen(theme.color("service"), max(2.0, 1.5 / zoom), Qt.PenStyle.DashLine)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for key in pods:
        if key in picture.places:
            painter.drawPath(outline(Kind.POD, picture.places.box(key).grown(4)))


def paint_handle(painter: QPainter, box: Box, zoom: float) -> None:
    """A small square at the corner of the selected note."""
    side = 8 / zoom
    painter.setPen(QPen(theme.color("accent"), 1.5 / zoom))
    painter.setBrush(theme.color("surface"))
    corner = QRectF(0, 0, side, side)
    corner.moveCenter(QPointF(box.right + 3, box.bottom + 3))
    painter.drawRect(corner)
    painter.setBrush(Qt.BrushStyle.NoBrush)


def paint_stops(painter: QPainter, picture: Picture, keys: Iterable[ObjectKey], zoom: float) -> None:
    """A stop sign at the upper left corner of each device at which playing stops."""
    far = max(9.0, 7.0 / zoom)
    near = far * 0.42
    half = [(-near, -far), (near, -far), (far, -near), (far, near)]
    sign = QPolygonF([QPointF(x, y) for x, y in (*half, *((-x, -y) for x, y in half))])
    for key in keys:
        if key in picture.places:
            box = picture.places.box(key)
            painter.setPen(QPen(theme.color("surface"), max(2.0, 1.5 / zoom)))
            painter.setBrush(theme.color("dropped"))
            painter.drawPolygon(sign.translated(box.x, box.y))
            painter.setPen(QPen(theme.color("on_solid"), far / 4))
            bar = far * 0.45
            painter.drawLine(QPointF(box.x - bar, box.y), QPointF(box.x + bar, box.y))
    painter.setBrush(Qt.BrushStyle.NoBrush)
