"""A plain text editor for YAML: comments step back, and the line that is wrong is marked."""

import re

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QSyntaxHighlighter, QTextBlock, QTextCharFormat, QTextCursor, QTextFormat
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QWidget

from ui.theme import fonts, theme

KEY = re.compile(r"^[ -]*([\w./-]+):(?= |$)")
COMMENT = re.compile(r"(^|\s)#.*")
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
INDENT = 2


class YamlEditor(QPlainTextEdit):
    """Enter keeps the indentation; Ctrl+Enter applies; Tab leaves, since YAML has no tabs."""

    applied = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFont(fonts.code())
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setTabChangesFocus(True)
        self._highlighter = _Highlighter(self.document())
        self._wrong = 0
        theme.changed.connect(self._recolor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Apply, or keep the indentation."""
        if event.key() not in ENTER:
            super().keyPressEvent(event)
        elif event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.applied.emit()
        else:
            line = self.textCursor().block().text()[: self.textCursor().positionInBlock()]
            deeper = INDENT if line.rstrip().endswith(":") else 0
            self.insertPlainText("\n" + " " * (len(line) - len(line.lstrip()) + deeper))
            self.ensureCursorVisible()

    def mark(self, line: int) -> None:
        """Mark a line as wrong; 0 marks none."""
        self._wrong = line
        block = self.document().findBlockByNumber(line - 1) if line else QTextBlock()
        self.setExtraSelections([self._marked(block)] if block.isValid() else [])

    def go_to(self, line: int) -> None:
        """Put the cursor on a line."""
        block = self.document().findBlockByNumber(line - 1)
        if block.isValid():
            self.setTextCursor(QTextCursor(block))

    def _marked(self, block: QTextBlock) -> QTextEdit.ExtraSelection:
        found = QTextEdit.ExtraSelection()
        style = QTextCharFormat()
        style.setBackground(theme.color("changed_fill"))
        style.setForeground(theme.color("changed"))
        style.setProperty(QTextFormat.Property.FullWidthSelection, True)
        found.cursor, found.format = QTextCursor(block), style
        return found

    def _recolor(self) -> None:
        self._highlighter.rehighlight()
        self.mark(self._wrong)


class _Highlighter(QSyntaxHighlighter):
    def highlightBlock(self, text: str) -> None:
        key = KEY.match(text)
        if key is not None:
            self._paint(key.start(1), key.end(1), "accent")
        comment = COMMENT.search(text)
        if comment is not None:
            self._paint(comment.start(), comment.end(), "muted")

    def _paint(self, start: int, end: int, token: str) -> None:
        style = QTextCharFormat()
        style.setForeground(theme.color(token))
        self.setFormat(start, end - start, style)
