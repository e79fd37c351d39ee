"""`ScenePainter`: the still picture: the grid, the network's lines and every shape, by level of detail."""

from enum import IntEnum
from itertools import pairwise

from PySide6.QtCore import QLineF, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QPainter, QPen, QPixmap

from sandbox.geometry.boxes import Box
from sandbox.kube import Node, ObjectKey, Pod
from ui.canvas.geometry.face import Measure
from ui.canvas.geometry.node import pod_state
from ui.canvas.paint.far_nodes import FarNodes
from ui.canvas.paint.ink import KIND_TOKENS, fill_token
from ui.canvas.paint.shapes import paint_path, rect
from ui.canvas.paint.sight import Sight
from ui.canvas.paint.stamps import Stamps
from ui.canvas.paint.words import Words
from ui.canvas.picture import Picture
from ui.canvas.places import HOLLOW, Kind
from ui.canvas.zones import Zone, zones_of
from ui.language import tr
from ui.theme import theme

GRID_STEP = 24
DOT = 1.6
LINK_WIDTH = 3.0
LEAST_NAMED = 16
"""Pixels of height that a shape needs to have its name drawn."""
ZONE_LIFT = 24.0
"""Between a zone's nodes and its name: the line that joins the columns of nodes runs there."""
GAP = 3
"""Pixels between that line and the name."""
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


