"""The outline: the tree of everything on the canvas; what is selected here is selected there."""

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QSize, Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QTreeView, QVBoxLayout, QWidget

from sandbox.kube import ObjectKey
from ui.language import mark, tr
from ui.models import Document, Selection
from ui.models.outline import OutlineModel
from ui.theme import theme
from ui.theme.controls import heading, paint_empty

MANY = 500
"""Rows from which on nodes stay closed until someone opens them."""

REPLACE = QItemSelectionModel.SelectionFlag.ClearAndSelect


EMPTY = mark("What you add is listed here: choose it to see its fields.")


class Outline(QWidget):
    """The heading and the tree."""

    def __init__(self, document: Document, selection: Selection, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tree = OutlineTree(document, selection, self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(4)
        label = heading(tr("Outline"))
        label.setContentsMargins(16, 0, 0, 0)
        layout.addWidget(label)
        layout.addWidget(self.tree)
        self.setMinimumHeight(96)


class OutlineTree(QTreeView):
    """Shows an OutlineModel and keeps the shared selection in step, both ways."""

    chosen = Signal(ObjectKey)
    """Someone has chosen this object here, and may want to see it."""

    def __init__(self, document: Document, selection: Selection, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._selection = selection
        self.outline = OutlineModel(document, self)
        self._mirroring = False
        self.setModel(self.outline)
        self._set_up()
        self.outline.modelReset.connect(self._show_all)
        selection.changed.connect(self._mirror)
        theme.changed.connect(self.viewport().update)
        self.ensurePolished()  # before the height of rows is measured, once for all
        self._show_all()

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """Tell the shared selection."""
        super().selectionChanged(selected, deselected)
        if not self._mirroring:
            keys = map(self.outline.key_at, self.selectedIndexes())
            self._selection.set(key for key in keys if key is not None)
            for key in self._selection.keys[-1:]:
                self.chosen.emit(key)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The rows; where there are none, what will be here."""
        super().paintEvent(event)
        if self.outline.size == 0:
            paint_empty(self, tr(EMPTY))

    def _set_up(self) -> None:
        self.setHeaderHidden(True)
        self.setUniformRowHeights(True)
        self.setIndentation(14)
        self.setIconSize(QSize(14, 14))
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setExpandsOnDoubleClick(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(tr("Outline of the scenario"))

    def _show_all(self) -> None:
        if self.outline.size <= MANY:
            self.expandAll()
        self._mirror()

    def _mirror(self) -> None:
        """Select the rows of the selected objects."""
        indexes = [index for key in self._selection.keys if (index := self.outline.index_of(key)).isValid()]
        wanted = QItemSelection()
        for index in indexes:
            wanted.select(index, index)
        self._mirroring = True
        self.selectionModel().select(wanted, REPLACE)
        if indexes and self.currentIndex() not in indexes:
            self.selectionModel().setCurrentIndex(indexes[-1], QItemSelectionModel.SelectionFlag.NoUpdate)
        self._mirroring = False
