"""A label that gives way: two lines, then elided, and whole in its tool tip and its name."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QTextLayout
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import fonts, theme


class TwoLineLabel(QWidget):
    """One line of text or two, with a muted word in front."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lead = ""
        self._text = ""
        self.setFont(fonts.words(fonts.NORMAL))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    @property
    def text(self) -> str:
        """The whole text, without the word in front."""
        return self._text

    def set_text(self, text: str, lead: str = "") -> None:
        """Show another text with another word in front; nothing at all if it is empty."""
        if (text, lead) != (self._text, self._lead):
            self._text, self._lead = text, lead
            self.setAccessibleName(f"{lead} {text}".strip())
            self.setToolTip(text)
            self.update()

    def sizeHint(self) -> QSize:
        """The whole text in one line; two have room."""
        metrics = QFontMetrics(self.font())
        return QSize(metrics.horizontalAdvance(f"{self._lead} {self._text}") + 8, 2 * metrics.height() + 4)

    def minimumSizeHint(self) -> QSize:
        """Some words."""
        return QSize(160, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """The word in front, then as much of the text as there is room for."""
        if not self._text:
            return
        painter = QPainter(self)
        metrics = QFontMetrics(self.font())
        lines, lead = self.lines(), self._lead_width()
        line = self.rect().adjusted(0, 0, 0, -metrics.height() * (len(lines) - 1))
        painter.setPen(theme.color("muted"))
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, self._lead)
        painter.setPen(theme.color("text"))
        for number, text in enumerate(lines):
            place = line.adjusted(lead, 0, 0, 0).translated(0, number * metrics.height())
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, text)

    def _lead_width(self) -> int:
        return QFontMetrics(self.font()).horizontalAdvance(f"{self._lead}  ") if self._lead else 0

    def lines(self) -> list[str]:
        """The text in as many lines as it needs and there is room for; of the second the end can go."""
        metrics = QFontMetrics(self.font())
        width = self.width() - self._lead_width()
        if metrics.horizontalAdvance(self._text) <= width:
            return [self._text]
        layout = QTextLayout(self._text, self.font())
        layout.beginLayout()
        first = layout.createLine()
        first.setLineWidth(width)
        end = first.textLength()
        layout.endLayout()
        rest = metrics.elidedText(self._text[end:], Qt.TextElideMode.ElideRight, width)
        return [self._text[:end].rstrip(), rest]
