"""How what happened is painted: a chip with its sign and words, on the line of its lane."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui.theme import fonts, theme

if TYPE_CHECKING:
    from ui.models.session_rows import Chip

Index = QModelIndex | QPersistentModelIndex
CHIP_ROLE = Qt.ItemDataRole.UserRole
FORK_ROLE = Qt.ItemDataRole.UserRole + 1
NAME_WIDTH = 196
WIDEST = 184
"""How wide a chip's words are at most."""
PADDING, GAP, SIGN = 8, 14, 16
HEIGHT = 24


class ChipDelegate(QStyledItemDelegate):
    """Paints a lane's name, and its chips in the order of time."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Room for the words, and for the line to the next chip."""
        chip: Chip | None = index.data(CHIP_ROLE)
        if index.column() == 0:
            return QSize(NAME_WIDTH, HEIGHT)
        return QSize(GAP + (0 if chip is None else _width(chip)), HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The name, a chip, or where the lane leaves another."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(option.rect)
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        chip: Chip | None = index.data(CHIP_ROLE)
        if index.column() == 0:
            _paint_name(painter, area, str(index.data()), focused)
        elif chip is not None:
            _paint_line(painter, area, index)
            _paint_chip(painter, area, chip, focused)
        elif index.data(FORK_ROLE):
            _paint_fork(painter, area)
        painter.restore()

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """A field with a name."""
        editor = super().createEditor(parent, option, index)
        editor.setAccessibleName(str(index.data()))
        return editor


def _font(chip: "Chip") -> QFont:
    return fonts.words(fonts.SMALL, bold=chip.is_now)


def _paint_name(painter: QPainter, area: QRectF, name: str, focused: bool) -> None:
    painter.setFont(fonts.words(fonts.SMALL))
    painter.setPen(theme.color("muted"))
    words = area.adjusted(16, 0, -8, 0)
    shown = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, int(words.width()))
    painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, shown)
    if focused:
        painter.setPen(QPen(theme.color("accent"), 2))
        painter.drawRoundedRect(area.adjusted(9, 3, -5, -3), 6, 6)


def _paint_chip(painter: QPainter, area: QRectF, chip: "Chip", focused: bool) -> None:
    middle = area.center().y()
    width = min(_width(chip), int(area.width() - GAP))
    box = QRectF(area.left() + GAP / 2, middle - HEIGHT / 2, width, HEIGHT).adjusted(1, 1, -1, -1)
    edge = "packet" if chip.is_now else "border"
    style = Qt.PenStyle.DashLine if chip.moment < 0 else Qt.PenStyle.SolidLine
    painter.setPen(QPen(theme.color(edge), 1.5, style))
    painter.setBrush(theme.color("packet_fill" if chip.is_now else "window"))
    painter.drawRoundedRect(box, 6, 6)
    if focused:
        painter.setPen(QPen(theme.color("accent"), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box.adjusted(-1, -1, 1, 1), 7, 7)
    painter.setFont(fonts.words(fonts.SMALL, bold=True))
    painter.setPen(theme.color(chip.token))
    sign = QRectF(box.left() + 2, box.top(), SIGN + PADDING, box.height())
    painter.drawText(sign, Qt.AlignmentFlag.AlignCenter, chip.sign)
    painter.setFont(_font(chip))
    painter.setPen(theme.color("text"))
    words = box.adjusted(SIGN + PADDING, 0, -PADDING / 2, 0)
    shown = painter.fontMetrics().elidedText(chip.text, Qt.TextElideMode.ElideRight, int(words.width()))
    painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, shown)


def _width(chip: "Chip") -> int:
    words = QFontMetrics(_font(chip)).horizontalAdvance(chip.text) + 2
    return min(words, WIDEST) + SIGN + 2 * PADDING


def _paint_line(painter: QPainter, area: QRectF, index: Index) -> None:
    """From the chip before, and on to the next."""
    middle, inset = area.center().y(), GAP / 2
    painter.setPen(QPen(theme.color("control"), 1.5))
    if index.column() > 1:
        painter.drawLine(QPointF(area.left(), middle), QPointF(area.left() + inset, middle))
    if index.model().index(index.row(), index.column() + 1).data(CHIP_ROLE) is not None:
        painter.drawLine(QPointF(area.left() + inset, middle), QPointF(area.right() + 1, middle))


def _paint_fork(painter: QPainter, area: QRectF) -> None:
    """Down from the lane above, and on to the first chip."""
    painter.setPen(QPen(theme.color("control"), 1.5))
    x, middle = area.center().x(), area.center().y()
    painter.drawLine(QPointF(x, area.top()), QPointF(x, middle))
    painter.drawLine(QPointF(x, middle), QPointF(area.right() + 1, middle))
