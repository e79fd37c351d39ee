"""The list under the line: the entries that fit what is typed, best first."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QFont, QPainter, QTextCharFormat, QTextLayout
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.app.command_palette.fuzzy import Match, best
from ui.app.command_palette.sources import Entry, Source
from ui.theme import fonts, theme

Index = QModelIndex | QPersistentModelIndex
MOST = 60
"""Entries that are listed at most."""


class Results(QAbstractListModel):
    """The entries of some sources that fit a query."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sources: Sequence[Source] = ()
        self.shown: list[tuple[Entry, Match]] = []

    def ask(self, sources: Sequence[Source], query: str) -> None:
        """List what fits."""
        self.beginResetModel()
        found = [
            (match, order, source.entry, number)
            for order, source in enumerate(sources)
            for match, number in best(query, source.titles, MOST)
        ]
        found.sort(key=lambda each: (-each[0].score, each[1]))
        self.shown = [(make(number), match) for match, _, make, number in found[:MOST]]
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        """As many as fit."""
        return 0 if parent is not None and parent.isValid() else len(self.shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The title; all of it in words for those who hear it."""
        entry, _ = self.shown[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return entry.title
            case Qt.ItemDataRole.DecorationRole:
                return entry.icon
            case Qt.ItemDataRole.AccessibleTextRole:
                return ", ".join(each for each in (entry.title, entry.sort, entry.keys) if each)
            case _:
                return None


class EntryDelegate(QStyledItemDelegate):
    """A line: icon, title with the found letters in bold, what sort of thing it is, its keys."""

    HEIGHT, MARGIN, ICON = 34, 12, 16

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """One height for all."""
        return QSize(200, self.HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the line."""
        model = index.model()
        assert isinstance(model, Results), "the palette's own model"
        entry, match = model.shown[index.row()]
        area: QRect = option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        if chosen:
            painter.fillRect(area, theme.color("accent_fill"))
            painter.fillRect(QRect(area.left(), area.top(), 3, area.height()), theme.color("accent"))
        area = area.adjusted(self.MARGIN, 0, -self.MARGIN, 0)
        entry.icon.paint(painter, QRect(area.left(), area.center().y() - 7, self.ICON, self.ICON))
        area.setLeft(area.left() + self.ICON + 10)
        area.setRight(self._paint_right(painter, area, entry))
        self._paint_title(painter, area, entry.title, match, "accent" if chosen else "text")
        painter.restore()

    def _paint_right(self, painter: QPainter, area: QRect, entry: Entry) -> int:
        """Draw sort and keys at the right end; returns where the title must end."""
        side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.setPen(theme.color("muted"))
        right = area.right()
        for text, face in ((entry.keys, fonts.code()), (entry.sort, fonts.words(fonts.SMALL))):
            if text:
                painter.setFont(face)
                painter.drawText(area.adjusted(0, 0, right - area.right(), 0), side, text)
                right -= painter.fontMetrics().horizontalAdvance(text) + 16
        return right

    def _paint_title(self, painter: QPainter, area: QRect, title: str, match: Match, token: str) -> None:
        font = QFont(fonts.words())
        bold = QTextCharFormat()
        bold.setFontWeight(QFont.Weight.Bold)
        painter.setPen(theme.color(token))
        painter.setFont(font)
        shown = painter.fontMetrics().elidedText(title, Qt.TextElideMode.ElideMiddle, area.width() - 8)
        layout = QTextLayout(shown, font)
        layout.setFormats([_range(place, bold) for place in shown_places(match.places, title, shown)])
        layout.beginLayout()
        line = layout.createLine()
        layout.endLayout()
        top = area.center().y() - line.height() / 2 + 1
        layout.draw(painter, area.topLeft().toPointF() + _down(top - area.top()))


def shown_places(places: Iterable[int], title: str, shown: str) -> list[int]:
    """Where letters of a title stand in what is shown of it, whose middle may be cut out."""
    cut, left_out = shown.find("…"), len(title) - len(shown)
    if shown == title:
        return list(places)
    before = [place for place in places if place < cut]
    return before + [place - left_out for place in places if place - left_out > cut]


def _down(by: float) -> QPointF:
    return QPointF(0, by)


def _range(place: int, style: QTextCharFormat) -> QTextLayout.FormatRange:
    found = QTextLayout.FormatRange()
    found.start, found.length, found.format = place, 1, style
    return found
