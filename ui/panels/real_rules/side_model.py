"""A tree of rows with two sides as a model: left, the sign between them, right."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ui.panels.real_rules.rows import SideRow

Index = QModelIndex | QPersistentModelIndex
LEFT, SIGN, RIGHT = range(3)
ROW_ROLE = Qt.ItemDataRole.UserRole
"""The role that gives a `SideRow`."""


class _Placed:
    """A row and where it is; its children are placed when someone asks for them."""

    def __init__(self, row: SideRow, parent: "_Placed | None", place: int, number: int) -> None:
        self.row, self.parent, self.place, self.number = row, parent, place, number
        self.children: list[_Placed] | None = None


class SideModel(QAbstractItemModel):
    """Shows rows under headers; what makes children is called when its row is opened."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._headers = ("", "", "")
        self._placed: list[_Placed] = []
        self._top: list[_Placed] = []

    def show_rows(self, headers: tuple[str, str, str], rows: Sequence[SideRow]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._headers = headers
        self._placed = []
        self._top = [self._place(row, None, place) for place, row in enumerate(rows)]
        self.endResetModel()

    def row_at(self, index: Index) -> SideRow | None:
        """The row of an index."""
        return self._placed[index.internalId()].row if index.isValid() else None

    def top_indexes(self) -> Iterator[QModelIndex]:
        """The rows that are in no other."""
        return (self.createIndex(each.place, LEFT, each.number) for each in self._top)

    def index(self, row: int, column: int, parent: Index | None = None) -> QModelIndex:
        """Qt's."""
        siblings = self._children(parent)
        if not 0 <= row < len(siblings) or not LEFT <= column <= RIGHT:
            return QModelIndex()
        return self.createIndex(row, column, siblings[row].number)

    def parent(self, index: Index | None = None) -> QModelIndex:  # type: ignore[override]
        """Qt's."""
        if index is None or not index.isValid():
            return QModelIndex()
        above = self._placed[index.internalId()].parent
        return QModelIndex() if above is None else self.createIndex(above.place, LEFT, above.number)

    def rowCount(self, parent: Index | None = None) -> int:
        """How many rows there are in a row."""
        if parent is not None and parent.isValid() and parent.column() != LEFT:
            return 0
        return len(self._children(parent))

    def columnCount(self, parent: Index | None = None) -> int:
        """Left, sign, right."""
        return 3

    def hasChildren(self, parent: Index | None = None) -> bool:
        """Whether a row can be opened; what makes rows is taken at its word."""
        if parent is None or not parent.isValid():
            return bool(self._top)
        return parent.column() == LEFT and bool(self._placed[parent.internalId()].row.children)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The words of a side; the whole row for whoever paints it."""
        row = self.row_at(index)
        if row is None:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return (row.left, row.sign, row.right)[index.column()]
            case Qt.ItemDataRole.AccessibleTextRole:
                return (
                    row.spoken if index.column() == LEFT else (row.left, row.sign, row.right)[index.column()]
                )
            case _:
                return row if role == ROW_ROLE else None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """What the sides are."""
        is_words = role == Qt.ItemDataRole.DisplayRole and orientation is Qt.Orientation.Horizontal
        return self._headers[section] if is_words else None

    def _children(self, parent: Index | None) -> list[_Placed]:
        if parent is None or not parent.isValid():
            return self._top
        above = self._placed[parent.internalId()]
        if above.children is None:
            made = above.row.children
            rows = made() if callable(made) else made
            above.children = [self._place(row, above, place) for place, row in enumerate(rows)]
        return above.children

    def _place(self, row: SideRow, parent: _Placed | None, place: int) -> _Placed:
        placed = _Placed(row, parent, place, len(self._placed))
        self._placed.append(placed)
        return placed
