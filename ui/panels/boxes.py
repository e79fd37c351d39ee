"""Framed areas and selectable texts, in the theme's colours as they are now."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QVBoxLayout, QWidget

from ui.theme import fonts, theme

SELECTABLE = Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
FOLLOWABLE = Qt.TextInteractionFlag.LinksAccessibleByMouse | Qt.TextInteractionFlag.LinksAccessibleByKeyboard


class Box(QFrame):
    """A rounded area in two tokens: what fills it and its edge; either may be empty."""

    def __init__(self, fill: str = "window", edge: str = "border", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fill, self._edge = fill, edge
        theme.changed.connect(self.update)

    def set_tokens(self, fill: str, edge: str) -> None:
        """Take other tokens."""
        if (fill, edge) != (self._fill, self._edge):
            self._fill, self._edge = fill, edge
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The area and its edge."""
        if not self._fill:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.color(self._edge), 1))
        painter.setBrush(theme.color(self._fill))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)


class TextBox(Box):
    """A box with one selectable rich text in the monospaced face."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.label = rich(text_label(fonts.code(fonts.SMALL)))
        self.label.setAccessibleName(name)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 10, 12, 10)
        layout.addWidget(self.label)


def text_label(font: QFont) -> QLabel:
    """A label whose text wraps, and can be selected and copied."""
    label = QLabel()
    label.setFont(font)
    label.setWordWrap(True)
    label.setTextInteractionFlags(SELECTABLE)
    label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
    return label


def rich(label: QLabel) -> QLabel:
    """The label, for rich text: what it is given is `colored`, or escaped otherwise."""
    label.setProperty("rich", True)
    label.setTextFormat(Qt.TextFormat.RichText)
    return label


def colored(text: str, token: str, *, bold: bool = False) -> str:
    """Rich text in a token's colour; `text` is escaped."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    weight = "600" if bold else "400"
    return f'<span style="color:{theme.color(token).name()}; font-weight:{weight}">{escaped}</span>'
