"""`EventsPanel`: the walk as a table. It scrolls to the packet when it is opened, else only by hand."""

from PySide6.QtCore import QModelIndex, QPoint, QSize, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMenu,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from sandbox.analysis.tables import events_table
from sandbox.analysis.texts import Table
from sandbox.playback import Breakpoint
from sandbox.trace import RuleStep
from ui.language import mark, tr
from ui.models import Simulation
from ui.models.choices import choices_at
from ui.models.playhead import Playhead
from ui.panels.events.model import COLUMNS, FILTERED, NUMBER_ROLE, EventFilter, EventsModel
from ui.panels.following import Following
from ui.theme import fonts
from ui.theme.controls import Switch
from ui.theme.exporting import add_table_actions
from ui.theme.menus import add_choices, add_picture_action

EMPTY = mark("Send a request: every step of its packets is a row here.")
NOTHING_LEFT = mark("No step has all of these words: take some of them away.")
WIDTHS = (56, 170, 100, 296, 376)
ROW = 24


class EventsPanel(QWidget):
    """Filters over a table; a click goes to the step, F9 breaks on it."""

    def __init__(self, simulation: Simulation, playhead: Playhead, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._simulation, self._playhead = simulation, playhead
        self.events = EventsModel(playhead, self)
        self.kept = EventFilter(self.events, self)
        self.filters = {column: self._filter(column) for column in FILTERED}
        self.every_rule = Switch(tr("every rule"))
        self.every_rule.setAccessibleName(tr("Show every rule that was asked"))
        self.every_rule.toggled.connect(self._show_rules)
        self.told = QLabel()
        self.told.setFont(fonts.words(fonts.NORMAL))
        self.told.setContentsMargins(16, 8, 16, 8)
        self.told.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.table = EventTable(self.kept)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.customContextMenuRequested.connect(self._show_menu)
        self.table.clicked.connect(self._go)
        self.table.activated.connect(self._go)
        self._sized = QTimer(self, singleShot=True, interval=0)
        self._sized.timeout.connect(self._reveal_current)
        self._lay_out()
        self.setAccessibleName(tr("Events"))
        self._following = Following(self, simulation, playhead, self._refresh)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(12, 6, 12, 0)
        row.setSpacing(8)
        for column, field in self.filters.items():
            row.addWidget(field, WIDTHS[column])
        row.addWidget(self.every_rule)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(row)
        layout.addWidget(self.told)
        layout.addWidget(self.table, 1)

    def _filter(self, column: int) -> QLineEdit:
        field = QLineEdit()
        field.setPlaceholderText(tr("{column} has …", column=tr(COLUMNS[column])))
        field.setAccessibleName(tr("Filter: {column}", column=tr(COLUMNS[column])))
        field.setClearButtonEnabled(True)
        field.setFont(fonts.words(fonts.SMALL))
        field.textChanged.connect(lambda text: self._filter_by(column, text))
        return field

    def _filter_by(self, column: int, text: str) -> None:
        self.kept.filter_by(column, text)
        self._tell()

    def _show_rules(self, every: bool) -> None:
        self.kept.every_rule = every
        self._tell()

    def showEvent(self, event: QShowEvent) -> None:
        """Begin where the packet is, once the table has its size."""
        super().showEvent(event)
        self._sized.start()

    def _reveal_current(self) -> None:
        current = self.kept.mapFromSource(self.events.index(self.events.current, 0))
        self.table.scrollTo(current, QAbstractItemView.ScrollHint.PositionAtCenter)

    def _refresh(self) -> None:
        self.events.follow()
        self._tell()

    def _tell(self) -> None:
        """Say why the table is empty, where it is."""
        empty = self.events.rowCount() == 0
        self.told.setText((self._simulation.problem or tr(EMPTY)) if empty else tr(NOTHING_LEFT))
        self.told.setVisible(self.kept.rowCount() == 0)
        self.table.setVisible(self.kept.rowCount() > 0)

    def _go(self, index: QModelIndex) -> None:
        self._playhead.to_exact(index.data(NUMBER_ROLE))

    @property
    def selected(self) -> int | None:
        """The step of the row that is selected; None where none is."""
        indexes = self.table.selectedIndexes()
        return indexes[0].data(NUMBER_ROLE) if indexes else None

    @property
    def selected_place(self) -> Breakpoint | None:
        """The rule, else the device of the row that the keyboard is at; None where it is elsewhere."""
        number, timeline = self.selected, self._playhead.timeline
        if not self.table.hasFocus() or number is None or timeline is None:
            return None
        moment = timeline.moments[number]
        return Breakpoint(moment.device, moment.step.ref if isinstance(moment.step, RuleStep) else None)

    def menu_of(self, number: int) -> QMenu:
        """What can be done with a step."""
        menu = add_choices(QMenu(self), choices_at(self._playhead, number))
        menu.addAction(tr("&Copy"), self.table.copy)
        return add_picture_action(add_table_actions(menu, "events", self.rows), self)

    def rows(self) -> Table:
        """The steps that are listed."""
        self._refresh()
        timeline, flow = self._playhead.timeline, self._simulation.flow
        if timeline is None or flow is None:
            return events_table(())
        request = (self._simulation.followed or 0) + 1
        kept = (self.kept.index(row, 0).data(NUMBER_ROLE) for row in range(self.kept.rowCount()))
        return events_table([(flow.metadata.name, request, timeline.exchange)], frozenset(kept))

    def _show_menu(self, point: QPoint) -> None:
        index = self.table.indexAt(point)
        if index.isValid():
            self.menu_of(index.data(NUMBER_ROLE)).popup(self.table.viewport().mapToGlobal(point))


class EventTable(QTableView):
    """The table itself; Ctrl+C copies the selected rows."""

    def __init__(self, kept: EventFilter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModel(kept)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW)
        self.verticalHeader().setMinimumSectionSize(ROW)
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        header.setStyleSheet("QHeaderView::section { padding: 4px 3px; }")
        header.setStretchLastSection(True)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        for column, width in enumerate(WIDTHS):
            header.resizeSection(column, width)
        self.setAccessibleName(tr("Events of the walk"))

    def minimumSizeHint(self) -> QSize:
        """A heading and a row; the rest is scrolled to."""
        return QSize(240, 2 * ROW)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        else:
            super().keyPressEvent(event)

    def copy(self) -> None:
        """Put the selected rows on the clipboard, their cells parted by tabs."""
        rows = sorted({index.row() for index in self.selectedIndexes()})
        lines = ("\t".join(self._cells(row)) for row in rows)
        QGuiApplication.clipboard().setText("\n".join(lines))

    def _cells(self, row: int) -> list[str]:
        model = self.model()
        return [str(model.index(row, column).data()).strip() for column in range(len(COLUMNS))]
