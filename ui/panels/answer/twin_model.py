"""Two aligned walks as a table: what happens here beside what happens there."""

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont

from sandbox.analysis.twin import Pair, Twin, what_happens
from sandbox.explain import label_of
from sandbox.playback import Timeline
from ui.language import mark, say, tr
from ui.theme import fonts, theme

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
NOWHERE = QModelIndex()
DEVICE, HERE, SIGN, THERE = range(4)
FIRST, OTHER, NOTHING = mark("≠ first"), "≠", "–"
NOW = "▸ "


class TwinModel(QAbstractTableModel):
    """A row for each pair; the row at the playhead, and the first that differs, are marked."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._twin: Twin | None = None
        self._pairs: tuple[Pair, ...] = ()
        self._now = -1

    @property
    def twin(self) -> Twin | None:
        """What is shown."""
        return self._twin

    @property
    def now(self) -> int:
        """The row that the walks are at; -1 for none."""
        return self._now

    def show_twin(self, twin: Twin | None) -> None:
        """Show another comparison."""
        self.beginResetModel()
        self._twin = twin
        self._pairs = () if twin is None else twin.pairs
        self._now = -1
        self.endResetModel()

    def mark(self, row: int) -> None:
        """Mark the row that the walks are at; -1 for none."""
        before, self._now = self._now, row
        for each in {before, row}:
            if 0 <= each < len(self._pairs):
                self.dataChanged.emit(self.index(each, HERE), self.index(each, THERE))

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """How many pairs there are."""
        return 0 if parent.isValid() else len(self._pairs)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """The device, here, a sign, there."""
        return 0 if parent.isValid() else 4

    def data(self, index: Index, role: int = Role.DisplayRole) -> object:
        """Words, colours and faces."""
        if not index.isValid() or self._twin is None:
            return None
        match role:
            case Role.DisplayRole | Role.ToolTipRole:
                return self._words(index.row(), index.column())
            case Role.AccessibleTextRole:
                said = "differs" if not self._pairs[index.row()].is_same else tr("the same")
                return f"{said}: {self._words(index.row(), index.column())}"
            case Role.BackgroundRole:
                return theme.color(self._ground(index.row()))
            case Role.ForegroundRole:
                return theme.color(self._ink(index.row(), index.column()))
            case Role.FontRole:
                return self._font(index.row())
            case Role.TextAlignmentRole if index.column() == SIGN:
                return Qt.AlignmentFlag.AlignCenter
            case _:
                return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> object:
        """The configurations' names."""
        if role != Role.DisplayRole or orientation is Qt.Orientation.Vertical or self._twin is None:
            return None
        here, there = self._twin.names
        return (tr("Device"), tr("{here} (walked)", here=say(here)), "", say(there))[section]

    def _words(self, row: int, column: int) -> str:
        assert self._twin is not None
        pair = self._pairs[row]
        if column == SIGN:
            return "" if pair.is_same else tr(FIRST) if row == self._twin.divergence else OTHER
        device = self._device(pair)
        if column == DEVICE:
            return (NOW if row == self._now else "") + device
        side = (self._twin.left, pair.left) if column == HERE else (self._twin.right, pair.right)
        return _step_words(*side, device)

    def _device(self, pair: Pair) -> str:
        assert self._twin is not None
        if pair.left is not None:
            return label_of(self._twin.left.moments[pair.left].device)
        assert pair.right is not None
        return label_of(self._twin.right.moments[pair.right].device)

    def _ground(self, row: int) -> str:
        assert self._twin is not None
        if row == self._now:
            return "packet_fill"
        return "changed_fill" if row == self._twin.divergence else "surface"

    def _ink(self, row: int, column: int) -> str:
        pair = self._pairs[row]
        if (column == HERE and pair.left is None) or (column == THERE and pair.right is None):
            return "muted"
        assert self._twin is not None
        if column == SIGN or (row == self._twin.divergence and row != self._now):
            return "changed" if row != self._now else "text"
        return "text"

    def _font(self, row: int) -> QFont:
        assert self._twin is not None
        return fonts.words(fonts.SMALL, bold=row in (self._now, self._twin.divergence))


def _step_words(timeline: Timeline, number: int | None, device: str) -> str:
    """What a step did; its device is named only where it is not the row's."""
    if number is None:
        return NOTHING
    own = label_of(timeline.moments[number].device)
    words = say(what_happens(timeline, number))
    words = words.replace(f" {tr('on {node}', node=own)}", "").removeprefix(f"{own}, ")
    return words if own == device or own in words else f"{own}: {words}"
