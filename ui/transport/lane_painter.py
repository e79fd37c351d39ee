"""`LanePainter`: lanes, stays and crossings, travelled as far as the playhead is."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen

from sandbox.explain import label_of
from sandbox.playback import Lane, Span
from ui.theme import fonts, theme
from ui.transport.geometry import LanesGeometry

THICK, AHEAD = 6.0, 4.0
"""How thick stays are drawn: what is travelled, and what is ahead."""
THIN = 1.5


@dataclass(frozen=True)
class Stay:
    """A packet's stay in the device of a lane."""

    lane: int
    span: Span


@dataclass(frozen=True)
class LanePainter:
    """Paints lanes for one position of the playhead, both in seconds of a timeline of `duration`.

    `finish` is when the last step begins: nothing is ahead of it.
    """

    painter: QPainter
    geometry: LanesGeometry
    duration: float
    finish: float
    position: float

    def paint(self, lanes: Sequence[Lane]) -> None:
        """All lanes."""
        for number, lane in enumerate(lanes):
            self._paint_base(number, lane.device)
        stays = [Stay(number, span) for number, lane in enumerate(lanes) for span in lane.spans]
        stays.sort(key=lambda stay: stay.span.start)
        for leaving, arriving in pairwise(stays):
            self._paint_crossing(leaving, arriving)
        for stay in stays:
            self._paint_stay(stay)

    def _paint_base(self, lane: int, device: str) -> None:
        """The name and the line that stays are on."""
        painter, y = self.painter, self.geometry.y_of(lane)
        painter.setPen(QPen(theme.color("grid"), THIN))
        painter.drawLine(QPointF(self.geometry.left, y), QPointF(self.geometry.right, y))
        painter.setFont(fonts.words(fonts.SMALL))
        painter.setPen(theme.color("muted"))
        room = self.geometry.name_width
        name = QFontMetrics(painter.font()).elidedText(label_of(device), Qt.TextElideMode.ElideMiddle, room)
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(QRectF(16, y - 12, room, 24), flags, name)

    def _paint_stay(self, stay: Stay) -> None:
        """A thick line: in the packet's colour as far as it is travelled."""
        start, end = stay.span.start, min(stay.span.end, self.finish)
        self._bar(stay.lane, start, end, theme.color("control"), AHEAD)
        if self.position >= start:
            self._bar(stay.lane, start, min(self.position, end), theme.color("packet"), THICK)

    def _bar(self, lane: int, start: float, end: float, color: QColor, thick: float) -> None:
        left, y = self._x_of(start), self.geometry.y_of(lane)
        area = QRectF(left, y - thick / 2, max(self._x_of(end) - left, thick), thick)
        self.painter.setPen(Qt.PenStyle.NoPen)
        self.painter.setBrush(color)
        self.painter.drawRoundedRect(area, thick / 2, thick / 2)

    def _paint_crossing(self, leaving: Stay, arriving: Stay) -> None:
        """The way from lane to lane: dotted ahead, solid as far as the packet has travelled."""
        if leaving.lane == arriving.lane:
            return
        left, came = leaving.span.end, arriving.span.start
        start = QPointF(self._x_of(left), self.geometry.y_of(leaving.lane))
        end = QPointF(self._x_of(came), self.geometry.y_of(arriving.lane))
        self.painter.setPen(QPen(theme.color("control"), THIN, Qt.PenStyle.DotLine))
        self.painter.drawLine(start, end)
        if self.position > left and came > left:
            done = min((self.position - left) / (came - left), 1.0)
            self.painter.setPen(QPen(theme.color("packet"), 2))
            self.painter.drawLine(start, start + (end - start) * done)

    def _x_of(self, time: float) -> float:
        return self.geometry.x_of(time, self.duration)
