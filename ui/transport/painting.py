"""How what lies over and beside the lanes is painted: marks, playhead, legend, focus."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen, QPolygonF

from sandbox.playback import MarkKind
from ui.language import mark, tr
from ui.theme import fonts, theme
from ui.transport.geometry import LEGEND_MARGIN, LanesGeometry, Place
from ui.transport.marks import paint_mark

GRIP = 8
"""How far around the playhead's handle one may take hold of it."""
NOTHING = mark("Send a request, and its whole walk appears here.")


def paint_marks(painter: QPainter, places: Sequence[Place], number: int) -> None:
    """The marks, faded where the walk has not come to them."""
    for place in places:
        paint_mark(painter, place.mark.kind, place.center, faded=place.mark.number > number)


def paint_playhead(painter: QPainter, geometry: LanesGeometry, x: float) -> None:
    """The line and its handle at the top."""
    color = theme.color("packet")
    painter.setPen(QPen(color, 2))
    painter.drawLine(QPointF(x, 10), QPointF(x, geometry.y_of(geometry.lanes) - 4))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    painter.drawPolygon(QPolygonF([QPointF(x - 8, 4), QPointF(x + 8, 4), QPointF(x, 15)]))


def paint_breakpoint(painter: QPainter, center: QPointF) -> None:
    """A filled octagon: playing stops here."""
    x, y, far, near = center.x(), center.y(), 5.0, 2.1
    half = [(-near, -far), (near, -far), (far, -near), (far, near)]
    corners = [*half, *((-a, -b) for a, b in half)]
    painter.setPen(QPen(theme.color("surface"), 1))
    painter.setBrush(theme.color("dropped"))
    painter.drawPolygon(QPolygonF([QPointF(x + a, y + b) for a, b in corners]))


def legend_width() -> float:
    """Room for the longest word of the legend."""
    metrics = QFontMetrics(fonts.words(fonts.SMALL))
    return float(max(metrics.horizontalAdvance(tr(kind.word)) for kind in MarkKind) + 12)


def paint_legend(painter: QPainter, geometry: LanesGeometry) -> None:
    """Every mark with its word."""
    if not geometry.has_legend:
        return
    left = geometry.right + 36
    for row, kind in enumerate(MarkKind):
        middle = LEGEND_MARGIN + (row + 0.5) * geometry.legend_row
        paint_mark(painter, kind, QPointF(left, middle))
        painter.setFont(fonts.words(fonts.SMALL))
        painter.setPen(theme.color("muted"))
        area = QRectF(left + 18, middle - 10, geometry.legend, 20)
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, tr(kind.word))


def paint_nothing(painter: QPainter, area: QRect, problem: str) -> None:
    """What there is to do, or what is wrong, where there is no walk."""
    painter.setFont(fonts.words(fonts.NORMAL))
    painter.setPen(theme.color("dropped" if problem else "muted"))
    flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap
    painter.drawText(area.adjusted(16, 8, -232, -8), flags, problem or tr(NOTHING))


def paint_focus(painter: QPainter, area: QRect) -> None:
    """A frame that says where keys go."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme.color("accent"), 2))
    painter.drawRoundedRect(QRectF(area).adjusted(1, 1, -1, -1), 4, 4)
