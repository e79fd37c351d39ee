"""`ConntrackPanel`: what the packet's device knows of connections, at this very step."""

from itertools import takewhile

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from sandbox.analysis.tables import conntrack_table
from sandbox.analysis.texts import Table
from sandbox.conntrack import ConntrackEntry
from sandbox.explain import label_of
from sandbox.playback import Cursor, Level, Timeline, Tracked, entries_at
from sandbox.trace import ConntrackStep, Exchange, NatStep
from ui.language import mark, tr, tr_n
from ui.models import Simulation
from ui.models.playhead import Playhead
from ui.panels.conntrack.lines import entry_line
from ui.panels.conntrack.removing import ENDINGS, EntryEnding, end_entry
from ui.panels.told_lines import ToldLines
from ui.theme.exporting import add_table_actions


class ConntrackPanel(ToldLines):
    """A sentence with their number, and the entries; an entry that this step touches is lit."""

    EMPTY = mark("Send a request: each device's connection table appears here as it is at every step.")
    NAME = mark("Conntrack")
    TOLD_NAME = mark("Connections of the device")
    LINES_NAME = mark("Connection table of the device")
    _rows: tuple[Tracked, ...] = ()

    def __init__(self, simulation: Simulation, playhead: Playhead, parent: QWidget | None = None) -> None:
        self.ending = EntryEnding()
        super().__init__(simulation, playhead, parent)
        layout = self.layout()
        assert layout is not None, "the lines have one"
        layout.addWidget(self.ending)
        self.ending.wanted.connect(self._end)
        self.tree.selectionModel().currentChanged.connect(self._choose)
        self.tree.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Del and Shift+Del end the entry that the keyboard is at; its menu offers the same."""
        if isinstance(event, QContextMenuEvent) and self.chosen is not None:
            menu = add_table_actions(self.ending.menu(self), "connections", self.rows)
            menu.popup(event.globalPos())
            return True
        if not isinstance(event, QKeyEvent) or event.key() != Qt.Key.Key_Delete:
            return False
        if event.type() is QEvent.Type.ShortcutOverride:
            event.accept()
        elif event.type() is QEvent.Type.KeyPress:
            shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._end(list(ENDINGS)[shifted])
        return True

    @property
    def chosen(self) -> ConntrackEntry | None:
        """The entry that the keyboard is at, as long as it is in a table that can be changed."""
        index = self.tree.currentIndex()
        while index.parent().isValid():
            index = index.parent()
        line = self.tree.lines.line_at(index)
        if line is None or self._simulation.session is None:
            return None
        rows = (row for row in self._rows if not self._is_over(row.entry))
        entries = (row.entry for row in rows if row.is_confirmed or self._will_be_kept(row.entry))
        return next((each for each in entries if each.original == line.about), None)

    def show_moment(self, timeline: Timeline, cursor: Cursor) -> None:
        """Say and list what there is at the cursor."""
        rows = self._rows = self.entries(timeline, cursor.number)
        alive = sum(1 for row in rows if not self._is_over(row.entry))
        self.told.setText(_knows(timeline, cursor.number, alive))
        self.tree.show_lines([entry_line(row, self._now) for row in rows])
        if rows and not self.tree.currentIndex().isValid():
            self.tree.setCurrentIndex(self.tree.lines.index(0, 0))
        self._choose()
        touched = [row.number for row in rows if row.happened]
        if touched:
            self.tree.show_number(touched[0])

    def entries(self, timeline: Timeline, number: int) -> tuple[Tracked, ...]:
        """The entries of the current device, with those of the requests that came before this one."""
        device = timeline.moments[number].device
        return entries_at(timeline, number, self._known(device))

    def rows(self) -> Table:
        """What the packet's device knows at this step."""
        timeline, cursor, flow = self._playhead.timeline, self._playhead.cursor, self._simulation.flow
        if timeline is None or cursor is None or flow is None:
            return conntrack_table(())
        name, now = flow.metadata.name, self._now or 0.0
        tracked = self.entries(timeline, cursor.number)
        return conntrack_table((name, cursor.device, each.entry, now) for each in tracked)

    @property
    def _now(self) -> float | None:
        world = self._simulation.world
        return None if world is None else world.now

    def _is_over(self, entry: ConntrackEntry) -> bool:
        return self._now is not None and entry.expires_at <= self._now

    def _will_be_kept(self, entry: ConntrackEntry) -> bool:
        """Whether an entry that is not in the table yet comes there: that of a dropped packet never does."""
        exchange, cursor = self._simulation.exchange, self._playhead.cursor
        if exchange is None or cursor is None:
            return False
        left = _after(exchange, cursor.device, self._known(cursor.device))
        return any(each.original == entry.original for each in left)

    def _choose(self) -> None:
        self.ending.choose(self.chosen)

    def _end(self, words: str) -> None:
        """End the chosen entry; what the next packet of its connection meets then is on show."""
        entry, cursor = self.chosen, self._playhead.cursor
        if entry is not None and cursor is not None:
            end_entry(self._simulation, words, cursor.device, entry)

    def _known(self, device: str) -> tuple[ConntrackEntry, ...]:
        world, followed = self._simulation.world, self._simulation.followed
        known = () if world is None else tuple(world.state(device).conntrack)
        for exchange in self._simulation.requests[: followed or 0]:
            known = _after(exchange, device, known)
        return known


def _after(exchange: Exchange, device: str, known: tuple[ConntrackEntry, ...]) -> tuple[ConntrackEntry, ...]:
    """A device's entries when an exchange is over."""
    timeline = Timeline.of(exchange, Level.CONNECTION)
    visits = [number for number, each in enumerate(timeline.moments) if each.device == device]
    if not visits:
        return known
    return tuple(row.entry for row in entries_at(timeline, visits[-1], known) if row.is_confirmed)


def _knows(timeline: Timeline, number: int, count: int) -> str:
    here = timeline.moments[number]
    device = label_of(here.device)
    if count:
        return tr_n(
            "{device} knows {count} connection at this step.",
            "{device} knows {count} connections at this step.",
            count,
            device=device,
        )
    stay = takewhile(lambda each: each.leg == here.leg, timeline.moments[number:])
    tracks = any(
        isinstance(each.step, ConntrackStep | NatStep) for each in stay if each.device == here.device
    )
    if tracks:
        return tr("{device} knows no connection yet.", device=device)
    return tr("{device} has no rules that need connections, so its kernel tracks none.", device=device)
