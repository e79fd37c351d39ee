"""What nodes are called from far away, where there is room for a few letters on each."""

from collections.abc import Sequence

from PySide6.QtGui import QPainter

from sandbox.geometry.boxes import Box
from sandbox.kube import Node
from ui.canvas.paint.ink import KIND_TOKENS
from ui.canvas.paint.sight import Sight
from ui.canvas.paint.words import Words
from ui.canvas.picture import Picture
from ui.canvas.places import Kind
from ui.language import tr_n
from ui.theme import theme

LEAST_WIDE = 24
"""Pixels of width that a node needs to be told by a few letters."""
WHOLE = 72
"""Pixels of width that it needs for its name, and for how many pods it has."""


class FarNodes:
    """Paints on each node the part of its name that others do not have, or all of it where that fits."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._revision = -1
        self._names: tuple[tuple[Node, str], ...] = ()

    def paint(self, painter: QPainter, picture: Picture, sight: Sight, area: Box) -> None:
        """Paint what is in `area`; the painter is in pixels."""
        words = self._words
        words.start_names(painter, theme.color(KIND_TOKENS[Kind.NODE]))
        for node, short in self._named(picture):
            if node.key not in picture.places:
                continue
            place = picture.places.box(node.key)
            box = sight.box(place)
            if box.width < LEAST_WIDE or box.height < words.name_height or not place.meets(area):
                continue
            lines = [short] if box.width < WHOLE else _lines(picture, node, box.height // words.name_height)
            top = box.y + (box.height - len(lines) * words.name_height) / 2
            for number, text in enumerate(lines):
                y = round(top + number * words.name_height)
                words.paint_name(painter, text, box.x + 1, y, box.width - 2)

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


def _lines(picture: Picture, node: Node, room: float) -> list[str]:
    count = tr_n("{count} pod", "{count} pods", picture.pod_count(node.key))
    return [node.metadata.name, count][: max(1, int(room))]
