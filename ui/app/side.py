"""The columns beside the canvas: palette and outline left; what to send, packet and inspector right."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from ui.models import Document, Selection, Simulation
from ui.models.playhead import Playhead
from ui.panels.inspector import Inspector
from ui.panels.outline import Outline
from ui.panels.packet import PacketPanel
from ui.panels.palette import Palette
from ui.panels.send import SendPanel
from ui.theme.controls import rule


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
    """What to send; then, as tabs, the packet where it is and the fields of what is selected."""

    def __init__(
        self, document: Document, selection: Selection, simulation: Simulation, playhead: Playhead
    ) -> None:
        super().__init__()
        self._selection, self._playhead = selection, playhead
        self._walked = (playhead.timeline, playhead.stop)
        self.send = SendPanel(document, simulation, selection)
        self.packet = PacketPanel(simulation, playhead)
        self.inspector = Inspector(document, selection)
        self.tabs = QTabWidget()
        self.tabs.addTab(self.packet, "Packet")
        self.tabs.addTab(self.inspector, "Inspector")
        self.tabs.setDocumentMode(True)
        self.tabs.setAccessibleName("Packet or inspector")
        self.tabs.tabBar().setAccessibleName("Packet or inspector")
        self.tabs.tabBar().setElideMode(Qt.TextElideMode.ElideNone)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.send)
        box.addWidget(rule())
        box.addWidget(self.tabs, 1)
        selection.changed.connect(self._follow)
        playhead.moved.connect(self._follow_walk)

    def _follow(self) -> None:
        """Show the inspector when something is selected, the packet when nothing is."""
        self.tabs.setCurrentWidget(self.inspector if self._selection.keys else self.packet)

    def _follow_walk(self) -> None:
        """Show the packet when someone steps, but not when an edit changed the walk around it."""
        timeline, stop = self._playhead.timeline, self._playhead.stop
        if timeline is self._walked[0] and stop != self._walked[1]:
            self.tabs.setCurrentWidget(self.packet)
        self._walked = (timeline, stop)
