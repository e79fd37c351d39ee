"""The columns beside the canvas: palette and outline left; what to send, packet and inspector right."""

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTabWidget, QTreeView, QVBoxLayout, QWidget

from sandbox.playback import Breakpoint
from ui.app.later import Later
from ui.language import mark, tr
from ui.models import Document, Selection, Simulation
from ui.models.playhead import Playhead
from ui.panels.outline import Outline
from ui.panels.packet import PacketPanel
from ui.panels.palette import Palette
from ui.panels.send import SendPanel
from ui.theme.controls import rule

if TYPE_CHECKING:
    from ui.panels.conntrack import ConntrackPanel
    from ui.panels.inspector import Inspector
    from ui.panels.rules import RulesPanel


class LeftSide(QWidget):
    """What can be added, and what is there."""

    def __init__(self, document: Document, selection: Selection) -> None:
        super().__init__()
        self.palette_items = Palette(document, selection)
        self.outline = Outline(document, selection)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.palette_items)
        box.addWidget(self.outline, 1)


class RightSide(QWidget):
    """What to send; then, as tabs, the packet where it is, what its device knows, and what is selected."""

    def __init__(
        self, document: Document, selection: Selection, simulation: Simulation, playhead: Playhead
    ) -> None:
        super().__init__()
        self._document, self._selection, self._playhead = document, selection, playhead
        self._walked = (playhead.timeline, playhead.stop)
        self.send = SendPanel(document, simulation, selection)
        self.packet = PacketPanel(simulation, playhead)
        self._simulation = simulation
        self.walk: dict[str, QWidget] = {
            mark("Packet"): self.packet,
            mark("Why"): Later(self._why),
            mark("Rules"): Later(lambda: self.rules),
            mark("Conntrack"): Later(lambda: self.conntrack),
            mark("Route"): Later(self._route),
        }
        self._last: QWidget = self.packet
        self._inspecting = Later(lambda: self.inspector)
        self.tabs = self._tabs()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.send)
        box.addWidget(rule())
        box.addWidget(self.tabs, 1)
        selection.changed.connect(self._follow)
        playhead.moved.connect(self._follow_walk)

    @cached_property
    def rules(self) -> "RulesPanel":
        """The rules that the packet met, made when someone first looks at them."""
        from ui.panels.rules import RulesPanel

        return RulesPanel(self._simulation, self._playhead)

    @cached_property
    def inspector(self) -> "Inspector":
        """The fields of what is selected, made when something first is."""
        from ui.panels.inspector import Inspector

        return Inspector(self._document, self._selection)

    @property
    def is_inspecting(self) -> bool:
        """Whether the inspector is in front."""
        return self.tabs.currentWidget() is self._inspecting

    def _why(self) -> QWidget:
        from ui.panels.why import WhyPanel

        panel = WhyPanel(self._simulation, self._playhead)
        panel.rule_wanted.connect(self._show_rule)
        return panel

    def _show_rule(self, number: int) -> None:
        self.show_panel("Rules")
        self.rules.show_rule(number)

    @cached_property
    def conntrack(self) -> "ConntrackPanel":
        """The connections that the packet's device knows, made when someone first looks at them."""
        from ui.panels.conntrack import ConntrackPanel

        return ConntrackPanel(self._simulation, self._playhead)

    def _route(self) -> QWidget:
        from ui.panels.route import RoutePanel

        return RoutePanel(self._simulation, self._playhead)

    @property
    def selected_place(self) -> Breakpoint | None:
        """The rule that the keyboard is at, as a place to break; None where it is elsewhere."""
        return self.rules.selected_place if "rules" in self.__dict__ else None

    def show_panel(self, title: str) -> None:
        """Bring a tab of the walk to the front and put the keyboard into it."""
        panel = self.walk[title]
        self.tabs.setCurrentWidget(panel)
        inside = panel.findChild(QTreeView) or panel
        inside.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_walk(self) -> None:
        """Bring the view of the walk that was last looked at to the front."""
        self.tabs.setCurrentWidget(self._last)

    def show_inspector(self) -> None:
        """Bring the inspector to the front."""
        self.tabs.setCurrentWidget(self._inspecting)

    def _tabs(self) -> QTabWidget:
        tabs = QTabWidget()
        for title, panel in (*self.walk.items(), (mark("Inspector"), self._inspecting)):
            tabs.addTab(panel, tr(title))
        tabs.setDocumentMode(True)
        tabs.setProperty("compact", True)
        tabs.setAccessibleName(tr("Packet, its device, or inspector"))
        bar = tabs.tabBar()
        bar.setProperty("compact", True)
        bar.setAccessibleName(tr("Packet, its device, or inspector"))
        bar.setDrawBase(False)
        bar.setElideMode(Qt.TextElideMode.ElideNone)
        bar.setUsesScrollButtons(True)
        tabs.currentChanged.connect(self._remember)
        return tabs

    def _remember(self) -> None:
        """Which view of the walk to come back to."""
        if not self.is_inspecting:
            self._last = self.tabs.currentWidget()

    def _follow(self) -> None:
        """Show the inspector when something is selected, the walk when nothing is."""
        self.tabs.setCurrentWidget(self._inspecting if self._selection.keys else self._last)

    def _follow_walk(self) -> None:
        """Show the walk when someone steps, but not when an edit changed the walk around it."""
        timeline, stop = self._playhead.timeline, self._playhead.stop
        if timeline is self._walked[0] and stop != self._walked[1]:
            self.tabs.setCurrentWidget(self._last)
        self._walked = (timeline, stop)
