"""`ConntrackPanel`: what the packet's device knows of connections, at this very step."""

from itertools import takewhile

from PySide6.QtWidgets import QVBoxLayout, QWidget

from sandbox.conntrack import ConntrackEntry
from sandbox.explain import label_of
from sandbox.playback import Level, Timeline, Tracked, entries_at
from sandbox.trace import ConntrackStep, Exchange, NatStep
from ui.models import Simulation
from ui.models.playhead import Playhead
from ui.panels.boxes import text_label
from ui.panels.conntrack.lines import entry_line
from ui.panels.following import Following
from ui.panels.lines_view import LinesView
from ui.theme import fonts

EMPTY = "Send a request: each device's connection table appears here as it is at every step."


class ConntrackPanel(QWidget):
    """A sentence with their number, and the entries; an entry that this step touches is lit."""

    def __init__(self, simulation: Simulation, playhead: Playhead, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._simulation, self._playhead = simulation, playhead
        self.told = text_label(fonts.words(fonts.NORMAL))
        self.told.setContentsMargins(16, 12, 16, 0)
        self.told.setAccessibleName("Connections of the device")
        self.tree = LinesView("Connection table of the device")
        self.tree.wanted.connect(playhead.to_exact)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.told)
        layout.addWidget(self.tree, 1)
        self.setAccessibleName("Conntrack")
        self._following = Following(self, simulation, playhead, self._refresh)

    def _refresh(self) -> None:
        timeline, cursor = self._playhead.timeline, self._playhead.cursor
        self.tree.setVisible(timeline is not None)
        if timeline is None or cursor is None:
            self.told.setText(self._simulation.problem or EMPTY)
            self.tree.show_lines([])
            return
        rows = self.entries(timeline, cursor.number)
        self.told.setText(f"{label_of(cursor.device)} {_knows(timeline, cursor.number, len(rows))}")
        self.tree.show_lines([entry_line(row) for row in rows])
        touched = [row.number for row in rows if row.happened]
        if touched:
            self.tree.show_number(touched[0])

    def entries(self, timeline: Timeline, number: int) -> tuple[Tracked, ...]:
        """The entries of the current device, with those of the requests that came before this one."""
        device = timeline.moments[number].device
        return entries_at(timeline, number, self._known(device))

    def _known(self, device: str) -> tuple[ConntrackEntry, ...]:
        world, followed = self._simulation.world, self._simulation.followed
        known = () if world is None else tuple(world.state(device).conntrack)
        for exchange in self._simulation.requests[: followed or 0]:
            known = _after(exchange, device, known)
        return known


def _after(exchange: Exchange, device: str, known: tuple[ConntrackEntry, ...]) -> tuple[ConntrackEntry, ...]:
    """A device's entries when an exchange is over."""
    timeline = Timeline.of(exchange, Level.CONNECTION)
    visits = [number for number, each in enumerate(timeline.moments) if each.device == device]
    if not visits:
        return known
    return tuple(row.entry for row in entries_at(timeline, visits[-1], known) if row.is_confirmed)


def _knows(timeline: Timeline, number: int, count: int) -> str:
    if count:
        return f"knows {count} connection{'' if count == 1 else 's'} at this step."
    here = timeline.moments[number]
    stay = takewhile(lambda each: each.leg == here.leg, timeline.moments[number:])
    tracks = any(
        isinstance(each.step, ConntrackStep | NatStep) for each in stay if each.device == here.device
    )
    if tracks:
        return "knows no connection yet."
    return "has no rules that need connections, so its kernel tracks none."
