"""`LinesView`: a tree of lines with room for long ones; Enter goes to a line's step, Ctrl+C copies it."""

from functools import lru_cache

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QResizeEvent,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

from ui.panels.lines import LINE_ROLE, Line, LinesModel
from ui.theme import fonts, theme

SIGN_WIDTH = 18
PADDING = 4
WRAP = QTextOption(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
WRAP.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)


class LinesView(QTreeView):
    """Shows a LinesModel; long lines take several rows of words, so that nothing is cut."""

    wanted = Signal(int)
    """The number of a step to go to."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines = LinesModel(self)
        self._top_number = -1
        self.setModel(self.lines)
        self.setItemDelegate(LineDelegate(self))
        self.setHeaderHidden(True)
        self.setIndentation(12)
        self.setUniformRowHeights(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setExpandsOnDoubleClick(False)
        self.setAccessibleName(name)
        self.activated.connect(self._go)
        theme.changed.connect(self.viewport().update)

    def show_lines(self, lines: list[Line]) -> None:
        """Show other lines, those open that want to be; the keyboard stays at its line."""
        self._top_number = -1
        kept = self.current_line()
        self.lines.show_lines(lines)
        for index in list(self.lines.indexes()):
            line = self.lines.line_at(index)
            if line is None:
                continue
            if line.is_open and line.children and not callable(line.children):
                self.setExpanded(index, True)
            if kept is not None and (line.number, line.text) == (kept.number, kept.text):
                self._keep_current(index)
                kept = None

    def _keep_current(self, index: QModelIndex) -> None:
        """Put the keyboard there without scrolling to it."""
        self.setAutoScroll(False)
        self.setCurrentIndex(index)
        self.setAutoScroll(True)

    def show_number(self, number: int) -> None:
        """Bring the line of a step to the top, as far as its last line below stays in sight."""
        self._top_number = number
        self._scroll_to_number()

    def doItemsLayout(self) -> None:
        """Keep that line there when others wrap elsewhere."""
        super().doItemsLayout()
        self._scroll_to_number()

    def _scroll_to_number(self) -> None:
        for index in self.lines.indexes():
            line = self.lines.line_at(index)
            if line is not None and 0 <= line.number == self._top_number:
                self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtTop)
                self.scrollTo(self._last_below(index))
                return

    def _last_below(self, index: QModelIndex) -> QModelIndex:
        """The last line that is shown below a line: what decided stands there."""
        while self.isExpanded(index) and (count := self.lines.rowCount(index)):
            index = self.lines.index(count - 1, 0, index)
        return index

    def room(self, index: QModelIndex | QPersistentModelIndex) -> int:
        """How wide a line's words may be."""
        depth, above = 1, index.parent()
        while above.isValid():
            depth, above = depth + 1, above.parent()
        return self.viewport().width() - depth * self.indentation()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        else:
            super().keyPressEvent(event)

    def copy(self) -> None:
        """Put the words of the selected lines on the clipboard."""
        texts = [str(index.data()) for index in sorted(self.selectedIndexes(), key=self._place)]
        if texts:
            QGuiApplication.clipboard().setText("\n".join(texts))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out anew: lines wrap elsewhere."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.scheduleDelayedItemsLayout()

    def current_line(self) -> Line | None:
        """The line that keys act on."""
        return self.lines.line_at(self.currentIndex())

    def _place(self, index: QModelIndex) -> int:
        return self.visualRect(index).top()

    def _go(self, index: QModelIndex) -> None:
        line = self.lines.line_at(index)
        if line is not None and line.number >= 0:
            self.wanted.emit(line.number)


class LineDelegate(QStyledItemDelegate):
    """Paints a line: its fill, its sign, its words."""

    def __init__(self, view: LinesView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """The words wrapped in the room that there is."""
        line: Line = index.data(LINE_ROLE)
        left = PADDING + (SIGN_WIDTH if line.sign else 0)
        width = max(self._view.room(index) - left - PADDING, 80)
        return QSize(width, height_of(line.text, width, line.code, line.bold) + 2 * PADDING)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """The line in its colours; the selection behind it."""
        line: Line = index.data(LINE_ROLE)
        area = QRectF(option.rect)
        state = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, line, area, state)
        left = area.left() + PADDING
        if line.sign:
            painter.setPen(theme.color(line.sign_token))
            painter.setFont(fonts.words(fonts.SMALL, bold=True))
            sign = QRectF(left, area.top() + PADDING, SIGN_WIDTH, area.height())
            painter.drawText(sign, int(Qt.AlignmentFlag.AlignTop), line.sign)
            left += SIGN_WIDTH
        painter.setPen(theme.color(line.token))
        painter.setFont(font_of(line))
        words = QRectF(left, area.top() + PADDING, area.right() - left - PADDING, area.height() - PADDING)
        painter.drawText(words, line.text, WRAP)
        painter.restore()

    def _paint_ground(self, painter: QPainter, line: Line, area: QRectF, state: QStyle.StateFlag) -> None:
        selected = bool(state & QStyle.StateFlag.State_Selected)
        focused = bool(state & QStyle.StateFlag.State_HasFocus)
        fill = "accent_fill" if selected and not line.fill else line.fill
        painter.setPen(theme.color("accent") if focused or (selected and line.fill) else Qt.PenStyle.NoPen)
        painter.setBrush(theme.color(fill) if fill else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(area.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)


@lru_cache(4096)
def height_of(text: str, width: int, code: bool, bold: bool) -> int:
    """The height of a text that is wrapped to a width."""
    font = _font(code, bold)
    metrics = QFontMetrics(font)
    if metrics.horizontalAdvance(text) <= width:
        return metrics.height()
    layout = QTextLayout(text, font)
    layout.setTextOption(WRAP)
    layout.beginLayout()
    lines = 0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        lines += 1
    layout.endLayout()
    return lines * metrics.height()


def font_of(line: Line) -> QFont:
    """The face of a line."""
    return _font(line.code, line.bold)


def _font(code: bool, bold: bool) -> QFont:
    face = fonts.code if code else fonts.words
    return face(fonts.SMALL, bold=bold)
