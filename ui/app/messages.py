"""The bar above the canvas that says, in one sentence, what went wrong. It blocks nothing."""

from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget

from ui.theme import fonts, icon


class MessageBar(QWidget):
    """Hidden until there is something to say, and again when it is closed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("message_bar")
        self.setAutoFillBackground(True)
        self.words = QLabel()
        self.words.setFont(fonts.words())
        self.words.setWordWrap(True)
        self.words.setAccessibleName("Message")
        sign = QLabel()
        sign.setPixmap(icon("warning", "changed").pixmap(18, 18))
        close = QToolButton()
        close.setIcon(icon("close", "changed"))
        close.setProperty("flat", True)
        close.setAccessibleName("Close the message")
        close.clicked.connect(self.hide)
        box = QHBoxLayout(self)
        box.setContentsMargins(16, 6, 8, 6)
        box.setSpacing(12)
        box.addWidget(sign)
        box.addWidget(self.words, 1)
        box.addWidget(close)
        self.hide()

    def say(self, sentence: str) -> None:
        """Show a sentence."""
        sentence = sentence.strip()
        self.words.setText(sentence[:1].upper() + sentence[1:] + ("" if sentence.endswith(".") else "."))
        self.words.setAccessibleDescription(sentence)
        self.show()
