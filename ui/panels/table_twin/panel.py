"""`TableTwin`: takes the canvas' place; everything that can be done there can be done here by keys."""

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QMenu,
    QPushButton,
    QSplitter,
    QToolButton,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from ui.language import mark, tr
from ui.models import Document, Selection, Simulation
from ui.models.adding import add_one
from ui.models.playhead import Playhead
from ui.panels.events import EventsPanel
from ui.panels.table_twin.model import TopologyModel
from ui.theme import icon
from ui.theme.controls import heading, paint_empty
from ui.theme.kinds import KIND_STYLES, kind_icon

WIDTHS = (220, 104, 136, 112)
HELP = mark("Enter: fields   Insert: add   Delete: remove   Ctrl+L: send to…")
MANY = 500
"""Rows from which on nodes stay closed until someone opens them."""


class TableTwin(QWidget):
    """The topology above, the walk below."""

    inspect = Signal()
    """Someone wants the fields of what is selected."""
    connect_selected = Signal()
    """Someone wants to send from what is selected."""

    def __init__(
        self, document: Document, selection: Selection, simulation: Simulation, playhead: Playhead
    ) -> None:
        super().__init__()
        self._document, self._selection = document, selection
        self.tree = TopologyTree(document, selection)
        self.events = EventsPanel(simulation, playhead)
        self.add_button, self.send_button = self._add_button(), QPushButton(icon("send"), tr("Send to…"))
        self.send_button.setToolTip(tr("Send from what is selected (Ctrl+L)"))
        self.send_button.setAccessibleName(tr("Send from the selected object"))
        self.send_button.clicked.connect(self.connect_selected)
        self.tree.inspect.connect(self.inspect)
        self.tree.add.connect(self.add_button.showMenu)
        self._lay_out()
        self.setFocusProxy(self.tree)
        self.setAccessibleName(tr("Table twin of the canvas"))

    def _add_button(self) -> QToolButton:
        button = QToolButton()
        button.setText(tr("Add"))
        button.setIcon(icon("add"))
        button.setProperty("wide", True)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setAccessibleName(tr("Add an object"))
        button.setToolTip(tr("Add an object (Insert)"))
        menu = QMenu(button)
        for kind, style in KIND_STYLES.items():
            menu.addAction(kind_icon(kind), f"&{style.title}", lambda kind=kind: self._add(kind))
        button.setMenu(menu)
        return button

    def _add(self, kind: str) -> None:
        add_one(self._document, self._selection, kind)
        self.tree.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(16, 10, 12, 2)
        head.setSpacing(8)
        title = heading(tr("Topology"))
        title.setToolTip(tr(HELP))
        head.addWidget(title, 1)
        head.addWidget(self.add_button)
        head.addWidget(self.send_button)
        upper, lower, split = QWidget(), QWidget(), QSplitter(Qt.Orientation.Vertical)
        above = _column(upper)
        above.addLayout(head)
        above.addWidget(self.tree, 1)
        below = _column(lower)
        label = heading(tr("Events of the walk"))
        label.setContentsMargins(16, 10, 12, 0)
        below.addWidget(label)
        below.addWidget(self.events, 1)
        split.addWidget(upper)
        split.addWidget(lower)
        split.setSizes([300, 300])
        split.setChildrenCollapsible(False)
        _column(self).addWidget(split)


def _column(owner: QWidget) -> QVBoxLayout:
    box = QVBoxLayout(owner)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(0)
    return box


EMPTY = mark("Nothing is here yet: Insert adds a Node, a Pod, a Service and what else there is.")


class TopologyTree(QTreeView):
    """The objects; what is selected here is selected everywhere."""

    inspect = Signal()
    add = Signal()

    def __init__(self, document: Document, selection: Selection) -> None:
        super().__init__()
        self._selection = selection
        self.topology = TopologyModel(document)
        self.topology.setParent(self)
        self._mirroring = True  # a view that gets its model tells an empty selection
        self.setModel(self.topology)
        self._set_up()
        self.topology.modelReset.connect(self._show_all)
        selection.changed.connect(self._mirror)
        self._show_all()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The rows; where there are none, what adds them."""
        super().paintEvent(event)
        if self.topology.size == 0:
            paint_empty(self, tr(EMPTY))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the fields, Insert the kinds that can be added; letters find a name."""
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.inspect.emit()
        elif key == Qt.Key.Key_Insert:
            self.add.emit()
        else:
            super().keyPressEvent(event)

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """Tell the shared selection."""
        super().selectionChanged(selected, deselected)
        if not self._mirroring:
            keys = map(self.topology.key_at, self.selectionModel().selectedRows())
            self._selection.set(key for key in keys if key is not None)

    def _set_up(self) -> None:
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setUniformRowHeights(True)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setIndentation(16)
        self.setExpandsOnDoubleClick(False)
        self.doubleClicked.connect(self._inspect)
        header = self.header()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setStretchLastSection(True)
        for column, width in enumerate(WIDTHS):
            header.resizeSection(column, width)
        self.setAccessibleName(tr("Topology"))
        self.setAccessibleDescription(tr(HELP))

    def _inspect(self, index: QModelIndex) -> None:
        self.inspect.emit()

    def _show_all(self) -> None:
        if self.topology.size <= MANY:
            self.expandAll()
        self._mirror()
        if not self.currentIndex().isValid():
            first = self.topology.index(0, 0)
            self.selectionModel().setCurrentIndex(first, QItemSelectionModel.SelectionFlag.NoUpdate)

    def _mirror(self) -> None:
        """Select the rows of the selected objects."""
        rows = QItemSelectionModel.SelectionFlag.Rows
        found = [self.topology.index_of(key) for key in self._selection.keys]
        indexes = [index for index in found if index.isValid()]
        wanted = QItemSelection()
        for index in indexes:
            wanted.select(index, index)
        self._mirroring = True
        self.selectionModel().select(wanted, QItemSelectionModel.SelectionFlag.ClearAndSelect | rows)
        if indexes and self.currentIndex().siblingAtColumn(0) not in indexes:
            self.selectionModel().setCurrentIndex(indexes[-1], QItemSelectionModel.SelectionFlag.NoUpdate)
            self.scrollTo(indexes[-1])
        self._mirroring = False
