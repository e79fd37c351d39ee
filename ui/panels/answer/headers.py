"""A header of two lines: each is elided by itself, so that neither eats the other."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QHeaderView, QWidget

from ui.theme import fonts, theme

MARGIN = 8
LINE = 17
WIDTH, WIDEST = 168, 240
"""How wide a row's header is, and may become for a long name."""
SHARE = 4
"""The part of the table that a header wider than that takes at most: a quarter."""


class TwoLineHeader(QHeaderView):
    """The first line in the colour of text, the second muted."""

    def __init__(self, orientation: Qt.Orientation, parent: QWidget | None = None) -> None:
        super().__init__(orientation, parent)
        self.setSectionsClickable(False)
        self.setHighlightSections(False)
        self.setFont(fonts.words(fonts.SMALL))
        theme.changed.connect(self.viewport().update)

    def sizeHint(self) -> QSize:
        """Rows' headers are as wide as their names, if the cells have room beside them."""
        hint, table = super().sizeHint(), self.parentWidget()
        if self.orientation() is Qt.Orientation.Vertical and table is not None:
            hint.setWidth(min(hint.width(), max(WIDTH, table.width() // SHARE)))
        return hint

    def sectionSizeFromContents(self, section: int) -> QSize:
        """Room for two lines, the first of them in bold face."""
        measure = QFontMetrics(fonts.words(fonts.SMALL, bold=True))
        wanted = max(measure.horizontalAdvance(line) for line in self._lines(section)) + 2 * MARGIN
        return QSize(min(max(wanted, WIDTH), WIDEST), 2 * LINE + MARGIN)

    def _lines(self, section: int) -> list[str]:
        text = self.model().headerData(section, self.orientation())
        return str(text or "").split("\n")[:2]

    def paintSection(self, painter: QPainter, area: QRect, section: int) -> None:
        """Ground, lines of words, and the line towards the cells."""
        painter.save()
        painter.fillRect(area, theme.color("surface"))
        painter.setPen(QPen(theme.color("border"), 1))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        painter.drawLine(area.topRight(), area.bottomRight())
        top = area.center().y() - LINE
        for number, line in enumerate(self._lines(section)):
            painter.setFont(fonts.words(fonts.SMALL, bold=not number))
            painter.setPen(theme.color("muted" if number else "text"))
            room = QRect(area.left() + MARGIN, top + number * LINE, area.width() - 2 * MARGIN, LINE)
            shown = QFontMetrics(painter.font()).elidedText(line, Qt.TextElideMode.ElideMiddle, room.width())
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, shown)
        painter.restore()
