"""Icons, painted as vectors on a grid of 24 × 24 in the colour that the theme gives.

An icon is a line of strokes: M x y moves, L x y draws, C takes two control points and an end, O x y r is a
circle, Z closes, F in front fills instead of stroking.
"""

from collections.abc import Callable, Iterator

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QIconEngine, QPainter, QPainterPath, QPen, QPixmap

from ui.theme.current import theme

GRID = 24

ICONS: dict[str, str] = {
    "new": "M6 3 L14 3 L19 8 L19 21 L6 21 Z M14 3 L14 8 L19 8",
    "open": "M3 19 L3 5 L9 5 L11 8 L20 8 L20 11 M3 19 L6 11 L22 11 L19 19 Z",
    "save": "M4 4 L16 4 L20 8 L20 20 L4 20 Z M8 4 L8 9 L15 9 L15 4 M8 20 L8 14 L16 14 L16 20",
    "undo": "M8 5 L4 9 L8 13 M4 9 L14 9 C21 9 21 19 14 19 L9 19",
    "redo": "M16 5 L20 9 L16 13 M20 9 L10 9 C3 9 3 19 10 19 L15 19",
    "delete": "M4 7 L20 7 M9 7 L9 4 L15 4 L15 7 M6 7 L7 20 L17 20 L18 7 M10 11 L10 16 M14 11 L14 16",
    "add": "M12 5 L12 19 M5 12 L19 12",
    "remove": "M5 12 L19 12",
    "close": "M6 6 L18 18 M18 6 L6 18",
    "zoom_in": "O 10 10 6 M15 15 L20 20 M10 7 L10 13 M7 10 L13 10",
    "zoom_out": "O 10 10 6 M15 15 L20 20 M7 10 L13 10",
    "find": "O 10 10 6 M15 15 L20 20",
    "fit": "M4 9 L4 4 L9 4 M15 4 L20 4 L20 9 M20 15 L20 20 L15 20 M9 20 L4 20 L4 15",
    "play": "F M7 4 L20 12 L7 20 Z",
    "pause": "F M6 4 L10 4 L10 20 L6 20 Z M14 4 L18 4 L18 20 L14 20 Z",
    "step_forward": "F M6 5 L17 12 L6 19 Z",
    "step_back": "F M18 5 L7 12 L18 19 Z",
    "start": "F M4 5 L7 5 L7 19 L4 19 Z M20 5 L8 12 L20 19 Z",
    "end": "F M17 5 L20 5 L20 19 L17 19 Z M4 5 L16 12 L4 19 Z",
    "send": "M3 11 L21 3 L14 21 L11 13 Z M11 13 L21 3",
    "dice": "M4 4 L20 4 L20 20 L4 20 Z O 8.5 8.5 1 O 15.5 15.5 1 O 12 12 1",
    "light": "O 12 12 4 M12 2 L12 4 M12 20 L12 22 M2 12 L4 12 M20 12 L22 12 M5 5 L6.5 6.5 M17.5 17.5 L19 19"
    " M19 5 L17.5 6.5 M6.5 17.5 L5 19",
    "dark": "M20 14 C13 17 7 11 10 4 C5 5 3 9 4 13 C5 19 10 21 14 20 C17 19 19 17 20 14 Z",
    "down": "M6 9 L12 15 L18 9",
    "clock": "O 12 12 9 M12 7 L12 12 L16 14",
    "right": "M9 6 L15 12 L9 18",
    "warning": "M12 4 L22 20 L2 20 Z M12 10 L12 14 M12 17 L12 17.2",
    "check": "M5 12 L10 17 L19 7",
    "about": "O 12 12 9 M12 11 L12 17 M12 7.5 L12 7.7",
}


def icon(name: str, token: str = "text") -> QIcon:
    """The icon of a name of `ICONS`, in a token's colour; it follows the theme by itself."""
    return QIcon(_Engine(name, token))


def paint(painter: QPainter, name: str, area: QRectF, color: QColor) -> None:
    """Paint an icon into an area."""
    side = min(area.width(), area.height())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(area.center() - QPointF(side / 2, side / 2))
    painter.scale(side / GRID, side / GRID)
    strokes = ICONS[name]
    if strokes.startswith("F "):
        painter.fillPath(outline(name), color)
    else:
        round_cap, round_join = Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
        painter.setPen(QPen(color, 2, Qt.PenStyle.SolidLine, round_cap, round_join))
        painter.drawPath(outline(name))
    painter.restore()


def outline(name: str) -> QPainterPath:
    """The icon's path on the grid."""
    path = QPainterPath()
    words = iter(ICONS[name].split())
    for word in words:
        _STROKES[word[0]](path, word[1:], words)
    return path


def _point(rest: str, words: Iterator[str]) -> QPointF:
    return QPointF(float(rest or next(words)), float(next(words)))


def _circle(path: QPainterPath, rest: str, words: Iterator[str]) -> None:
    center, radius = _point(rest, words), float(next(words))
    path.addEllipse(center, radius, radius)


def _curve(path: QPainterPath, rest: str, words: Iterator[str]) -> None:
    path.cubicTo(_point(rest, words), _point("", words), _point("", words))


_STROKES: dict[str, Callable[[QPainterPath, str, Iterator[str]], None]] = {
    "F": lambda path, rest, words: None,
    "M": lambda path, rest, words: path.moveTo(_point(rest, words)),
    "L": lambda path, rest, words: path.lineTo(_point(rest, words)),
    "C": _curve,
    "O": _circle,
    "Z": lambda path, rest, words: path.closeSubpath(),
}


class _Engine(QIconEngine):
    """Paints at whatever size and scale is asked for, in the theme of the moment."""

    def __init__(self, name: str, token: str) -> None:
        super().__init__()
        self._name, self._token = name, token

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        token = "control" if mode is QIcon.Mode.Disabled else self._token
        paint(painter, self._name, QRectF(rect), theme.color(token))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        pixmap = QPixmap(size)
        if pixmap.isNull():
            return pixmap  # a button that has no size yet
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self.paint(painter, QRect(0, 0, size.width(), size.height()), mode, state)
        painter.end()
        return pixmap

    def clone(self) -> QIconEngine:
        return _Engine(self._name, self._token)
