"""How each kind of mark is painted: a sign in a shape, in its colour."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from sandbox.playback import MarkKind
from ui.theme import fonts, theme

RADIUS = 9.0

COLORS: dict[MarkKind, tuple[str, str, str]] = {
    MarkKind.REWRITTEN: ("changed", "changed_edge", "changed_fill"),
    MarkKind.UNDONE: ("accent", "accent", "surface"),
    MarkKind.ENTRY_MADE: ("replied", "replied", "surface"),
    MarkKind.ENTRY_GONE: ("dropped", "dropped", "surface"),
    MarkKind.PICKED: ("load_balancer", "load_balancer", "load_balancer_fill"),
    MarkKind.DROPPED: ("dropped", "dropped", "surface"),
    MarkKind.REPLIED: ("replied", "replied", "surface"),
}
"""The tokens of a mark's sign, its edge and what is behind it."""


def paint_mark(painter: QPainter, kind: MarkKind, center: QPointF, *, faded: bool = False) -> None:
    """Paint a mark around `center`; `faded` where the walk has not come to it."""
    sign, edge, fill = COLORS[kind]
    painter.setPen(QPen(theme.color(edge), 1.5, Qt.PenStyle.DotLine if faded else Qt.PenStyle.SolidLine))
    painter.setBrush(theme.color("surface" if faded else fill))
    if kind is MarkKind.PICKED:
        painter.drawPolygon(_hexagon(center))
    elif kind is MarkKind.DROPPED:
        painter.drawRoundedRect(_square(center, RADIUS - 1), 3, 3)
    else:
        painter.drawEllipse(center, RADIUS, RADIUS)
    painter.setFont(fonts.words(fonts.SMALL, bold=True))
    painter.setPen(theme.color(sign))
    painter.drawText(_square(center, 2 * RADIUS), Qt.AlignmentFlag.AlignCenter, kind.value)


def _square(center: QPointF, half: float) -> QRectF:
    return QRectF(center.x() - half, center.y() - half, 2 * half, 2 * half)


def _hexagon(center: QPointF) -> QPolygonF:
    x, y, r = center.x(), center.y(), RADIUS + 0.5
    half = r / 2
    corners = [
        (x - half, y - r),
        (x + half, y - r),
        (x + r, y),
        (x + half, y + r),
        (x - half, y + r),
        (x - r, y),
    ]
    return QPolygonF([QPointF(*corner) for corner in corners])
