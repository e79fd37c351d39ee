"""The picture from far away: plain blocks and lines by NumPy, a handful of calls however many there are."""

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPen

from sandbox.geometry.boxes import Box
from ui.canvas.paint.batch import draw_lines, draw_rects
from ui.canvas.paint.ink import KIND_TOKENS, fill_token
from ui.canvas.paint.sight import Sight
from ui.canvas.picture import Picture
from ui.canvas.places import HOLLOW, Columns, Kind
from ui.theme import theme

if TYPE_CHECKING:
    from ui.canvas.paint.batch import Whole

LEAST_EDGED = 3
"""Pixels of height below which a block is all edge."""


def paint_blocks(painter: QPainter, picture: Picture, sight: Sight, area: Box, *, with_pods: bool) -> None:
    """Lines, then all blocks of each kind; the painter is in pixels."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setPen(QPen(theme.color("border"), 1))
    draw_lines(painter, _lines(picture, sight, area))
    paint_kinds(painter, picture, sight, area.grown(2 / sight.zoom), with_pods=with_pods)
    painter.restore()


def paint_kinds(
    painter: QPainter, picture: Picture, sight: Sight, area: Box | None = None, *, with_pods: bool
) -> None:
    """The blocks that meet `area`, all of them by default, kind by kind."""
    columns = picture.places.columns() if with_pods else picture.places.columns_without_pods()
    found = np.arange(len(columns.kinds)) if area is None else columns.meeting(area).nonzero()[0]
    kinds = columns.kinds[found]
    for kind in Kind:
        _paint_kind(painter, kind, block_rows(columns, found[kinds == kind], sight))


def block_rows(columns: Columns, chosen: "np.typing.NDArray[np.intp]", sight: Sight) -> "Whole":
    """Blocks of the chosen boxes in pixels, at least one pixel wide and high."""
    rows = np.empty((len(chosen), 4), np.int32)
    rows[:, 0] = np.rint((columns.left[chosen] - sight.origin.x) * sight.zoom)
    rows[:, 1] = np.rint((columns.top[chosen] - sight.origin.y) * sight.zoom)
    rows[:, 2] = np.rint((columns.right[chosen] - sight.origin.x) * sight.zoom) - 1
    rows[:, 3] = np.rint((columns.bottom[chosen] - sight.origin.y) * sight.zoom) - 1
    np.maximum(rows[:, 2:], rows[:, :2], out=rows[:, 2:])
    return rows


def _paint_kind(painter: QPainter, kind: Kind, rows: "Whole") -> None:
    if not len(rows):
        return
    if kind in HOLLOW:
        painter.setPen(QPen(theme.color(KIND_TOKENS[kind]), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        draw_rects(painter, rows)
        return
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color("control" if kind is Kind.NODE else KIND_TOKENS[kind]))
    draw_rects(painter, rows)
    inner = rows[rows[:, 3] - rows[:, 1] >= LEAST_EDGED]
    inner += np.array((1, 1, -1, -1), np.int32)
    painter.setBrush(theme.color(fill_token(kind)))
    draw_rects(painter, inner)


def _lines(picture: Picture, sight: Sight, area: Box) -> "Whole":
    """The lines that come near `area`, in pixels, their ends cut off far outside it."""
    segments = picture.wiring.segments
    left, top, right, bottom = picture.wiring.segment_edges
    across = (left <= area.right) & (right >= area.x)
    seen = segments[across & (top <= area.bottom) & (bottom >= area.y)]
    pixels = (seen - np.array((*sight.origin, *sight.origin))) * sight.zoom
    return np.ascontiguousarray(np.rint(np.clip(pixels, -20_000, 20_000)), np.int32)
