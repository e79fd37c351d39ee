"""`TwinPanel`: the walked flow beside the same flow in another configuration, stepped together."""

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QHeaderView, QTableView, QVBoxLayout, QWidget

from sandbox.analysis.flows import flow_paths
from sandbox.analysis.session import Session, walks_on
from sandbox.analysis.twin import Twin, best_match, twin
from sandbox.analysis.variants import VARIANTS, Variant
from sandbox.progress import Progress
from sandbox.scenario import Flow, Scenario
from sandbox.scenario.compile import FlowError
from sandbox.scenario.edits import EditError
from sandbox.trace import Exchange
from ui.jobs import Jobs, run_inline
from ui.language import capital, mark, say, tr
from ui.models import Document, Simulation
from ui.models.playhead import Playhead
from ui.models.question import Question
from ui.panels.announce import announce
from ui.panels.answer.twin_model import DEVICE, HERE, SIGN, THERE, TwinModel
from ui.panels.boxes import Box, text_label
from ui.theme import fonts, theme
from ui.theme.choice_box import ChoiceBox
from ui.theme.controls import styled_label
from ui.theme.progress import ProgressRow

LAST_EDIT = mark("before the last edit")
ROW = 26
SIGN_WIDTH = 72
DEVICE_WIDTH = 168


