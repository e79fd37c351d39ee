"""`HistoryPanel`: Qt's own list over the undo stack, with the theme's marks and a word for its ends."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize
from PySide6.QtWidgets import (
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QUndoView,
    QVBoxLayout,
    QWidget,
)

from ui.language import mark, tr
from ui.models import Document
from ui.models.document import UNTITLED
from ui.theme import icon
from ui.theme.controls import styled_label

HINT = mark(
    "Choose a step to go back or forward to it. ✓ marks what is saved. What packets and time have done is no "
    "edit: it has lanes of its own below the transport (Alt+0)."
)


class HistoryPanel(QWidget):
    """The steps from what was opened to the last edit."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self.view = QUndoView(document.undo_stack)
        self.view.setCleanIcon(icon("check", "replied"))
        self.view.setAccessibleName(tr("History of edits"))
        self.view.setIconSize(QSize(14, 14))
        self.view.setItemDelegate(_TallRows(self.view))
        hint = styled_label(tr(HINT), "muted")
        hint.setWordWrap(True)
        hint.setContentsMargins(16, 8, 16, 8)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(hint)
        box.addWidget(self.view, 1)
        self.setAccessibleName(tr("History"))
        document.file_changed.connect(self._name_beginning)
        self._name_beginning()

    def _name_beginning(self) -> None:
        title = self._document.title
        self.view.setEmptyLabel(tr("New scenario") if title == UNTITLED else tr("Open {title}", title=title))


class _TallRows(QStyledItemDelegate):
    """Rows that are tall enough to hit."""

    HEIGHT = 28

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(super().sizeHint(option, index).width(), self.HEIGHT)
