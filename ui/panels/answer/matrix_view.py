"""The table of the matrix: cells of a few lines, painted so that an address is read at a glance."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from ui.language import tr
from ui.panels.answer.headers import TwoLineHeader
from ui.panels.answer.matrix_model import BY_ROLE, CURRENT_ROLE, LINES_ROLE, WALKED_ROLE, CellLine
from ui.theme import fonts, theme

LINE = 18
MARGIN = 8
INDENT = 18
MOST_LINES = 3
COLUMN = 200
NARROWEST = 136
ROW = 2 * MARGIN + (MOST_LINES + 1) * LINE
LOW_ROW = 2 * MARGIN + 2 * LINE
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
State = QStyle.StateFlag
Align = Qt.AlignmentFlag


class MatrixTable(QTableView):
    """One cell is current; a click or Enter wants it walked."""

    wanted = Signal(QModelIndex)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setItemDelegate(CellDelegate(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setAccessibleName(tr("Outcome matrix"))
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setCornerWidget(QWidget())
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalHeader(TwoLineHeader(Qt.Orientation.Horizontal))
        self.setVerticalHeader(TwoLineHeader(Qt.Orientation.Vertical))
        self.setStyleSheet("QTableCornerButton::section { background: transparent; border: none; }")
        self.clicked.connect(self.wanted)
        theme.changed.connect(self.viewport().update)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the new room among the columns."""
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """Columns that share the room there is."""
        model = self.model()
        columns = model.columnCount()
        room = self.viewport().width() // max(columns, 1)
        for column in range(columns):
            self.setColumnWidth(column, min(max(room, NARROWEST), COLUMN * 2))

    def fit_rows(self) -> None:
        """Rows as high as their cells need."""
        model = self.model()
        columns = model.columnCount()
        for row in range(model.rowCount()):
            lines = max(
                (len(model.index(row, column).data(LINES_ROLE)) for column in range(columns)), default=1
            )
            self.setRowHeight(row, LOW_ROW if lines < 2 else 2 * MARGIN + (min(lines, MOST_LINES) + 1) * LINE)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter wants what a click does; `activated` would come of a double click too, a second time."""
        index = self.currentIndex()
        if event.key() in ENTER and index.isValid():
            self.wanted.emit(index)
            event.accept()
        else:
            super().keyPressEvent(event)


class CellDelegate(QStyledItemDelegate):
    """Paints a cell's lines: sign, address, probability; then the pod that answers."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Ground, lines and the frame of the current cell."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area: QRect = option.rect
        state = option.state
        painter.fillRect(area, theme.color(_ground(state, bool(index.data(CURRENT_ROLE)))))
        painter.setPen(QPen(theme.color("border"), 1))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        painter.drawLine(area.topRight(), area.bottomRight())
        _paint_lines(
            painter,
            area.adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN),
            index.data(LINES_ROLE),
            index.data(BY_ROLE),
        )
        if index.data(WALKED_ROLE):
            painter.fillRect(area.adjusted(0, 2, 0, -2).intersected(_bar(area)), theme.color("packet"))
        if state & State.State_HasFocus or state & State.State_Selected:
            painter.setPen(QPen(theme.color("accent"), 2 if state & State.State_HasFocus else 1))
            painter.drawRoundedRect(area.adjusted(1, 1, -2, -2), 4, 4)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Room for all lines that are shown."""
        return QSize(COLUMN, ROW)


def _bar(area: QRect) -> QRect:
    return QRect(area.left() + 2, area.top() + 4, 3, area.height() - 9)


def _ground(state: QStyle.StateFlag, is_current: bool) -> str:
    if state & State.State_Selected:
        return "accent_fill"
    return "surface" if is_current else "window"


def _paint_lines(painter: QPainter, area: QRect, lines: tuple[CellLine, ...], by: str) -> None:
    shown = lines if len(lines) <= MOST_LINES else lines[: MOST_LINES - 1]
    for number, line in enumerate(shown):
        _paint_line(painter, QRect(area.left(), area.top() + number * LINE, area.width(), LINE), line)
    rest = QRect(area.left() + INDENT, area.top() + len(shown) * LINE, area.width() - INDENT, LINE)
    if len(shown) < len(lines):
        _paint_text(painter, rest, tr("and {count} more", count=len(lines) - len(shown)))
        rest.translate(0, LINE)
    _paint_text(painter, rest, by, is_reason=lines[0].token != "replied")


def _paint_line(painter: QPainter, area: QRect, line: CellLine) -> None:
    painter.setFont(fonts.words(fonts.NORMAL, bold=True))
    painter.setPen(theme.color(line.token))
    painter.drawText(area, Align.AlignVCenter, line.sign)
    painter.setFont(fonts.words(fonts.SMALL))
    painter.setPen(theme.color("muted"))
    taken = QFontMetrics(painter.font()).horizontalAdvance(line.probability)
    painter.drawText(area, Align.AlignVCenter | Align.AlignRight, line.probability)
    face = QFont(fonts.code(fonts.SMALL, bold=True))
    painter.setFont(face)
    painter.setPen(theme.color("text" if line.token == "replied" else line.token))
    room = area.adjusted(INDENT, 0, -taken - 6, 0)
    words = QFontMetrics(face).elidedText(line.words, Qt.TextElideMode.ElideMiddle, room.width())
    painter.drawText(room, Align.AlignVCenter, words)


def _paint_text(painter: QPainter, area: QRect, words: str, *, is_reason: bool = False) -> None:
    """Muted words: of a name the middle can go, of a sentence its end."""
    painter.setFont(fonts.words(fonts.SMALL))
    painter.setPen(theme.color("muted"))
    mode = Qt.TextElideMode.ElideRight if is_reason else Qt.TextElideMode.ElideMiddle
    shown = QFontMetrics(painter.font()).elidedText(words, mode, area.width())
    painter.drawText(area, Align.AlignVCenter, shown)