class ScenePainter:
    """Paints parts of a picture, and remembers shapes and texts that come again."""

    def __init__(self, picture: Picture, measure: Measure) -> None:
        self._picture = picture
        self._stamps = Stamps()
        self._words = Words(measure)
        self._far = FarNodes(self._words)
        self._known_zones: tuple[int, tuple[Zone, ...]] = (-1, ())

    def forget(self) -> None:
        """Colours changed."""
        self._stamps.forget()

    def paint(self, painter: QPainter, sight: Sight, area: Box) -> None:
        """Paint what of the picture is in `area`; the painter is in pixels."""
        detail = detail_at(sight.zoom)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("canvas"))
        painter.drawRect(rect(sight.box(area)).adjusted(-1, -1, 1, 1))
        if detail is Detail.FULL:
            paint_grid(painter, sight, area)
        self._paint_zones(painter, sight, area)
        if detail <= Detail.BLOCKS and self._picture.places.are_many:
            from ui.canvas.paint.blocks import paint_blocks

            paint_blocks(painter, self._picture, sight, area, with_pods=detail is Detail.BLOCKS)
            self._far.paint(painter, self._picture, sight, area)
            return
        painter.save()
        sight.enter(painter)
        self._paint_links(painter, area, detail, sight.zoom)
        if detail <= Detail.BLOCKS:
            self._paint_few_blocks(painter, area, with_pods=detail is Detail.BLOCKS)
        painter.restore()
        if detail <= Detail.BLOCKS:
            self._far.paint(painter, self._picture, sight, area)
        elif detail is Detail.NAMES:
            self._paint_names(painter, sight, area)
        elif detail is Detail.FULL:
            self._paint_full(painter, sight, area)

    def _paint_zones(self, painter: QPainter, sight: Sight, area: Box) -> None:
        """What each zone is called, over its nodes, in letters of the same size at every zoom."""
        words = self._words
        seen = area.grown((words.name_height + GAP) / sight.zoom + ZONE_LIFT)
        named = [each for each in self._zones() if each.box.meets(seen)]
        if named:
            words.start_names(painter, theme.color("muted"))
        for each in named:
            box = sight.box(each.box)
            bottom = sight.y(each.box.y - ZONE_LIFT) - GAP
            title = tr("zone {name}", name=each.name)
            words.paint_name(painter, title, box.x, round(bottom - words.name_height), box.width)

    def _zones(self) -> tuple[Zone, ...]:
        revision, zones = self._known_zones
        if revision != self._picture.revision:
            zones = zones_of(self._picture.scenario, self._picture.places)
            self._known_zones = (self._picture.revision, zones)
        return zones

    def _paint_links(self, painter: QPainter, area: Box, detail: Detail, zoom: float) -> None:
        """Lines with round corners; far out plain ones, all in one call."""
        width = LINK_WIDTH if detail is Detail.FULL else max(LINK_WIDTH, 1.0 / zoom)
        paths = self._picture.wiring.near(area.grown(width))
        color = theme.color("border")
        if detail >= Detail.NAMES:
            for path in paths:
                paint_path(painter, path, color, width)
            return
        painter.setPen(QPen(color, width))
        painter.drawLines([QLineF(*one, *two) for path in paths for one, two in pairwise(path)])

    def _paint_few_blocks(self, painter: QPainter, area: Box, *, with_pods: bool) -> None:
        """One call of drawing for all shapes of a kind."""
        places = self._picture.places
        rects: dict[Kind, list[QRectF]] = {}
        for index in places.meeting(area.grown(4), with_pods=with_pods):
            rects.setdefault(Kind(places.kinds[index]), []).append(rect(places.box_at(index)))
        for kind, found in rects.items():
            painter.setPen(QPen(theme.color(KIND_TOKENS[kind]), 0))
            hollow = kind in HOLLOW
            painter.setBrush(Qt.BrushStyle.NoBrush if hollow else theme.color(fill_token(kind)))
            painter.drawRects(found)

    def _paint_full(self, painter: QPainter, sight: Sight, area: Box) -> None:
        """Shapes kind by kind, each kind's words over its shapes."""
        places, picture = self._picture.places, self._picture
        words = self._words
        last: Kind | None = None
        for index in places.meeting(area.grown(6)):
            kind, key = Kind(places.kinds[index]), places.keys[index]
            if kind is not last:
                self._flush(painter, sight)
                last = kind
            box, face = places.box_at(index), picture.face(key)
            self._stamps.stamp(painter, sight, kind, box, face, faded=is_out(picture, key))
            words.add_face(kind, box.x, box.y, face)
        self._flush(painter, sight)

    def _flush(self, painter: QPainter, sight: Sight) -> None:
        painter.save()
        sight.enter(painter)
        self._words.flush(painter)
        painter.restore()

    def _paint_names(self, painter: QPainter, sight: Sight, area: Box) -> None:
        """Outlines, and names in letters of the same size on the screen at every zoom."""
        places = self._picture.places
        last: Kind | None = None
        named: list[tuple[str, Box]] = []
        for index in places.meeting(area.grown(6)):
            kind, box = Kind(places.kinds[index]), places.box_at(index)
            if kind is not last:
                self._paint_some_names(painter, last, named)
                last, named = kind, []
            self._stamps.stamp(painter, sight, kind, box)
            if box.height * sight.zoom >= LEAST_NAMED:
                key = places.keys[index]
                named.append((self._picture.title(key), sight.box(box)))
        self._paint_some_names(painter, last, named)

    def _paint_some_names(self, painter: QPainter, kind: Kind | None, named: list[tuple[str, Box]]) -> None:
        if kind is None or not named:
            return
        words = self._words
        words.start_names(painter, theme.color(KIND_TOKENS[kind]))
        at_top = kind is Kind.NODE or kind in HOLLOW
        for name, box in named:
            y = box.y + 4 if at_top else box.y + (box.height - words.name_height) / 2
            words.paint_name(painter, name, box.x + 3, round(y), box.width - 6)


def is_out(picture: Picture, key: ObjectKey) -> bool:
    """Whether the object takes no traffic for now."""
    value = picture.scenario.by_key[key]
    if isinstance(value, Pod):
        return bool(pod_state(value))
    return isinstance(value, Node) and not value.ready


def paint_grid(painter: QPainter, sight: Sight, area: Box) -> None:
    """Dots: one row of them is painted, and then repeated."""
    left, top = int(area.x // GRID_STEP) * GRID_STEP, int(area.y // GRID_STEP) * GRID_STEP
    across = [sight.x(x) for x in range(left, int(area.right) + GRID_STEP, GRID_STEP)]
    down = [sight.y(y) for y in range(top, int(area.bottom) + GRID_STEP, GRID_STEP)]
    size = QSizeF(across[-1] - across[0] + 8, 8) * sight.ratio
    row = QPixmap(size.toSize())
    row.setDevicePixelRatio(sight.ratio)
    row.fill(Qt.GlobalColor.transparent)
    dots = QPainter(row)
    dots.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(theme.color("grid"), DOT * sight.zoom, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
    dots.setPen(pen)
    dots.drawPoints([QPointF(x - across[0] + 4, 4) for x in across])
    dots.end()
    for y in down:
        painter.drawPixmap(QPointF(across[0] - 4, y - 4), row)
