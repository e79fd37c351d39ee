"""`MatrixPanel`: what comes of every sender's request by every way in, under both policies."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from sandbox.analysis.matrix import Matrix, outcome_matrix, place_of, senders_of
from sandbox.analysis.tables import matrix_table
from sandbox.analysis.texts import Table, table_csv, table_json
from sandbox.kube import Service, ServicePort
from sandbox.progress import Progress
from sandbox.scenario import Scenario, ServiceTarget
from ui.jobs import Jobs, run_inline
from ui.language import mark, tr, tr_n
from ui.models import Document, Simulation
from ui.models.question import Question
from ui.panels.answer.cell_detail import CellDetail
from ui.panels.answer.matrix_model import MatrixModel
from ui.panels.answer.matrix_view import MatrixTable
from ui.panels.answer.walking import Walker
from ui.theme import fonts
from ui.theme.choice_box import ChoiceBox
from ui.theme.controls import Switch, styled_label
from ui.theme.exporting import ExportButton, write_text
from ui.theme.progress import ProgressRow

WAIT = 150
"""Milliseconds that an edit is given before everything is asked again."""
KINDS = ("Client", "Pod", "Node")
SENDERS = (mark("From everyone"), mark("From clients"), mark("From pods"), mark("From nodes"))
EMPTY = mark("Add a Service with pods and a client: what comes of every request is listed here.")


class MatrixPanel(QWidget):
    """Follows the scenario while it is seen; a click on a cell, or Enter, walks it."""

    def __init__(
        self,
        document: Document,
        simulation: Simulation,
        jobs: Jobs = run_inline,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._document, self._simulation = document, simulation
        self._ports: tuple[tuple[Service, ServicePort], ...] = ()
        self._asked: tuple[object, ...] = ()
        self.question = Question(jobs, self)
        self.walker = Walker(document, simulation, self)
        self._timer = QTimer(self, singleShot=True, interval=WAIT)
        self._timer.timeout.connect(self._ask)
        self._make_parts()
        self._lay_out()
        self._connect()
        self.setAccessibleName(tr("Outcome matrix"))
        self._offer()

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with the scenario."""
        super().showEvent(event)
        self._offer()
        self._ask()

    def _make_parts(self) -> None:
        self.services, self.senders = ChoiceBox(tr("Service and port")), ChoiceBox(tr("Senders"))
        self.senders.addItems(list(map(tr, SENDERS)))
        self.both = Switch(tr("Both external policies"))
        self.both.setChecked(True)
        self.export = ExportButton("outcomes")
        self.export.add("CSV", lambda path: self._write(path, table_csv))
        self.export.add("JSON", lambda path: self._write(path, table_json))
        self.export.add_copy(tr("Copy &Table as CSV"), lambda: table_csv(self.rows()))
        self.progress = ProgressRow(tr("Asking every way in…"))
        self.note = styled_label("", "muted", fonts.words(fonts.NORMAL))
        self.note.setWordWrap(True)
        self.table, self.model = MatrixTable(), MatrixModel(self)
        self.table.setModel(self.model)
        self.detail = CellDetail()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(16, 8, 16, 8)
        row.setSpacing(12)
        row.addWidget(self.services, 3)
        row.addWidget(self.senders, 2)
        row.addWidget(self.both)
        row.addStretch(1)
        row.addWidget(self.export)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(self.table)
        split.addWidget(self.detail)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 1)
        split.setSizes([700, 340])
        self.note.setContentsMargins(16, 0, 16, 6)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addLayout(row)
        for part in (self.progress, self.note):
            box.addWidget(part)
        box.addWidget(split, 1)

    def _connect(self) -> None:
        self._document.scenario_changed.connect(self._follow)
        self.services.activated.connect(self._ask)
        self.senders.activated.connect(self._ask)
        self.both.toggled.connect(self._ask)
        self.progress.cancelled.connect(self._cancel)
        self.question.changed.connect(self._show_progress)
        self.table.wanted.connect(self._walk)
        self.table.selectionModel().currentChanged.connect(self._show_answers)
        self.detail.table.clicked.connect(self._walk_answer)
        self.detail.table.activated.connect(self._walk_answer)
        self._simulation.results_changed.connect(self._mark)
        self.export.problem.connect(self._tell)

    def _follow(self, before: Scenario, after: Scenario) -> None:
        if self.question.is_running:
            self.question.cancel()
            self._asked = ()
        if self.isVisible():
            self._offer()
            self._timer.start()

    def _offer(self) -> None:
        """List every port of every Service; the chosen one stays, else that of the walked flow."""
        was = self.services.currentText()
        scenario = self._document.scenario
        self._ports = tuple((each, port) for each in scenario.services for port in each.ports)
        names = [_port_name(service, port) for service, port in self._ports]
        if names != [self.services.itemText(number) for number in range(self.services.count())]:
            self.services.clear()
            self.services.addItems(names)
            self.services.setCurrentIndex(names.index(was) if was in names else self._walked())

    def _walked(self) -> int:
        flow = self._simulation.flow
        target = None if flow is None else flow.target
        path = target.service if isinstance(target, ServiceTarget) else ""
        found = (number for number, (service, _) in enumerate(self._ports) if service.key.path == path)
        return next(found, 0)

    def _ask(self) -> None:
        """Ask everything again, unless it is what is shown."""
        index = self.services.currentIndex()
        if not 0 <= index < len(self._ports):
            self._show((None, ()))
            return
        scenario, (service, port) = self._document.scenario, self._ports[index]
        both, kind = self.both.isChecked(), self.senders.currentIndex()
        asked = scenario, index, both, kind
        if self._asked and self._asked[0] is scenario and self._asked == asked:
            return
        self._asked = asked
        self.question.ask(lambda progress: answer(scenario, service, port, kind, both, progress), self._show)

    def _show(self, answered: tuple[Matrix | None, tuple[str, ...]]) -> None:
        at = self.table.currentIndex()
        matrix, places = answered
        self.model.show_matrix(matrix, places)
        self._tell(_note(matrix))
        self.export.setEnabled(matrix is not None)
        self.table.fit_rows()
        self.table.fit()
        self._mark()
        again = self.model.index(at.row(), at.column()) if at.isValid() else self.model.walked()
        self.table.setCurrentIndex(again)
        self._show_answers(self.table.currentIndex())

    def _show_answers(self, index: QModelIndex) -> None:
        self.detail.show_cell(self.model.cell_at(index))

    def _mark(self) -> None:
        self.model.mark(self._simulation.flow)

    def _show_progress(self) -> None:
        self.progress.show_progress(self.question.is_running, self.question.progress)

    def _cancel(self) -> None:
        self.question.cancel()
        self._asked = ()
        self._tell(tr("Cancelled. Choose a Service or senders to ask again."))

    def _tell(self, words: str) -> None:
        self.note.setText(words)
        self.note.setVisible(bool(words))

    def _walk(self, index: QModelIndex) -> None:
        row, cell = self.model.row_at(index), self.model.cell_at(index)
        if row is not None and cell is not None:
            self.walker.walk(cell.flow, row.policy)

    def _walk_answer(self, index: QModelIndex) -> None:
        at = self.table.currentIndex()
        row, cell = self.model.row_at(at), self.model.cell_at(at)
        if row is not None and cell is not None:
            self.walker.walk(cell.flow, row.policy, self.detail.model.answer_at(index))

    def rows(self) -> Table:
        """Every answer that is shown."""
        return matrix_table([] if self.model.matrix is None else [self.model.matrix])

    def _write(self, path: Path, text_of: Callable[[Table], str]) -> None:
        write_text(path, text_of(self.rows()))


def answer(
    scenario: Scenario, service: Service, port: ServicePort, kind: int, both: bool, progress: Progress
) -> tuple[Matrix, tuple[str, ...]]:
    """The matrix for everyone, or for one of KINDS, counted from 1, and where each way leads."""
    everyone = senders_of(scenario, service)
    senders = [each for each in everyone if not kind or each.kind == KINDS[kind - 1]]
    matrix = outcome_matrix(scenario, service, port, senders, both, progress)
    return matrix, tuple(place_of(scenario, way) for way in matrix.ways)


def _port_name(service: Service, port: ServicePort) -> str:
    name = service.key.path.removeprefix("default/")
    return f"{name}  {port.protocol.value} {port.port}"


def _note(matrix: Matrix | None) -> str:
    if matrix is None:
        return tr(EMPTY)
    senders, ways = matrix.left_out
    if not senders and not ways:
        return "" if matrix.rows else tr("Nobody of that kind can send.")
    parts = [
        tr_n("{count} sender", "{count} senders", senders) if senders else "",
        tr_n("{count} way in", "{count} ways in", ways) if ways else "",
    ]
    return tr("Left out, so that it can be read: {parts}.", parts=", ".join(filter(None, parts)))
