"""`SideView`: a tree of rows with two sides, whose words wrap so that both can be read whole."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

from ui.panels.lines_view import WRAP, height_of
from ui.panels.real_rules.rows import SideRow
from ui.panels.real_rules.side_model import LEFT, RIGHT, ROW_ROLE, SIGN, SideModel
from ui.theme import fonts, theme

SIGN_WIDTH = 136
PADDING = 5
LEAST = 80

Index = QModelIndex | QPersistentModelIndex


class SideView(QTreeView):
    """Shows a SideModel: rows that differ are filled, and their sign says how."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = SideModel(self)
        self.setModel(self.rows)
        self.setItemDelegate(SideDelegate(self))
        self.setIndentation(16)
        self.setUniformRowHeights(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAccessibleName(name)
        header = self.header()
        header.setFont(fonts.words(fonts.SMALL))
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        header.setStretchLastSection(False)
        for column in (LEFT, RIGHT):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(SIGN, QHeaderView.ResizeMode.Fixed)
        header.resizeSection(SIGN, SIGN_WIDTH)
        theme.changed.connect(self.viewport().update)

    def show_rows(self, headers: tuple[str, str, str], rows: list[SideRow]) -> None:
        """Show other rows, those open that want to be."""
        self.rows.show_rows(headers, rows)
        for index in list(self.rows.top_indexes()):
            row = self.rows.row_at(index)
            self.setExpanded(index, row is not None and row.is_open)

    def show_difference(self) -> None:
        """Bring the first row that differs into the middle, with the keyboard at it."""
        for head in self.rows.top_indexes():
            for place in range(self.rows.rowCount(head) if self.isExpanded(head) else 0):
                index = self.rows.index(place, LEFT, head)
                row = self.rows.row_at(index)
                if row is not None and row.differs:
                    self.setCurrentIndex(index)
                    self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)
                    return

    def room(self, index: Index) -> int:
        """How wide the words of a cell may be."""
        depth, above = 1, index.parent()
        while above.isValid():
            depth, above = depth + 1, above.parent()
        taken = depth * self.indentation() if index.column() == LEFT else 0
        return max(self.columnWidth(index.column()) - taken - 2 * PADDING, LEAST)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        else:
            super().keyPressEvent(event)

    def copy(self) -> None:
        """Put the selected rows on the clipboard, their sides parted by tabs."""
        indexes = self.selectionModel().selectedRows(LEFT)
        rows = [
            self.rows.row_at(index) for index in sorted(indexes, key=lambda one: self.visualRect(one).top())
        ]
        texts = [f"{row.left}\t{row.sign}\t{row.right}" for row in rows if row is not None]
        if texts:
            QGuiApplication.clipboard().setText("\n".join(texts))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out anew: words wrap elsewhere."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.scheduleDelayedItemsLayout()


class SideDelegate(QStyledItemDelegate):
    """Paints a cell: what is under it, and its words."""

    def __init__(self, view: SideView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """The words wrapped in the room that there is."""
        row: SideRow = index.data(ROW_ROLE)
        code, bold = _face(row, index.column())
        width = self._view.room(index)
        return QSize(width, height_of(str(index.data()), width, code, bold) + 2 * PADDING)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The cell in its colours; the selection behind it."""
        row: SideRow = index.data(ROW_ROLE)
        words, column = str(index.data()), index.column()
        code, bold = _face(row, column)
        painter.save()
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        ground = "accent_fill" if selected else _ground(row, column, words)
        if ground:
            painter.fillRect(option.rect, theme.color(ground))
        painter.setPen(theme.color("text" if selected else _ink(row, column)))
        painter.setFont((fonts.code if code else fonts.words)(fonts.SMALL, bold=bold))
        area = QRectF(option.rect).adjusted(PADDING, PADDING, -PADDING, -PADDING)
        painter.drawText(area, words, WRAP)
        if selected and option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(theme.color("accent"))
            painter.drawRect(option.rect.adjusted(0, 0, -1, -1))
        painter.restore()


def _face(row: SideRow, column: int) -> tuple[bool, bool]:
    """Whether a cell is in the monospaced face, and whether it is bold."""
    return (not row.is_head and column != SIGN), (row.is_head or (column == SIGN and row.differs))


def _ground(row: SideRow, column: int, words: str) -> str:
    """What fills a cell: heads have a band, and what differs is marked where it stands."""
    if row.is_head:
        return "window"
    return "changed_fill" if row.differs and (words or column == SIGN) else ""


def _ink(row: SideRow, column: int) -> str:
    if column == SIGN:
        return "changed" if row.differs else "muted"
    return "text" if row.differs or row.is_head else "muted"
