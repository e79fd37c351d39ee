"""What the window says in one sentence: a bar above the canvas about what went wrong, a hint below it."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget

from sandbox.telling import as_sentence
from ui.language import tr
from ui.theme import fonts, icon, theme


class MessageBar(QWidget):
    """Hidden until there is something to say, and again when it is closed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("message_bar")
        self.setAutoFillBackground(True)
        self.words = QLabel()
        self.words.setFont(fonts.words())
        self.words.setWordWrap(True)
        self.words.setAccessibleName(tr("Message"))
        self._sign = QLabel()
        close = QToolButton()
        close.setIcon(icon("close", "changed"))
        close.setProperty("flat", True)
        close.setAccessibleName(tr("Close the message"))
        close.clicked.connect(self.hide)
        box = QHBoxLayout(self)
        box.setContentsMargins(16, 6, 8, 6)
        box.setSpacing(12)
        box.addWidget(self._sign)
        box.addWidget(self.words, 1)
        box.addWidget(close)
        theme.changed.connect(self._paint_sign)
        self.hide()

    def say(self, sentence: str) -> None:
        """Show a sentence."""
        sentence = sentence.strip()
        self.words.setText(as_sentence(sentence))
        self.words.setAccessibleDescription(sentence)
        self._paint_sign()
        self.show()

    def _paint_sign(self) -> None:
        self._sign.setPixmap(icon("warning", "changed").pixmap(QSize(18, 18), self.devicePixelRatioF()))


class Hint(QLabel):
    """A sentence over the lower edge of a widget, while something is being dragged there."""

    MARGIN = 16

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self._over = over
        self.setObjectName("hint")
        self.setFont(fonts.words())
        self.setAccessibleName(tr("Hint"))
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        over.installEventFilter(self)
        self.hide()

    def say(self, sentence: str) -> None:
        """Show a sentence; an empty one takes the hint away."""
        self.setText(sentence)
        self.setVisible(bool(sentence))
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay at the lower edge."""
        if event.type() is QEvent.Type.Resize:
            self._place()
        return False

    def _place(self) -> None:
        self.resize(self.sizeHint().boundedTo(self._over.size()))
        left = (self._over.width() - self.width()) // 2
        self.move(left, self._over.height() - self.height() - self.MARGIN)
