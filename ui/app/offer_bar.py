"""`OfferBar`: a sentence above the canvas with what can be done about it, in the way of nothing."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QPushButton, QWidget

from ui.theme import fonts, icon

LEAST_WORDS = 320
"""Room for the words beside the buttons; where there is less, the buttons stand below them."""


class OfferBar(QWidget):
    """Words, the button of what is most likely wanted, and that of the other way."""

    ended = Signal()
    """Someone has chosen, or there is nothing to choose any more."""

    def __init__(self, sign: str, first: str, second: str) -> None:
        super().__init__()
        self.setObjectName("message_bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.words = QLabel()
        self.words.setFont(fonts.words())
        self.words.setWordWrap(True)
        self.first_button, self.second_button = QPushButton(first), QPushButton(second)
        self.first_button.setProperty("primary", True)
        picture = QLabel()
        picture.setPixmap(icon(sign, "changed").pixmap(QSize(18, 18), self.devicePixelRatioF()))
        words, self._buttons = QHBoxLayout(), QHBoxLayout()
        words.addWidget(picture)
        words.addWidget(self.words, 1)
        self._buttons.addStretch(1)
        self._buttons.addWidget(self.first_button)
        self._buttons.addWidget(self.second_button)
        self._rows = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._rows.setContentsMargins(16, 6, 12, 6)
        self._rows.addLayout(words, 1)
        self._rows.addLayout(self._buttons)
        for row in (words, self._buttons, self._rows):
            row.setSpacing(12)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the buttons below the words where both have no room in one line."""
        room = event.size().width() - self._buttons.sizeHint().width()
        way = QBoxLayout.Direction.LeftToRight if room >= LEAST_WORDS else QBoxLayout.Direction.TopToBottom
        self._rows.setDirection(way)
        super().resizeEvent(event)

    def minimumSizeHint(self) -> QSize:
        """Room for the buttons: the words can stand above them."""
        margins = self._rows.contentsMargins()
        width = self._buttons.minimumSize().width() + margins.left() + margins.right()
        return QSize(width, super().minimumSizeHint().height())

    def say(self, sentence: str, first: str, second: str) -> None:
        """Show a sentence, aloud too; `first` and `second` say what the buttons do."""
        from ui.panels.announce import announce

        self.words.setText(sentence)
        self.first_button.setAccessibleName(first)
        self.second_button.setAccessibleName(second)
        announce(self, sentence)

    def end(self) -> None:
        """Nothing is offered any more."""
        self.ended.emit()
        self.hide()
        self.deleteLater()