class TwinPanel(QWidget):
    """The left walk is the playhead's; the right one follows it, place by place."""

    def __init__(
        self,
        document: Document,
        simulation: Simulation,
        playhead: Playhead,
        jobs: Jobs = run_inline,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._document, self._simulation, self._playhead = document, simulation, playhead
        self._asked: tuple[object, ...] = ()
        self.question = Question(jobs, self)
        self.choice = ChoiceBox(tr("Compare with"))
        self.choice.addItems([tr("another {setting}", setting=tr(name)) for name in VARIANTS])
        self.choice.addItem(tr(LAST_EDIT))
        self._lanes: tuple[str, ...] = ()
        self.told = text_label(fonts.words(fonts.NORMAL, bold=True))
        self.told.setAccessibleName(tr("First difference"))
        self.box = Box("changed_fill", "changed_edge")
        self.progress = ProgressRow(tr("Walking the other configuration…"))
        self.model = TwinModel(self)
        self.table = _twin_table(self.model)
        self._lay_out()
        self._connect()
        self.setAccessibleName(tr("Twin walk"))
        self._offer_lanes()
        self._ask()

    def compare_with(self, branch: str) -> None:
        """Set the walk on show beside the one on another branch of the session."""
        if branch in self._lanes:
            self.choice.setCurrentIndex(len(VARIANTS) + 1 + self._lanes.index(branch))
            self._ask()

    def _offer_lanes(self) -> None:
        """Offer the session's other branches, as they are now; what is chosen stays, if it is still there."""
        session = self._simulation.session
        lanes = () if session is None else tuple(b for b in session.history.branches if b != session.branch)
        if lanes == self._lanes:
            return
        chosen = self.choice.currentText()
        while self.choice.count() > len(VARIANTS) + 1:
            self.choice.removeItem(self.choice.count() - 1)
        self._lanes = lanes
        self.choice.addItems([tr("the lane {branch}", branch=each) for each in lanes])
        self.choice.setCurrentIndex(max(self.choice.findText(chosen), 0))
        self._follow()

    def _compared_lane(self) -> str | None:
        """The branch that is compared with; None where another configuration is."""
        index = self.choice.currentIndex() - len(VARIANTS) - 1
        return self._lanes[index] if index >= 0 else None

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with the walk."""
        super().showEvent(event)
        self._ask()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(16, 8, 16, 8)
        row.setSpacing(12)
        row.addWidget(styled_label(tr("Compare with"), "muted", fonts.words(fonts.NORMAL)))
        row.addWidget(self.choice)
        self.choice.setMinimumWidth(232)
        inner = QVBoxLayout(self.box)
        inner.setContentsMargins(10, 6, 10, 6)
        inner.addWidget(self.told)
        row.addWidget(self.box, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addLayout(row)
        box.addWidget(self.progress)
        box.addWidget(self.table, 1)

    def _connect(self) -> None:
        self._simulation.results_changed.connect(self._follow)
        self._simulation.session_changed.connect(self._offer_lanes)
        self._document.scenario_changed.connect(self._follow)
        self._playhead.moved.connect(self._step)
        self.choice.activated.connect(self._ask)
        self.question.changed.connect(self._show_progress)
        self.progress.cancelled.connect(self._cancel)
        self.table.clicked.connect(self._go)
        self.table.activated.connect(self._go)
        theme.changed.connect(self.table.viewport().update)

    def _follow(self) -> None:
        if self.isVisible():
            self._ask()

    def _ask(self) -> None:
        """Walk the other configuration, unless it is what is shown."""
        exchange, flow = self._simulation.exchange, self._simulation.flow
        if exchange is None or flow is None:
            self._asked = ()
            self._say(self._simulation.problem or tr("Send a request: its walk is compared here."))
            return
        asked = self._document.scenario, exchange, self.choice.currentIndex()
        if len(self._asked) == 3 and all(one is other for one, other in zip(asked, self._asked, strict=True)):
            return
        self._asked = asked
        session, lane = self._simulation.session, self._compared_lane()
        if session is not None and lane is not None:
            self.question.ask(lambda progress: compare_lanes(session, lane, exchange), self._show)
            return
        try:
            variant = self._variant(flow)
        except EditError as error:
            self._say(capital(say(str(error))) + ".")
            return
        self.question.ask(lambda progress: compare(variant, flow, exchange, progress), self._show)

    def _variant(self, flow: Flow) -> Variant:
        scenario = self._document.scenario
        index = self.choice.currentIndex()
        if index < len(VARIANTS):
            return list(VARIANTS.values())[index](scenario, flow)
        before: Scenario | None = self._document.before_last_edit
        if before is None:
            raise EditError(tr("nothing was edited yet: change something, and compare with what was before"))
        return Variant(tr("Now"), tr("Before “{edit}”", edit=self._document.undo_stack.undoText()), before)

    def _show(self, found: Twin | str) -> None:
        if isinstance(found, str):
            self._say(found)
            return
        self.model.show_twin(found)
        told = say(found.told)
        self.told.setText(told if found.divergence is None else f"≠ {told}")
        differs = found.divergence is not None
        self.box.set_tokens("changed_fill" if differs else "window", "changed_edge" if differs else "border")
        announce(self, self.told.text())
        self._step()
        if found.divergence is not None:
            self.table.scrollTo(self.model.index(found.divergence, 0))

    def _say(self, words: str) -> None:
        """Show a sentence, and nothing to compare."""
        self.question.cancel()
        self.model.show_twin(None)
        self.told.setText(words)
        self.box.set_tokens("window", "border")

    def _cancel(self) -> None:
        self._asked = ()
        self._say(tr("Cancelled. Choose what to compare with again."))

    def _step(self) -> None:
        """Mark where both walks are."""
        found, cursor = self.model.twin, self._playhead.cursor
        if found is None or cursor is None or not self.isVisible():
            return
        row = found.pair_at(cursor.number)
        if row != self.model.now:
            self.model.mark(row)
            self.table.scrollTo(self.model.index(row, HERE))

    def _go(self, index: QModelIndex) -> None:
        """Take the playhead to the step of a row, or to the last one before it that the walk has."""
        found = self.model.twin
        if found is None:
            return
        numbers = [pair.left for pair in found.pairs[: index.row() + 1] if pair.left is not None]
        if numbers:
            self._playhead.to_exact(numbers[-1])

    def _show_progress(self) -> None:
        self.progress.show_progress(self.question.is_running, self.question.progress)


def compare(variant: Variant, flow: Flow, exchange: Exchange, progress: Progress) -> Twin | str:
    """Walk a flow in another configuration beside `exchange`, or say why it cannot be sent there."""
    progress(0, 2)
    try:
        paths = flow_paths(variant.scenario, flow)
    except FlowError as error:
        return tr("In the other configuration, {error}.", error=say(str(error)))
    progress(1, 2)
    right = best_match(exchange, paths)
    if not right.legs:
        return tr("In the other configuration, {reason}.", reason=say(right.reason))
    return twin(exchange, right, (variant.here, variant.there))


def compare_lanes(session: Session, lane: str, exchange: Exchange) -> Twin | str:
    """The walk on show beside the one on another branch; a sentence where that has none."""
    paths = walks_on(session, lane)
    if not paths:
        return tr("This packet cannot be sent on the lane {branch}.", branch=lane)
    return twin(exchange, best_match(exchange, paths), (session.branch, lane))


def _twin_table(model: TwinModel) -> QTableView:
    table = QTableView()
    table.setModel(model)
    table.setAccessibleName(tr("Steps of both walks"))
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setShowGrid(False)
    table.setStyleSheet("QTableView::item { padding: 0 6px; }")
    table.setWordWrap(False)
    table.setTabKeyNavigation(False)
    table.setTextElideMode(Qt.TextElideMode.ElideMiddle)
    table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(ROW)
    header = table.horizontalHeader()
    header.setFont(fonts.words(fonts.SMALL))
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
    header.setHighlightSections(False)
    for column in (HERE, THERE):
        header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
    for column, width in ((DEVICE, DEVICE_WIDTH), (SIGN, SIGN_WIDTH)):
        header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
        table.setColumnWidth(column, width)
    return table
