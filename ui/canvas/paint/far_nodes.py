"""What nodes are called from far away, where there is room for a few letters on each."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from sandbox.geometry.boxes import Box
from sandbox.kube import Node
from ui.canvas.paint.ink import KIND_TOKENS, fill_token
from ui.canvas.paint.sight import Sight
from ui.canvas.paint.words import Words
from ui.canvas.picture import Picture
from ui.canvas.places import Kind
from ui.theme import theme

LEAST_WIDE = 24
"""Pixels of width that a node needs to be told by a few letters."""
MOST = 600
"""Nodes of a cluster whose nodes are told: of more, those in sight could not be painted in time."""
WHOLE = 72
"""Pixels of width that it needs for its whole name."""


class FarNodes:
    """Paints on each node the part of its name that others do not have, or all of it where that fits."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._revision = -1
        self._names: tuple[tuple[Node, str], ...] = ()

    def paint(self, painter: QPainter, picture: Picture, sight: Sight, area: Box) -> None:
        """Paint what is in `area`; the painter is in pixels."""
        if len(picture.scenario.nodes) > MOST:
            return
        words = self._words
        told = list(self._in_sight(picture, sight, area))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color(fill_token(Kind.NODE)))
        for text, box in told:
            painter.drawRect(_plate(box, words.name_width(text), words.name_height))
        words.start_names(painter, theme.color(KIND_TOKENS[Kind.NODE]))
        for text, box in told:
            y = round(box.middle.y - words.name_height / 2)
            words.paint_name(painter, text, box.x + 1, y, box.width - 2)

    def _in_sight(self, picture: Picture, sight: Sight, area: Box) -> Iterator[tuple[str, Box]]:
        """What the nodes in `area` with room for letters are told by, with their boxes in pixels."""
        for node, short in self._named(picture):
            if node.key in picture.places and picture.places.box(node.key).meets(area):
                box = sight.box(picture.places.box(node.key))
                if box.width >= LEAST_WIDE and box.height >= self._words.name_height:
                    yield node.metadata.name if box.width >= WHOLE else short, box

    def _named(self, picture: Picture) -> tuple[tuple[Node, str], ...]:
        if picture.revision != self._revision:
            nodes = picture.scenario.nodes
            shorts = distinct_parts([each.metadata.name for each in nodes])
            self._revision, self._names = picture.revision, tuple(zip(nodes, shorts, strict=True))
        return self._names


def distinct_parts(names: Sequence[str]) -> list[str]:
    """The names without what all of them begin and end with; as they are where nothing would be left."""
    if len(names) < 2:
        return list(names)
    start = _shared(names)
    end = _shared([name[start:][::-1] for name in names])
    return [name[start : len(name) - end] or name for name in names]


def _shared(names: Sequence[str]) -> int:
    """How many letters all of them begin with: as many as the first and the last in their order do."""
    first, last = min(names), max(names)
    pairs = zip(first, last, strict=False)
    return next((number for number, (one, other) in enumerate(pairs) if one != other), len(first))


def _plate(box: Box, width: float, height: float) -> QRectF:
    """What is behind the letters, so that they can be read over pods."""
    wide = min(width + 4, box.width - 2)
    return QRectF(box.middle.x - wide / 2, box.middle.y - height / 2, wide, height)
