"""The answers in the window: a tab below the transport or a window of its own, and what opens them."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QAbstractItemView, QDockWidget, QLabel, QTabWidget, QVBoxLayout, QWidget

from ui.app.real_state import choose_log, choose_state
from ui.app.spec import ActionSpec
from ui.language import mark, tr

if TYPE_CHECKING:
    from ui.app.window import Window
    from ui.panels.answer.panel import AnswerPanel

TITLE = mark("Answer")
AWAY = mark("The answers are in a window of their own. Close it, and they come back.")
SHARE = 0.46
"""How much of the window's height transport and answers take together, until someone drags their edge."""
MENU = "&View/&Answers"


class Answers(QObject):
    """The tab is there from the start; the panel in it is made when someone first looks at it."""

    def __init__(self, window: "Window", tabs: QTabWidget) -> None:
        super().__init__(window)
        self._window, self._tabs = window, tabs
        self._panel: AnswerPanel | None = None
        self._heights: dict[bool, int] = {}
        self._was_shown = False
        self.place = Place()
        self.outside: Outside | None = None

    def begin(self) -> None:
        """Offer the tab."""
        self._tabs.addTab(self.place, tr(TITLE))
        self._tabs.currentChanged.connect(self._follow)
        self._window.transport.branches.compare.connect(self.compare)

    def compare(self, branch: str) -> None:
        """Set the walk on show beside the one on another branch of the session."""
        from ui.panels.answer.twin import TwinPanel

        self.show()
        view = self.panel.show_view("Twin")
        assert isinstance(view, TwinPanel), "the tab of that name"
        view.compare_with(branch)
        _first_focus(view).setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def panel(self) -> "AnswerPanel":
        """The panel, which is made if nobody has looked at it yet."""
        if self._panel is None:
            self._panel = self._make_panel()
            self.place.hold(self._panel)
        return self._panel

    def is_shown(self, title: str) -> bool:
        """Whether an answer is what is seen."""
        return self._panel is not None and self._panel.isVisible() and self._panel.current == title

    def toggle(self, title: str) -> None:
        """Open an answer and put the keyboard into it, or go back to the walk if it is there already."""
        if self.is_shown(title):
            self._close()
            return
        view = self.open(title)
        _first_focus(view).setFocus(Qt.FocusReason.OtherFocusReason)

    def open(self, title: str) -> QWidget:
        """Bring an answer to the front, and make it if nobody has looked at it yet."""
        self._window.docks["bottom"][0].show()
        self.show()
        return self.panel.show_view(title)

    def show(self) -> None:
        """Bring the answers to the front."""
        if self.outside is None:
            self._tabs.setCurrentWidget(self.place)
        else:
            self.outside.activateWindow()

    def _follow(self) -> None:
        """Make the panel when its tab is chosen; give it the height that it had, or room for a table."""
        shown = self._tabs.currentWidget() is self.place
        if shown and self.outside is None:
            self.panel.show_view(self.panel.current)
        elif shown and self.outside is not None:
            self.outside.activateWindow()
        if shown is self._was_shown:
            return
        self._was_shown = shown
        (dock,) = self._window.findChildren(QDockWidget, "bottom")
        self._heights[not shown] = dock.height()
        wished = max(int(self._window.height() * SHARE), dock.height())
        self._window.resizeDocks([dock], [self._heights.get(shown, wished)], Qt.Orientation.Vertical)

    def _close(self) -> None:
        if self.outside is not None:
            self.outside.close()
        else:
            self._tabs.setCurrentIndex(0)
            self._window.canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    def _make_panel(self) -> "AnswerPanel":
        from ui.panels.answer.panel import AnswerPanel

        window = self._window
        panel = AnswerPanel(
            window.document, window.simulation, window.playhead, window.jobs, partial(_charts, window)
        )
        panel.closed.connect(self._close)
        panel.attach_wanted.connect(lambda: choose_state(window))
        panel.log_wanted.connect(lambda: choose_log(window))
        panel.floated.connect(self._float)
        return panel

    def _float(self) -> None:
        """Into a window of its own, for a second screen; or back."""
        if self.outside is not None:
            self.outside.close()
            return
        self.outside = Outside(self._window, self.panel)
        self.place.let_go()
        self.outside.closed.connect(self._take_back)
        self.outside.show()
        self._tabs.setCurrentIndex(0)

    def _take_back(self) -> None:
        if self.outside is not None:
            self.place.hold(self.panel)
            self.outside.deleteLater()
            self.outside = None
            self._tabs.setCurrentWidget(self.place)


class Place(QWidget):
    """Where the panel is while it is in the window."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._away = QLabel(tr(AWAY))
        self._away.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._away.hide()
        self._box.addWidget(self._away)

    def hold(self, panel: QWidget) -> None:
        """Put the panel here."""
        self._away.hide()
        self._box.addWidget(panel)
        panel.show()

    def let_go(self) -> None:
        """Say where the panel has gone."""
        self._away.show()


class Outside(QWidget):
    """A window with the panel in it; closing it gives the panel back."""

    closed = Signal()

    def __init__(self, window: "Window", panel: QWidget) -> None:
        super().__init__(window, Qt.WindowType.Window)
        self.setWindowTitle(tr("Answers — Natwalk"))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 8, 0, 0)
        box.addWidget(panel)
        self.addActions(window.actions())
        self.resize(1000, 600)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Give the panel back."""
        super().closeEvent(event)
        self.closed.emit()


def _charts(window: "Window") -> QWidget:
    from ui.charts import ChartsPanel

    return ChartsPanel(window.document, window.simulation, window.jobs)


def _first_focus(view: QWidget) -> QWidget:
    """The table of a view, else its first control."""
    inside = [each for each in view.findChildren(QWidget) if each.isEnabled() and each.isVisibleTo(view)]
    takes = [each for each in inside if each.focusPolicy() & Qt.FocusPolicy.TabFocus]
    tables = [each for each in takes if isinstance(each, QAbstractItemView)]
    return next(iter((*tables, *takes)), view)


def _opening(title: str, text: str, keys: str) -> ActionSpec:
    return ActionSpec(
        name=f"answer_{title.lower().replace(' ', '_')}",
        menu=MENU,
        text=text,
        keys=keys,
        run=lambda window: window.answers.toggle(title),
    )


ANSWERS = (
    _opening("Matrix", mark("Outcome &Matrix"), "Ctrl+Shift+O"),
    _opening("Paths", mark("Tree of &Paths"), "Ctrl+Shift+B"),
    _opening("Twin", mark("&Twin Walk"), "Ctrl+Shift+T"),
    _opening("Charts", mark("&Charts"), "Ctrl+Shift+C"),
    _opening("Real rules", mark("&Real Rules"), "Ctrl+Shift+D"),
    _opening("Trace log", mark("Trace &Log"), "Ctrl+Shift+G"),
)
"""What opens each of the answers."""
