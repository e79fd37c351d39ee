"""`ChartsPanel`: one chart at a time of the flow that is walked, its numbers in words, and its files."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from sandbox.scenario import Flow, Scenario
from ui.charts.loading import Loader
from ui.jobs import Jobs, run_inline
from ui.language import capital, mark, number, say, tr
from ui.models import Document, Simulation
from ui.models.question import Question
from ui.theme import fonts
from ui.theme.controls import Segmented, styled_label
from ui.theme.exporting import ExportButton, write_text
from ui.theme.progress import ProgressRow

if TYPE_CHECKING:
    from sandbox.progress import Progress
    from ui.charts.plot import Plot
    from ui.charts.series import Chart

EMPTY = mark("Send a request: charts of many like it are drawn here.")
COUNTS = (1_000, 100_000, 1_000_000)
RATES = (0.5, 1, 4)
WHOLE = (True, False)


class ChartSpec(NamedTuple):
    """A chart: its name, and the settings that it has, each with the names of its options."""

    name: str
    settings: tuple[tuple[str, tuple[str | float, ...]], ...]


CHARTS = (
    ChartSpec(mark("Shares"), ((mark("Flows"), COUNTS),)),
    ChartSpec(mark("Load"), ((mark("Load by"), (mark("Pod"), mark("Node"))),)),
    ChartSpec(
        mark("Conntrack"),
        (
            (mark("Requests a second"), RATES),
            (mark("Connections"), (mark("Closed again"), mark("Openings only"))),
        ),
    ),
)


class ChartsPanel(QWidget):
    """Follows scenario and flow while it is seen. The plot is made when its library has been loaded."""

    def __init__(
        self,
        document: Document,
        simulation: Simulation,
        jobs: Jobs = run_inline,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._document, self._simulation = document, simulation
        self._seed = 0
        self._asked: tuple[object, ...] = ()
        self.chart: Chart | None = None
        self.plot: Plot | None = None
        self.question = Question(jobs, self)
        self._loader = Loader(self)
        self._make_parts()
        self._lay_out()
        self._connect()
        self.setAccessibleName(tr("Charts"))
        self.choose(0)

    def choose(self, number: int) -> None:
        """Show another chart of CHARTS."""
        self.kinds.set_current(number)
        for index, settings in enumerate(self.settings):
            for each in settings:
                each.setVisible(index == number)
        self.again.setVisible(number == 0)
        self._ask()

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with the walk."""
        super().showEvent(event)
        self._ask()

    def _make_parts(self) -> None:
        self.kinds = Segmented(tr("Chart"), [tr(each.name) for each in CHARTS])
        self.settings = [
            [Segmented(tr(name), list(map(_option, options))) for name, options in each.settings]
            for each in CHARTS
        ]
        for each in (setting for settings in self.settings for setting in settings):
            each.set_current(0)
            each.make_room()
        self.kinds.make_room()
        self.again = QPushButton(tr("Draw again"))
        self.export = ExportButton("chart")
        self.export.add("PNG", self._save_png)
        self.export.add("SVG", self._save_svg)
        self.export.add("CSV", self._save_csv)
        self.export.setEnabled(False)
        self.progress = ProgressRow(tr("Computing…"))
        self.title = styled_label("", "title", fonts.words(fonts.NORMAL, bold=True))
        self.words = styled_label("", "muted", fonts.words(fonts.SMALL))
        self.words.setAccessibleName(tr("The chart in words"))
        self.words.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(16, 8, 16, 4)
        row.setSpacing(16)
        row.addWidget(self.kinds)
        for setting in (each for settings in self.settings for each in settings):
            row.addWidget(setting)
        row.addWidget(self.again)
        row.addStretch(1)
        row.addWidget(self.export)
        for label in (self.title, self.words):
            label.setWordWrap(True)
        self.words.setContentsMargins(16, 0, 16, 6)
        self.title.setContentsMargins(16, 4, 16, 0)
        self.words.setAlignment(Qt.AlignmentFlag.AlignTop)
        told = QScrollArea()
        told.setWidget(self.words)
        told.setWidgetResizable(True)
        told.setMaximumHeight(44)
        told.setAccessibleName(tr("The chart in words"))
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setAccessibleName(tr("Chart"))
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.hide()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addLayout(row)
        for part in (self.progress, self.title, told):
            box.addWidget(part)
        box.addWidget(self.area, 100)
        box.addStretch(1)

    def _connect(self) -> None:
        self._simulation.results_changed.connect(self._follow)
        self._document.scenario_changed.connect(self._follow)
        self.kinds.chosen.connect(self.choose)
        for setting in (each for settings in self.settings for each in settings):
            setting.chosen.connect(self._ask)
        self.again.clicked.connect(self._draw_again)
        self._loader.ready.connect(self._make_plot)
        self.question.changed.connect(self._show_progress)
        self.progress.cancelled.connect(self._cancel)
        self.export.problem.connect(self.words.setText)

    def _follow(self) -> None:
        if self.isVisible():
            self._ask()

    def _draw_again(self) -> None:
        self._seed += 1_000_000_007
        self._ask()

    def _ask(self) -> None:
        """Compute the chart, unless it is what is shown."""
        flow, scenario = self._simulation.flow, self._document.scenario
        if not self.isVisible():
            return
        if flow is None:
            self._say(tr(EMPTY))
            return
        number = self.kinds.current
        options = tuple(each.current for each in self.settings[number])
        asked = scenario, flow, number, options, self._seed
        if self._asked and asked[0] is self._asked[0] and asked == self._asked:
            return
        self._asked = asked
        seed = self._seed
        self.question.ask(
            lambda progress: compute(number, options, scenario, flow, seed, progress), self._show
        )

    def _show(self, chart: "Chart | str") -> None:
        if isinstance(chart, str):
            self._say(chart)
            return
        self.chart = chart
        self.title.setText(chart.title)
        self.words.setText(chart.described)
        if self.plot is None:
            self._loader.start()
        else:
            self._draw()

    def _make_plot(self) -> None:
        """Make the plot, its library having been loaded, for the chart that is there by now."""
        from ui.charts.plot import Plot

        self.plot = Plot()
        self.area.setWidget(self.plot)
        self._draw()

    def _draw(self) -> None:
        if self.chart is not None and self.plot is not None:
            self.plot.show_chart(self.chart)
            self.area.setVisible(bool(self.chart.series))
            self.export.setEnabled(True)

    def _say(self, words: str) -> None:
        """Show a sentence and no chart."""
        self.question.cancel()
        self._asked, self.chart = (), None
        self.title.setText("")
        self.words.setText(words)
        self.export.setEnabled(False)
        self.area.hide()

    def _cancel(self) -> None:
        self.question.cancel()
        self._say(tr("Cancelled. Choose a chart or a setting to compute again."))

    def _show_progress(self) -> None:
        self.progress.show_progress(self.question.is_running, self.question.progress)

    def _save_png(self, path: Path) -> None:
        if self.plot is not None and not self.plot.image().save(str(path)):
            raise OSError(tr("{path}: cannot be saved", path=path))

    def _save_svg(self, path: Path) -> None:
        if self.plot is not None:
            write_text(path, self.plot.svg())

    def _save_csv(self, path: Path) -> None:
        if self.chart is not None:
            write_text(path, self.chart.csv)


def _option(option: str | float) -> str:
    """An option's name: a word, a count or a rate."""
    if isinstance(option, str):
        return tr(option)
    return number(option, ",") if option in COUNTS else f"{number(option, 'g')} /s"


def compute(
    number: int,
    options: tuple[int, ...],
    scenario: Scenario,
    flow: Flow,
    seed: int,
    progress: "Progress",
) -> "Chart | str":
    """A chart of CHARTS with its settings, or the sentence that says why there is none."""
    from sandbox.scenario.compile import FlowError
    from sandbox.scenario.edits import EditError
    from ui.charts import asking

    __import__("numpy")  # here, so that the window does not wait for it when it loads the plot
    progress(0, 0)
    questions: tuple[Callable[[], Chart], ...] = (
        lambda: asking.shares(scenario, flow, COUNTS[options[0]], seed, progress),
        lambda: asking.load(scenario, flow, options[0], progress),
        lambda: asking.growth(scenario, flow, RATES[options[0]], WHOLE[options[1]], progress),
    )
    try:
        return questions[number]()
    except (FlowError, EditError) as error:
        return capital(f"{say(str(error))}.")
