"""`AnswerPanel`: matrix, paths, twin, charts and what is real as tabs, each made when first looked at."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import QHBoxLayout, QTabWidget, QToolButton, QVBoxLayout, QWidget

from ui.jobs import Jobs
from ui.language import mark, tr
from ui.models import Document, Simulation
from ui.models.playhead import Playhead
from ui.theme import icon

MATRIX, PATHS, TWIN, CHARTS = mark("Matrix"), mark("Paths"), mark("Twin"), mark("Charts")
REAL_RULES, TRACE_LOG = mark("Real rules"), mark("Trace log")


class AnswerPanel(QWidget):
    """The tabs, and buttons that take them out of the window or away. `make_charts` makes the charts."""

    closed = Signal()
    floated = Signal()
    attach_wanted = Signal()
    """Someone wants to choose what a real node printed."""
    log_wanted = Signal()
    """Someone wants to choose a trace log."""

    def __init__(
        self,
        document: Document,
        simulation: Simulation,
        playhead: Playhead,
        jobs: Jobs,
        make_charts: Callable[[], QWidget],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._models = document, simulation, playhead, jobs
        self._makers: dict[str, Callable[[], QWidget]] = {
            MATRIX: self._matrix,
            PATHS: self._paths,
            TWIN: self._twin,
            CHARTS: make_charts,
            REAL_RULES: self._real_rules,
            TRACE_LOG: self._trace_log,
        }
        self.views: dict[str, QWidget] = {}
        self.tabs = QTabWidget()
        self._set_up()
        for title in self._makers:
            self.tabs.addTab(_Place(), tr(title))
        self.tabs.currentChanged.connect(lambda: self._made(self.current))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.tabs)
        self.setAccessibleName(tr("Answers"))

    @property
    def current(self) -> str:
        """The tab in front, by its title."""
        return list(self._makers)[self.tabs.currentIndex()]

    def show_view(self, title: str) -> QWidget:
        """Bring a tab to the front; it is made if nobody has looked at it yet."""
        self.tabs.setCurrentIndex(list(self._makers).index(title))
        return self._made(title)

    def _made(self, title: str) -> QWidget:
        if title not in self.views:
            place = self.tabs.widget(list(self._makers).index(title))
            assert isinstance(place, _Place), "each tab is a place"
            self.views[title] = self._makers[title]()
            place.fill(self.views[title])
        return self.views[title]

    def _set_up(self) -> None:
        self.tabs.setDocumentMode(True)
        self.tabs.setProperty("compact", True)
        self.tabs.setAccessibleName(tr("Answers"))
        bar = self.tabs.tabBar()
        bar.setProperty("compact", True)
        bar.setAccessibleName(tr("Answers"))
        bar.setDrawBase(False)
        bar.setElideMode(Qt.TextElideMode.ElideNone)
        corner = QWidget()
        row = QHBoxLayout(corner)
        row.setContentsMargins(0, 0, 8, 0)
        row.setSpacing(2)
        row.addWidget(_button("fit", tr("Put the answers into a window of their own, or back"), self.floated))
        row.addWidget(_button("close", tr("Close the answers"), self.closed))
        self.tabs.setCornerWidget(corner)

    def _matrix(self) -> QWidget:
        from ui.panels.answer.matrix import MatrixPanel

        document, simulation, _, jobs = self._models
        return MatrixPanel(document, simulation, jobs)

    def _paths(self) -> QWidget:
        from ui.panels.answer.tree import TreePanel

        return TreePanel(self._models[1])

    def _twin(self) -> QWidget:
        from ui.panels.answer.twin import TwinPanel

        return TwinPanel(*self._models)

    def _real_rules(self) -> QWidget:
        from ui.panels.real_rules.rules_panel import RealRulesPanel

        document, _, _, jobs = self._models
        panel = RealRulesPanel(document, jobs)
        panel.attach_wanted.connect(self.attach_wanted)
        return panel

    def _trace_log(self) -> QWidget:
        from ui.panels.real_rules.log_panel import TraceLogPanel

        _, simulation, playhead, jobs = self._models
        panel = TraceLogPanel(simulation, playhead, jobs)
        panel.open_wanted.connect(self.log_wanted)
        return panel


class _Place(QWidget):
    """Where a view will be."""

    def fill(self, view: QWidget) -> None:
        """Put the view in."""
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(view)


def _button(name: str, words: str, clicked: SignalInstance) -> QToolButton:
    button = QToolButton()
    button.setIcon(icon(name, "muted"))
    button.setProperty("flat", True)
    button.setAccessibleName(words)
    button.setToolTip(words)
    button.clicked.connect(clicked)
    return button
