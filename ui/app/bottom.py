"""The area below the canvas: the transport, and the whole walk as lanes, events, ladder or netfilter map."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from ui.models import Simulation
from ui.models.playhead import Playhead
from ui.panels.events import EventsPanel
from ui.panels.ladder import LadderPanel
from ui.panels.netfilter_map import NetfilterMapPanel
from ui.transport import LanesView, TransportBar

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
        self._playhead = playhead
        self.bar = TransportBar(simulation, playhead)
        self.lanes = LanesView(simulation, playhead)
        self.lanes.setAccessibleName("Lanes of the walk")
        self.events = EventsPanel(simulation, playhead)
        self.ladder = LadderPanel(simulation, playhead)
        self.map = NetfilterMapPanel(simulation, playhead)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.setProperty("compact", True)
        self.tabs.setAccessibleName("Views of the walk")
        self.tabs.setMinimumHeight(LEAST)
        bar = self.tabs.tabBar()
        bar.setProperty("compact", True)
        bar.setAccessibleName("Views of the walk")
        bar.setDrawBase(False)
        bar.setElideMode(Qt.TextElideMode.ElideNone)
        for title, view in self.views.items():
            self.tabs.addTab(view, title)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.bar)
        box.addWidget(self.tabs, 1)

    def height_for(self, width: int, height: int) -> int:
        """How much of a window it takes until someone drags its edge: room for some lanes."""
        bar = self.bar.height_for(width)
        return min(bar + WISHED, max(int(height * MOST_SHARE), bar + LEAST))

    @property
    def views(self) -> dict[str, QWidget]:
        """The tabs by their titles."""
        return {"Lanes": self.lanes, "Events": self.events, "Ladder": self.ladder, "Netfilter": self.map}

    def show_view(self, title: str) -> None:
        """Bring a tab to the front and put the keyboard into it."""
        view = self.views[title]
        self.tabs.setCurrentWidget(view)
        target = self.events.table if view is self.events else view.focusProxy() or view
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def run_to_selected(self) -> None:
        """Go to the step of the event that is selected, if one is."""
        number = self.events.selected
        if number is not None:
            self._playhead.to_exact(number)
