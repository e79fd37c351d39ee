"""A label that gives way: elided where there is no room, and whole in its tool tip and its name."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import fonts, theme


class ElidedLabel(QWidget):
    """One line of text in one token's colour, with a muted word in front."""

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
        """The whole text in one line."""
        metrics = QFontMetrics(self.font())
        return QSize(metrics.horizontalAdvance(f"{self._lead} {self._text}") + 8, metrics.height() + 8)

    def minimumSizeHint(self) -> QSize:
        """Some words."""
        return QSize(160, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """The word in front, then as much of the text as there is room for."""
        if not self._text:
            return
        painter = QPainter(self)
        metrics = QFontMetrics(self.font())
        lead = metrics.horizontalAdvance(f"{self._lead}  ") if self._lead else 0
        painter.setPen(theme.color("muted"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter, self._lead)
        painter.setPen(theme.color("text"))
        shown = metrics.elidedText(self._text, Qt.TextElideMode.ElideRight, self.width() - lead)
        painter.drawText(self.rect().adjusted(lead, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, shown)
