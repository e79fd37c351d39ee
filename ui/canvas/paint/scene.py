"""The still picture: the grid, the network's lines and every shape, by level of detail."""

from collections.abc import Sequence
from enum import IntEnum
from itertools import pairwise

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPen

from sandbox.kube import Node, ObjectKey, Pod
from ui.canvas.geometry.boxes import Box
from ui.canvas.geometry.face import PAD, Role
from ui.canvas.geometry.lines import Path
from ui.canvas.geometry.node import pod_state
from ui.canvas.paint.ink import KIND_TOKENS, fill_token, font
from ui.canvas.paint.shapes import outline, paint_path, paint_shape, rect
from ui.canvas.picture import Picture
from ui.canvas.places import Kind
from ui.theme import theme

GRID_STEP = 24
LINK_WIDTH = 3.0
LEAST_NAMED = 16
"""Pixels of height that a shape needs to have its name drawn."""
LEGIBLE_ZOOM = 0.58
"""Below this the smallest text would be under seven pixels: only names are drawn, at a size of their own."""
BLOCK_ZOOM = 0.22
"""Below this shapes are plain blocks."""
POD_ZOOM = 0.06
"""Below this a node's pods are not told apart."""


class Detail(IntEnum):
    """How much is drawn."""

    NODES = 0
    BLOCKS = 1
    NAMES = 2
    FULL = 3


def detail_at(zoom: float) -> Detail:
    """The level of detail at a zoom."""
    if zoom < POD_ZOOM:
        return Detail.NODES
    if zoom < BLOCK_ZOOM:
        return Detail.BLOCKS
    return Detail.NAMES if zoom < LEGIBLE_ZOOM else Detail.FULL


def paint_scene(painter: QPainter, picture: Picture, area: Box, zoom: float) -> None:
    """Paint what of the picture is in `area`; the painter is in scene units."""
    detail = detail_at(zoom)
    painter.fillRect(rect(area), theme.color("canvas"))
    if detail is Detail.FULL:
        _paint_grid(painter, area)
    _paint_links(painter, picture, area, detail, zoom)
    seen = picture.places.meeting(area.grown(4), with_pods=detail is not Detail.NODES)
    if detail <= Detail.BLOCKS:
        _paint_blocks(painter, picture, seen)
        return
    for index in seen:
        key = picture.places.keys[index]
        kind, box = Kind(picture.places.kinds[index]), picture.places.box_at(index)
        if detail is Detail.FULL:
            paint_shape(painter, kind, box, picture.face(key), faded=_is_out(picture, key))
        else:
            _paint_named(painter, kind, box, key.name, zoom)


def _is_out(picture: Picture, key: ObjectKey) -> bool:
    """Whether the object takes no traffic for now."""
    value = picture.scenario.by_key[key]
    if isinstance(value, Pod):
        return bool(pod_state(value))
    return isinstance(value, Node) and not value.ready


def _paint_grid(painter: QPainter, area: Box) -> None:
    painter.setPen(QPen(theme.color("grid"), 1.6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    left, top = int(area.x // GRID_STEP) * GRID_STEP, int(area.y // GRID_STEP) * GRID_STEP
    across = range(left, int(area.right) + GRID_STEP, GRID_STEP)
    down = range(top, int(area.bottom) + GRID_STEP, GRID_STEP)
    painter.drawPoints([QPointF(x, y) for x in across for y in down])


def _paint_links(painter: QPainter, picture: Picture, area: Box, detail: Detail, zoom: float) -> None:
    """Lines with round corners; far out plain ones, all in one call."""
    width = LINK_WIDTH if detail is Detail.FULL else max(LINK_WIDTH, 1.0 / zoom)
    near = area.grown(width)
    paths = [path for path in picture.wiring.paths if _reaches(path, near)]
    if detail >= Detail.NAMES:
        for path in paths:
            paint_path(painter, path, theme.color("border"), width)
        return
    painter.setPen(QPen(theme.color("border"), width))
    painter.drawLines([QLineF(*one, *two) for path in paths for one, two in pairwise(path)])


def _reaches(path: Path, area: Box) -> bool:
    """Whether the box around the path has something in `area`."""
    across = [point.x for point in path]
    down = [point.y for point in path]
    inside = min(across) <= area.right and max(across) >= area.x
    return inside and min(down) <= area.bottom and max(down) >= area.y


def _paint_blocks(painter: QPainter, picture: Picture, seen: Sequence[int]) -> None:
    """One call of drawing for all shapes of a kind."""
    rects: dict[Kind, list[QRectF]] = {}
    places = picture.places
    for index in seen:
        rects.setdefault(Kind(places.kinds[index]), []).append(rect(places.box_at(index)))
    for kind, found in rects.items():
        painter.setPen(QPen(theme.color(KIND_TOKENS[kind]), 0))
        painter.setBrush(theme.color(fill_token(kind)))
        painter.drawRects(found)


def _paint_named(painter: QPainter, kind: Kind, box: Box, name: str, zoom: float) -> None:
    """The outline and the name, in letters of the same size on the screen at every zoom."""
    painter.setPen(QPen(theme.color(KIND_TOKENS[kind] if kind is not Kind.NODE else "border"), 1.0 / zoom))
    painter.setBrush(theme.color(fill_token(kind)))
    painter.drawPath(outline(kind, box))
    if box.height * zoom < LEAST_NAMED:
        return
    letters = QFont(font(Role.SMALL_BOLD))
    letters.setPixelSize(round(11 / zoom))
    painter.setFont(letters)
    painter.setPen(theme.color(KIND_TOKENS[kind]))
    room = rect(box).adjusted(PAD / 2, 8, -PAD / 2, -8)
    text = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideMiddle, int(room.width()))
    where = Qt.AlignmentFlag.AlignHCenter | (
        Qt.AlignmentFlag.AlignTop if kind is Kind.NODE else Qt.AlignmentFlag.AlignVCenter
    )
    painter.drawText(room, int(where), text)
