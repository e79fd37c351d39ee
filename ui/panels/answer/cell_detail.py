"""One cell of the matrix in full: every answer with its probability, and why."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QScrollArea, QTableView, QVBoxLayout, QWidget

from sandbox.analysis.matrix import Cell
from sandbox.telling import as_sentence
from ui.language import mark, say, tr
from ui.panels.answer.matrix_model import AnswersModel
from ui.panels.boxes import text_label
from ui.theme import fonts
from ui.theme.controls import styled_label

ROW = 28
MOST_ROWS = 40
HINT = mark("A click or Enter walks a cell, or one of its answers.")


class CellDetail(QScrollArea):
    """A table of answers, the reasons below it, and what one can do."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table, self.model = QTableView(), AnswersModel(self)
        self.table.setModel(self.model)
        self._set_up()
        self.reason = text_label(fonts.words(fonts.NORMAL))
        self.reason.setAccessibleName(tr("Why"))
        hint = styled_label(tr(HINT), "muted")
        hint.setWordWrap(True)
        for each in (self.reason, hint):
            each.setContentsMargins(12, 0, 12, 0)
        content = QWidget()
        layout = QVBoxLayout(content)
        layout.setContentsMargins(0, 0, 0, 8)
        layout.setSpacing(8)
        layout.addWidget(self.table)
        layout.addWidget(self.reason)
        layout.addWidget(hint)
        layout.addStretch(1)
        self.setWidget(content)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(tr("The cell in full"))
        self.setMinimumWidth(340)

    def show_cell(self, cell: Cell | None) -> None:
        """Show another cell."""
        self.model.show_cell(cell)
        self.reason.setText("" if cell is None else _told(cell))
        self.reason.setVisible(bool(self.reason.text()))
        rows = min(self.model.rowCount(), MOST_ROWS)
        self.table.setFixedHeight(self.table.horizontalHeader().sizeHint().height() + rows * ROW + 4)

    def _set_up(self) -> None:
        table = self.table
        table.setAccessibleName(tr("Answers of the cell"))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        table.setFont(fonts.words(fonts.SMALL))
        table.setStyleSheet("QTableView::item { padding-left: 6px; }")
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(ROW)
        header = table.horizontalHeader()
        header.setFont(fonts.words(fonts.SMALL))
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(self.model.columnCount() - 1, QHeaderView.ResizeMode.Stretch)
        header.setHighlightSections(False)


def _told(cell: Cell) -> str:
    """Why nobody answers, and what a proxy tells the server of the client."""
    reasons = (cell.problem, *(each.reason for each in cell.answers))
    headers = [
        tr("The server reads {name}: {value}.", name=name, value=value)
        for each in cell.answers
        for name, value in each.headers
    ]
    told = [say(as_sentence(each)) for each in dict.fromkeys(reasons) if each]
    return " ".join((*told, *dict.fromkeys(headers)))
