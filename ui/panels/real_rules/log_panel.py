"""`TraceLogPanel`: the walk beside a log of the rules that packets really met, up to where the two part."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QPushButton, QWidget

from sandbox.analysis.log_comparison import LogComparison, compare_log
from sandbox.explain import label_of
from sandbox.netfilter.trace_log import LoggedStep, read_trace_log
from sandbox.trace import Exchange
from ui.jobs import Jobs, run_inline
from ui.language import capital, mark, tr
from ui.models import Simulation
from ui.models.playhead import Playhead
from ui.models.question import Question
from ui.panels.announce import announce
from ui.panels.boxes import Box, text_label
from ui.panels.real_rules.frame import lay_out
from ui.panels.real_rules.log_rows import LEGS, log_rows
from ui.panels.real_rules.side_view import SideView
from ui.theme import fonts
from ui.theme.progress import ProgressRow

NOTHING = mark(
    "Open a log of nft monitor trace, xtables-monitor --trace or the kernel’s TRACE lines, or drop it here: "
    "the walk is compared with it."
)


class TraceLogPanel(QWidget):
    """One sentence about where walk and log part, and both of them rule by rule."""

    open_wanted = Signal()
    """Someone wants to choose a log."""

    def __init__(
        self,
        simulation: Simulation,
        playhead: Playhead,
        jobs: Jobs = run_inline,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._simulation, self._playhead = simulation, playhead
        self._name, self._text = "", ""
        self._asked: tuple[object, ...] = ()
        self._found: LogComparison | None = None
        self.question = Question(jobs, self)
        self.open_button = QPushButton(tr("Open trace log…"))
        self.told = text_label(fonts.words(fonts.NORMAL, bold=True))
        self.told.setAccessibleName(tr("Where walk and log part"))
        self.box = Box("window", "border")
        self.progress = ProgressRow(tr("Comparing with the log…"))
        self.tree = SideView(tr("Walk and trace log"))
        lay_out(self, (), (self.box, self.told), self.open_button, self.progress, self.tree)
        self.open_button.clicked.connect(self.open_wanted)
        self.question.changed.connect(self._show_progress)
        self.progress.cancelled.connect(self._cancel)
        self.tree.activated.connect(self._go)
        simulation.results_changed.connect(self._follow)
        self.setAccessibleName(tr("Trace log"))
        self._ask()

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with the walk."""
        super().showEvent(event)
        self._ask()

    def show_log(self, name: str, text: str) -> None:
        """Compare with a log, which has a name."""
        self._name, self._text = name, text
        self._asked = ()
        self._ask()

    def _follow(self) -> None:
        if self.isVisible():
            self._ask()

    def _ask(self) -> None:
        """Compare, unless it is what is shown."""
        paths, text = self._simulation.paths, self._text
        if not text:
            self._say(tr(NOTHING))
        elif not any(path.legs for path in paths):
            self._say(self._simulation.problem or tr("Send a request: its walk is compared with the log."))
        elif self._asked[:1] != (text,) or self._asked[1] is not paths:
            self._asked = (text, paths)
            self.question.ask(lambda progress: compared(paths, text), self._show)

    def _show(self, found: LogComparison | str) -> None:
        if isinstance(found, str):
            self._say(found)
            return
        self._found = found
        parts = found.parting is not None
        self.told.setText(sentence(found, self._name))
        self.box.set_tokens("changed_fill" if parts else "window", "changed_edge" if parts else "border")
        self.tree.show_rows((tr("Predicted"), "", self._name), log_rows(found))
        self.tree.setVisible(True)
        self.tree.show_difference()
        announce(self, self.told.text())

    def _say(self, words: str) -> None:
        """Show a sentence, and nothing to compare."""
        self.question.cancel()
        self._asked, self._found = (), None
        self.told.setText(words)
        self.box.set_tokens("window", "border")
        self.tree.show_rows(("", "", ""), [])
        self.tree.setVisible(False)

    def _cancel(self) -> None:
        self._text = ""
        self._say(tr("Cancelled. Open the log again."))

    def _go(self, index: QModelIndex) -> None:
        """Take the playhead to the step of a predicted rule, on the path that the log fits."""
        row = self.tree.rows.row_at(index)
        if row is None or row.about is None or self._found is None:
            return
        if self._simulation.chosen != self._found.path:
            self._simulation.choose(self._found.path)
        timeline = self._playhead.timeline
        moments = () if timeline is None else timeline.moments
        number = next((number for number, each in enumerate(moments) if each.step is row.about), None)
        if number is not None:
            self._playhead.to_exact(number)

    def _show_progress(self) -> None:
        self.progress.show_progress(self.question.is_running, self.question.progress)


def compared(paths: Sequence[Exchange], text: str) -> LogComparison | str:
    """The comparison, or why there is none."""
    try:
        log: tuple[LoggedStep, ...] = read_trace_log(text)
        return compare_log(paths, log)
    except ValueError as error:
        return f"{capital(str(error))}."


def sentence(found: LogComparison, name: str) -> str:
    """Where the two part, or that they agree."""
    device = label_of(found.device)
    if not found.is_of_this_flow:
        return tr("{name} has no packet of this flow on {device}.", name=name, device=device)
    if found.parting is None:
        return "= " + tr("Walk and log agree on {device}.", device=device)
    visit, row = found.parting
    leg = tr(LEGS[visit.kind]).lower()
    if row.logged is None:
        return "≠ " + tr(
            "They part where {name} ends, in the {leg} on {device}.", name=name, leg=leg, device=device
        )
    return "≠ " + tr(
        "They part at line {line} of {name}, in the {leg} on {device}.",
        line=row.logged.line,
        name=name,
        leg=leg,
        device=device,
    )
