"""`SendPanel`: choose what to send, and send it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from sandbox.scenario import Flow, Scenario
from ui.language import mark, say, tr
from ui.models import Document, Selection, Simulation
from ui.panels.send.form import RequestForm
from ui.panels.send.options import flow_line
from ui.theme import icon
from ui.theme.choice_box import ChoiceBox
from ui.theme.controls import styled_label

ANOTHER = mark("Another request…")


class SendPanel(QWidget):
    """The saved flows by name, a form for other requests, and the button that sends."""

    def __init__(
        self,
        document: Document,
        simulation: Simulation,
        selection: Selection,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._document, self._simulation, self._selection = document, simulation, selection
        self._flows: tuple[Flow, ...] | None = None
        self._mirrored: Flow | None = None
        self.flows, self.form = ChoiceBox(tr("Request to send")), RequestForm()
        self.button = QPushButton(icon("send", "on_solid"), tr("Send"))
        self.problem = styled_label("", "error")
        self._set_up()
        self._lay_out()
        self._offer(document.scenario)
        self._follow_results()

    def new_request(self) -> None:
        """Open the form, with what is selected filled in."""
        self.flows.setCurrentIndex(self.flows.count() - 1)
        self._show_form()
        for key in self._selection.keys:
            self.form.choose(key)
        self.form.origin.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def send(self) -> None:
        """Send what is chosen; say what is missing if it cannot be sent."""
        flow = self._chosen()
        try:
            flow = flow or self.form.flow()
        except ValueError as error:
            self._show_problem(say(str(error)))
            return
        self._show_problem("")
        self._simulation.send(flow)

    def _set_up(self) -> None:
        self.button.setFixedHeight(32)
        self.button.setProperty("primary", True)
        self.button.setAccessibleName(tr("Send the request"))
        self.problem.setWordWrap(True)
        self.flows.activated.connect(self._activate)
        self.button.clicked.connect(self.send)
        self.form.confirmed.connect(self.send)
        self._selection.changed.connect(self._follow_selection)
        self._document.scenario_changed.connect(lambda before, after: self._offer(after))
        self._simulation.results_changed.connect(self._follow_results)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.flows, 1)
        row.addWidget(self.button)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 16, 8)
        column.setSpacing(8)
        column.addLayout(row)
        column.addWidget(self.form)
        column.addWidget(self.problem)

    def _chosen(self) -> Flow | None:
        """The saved flow that is chosen; None for the form."""
        index, flows = self.flows.currentIndex(), self._flows or ()
        return flows[index] if 0 <= index < len(flows) else None

    def _activate(self) -> None:
        """A saved flow is sent as soon as it is chosen; the form is opened."""
        self._show_form()
        if self._chosen() is not None:
            self.send()

    def _offer(self, scenario: Scenario) -> None:
        """List the scenario's flows; the one that is walked stays chosen."""
        if scenario.flows != self._flows:
            another = bool(self._flows) and self.flows.currentIndex() == len(self._flows or ())
            self._flows = scenario.flows
            self.flows.clear()
            for flow in scenario.flows:
                self.flows.addItem(flow.metadata.name)
                self.flows.setItemData(self.flows.count() - 1, flow_line(flow), Qt.ItemDataRole.ToolTipRole)
            self.flows.addItem(tr(ANOTHER))
            if another:
                self.flows.setCurrentIndex(len(scenario.flows))
            else:
                self._mirrored = None
            self._mirror_flow()
        self._show_form()

    def _show_form(self) -> None:
        opened = self._chosen() is None
        if opened:
            self.form.offer(self._document.scenario)
        self.form.setVisible(opened)
        chosen = self._chosen()
        self.flows.setToolTip("" if chosen is None else flow_line(chosen))

    def _follow_selection(self) -> None:
        if self._chosen() is None:
            for key in self._selection.keys:
                self.form.choose(key)

    def _follow_results(self) -> None:
        self._mirror_flow()
        self._show_problem(self._simulation.problem)

    def _mirror_flow(self) -> None:
        """Show the flow that is walked, whoever sent it: a saved one by its name, another one in the form."""
        walked, saved = self._simulation.flow, [flow.key for flow in self._flows or ()]
        if walked is None or walked == self._mirrored:
            return
        self._mirrored = walked
        self.flows.setCurrentIndex(saved.index(walked.key) if walked.key in saved else len(saved))
        self._show_form()
        if walked.key not in saved:
            self.form.take(walked)

    def _show_problem(self, problem: str) -> None:
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))
