"""Trees of lines: what a panel says, as rows with a sign and words; children come when asked for."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

Index = QModelIndex | QPersistentModelIndex
LINE_ROLE = Qt.ItemDataRole.UserRole
"""The role that gives a row's `Line`."""
BATCH = 200
"""How many children come at once."""


@dataclass(frozen=True)
class Line:
    """One row. `sign` stands in front in the colour of `sign_token`, `said` is what it says to those who do
    not see it; `number` is the step that it is about, -1 for none. `is_open` shows its children at once.

    `children` are lines, or what makes them when someone opens the row.
    """

    text: str
    sign: str = ""
    sign_token: str = "muted"
    token: str = "text"
    fill: str = ""
    bold: bool = False
    code: bool = True
    said: str = ""
    tip: str = ""
    number: int = -1
    is_open: bool = True
    children: "Sequence[Line] | Callable[[], Iterator[Line]]" = field(default=())
    about: object = None

    @property
    def spoken(self) -> str:
        """The row in words."""
        return self.said or f"{self.sign} {self.text}".strip()


class _Row:
    def __init__(self, line: Line, parent: "_Row | None", place: int, number: int) -> None:
        self.line, self.parent, self.place, self.number = line, parent, place, number
        self.children: list[_Row] = []
        self.rest = iter(line.children) if isinstance(line.children, Sequence) else None
        self.is_lazy = self.rest is None
        self.is_over = False


class LinesModel(QAbstractItemModel):
    """A tree of lines. What makes lines is called when its row is opened, and a batch at a time."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[_Row] = []
        self._top: list[_Row] = []

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show other lines."""
        self.beginResetModel()
        self._rows = []
        self._top = [self._make(line, None, place) for place, line in enumerate(lines)]
        self.endResetModel()

    def line_at(self, index: Index) -> Line | None:
        """The line in a row."""
        return self._rows[index.internalId()].line if index.isValid() else None

    def indexes(self) -> Iterator[QModelIndex]:
        """Every row that there is by now, those above before those below them."""
        return (self.createIndex(row.place, 0, row.number) for row in self._rows)

    def index(self, row: int, column: int, parent: Index | None = None) -> QModelIndex:
        """Qt's."""
        siblings = self._children(parent)
        if not 0 <= row < len(siblings) or column != 0:
            return QModelIndex()
        return self.createIndex(row, 0, siblings[row].number)

    def parent(self, index: Index | None = None) -> QModelIndex:  # type: ignore[override]
        """Qt's."""
        if index is None or not index.isValid():
            return QModelIndex()
        above = self._rows[index.internalId()].parent
        return QModelIndex() if above is None else self.createIndex(above.place, 0, above.number)

    def rowCount(self, parent: Index | None = None) -> int:
        """Those that have been fetched."""
        return len(self._children(parent))

    def columnCount(self, parent: Index | None = None) -> int:
        """One."""
        return 1

    def hasChildren(self, parent: Index | None = None) -> bool:
        """Whether there are any, or may be."""
        row = self._row(parent)
        return bool(self._top) if row is None else bool(row.children) or (row.is_lazy and not row.is_over)

    def canFetchMore(self, parent: Index) -> bool:
        """Whether there may be more children."""
        row = self._row(parent)
        return row is not None and row.is_lazy and not row.is_over

    def fetchMore(self, parent: Index) -> None:
        """Make some more children."""
        row = self._row(parent)
        if row is None or row.is_over:
            return
        if row.rest is None:
            assert callable(row.line.children)
            row.rest = row.line.children()
        lines = list(islice(row.rest, BATCH))
        row.is_over = len(lines) < BATCH
        if lines:
            first = len(row.children)
            self.beginInsertRows(self.createIndex(row.place, 0, row.number), first, first + len(lines) - 1)
            row.children.extend(self._make(line, row, first + place) for place, line in enumerate(lines))
            self.endInsertRows()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The words; the whole line for whoever paints it."""
        line = self.line_at(index)
        if line is None:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return f"{line.sign} {line.text}".strip()
            case Qt.ItemDataRole.AccessibleTextRole:
                return line.spoken
            case Qt.ItemDataRole.ToolTipRole:
                return line.tip or None
            case _:
                return line if role == LINE_ROLE else None

    def _row(self, index: Index | None) -> _Row | None:
        return None if index is None or not index.isValid() else self._rows[index.internalId()]

    def _children(self, parent: Index | None) -> list[_Row]:
        row = self._row(parent)
        return self._top if row is None else row.children

    def _make(self, line: Line, parent: _Row | None, place: int) -> _Row:
        row = _Row(line, parent, place, len(self._rows))
        self._rows.append(row)
        if not row.is_lazy:
            assert isinstance(line.children, Sequence)
            row.children = [self._make(each, row, number) for number, each in enumerate(line.children)]
        return row
