"""The area below the canvas: the transport, and the whole walk as lanes, events, ladder or netfilter map."""

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDockWidget,
    QHBoxLayout,
    QMainWindow,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from sandbox.playback import Breakpoint
from ui.app.later import Later
from ui.language import mark, tr
from ui.models import Simulation
from ui.models.playhead import Playhead
from ui.transport import BranchesView, ClockButton, LanesView, NextButton, ScaleSwitch, TransportBar

if TYPE_CHECKING:
    from ui.panels.events import EventsPanel

LEAST = 96
"""The least height of a view with its tab: on a low screen its rest is scrolled to."""

WISHED = 212
"""The height of a view with its tab that shows a usual walk whole."""
MOST_SHARE = 0.34
"""How much of a low window it takes at most."""


class BottomSide(QWidget):
    """The transport bar over tabs; each of them shows the same walk, and seeks in it."""

    def __init__(self, simulation: Simulation, playhead: Playhead) -> None:
        super().__init__()
        self._simulation, self._playhead = simulation, playhead
        self.bar = TransportBar(simulation, playhead)
        self.lanes = LanesView(simulation, playhead)
        self.lanes.setAccessibleName(tr("Lanes of the walk"))
        self.views: dict[str, QWidget] = {
            mark("Lanes"): self.lanes,
            mark("Events"): Later(lambda: self.events),
            mark("Ladder"): Later(self._ladder),
            mark("Netfilter"): Later(self._map),
        }
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.setProperty("compact", True)
        self.tabs.setAccessibleName(tr("Views of the walk"))
        self.tabs.setMinimumHeight(LEAST)
        bar = self.tabs.tabBar()
        bar.setProperty("compact", True)
        bar.setAccessibleName(tr("Views of the walk"))
        bar.setDrawBase(False)
        bar.setElideMode(Qt.TextElideMode.ElideNone)
        for title, view in self.views.items():
            self.tabs.addTab(view, tr(title))
        self.branches = BranchesView(simulation)
        self.branches.grown.connect(self.grow)
        self.clock, self.next = ClockButton(simulation), NextButton(simulation)
        self.scale = ScaleSwitch(self.lanes)
        self.tabs.setCornerWidget(_side_by_side(self.scale, self.next, self.clock))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.bar)
        box.addWidget(self.branches)
        box.addWidget(self.tabs, 1)

    def height_for(self, width: int, height: int) -> int:
        """How much of a window it takes until someone drags its edge: room for some lanes."""
        bar = self.bar.height_for(width)
        return min(bar + WISHED, max(int(height * MOST_SHARE), bar + LEAST))

    def grow(self, by: int) -> None:
        """Leave the lanes of the walk their room when the session's come or go.

        It takes effect when events are next handled: until then, the last call counts.
        """
        dock, window = self.parentWidget(), self.window()
        if isinstance(dock, QDockWidget) and dock.isVisible() and isinstance(window, QMainWindow):
            window.resizeDocks([dock], [dock.height() + by], Qt.Orientation.Vertical)

    @cached_property
    def events(self) -> "EventsPanel":
        """Every step as a table, made when someone first looks at it."""
        from ui.panels.events import EventsPanel

        return EventsPanel(self._simulation, self._playhead)

    def _ladder(self) -> QWidget:
        from ui.panels.ladder import LadderPanel

        return LadderPanel(self._simulation, self._playhead)

    def _map(self) -> QWidget:
        from ui.panels.netfilter_map import NetfilterMapPanel

        return NetfilterMapPanel(self._simulation, self._playhead)

    @property
    def selected_place(self) -> Breakpoint | None:
        """The rule or device of the event that the keyboard is at; None where it is elsewhere."""
        return self.events.selected_place if "events" in self.__dict__ else None

    def show_view(self, title: str) -> None:
        """Bring a tab to the front and put the keyboard into it."""
        view = self.views[title]
        self.tabs.setCurrentWidget(view)
        made = view.made if isinstance(view, Later) else view
        target = self.events.table if title == "Events" else made or view
        (target.focusProxy() or target).setFocus(Qt.FocusReason.OtherFocusReason)

    def show_walk(self) -> None:
        """Bring a view of the walk to the front, unless one is there."""
        if self.tabs.currentWidget() not in self.views.values():
            self.tabs.setCurrentIndex(0)

    def run_to_selected(self) -> None:
        """Go to the step of the event that is selected, if one is."""
        number = self.events.selected if "events" in self.__dict__ else None
        if number is not None:
            self._playhead.to_exact(number)


def _side_by_side(*widgets: QWidget) -> QWidget:
    """Widgets in a row, with room at their right."""
    row = QWidget()
    box = QHBoxLayout(row)
    box.setContentsMargins(0, 0, 16, 0)
    box.setSpacing(8)
    for each in widgets:
        box.addWidget(each)
    return row
