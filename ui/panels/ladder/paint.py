"""How a ladder is painted: axes, arrows and notes, dotted where the walk has not come to them."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen, QPolygonF

from sandbox.explain import label_of
from sandbox.playback import MarkKind
from ui.language import tr
from ui.panels.ladder.geometry import HEAD, MARGIN, LadderGeometry, height_of
from ui.panels.ladder.rungs import Arrow, Note
from ui.theme import fonts, theme

NOTES: dict[MarkKind, tuple[str, str, str]] = {
    MarkKind.REWRITTEN: ("changed", "changed_edge", "changed_fill"),
    MarkKind.UNDONE: ("accent", "accent", "surface"),
    MarkKind.ENTRY_MADE: ("replied", "replied", "surface"),
    MarkKind.ENTRY_GONE: ("dropped", "dropped", "surface"),
    MarkKind.PICKED: ("load_balancer", "load_balancer", "load_balancer_fill"),
    MarkKind.DROPPED: ("dropped", "dropped", "surface"),
    MarkKind.REPLIED: ("replied", "replied", "surface"),
}
"""The tokens of a note's words, its edge and what is behind it."""
HEADLINE = 9.0


def note_text(note: Note) -> str:
    """A note with its sign and its word."""
    word = {MarkKind.UNDONE: tr("undone:") + " ", MarkKind.REWRITTEN: tr("rewritten:") + " "}.get(
        note.kind, ""
    )
    return f"{note.kind.value} {word}{note.text}"


class LadderPainter:
    """Paints for one step of the walk; `top` is the first height in sight, where the names are."""

    def __init__(self, painter: QPainter, geometry: LadderGeometry, current: int, top: float) -> None:
        self.painter, self.geometry, self.current, self.top = painter, geometry, current, top

    def paint(self, first: float, last: float) -> None:
        """Everything between two heights."""
        self._paint_axes()
        for index, (rung, top) in enumerate(zip(self.geometry.rungs, self.geometry.tops(), strict=True)):
            if top + height_of(rung) < first or top > last:
                continue
            if index == self.current:
                self._paint_band(top, height_of(rung))
            if isinstance(rung, Arrow):
                self._paint_arrow(rung, top, index)
            else:
                self._paint_note(rung, top, index)
        self._paint_names()

    def _paint_axes(self) -> None:
        self.painter.setPen(QPen(theme.color("border"), 1.5))
        for device in self.geometry.devices:
            x = self.geometry.x_of(device)
            self.painter.drawLine(QPointF(x, HEAD), QPointF(x, self.geometry.height - MARGIN))

    def _paint_names(self) -> None:
        width = max(self.geometry.width, self.geometry.least_width)
        self.painter.fillRect(QRectF(0, self.top, width, HEAD), theme.color("surface"))
        self.painter.setPen(QPen(theme.color("border"), 1))
        self.painter.drawLine(QPointF(0, self.top + HEAD), QPointF(width, self.top + HEAD))
        self.painter.setFont(fonts.words(fonts.SMALL, bold=True))
        self.painter.setPen(theme.color("text"))
        measure, room = self.painter.fontMetrics(), self.geometry.gap - 24
        for device in self.geometry.devices:
            area = QRectF(self.geometry.x_of(device) - room / 2, self.top, room, HEAD)
            name = measure.elidedText(label_of(device), Qt.TextElideMode.ElideMiddle, int(room))
            self.painter.drawText(area, Qt.AlignmentFlag.AlignCenter, name)

    def _paint_band(self, top: float, height: int) -> None:
        """What the walk is at."""
        width = max(self.geometry.width, self.geometry.least_width)
        self.painter.fillRect(QRectF(0, top, width, height), theme.color("packet_fill"))

    def _paint_arrow(self, arrow: Arrow, top: float, index: int) -> None:
        painter = self.painter
        start, end = self.geometry.x_of(arrow.sender), self.geometry.x_of(arrow.receiver)
        middle = top + height_of(arrow) / 2
        ahead = index > self.current
        color = theme.color("control" if ahead else "packet")
        line = Qt.PenStyle.DotLine if ahead else Qt.PenStyle.SolidLine
        painter.setPen(QPen(color, 2, line))
        way = 1 if end > start else -1
        painter.drawLine(QPointF(start, middle), QPointF(end - way * HEADLINE, middle))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        back = end - way * HEADLINE
        painter.drawPolygon(
            QPolygonF([QPointF(end, middle), QPointF(back, middle - 5), QPointF(back, middle + 5)])
        )
        self._paint_label(arrow, min(start, end), abs(end - start), middle, ahead)

    def _paint_label(self, arrow: Arrow, left: float, width: float, middle: float, ahead: bool) -> None:
        painter = self.painter
        painter.setFont(fonts.code(fonts.SMALL))
        painter.setPen(theme.color("muted" if ahead else "text"))
        bottom, top = Qt.AlignmentFlag.AlignBottom, Qt.AlignmentFlag.AlignTop
        center = Qt.AlignmentFlag.AlignHCenter
        painter.drawText(QRectF(left, middle - 20, width, 18), int(center | bottom), arrow.above)
        painter.drawText(QRectF(left, middle + 2, width, 18), int(center | top), arrow.below)

    def _paint_note(self, note: Note, top: float, index: int) -> None:
        painter = self.painter
        words, edge, fill = NOTES[note.kind]
        font = fonts.words(fonts.SMALL, bold=True)
        text = note_text(note)
        width = QFontMetrics(font).horizontalAdvance(text) + 16
        area = QRectF(self.geometry.x_of(note.device) + 8, top + 4, width, height_of(note) - 8)
        ahead = index > self.current
        painter.setPen(QPen(theme.color(edge), 1, Qt.PenStyle.DotLine if ahead else Qt.PenStyle.SolidLine))
        painter.setBrush(theme.color("surface" if ahead else fill))
        painter.drawRoundedRect(area, 4, 4)
        painter.setFont(font)
        painter.setPen(theme.color(words))
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, text)
