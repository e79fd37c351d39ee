"""The table of events over a timeline, and the filter over it."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
)

from sandbox.explain.events import Event, event_of
from sandbox.playback import Level, Mark, Timeline, breaks_of, marks_of
from sandbox.playback.levels import stops_of
from ui.language import mark, say, tr
from ui.models.playhead import Playhead
from ui.theme import fonts, theme

Index = QModelIndex | QPersistentModelIndex

COLUMNS = (mark("event"), mark("device"), mark("hook"), mark("what happened"), mark("packet"))
"""The headings."""
FILTERED = range(1, len(COLUMNS))
"""The columns that can be filtered."""
NUMBER_ROLE = Qt.ItemDataRole.UserRole
"""The role that gives the number of a row's step."""


class EventsModel(QAbstractTableModel):
    """A row for each step; the playhead's is lit, marks and breakpoints have a sign and a word."""

    def __init__(self, playhead: Playhead, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._playhead = playhead
        self._timeline: Timeline | None = None
        self._events: list[Event] = []
        self._marks: dict[int, Mark] = {}
        self._breaks: frozenset[int] = frozenset()
        self._stops: frozenset[int] = frozenset()
        self._current = -1
        theme.changed.connect(self._recolor)
        playhead.breakpoints.changed.connect(self._follow_breakpoints)

    def follow(self) -> None:
        """Take the playhead's walk and its place in it."""
        timeline, cursor = self._playhead.timeline, self._playhead.cursor
        if timeline is not self._timeline:
            self.beginResetModel()
            self._fill(timeline)
            self.endResetModel()
        old, self._current = self._current, -1 if cursor is None else cursor.number
        for number in {old, self._current}:
            if 0 <= number < len(self._events):
                self.dataChanged.emit(self.index(number, 0), self.index(number, len(COLUMNS) - 1))

    @property
    def current(self) -> int:
        """The row of the playhead."""
        return self._current

    def is_stop(self, number: int) -> bool:
        """Whether something is decided or changed there, rather than only asked."""
        return number in self._stops

    def _fill(self, timeline: Timeline | None) -> None:
        self._timeline = timeline
        count = 0 if timeline is None else len(timeline.moments)
        self._events = [event_of(timeline, number) for number in range(count)] if timeline else []
        self._marks = {} if timeline is None else {each.number: each for each in marks_of(timeline)}
        stops: Sequence[int] = () if timeline is None else stops_of(timeline.exchange, Level.HOOK)
        self._stops = frozenset(stops)
        self._current = -1
        self._breaks = self._find_breaks()

    def rowCount(self, parent: Index | None = None) -> int:
        """As many as there are steps."""
        return 0 if parent is not None and parent.isValid() else len(self._events)

    def columnCount(self, parent: Index | None = None) -> int:
        """Those of `COLUMNS`."""
        return 0 if parent is not None and parent.isValid() else len(COLUMNS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The headings."""
        if role == Qt.ItemDataRole.DisplayRole and orientation is Qt.Orientation.Horizontal:
            return tr(COLUMNS[section])
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Words, faces and colours."""
        if not index.isValid():
            return None
        row, column = index.row(), index.column()
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self.text(row, column)
            case Qt.ItemDataRole.FontRole:
                face = fonts.words if column in (1, 3) else fonts.code
                return face(fonts.SMALL, bold=row == self._current)
            case Qt.ItemDataRole.BackgroundRole if row == self._current:
                return theme.color("packet_fill")
            case Qt.ItemDataRole.ForegroundRole if column == 0 and row != self._current:
                return theme.color("muted")
            case Qt.ItemDataRole.ToolTipRole | Qt.ItemDataRole.AccessibleTextRole:
                return self._said(row, column)
            case _:
                return row if role == NUMBER_ROLE else None

    def text(self, row: int, column: int) -> str:
        """What stands in a cell."""
        event = self._events[row]
        if column == 0:
            here = "▸" if row == self._current else " "
            stop = "●" if row in self._breaks else " "
            return f"{here}{stop}{row + 1:>4}"
        if column == 3 and row in self._marks:
            return f"{self._marks[row].kind.value} {say(event.what)}"
        return (event.device, event.hook, say(event.what), event.packet)[column - 1]

    def _said(self, row: int, column: int) -> str:
        if column == 0:
            here = tr("the packet is here") if row == self._current else ""
            stop = tr("breakpoint") if row in self._breaks else ""
            return ", ".join(filter(None, (tr("step {number}", number=row + 1), here, stop)))
        if column == 3 and row in self._marks:
            return f"{tr(self._marks[row].kind.word)}: {say(self._events[row].what)}"
        return self.text(row, column)

    def _find_breaks(self) -> frozenset[int]:
        timeline = self._timeline
        return frozenset(() if timeline is None else breaks_of(timeline, self._playhead.breakpoints.places))

    def _follow_breakpoints(self) -> None:
        self._breaks = self._find_breaks()
        self._recolor()

    def _recolor(self) -> None:
        if self._events:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._events) - 1, len(COLUMNS) - 1))


class EventFilter(QSortFilterProxyModel):
    """Keeps the rows whose cells hold every filter's words; without `every_rule`, only what decides."""

    def __init__(self, events: EventsModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._events = events
        self._wanted: dict[int, str] = {}
        self._every_rule = False
        self.setSourceModel(events)

    def filter_by(self, column: int, text: str) -> None:
        """Keep rows in whose column this text is."""
        self._wanted[column] = text.strip().lower()
        self.invalidate()

    @property
    def every_rule(self) -> bool:
        """Whether rules that were only asked have rows too."""
        return self._every_rule

    @every_rule.setter
    def every_rule(self, every: bool) -> None:
        self._every_rule = every
        self.invalidate()

    def filterAcceptsRow(self, source_row: int, source_parent: Index) -> bool:
        """Qt's."""
        if not (self._every_rule or self._events.is_stop(source_row)):
            return False
        wanted = ((column, text) for column, text in self._wanted.items() if text)
        return all(text in self._events.text(source_row, column).lower() for column, text in wanted)
