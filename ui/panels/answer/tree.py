"""`TreePanel`: every path of the flow, choice by choice; a click on a path walks it."""

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QShowEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QLabel, QTreeView, QVBoxLayout, QWidget

from sandbox.analysis.branches import Branch, branch_tree, site_text
from sandbox.chance import probability_text
from sandbox.explain import label_of
from sandbox.trace import Exchange
from ui.language import mark, say, tr, tr_n
from ui.models import Simulation
from ui.panels.packet.outcome import SIGNS
from ui.panels.send.options import flow_line
from ui.theme import fonts, theme
from ui.theme.controls import styled_label

COLUMNS = (mark("Path"), mark("Chosen by"), mark("Here"), mark("In all"), mark("What comes of it"))
PATH_ROLE = Qt.ItemDataRole.UserRole
"""The role that gives the index of a path, at its leaf."""
WALKED = "▸ "
MOST = 500
"""Paths that can be listed at once without anybody waiting."""
EMPTY = mark("Send a request: every path that it can take is listed here, with its probability.")
ONE = mark("Nothing is left to chance here: this flow has one path.")


class TreePanel(QWidget):
    """Follows the simulation while it is seen."""

    def __init__(self, simulation: Simulation, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._simulation = simulation
        self._shown: tuple[Exchange, ...] | None = None
        self._leaves: dict[int, list[QStandardItem]] = {}
        self.model = QStandardItemModel(0, len(COLUMNS), self)
        self.model.setHorizontalHeaderLabels(list(map(tr, COLUMNS)))
        self.tree = _tree_view(self.model)
        self.note: QLabel = styled_label("", "muted", fonts.words(fonts.NORMAL))
        self.note.setWordWrap(True)
        self.note.setContentsMargins(16, 10, 16, 6)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.note)
        box.addWidget(self.tree, 1)
        self.setAccessibleName(tr("Tree of paths"))
        self.tree.clicked.connect(self._choose)
        self.tree.activated.connect(self._choose)
        simulation.results_changed.connect(self._follow)
        theme.changed.connect(self._mark)
        self._refresh()

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with the simulation."""
        super().showEvent(event)
        self._refresh()

    def _follow(self) -> None:
        if self.isVisible():
            self._refresh()

    def _refresh(self) -> None:
        """Grow the tree again if the paths are others; mark the one that is walked."""
        paths, flow = self._simulation.paths, self._simulation.flow
        if paths is not self._shown:
            self._shown = paths
            self._leaves = {}
            self.model.removeRows(0, self.model.rowCount())
            if paths and flow is not None:
                shown = paths[:MOST]
                self._add(self.model.invisibleRootItem(), branch_tree(shown), shown, flow_line(flow))
                self.tree.expandAll()
        self.note.setText(self._words())
        self._mark()

    def _words(self) -> str:
        count = len(self._simulation.paths)
        if not count:
            return self._simulation.problem or tr(EMPTY)
        if count == 1:
            return tr(ONE)
        words = tr_n("{count} path.", "{count} paths.", count) + " " + tr("A click or Enter walks one.")
        return words if count <= MOST else words + " " + tr("The first {most} are listed.", most=MOST)

    def _add(self, above: QStandardItem, branch: Branch, paths: tuple[Exchange, ...], words: str) -> None:
        """A row for a branch, and those below it."""
        here = probability_text(branch.weight) if branch.site else ""
        end = "" if branch.path is None else _end(paths[branch.path], words)
        texts = words, say(site_text(branch.site)), here, probability_text(branch.probability), end
        row = [QStandardItem(text) for text in texts]
        for item in row:
            item.setEditable(False)
            item.setData(branch.path, PATH_ROLE)
        row[3].setToolTip(tr("exactly {probability}", probability=branch.probability))
        above.appendRow(row)
        if branch.path is not None:
            self._leaves[branch.path] = row
        for child in branch.children:
            self._add(row[0], child, paths, child.label)

    def _mark(self) -> None:
        """The walked path in the packet's colour, with a sign, and current."""
        followed = self._simulation.followed is not None
        for path, row in self._leaves.items():
            walked = path == self._simulation.chosen and not followed
            row[0].setText((WALKED if walked else "") + row[0].text().removeprefix(WALKED))
            for item in row:
                item.setForeground(theme.color("packet" if walked else "text"))
                item.setFont(fonts.words(fonts.SMALL, bold=walked))
            if walked:
                self.tree.setCurrentIndex(self.model.indexFromItem(row[0]))

    def _choose(self, index: QModelIndex) -> None:
        path = index.data(PATH_ROLE)
        if path is not None:
            self._simulation.choose(path)


def _end(path: Exchange, label: str) -> str:
    """The verdict in a sign and a word, the pod unless `label` names it, and what the server saw."""
    words = [f"{SIGNS[path.verdict][0]} {tr(path.verdict.value)}"]
    pod = "" if path.endpoint is None else label_of("pod/" + path.endpoint)
    if pod not in ("", label):
        words.append(tr("by {pod}", pod=pod))
    if path.client_address is not None:
        words.append(f"client_address={path.client_address}")
    return " · ".join(words)


def _tree_view(model: QStandardItemModel) -> QTreeView:
    tree = QTreeView()
    tree.setModel(model)
    tree.setAccessibleName(tr("Paths of the flow"))
    tree.setUniformRowHeights(True)
    tree.setFont(fonts.words(fonts.SMALL))
    tree.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    tree.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    tree.setTextElideMode(Qt.TextElideMode.ElideMiddle)
    tree.setExpandsOnDoubleClick(False)
    header = tree.header()
    header.setFont(fonts.words(fonts.SMALL))
    header.setStretchLastSection(True)
    header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
    for column in (2, 3):
        header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
    return tree
