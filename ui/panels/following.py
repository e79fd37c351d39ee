"""Panels that follow the playhead: written anew when the step changes, and only while they are seen."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

from sandbox.playback import Timeline
from ui.models import Simulation
from ui.models.playhead import Playhead
from ui.theme import theme


class Following(QObject):
    """Calls `refresh` when a panel that is seen shows another step than the playhead's."""

    def __init__(
        self, panel: QWidget, simulation: Simulation, playhead: Playhead, refresh: Callable[[], None]
    ) -> None:
        super().__init__(panel)
        self._panel, self._playhead, self._refresh = panel, playhead, refresh
        self._shown: tuple[Timeline | None, int] | None = None
        panel.installEventFilter(self)
        playhead.moved.connect(self.follow)
        playhead.changed.connect(self.follow)
        simulation.results_changed.connect(self.again)
        theme.changed.connect(self.again)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Catch up when the panel comes into sight."""
        if event.type() is QEvent.Type.Show:
            self.follow(seen=True)
        return False

    def again(self) -> None:
        """Write it anew even where the step is the same."""
        self._shown = None
        self.follow()

    def follow(self, *, seen: bool = False) -> None:
        """Write it anew if the step is another one."""
        if not (seen or self._panel.isVisible()):
            return
        cursor = self._playhead.cursor
        now = self._playhead.timeline, -1 if cursor is None else cursor.number
        if now != self._shown:
            self._shown = now
            self._refresh()
