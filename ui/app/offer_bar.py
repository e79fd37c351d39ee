"""`OfferBar`: a sentence above the canvas with what can be done about it, in the way of nothing."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from ui.theme import fonts, icon


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
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 12, 6)
        row.setSpacing(12)
        row.addWidget(picture)
        row.addWidget(self.words, 1)
        row.addWidget(self.first_button)
        row.addWidget(self.second_button)

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
