"""`ToldLines`: a sentence above lines that follow the packet from device to device."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sandbox.playback import Cursor, Timeline
from ui.language import tr
from ui.models import Simulation
from ui.models.playhead import Playhead
from ui.panels.boxes import text_label
from ui.panels.following import Following
from ui.panels.lines_view import LinesView
from ui.theme import fonts


class ToldLines(QWidget):
    """A panel with a sentence and lines; a subclass says what they are at a moment in `show_moment`.

    EMPTY stands there while nothing is sent; the names are for those who cannot see the panel.
    """

    EMPTY = ""
    NAME = ""
    TOLD_NAME = ""
    LINES_NAME = ""

    def __init__(self, simulation: Simulation, playhead: Playhead, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._simulation, self._playhead = simulation, playhead
        self.told = text_label(fonts.words(fonts.NORMAL))
        self.told.setContentsMargins(16, 12, 16, 0)
        self.told.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.told.setAccessibleName(tr(self.TOLD_NAME))
        self.tree = LinesView(tr(self.LINES_NAME))
        self.tree.wanted.connect(playhead.to_exact)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.told)
        layout.addWidget(self.tree, 1)
        self.setAccessibleName(tr(self.NAME))
        self._following = Following(self, simulation, playhead, self._refresh)

    def show_moment(self, timeline: Timeline, cursor: Cursor) -> None:
        """Say and list what there is at the cursor."""
        raise NotImplementedError

    def _refresh(self) -> None:
        timeline, cursor = self._playhead.timeline, self._playhead.cursor
        self.tree.setVisible(timeline is not None)
        if timeline is None or cursor is None:
            self.told.setText(self._simulation.problem or tr(self.EMPTY))
            self.tree.show_lines([])
            return
        self.show_moment(timeline, cursor)
