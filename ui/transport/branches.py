"""`BranchesView`: what happened in the session, a lane for each branch; hidden while there is one walk."""

from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView, QWidget

from ui.language import mark, tr, tr_n
from ui.models import Simulation
from ui.theme import fonts, theme
from ui.theme.menus import literal
from ui.transport.chips import CHIP_ROLE, FORK_ROLE, ChipDelegate

if TYPE_CHECKING:
    from ui.models.session_rows import Chip, Row

Index = QModelIndex | QPersistentModelIndex
ROW = 32
MOST_ROWS = 3
"""Lanes that are seen at once; more are scrolled to."""
NAME = 0
NOT_YET = mark("This lane begins when its packet has been walked")


class BranchesModel(QAbstractTableModel):
    """A row for each branch: its name, which can be edited, then what happened, in the order of time."""

    refused = Signal(str)
    """What is wrong with a name, in one sentence."""

    def __init__(self, simulation: Simulation, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._simulation = simulation
        self.rows: tuple[Row, ...] = ()
        self._columns = 0

    def show(self) -> None:
        """Show the session as it is now."""
        session = self._simulation.session
        self.beginResetModel()
        if session is None or not session.is_going_on:
            self.rows = ()
        else:
            from ui.models.session_rows import rows_of

            self.rows = rows_of(session)
        self._columns = 1 + max((chip.column + 1 for row in self.rows for chip in row.chips), default=-1)
        self.endResetModel()

    def chip_at(self, index: Index) -> "Chip | None":
        """The chip in a cell."""
        chips = self.rows[index.row()].chips if index.isValid() else ()
        return next((each for each in chips if each.column == index.column() - 1), None)

    def now(self) -> QModelIndex:
        """The cell of what is on show."""
        for number, row in enumerate(self.rows):
            for chip in row.chips:
                if chip.is_now:
                    return self.index(number, chip.column + 1)
        return QModelIndex()

    def rowCount(self, parent: Index | None = None) -> int:
        """The branches."""
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index | None = None) -> int:
        """The name, and as many as the longest branch has."""
        return 0 if parent is not None and parent.isValid() else self._columns

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Names can be edited, and where nothing happened nothing can be chosen."""
        chosen = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if index.column() == NAME:
            return chosen if self.rows[index.row()].is_new else chosen | Qt.ItemFlag.ItemIsEditable
        return Qt.ItemFlag.NoItemFlags if self.chip_at(index) is None else chosen

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Words for people, and the chip for whoever paints it."""
        row = self.rows[index.row()]
        if index.column() == NAME:
            return row.branch if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole) else None
        chip = self.chip_at(index)
        match role:
            case _ if role == FORK_ROLE:
                return row.fork == index.column() - 1
            case _ if chip is None:
                return None
            case Qt.ItemDataRole.DisplayRole:
                return f"{chip.sign} {chip.text}"
            case Qt.ItemDataRole.ToolTipRole | Qt.ItemDataRole.AccessibleTextRole:
                return chip.said
            case _:
                return chip if role == CHIP_ROLE else None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Give a branch another name; `refused` says what is wrong with it."""
        problem = self._simulation.rename_branch(self.rows[index.row()].branch, str(value))
        if problem:
            self.refused.emit(problem)
        return not problem


class BranchesView(QTableView):
    """Enter goes to what happened there, F2 renames its lane, Del offers to delete it."""

    refused = Signal(str)
    """What is wrong with a lane's new name, in one sentence."""
    grown = Signal(int)
    """It has become higher by so many pixels, or lower."""
    compare = Signal(str)
    """Someone wants the walk on show beside the one on the branch of that name."""

    def __init__(self, simulation: Simulation, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._simulation = simulation
        self.lanes = BranchesModel(simulation, self)
        self.setModel(self.lanes)
        self.setItemDelegate(ChipDelegate(self))
        self._set_up()
        self.lanes.refused.connect(self.refused)
        self.activated.connect(self._go)
        self.clicked.connect(self._go)
        simulation.session_changed.connect(self._follow)
        simulation.results_changed.connect(self._follow)
        theme.changed.connect(self.viewport().update)
        self.setFixedHeight(0)
        self._follow()

    def _set_up(self) -> None:
        self.setAccessibleName(tr("Session: what happened, a lane for each branch"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setShowGrid(False)
        self.setFont(fonts.words(fonts.SMALL))
        self.setTabKeyNavigation(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def event(self, event: QEvent) -> bool:
        """Keep the keys that are for lanes from the window's actions."""
        key = event.key() if isinstance(event, QKeyEvent) else 0
        if event.type() is QEvent.Type.ShortcutOverride and key in (Qt.Key.Key_Delete, Qt.Key.Key_F2):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Rename or delete the lane that the keyboard is at."""
        index = self.currentIndex()
        if event.key() == Qt.Key.Key_Delete and index.isValid():
            self.deleting(self.lanes.rows[index.row()].branch).popup(
                self.viewport().mapToGlobal(self.visualRect(index).bottomLeft())
            )
        elif event.key() == Qt.Key.Key_F2 and index.isValid():
            self.edit(index.siblingAtColumn(NAME))
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """What can be done with a lane."""
        by_key = event.reason() is QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_key else self.indexAt(event.pos())
        if index.isValid():
            self.menu_of(index.row()).popup(event.globalPos())

    def menu_of(self, number: int) -> QMenu:
        """What can be done with a lane: go there, compare, rename, delete."""
        branch = self.lanes.rows[number].branch
        session = self._simulation.session
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if self.lanes.rows[number].is_new:
            menu.addAction(tr(NOT_YET)).setEnabled(False)
            return menu
        is_shown = session is None or session.branch == branch
        menu.addAction(tr("&Show This Lane"), lambda: self._show_branch(number)).setEnabled(not is_shown)
        compare = menu.addAction(tr("&Compare with This Lane"), lambda: self.compare.emit(branch))
        compare.setEnabled(not is_shown)
        name = self.lanes.index(number, NAME)
        menu.addAction(tr("&Rename…\tF2"), lambda: self.edit(name))
        delete = self.deleting(branch)
        delete.setTitle(tr("&Delete"))
        menu.addMenu(delete).setEnabled(len(self.lanes.rows) > 1)
        return menu

    def deleting(self, branch: str) -> QMenu:
        """A menu that asks once more: what goes away cannot be brought back."""
        session = self._simulation.session
        menu = QMenu(self)
        gone = 0 if session is None else len(session.history.of_branch(branch))
        if session is None or gone in (0, len(session.notes)):
            menu.addAction(tr("The only lane stays") if gone else tr(NOT_YET)).setEnabled(False)
            return menu
        words = tr_n(
            "Delete “{branch}” with {count} event",
            "Delete “{branch}” with {count} events",
            gone,
            branch=literal(branch),
        )
        menu.addAction(words, lambda: self._simulation.remove_branch(branch))
        menu.addAction(tr("Keep It"))
        return menu

    def wished_height(self) -> int:
        """The height of the lanes that are seen at once; 0 while nothing but one walk has happened."""
        return min(len(self.lanes.rows), MOST_ROWS) * ROW

    def _told(self, now: QModelIndex) -> str:
        """What is on show, in words."""
        chip = self.lanes.chip_at(now)
        return "" if chip is None else f"{self.lanes.rows[now.row()].branch}: {chip.said}"

    def _show_branch(self, number: int) -> None:
        moments = [chip.moment for chip in self.lanes.rows[number].chips if chip.moment >= 0]
        if moments:
            self._simulation.go_to(moments[-1])

    def _go(self, index: QModelIndex) -> None:
        """Show what happened there; a name shows its lane."""
        if index.column() == NAME:
            self._show_branch(index.row())
            return
        chip = self.lanes.chip_at(index)
        if chip is not None and chip.moment >= 0 and not chip.is_now:
            self._simulation.go_to(chip.moment)

    def _follow(self) -> None:
        """Show the session, if there is more to it than one walk."""
        self.lanes.show()
        self.setVisible(bool(self.lanes.rows))
        by = self.wished_height() - self.maximumHeight()
        self.setFixedHeight(self.wished_height())
        if by:
            self.grown.emit(by)
        now = self.lanes.now()
        self.setAccessibleDescription(self._told(now))
        if now.isValid():
            self.setCurrentIndex(now)
            self.scrollTo(now)
