"""The columns beside the canvas: palette over outline left, packet and inspector as tabs right."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from ui.app.parts import part
from ui.models import Document, Selection, Simulation
from ui.models.playhead import Playhead
from ui.panels.inspector import Inspector
from ui.panels.outline import Outline
from ui.panels.palette import Palette


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
        self.setMinimumWidth(184)


class RightSide(QTabWidget):
    """The packet where it is, and the fields of what is selected."""

    def __init__(
        self, document: Document, selection: Selection, simulation: Simulation, playhead: Playhead
    ) -> None:
        super().__init__()
        self._selection = selection
        self.packet = part("ui.panels.packet", "PacketPanel", simulation, playhead)
        self.inspector = Inspector(document, selection)
        self.addTab(self.packet, "Packet")
        self.addTab(self.inspector, "Inspector")
        self.setDocumentMode(True)
        self.tabBar().setAccessibleName("Packet or inspector")
        self.tabBar().setElideMode(Qt.TextElideMode.ElideNone)
        self.setMinimumWidth(320)
        selection.changed.connect(self._follow)
        playhead.moved.connect(self._follow_walk)

    def _follow(self) -> None:
        if self._selection.keys:
            self.setCurrentWidget(self.inspector)

    def _follow_walk(self) -> None:
        pass
