"""How each kind of object looks wherever it is named: its word, its key, its colour token and its shape."""

from collections.abc import Callable

import msgspec
from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPainterPath, QPen, QPixmap, QPolygonF

from ui.language import mark, tr
from ui.theme.current import theme


class KindStyle(msgspec.Struct, frozen=True):
    """One kind: its `word` in English, the `letter` that adds one, the `token` of its colour, its shape."""

    word: str
    letter: str
    token: str
    shape: Callable[[QRectF], QPainterPath]

    @property
    def title(self) -> str:
        """The word for people, in their language."""
        return tr(self.word)

    @property
    def fill(self) -> str:
        """The token of its background."""
        return f"{self.token}_fill"


def _box(area: QRectF, radius: float) -> QPainterPath:
    path = QPainterPath()
    path.addRoundedRect(area, radius, radius)
    return path


def _node(area: QRectF) -> QPainterPath:
    return _box(area.adjusted(0, 1, 0, -1), 2)


def _capsule(area: QRectF) -> QPainterPath:
    lower = area.adjusted(0, area.height() / 5, 0, -area.height() / 5)
    return _box(lower, lower.height() / 2)


def _card(area: QRectF) -> QPainterPath:
    path = _box(area.adjusted(0, 1, 0, -1), 1.5)
    path.moveTo(area.left() + 3, area.top() + 4.5)
    path.lineTo(area.right() - 3, area.top() + 4.5)
    return path


def _round_box(area: QRectF) -> QPainterPath:
    return _box(area.adjusted(1, 1, -1, -1), 3.5)


def _hexagon(area: QRectF) -> QPainterPath:
    side, middle = area.width() / 4, area.center().y()
    path = QPainterPath()
    top, bottom = area.top() + 1, area.bottom() - 1
    corners = [(area.left() + side, top), (area.right() - side, top), (area.right(), middle)]
    corners += [(area.right() - side, bottom), (area.left() + side, bottom), (area.left(), middle)]
    path.addPolygon(QPolygonF([QPointF(x, y) for x, y in corners]))
    path.closeSubpath()
    return path


def _sheet(area: QRectF) -> QPainterPath:
    """A sheet with its upper right corner folded over."""
    left, top, right, bottom = area.left() + 2, area.top() + 1, area.right() - 2, area.bottom() - 1
    path = QPainterPath(QPointF(left, top))
    path.lineTo(right - 4, top)
    path.lineTo(right, top + 4)
    path.lineTo(right, bottom)
    path.lineTo(left, bottom)
    path.closeSubpath()
    path.moveTo(right - 4, top)
    path.lineTo(right - 4, top + 4)
    path.lineTo(right, top + 4)
    return path


KIND_STYLES: dict[str, KindStyle] = {
    "Node": KindStyle(mark("Node"), "N", "node", _node),
    "Pod": KindStyle(mark("Pod"), "P", "pod", _capsule),
    "Service": KindStyle(mark("Service"), "S", "service", _card),
    "Client": KindStyle(mark("Client"), "C", "client", _round_box),
    "LoadBalancer": KindStyle(mark("Load balancer"), "B", "load_balancer", _hexagon),
    "Note": KindStyle(mark("Note"), "T", "note", _sheet),
}
"""The kinds that stand on the canvas, in the palette's order."""

_icons: dict[str, QIcon] = {}


def kind_icon(kind: str) -> QIcon:
    """The kind's shape in its colour, in the theme of the moment."""
    if kind not in _icons:
        _icons[kind] = QIcon(_KindEngine(kind))
    return _icons[kind]


class _KindEngine(QIconEngine):
    def __init__(self, kind: str) -> None:
        super().__init__()
        self._kind = kind

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        style = KIND_STYLES[self._kind]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.color(style.token), 1.5))
        painter.setBrush(theme.color(style.fill))
        side = min(rect.width(), rect.height())
        area = QRectF(0, 0, side, side)
        area.moveCenter(QRectF(rect).center())
        painter.drawPath(style.shape(area.adjusted(1, 1, -1, -1)))
        painter.restore()

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        pixmap = QPixmap(size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self.paint(painter, QRect(0, 0, size.width(), size.height()), mode, state)
        painter.end()
        return pixmap

    def clone(self) -> QIconEngine:
        return _KindEngine(self._kind)
