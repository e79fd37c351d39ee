"""`RoutePanel`: where the packet's device would send it, and where it did."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from sandbox.explain import label_of, sentence
from sandbox.playback import Timeline
from sandbox.routing import Route
from sandbox.trace import RouteStep
from ui.models import Simulation
from ui.models.playhead import Playhead
from ui.panels.boxes import text_label
from ui.panels.following import Following
from ui.panels.lines_view import LinesView
from ui.panels.route.lines import table_lines
from ui.theme import fonts

EMPTY = "Send a request: the routes of each device that its packets come to appear here."


class RoutePanel(QWidget):
    """Why the packet goes where it goes, and the table that says so."""

    def __init__(self, simulation: Simulation, playhead: Playhead, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._simulation, self._playhead = simulation, playhead
        self.told = text_label(fonts.words(fonts.NORMAL))
        self.told.setContentsMargins(16, 12, 16, 0)
        self.told.setAccessibleName("Routing of the device")
        self.tree = LinesView("Routing table of the device")
        self.tree.wanted.connect(playhead.to_exact)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.told)
        layout.addWidget(self.tree, 1)
        self.setAccessibleName("Route")
        self._following = Following(self, simulation, playhead, self._refresh)

    def _refresh(self) -> None:
        timeline, cursor = self._playhead.timeline, self._playhead.cursor
        self.tree.setVisible(timeline is not None)
        if timeline is None or cursor is None:
            self.told.setText(self._simulation.problem or EMPTY)
            self.tree.show_lines([])
            return
        number = route_number(timeline, cursor.number)
        step = None if number is None else timeline.moments[number].step
        label = label_of(cursor.device)
        if number is None:
            self.told.setText(f"{label} has not looked for a route for this packet yet.")
        else:
            self.told.setText(f"{label}: {sentence(timeline, number)}")
        chosen = step.route if isinstance(step, RouteStep) else None
        destination = cursor.step.after.destination if step is None else step.after.destination
        routes = self._routes(cursor.device, chosen)
        self.tree.show_lines(table_lines(routes, destination, chosen, -1 if number is None else number))

    def _routes(self, device: str, chosen: Route | None) -> tuple[Route, ...]:
        world = self._simulation.world
        host = None if world is None else world.topology.hosts.get(device)
        if host is not None:
            return host.routes.routes
        return () if chosen is None else (chosen,)


def route_number(timeline: Timeline, number: int) -> int | None:
    """The last routing decision of this stay in the device, at or before step `number`."""
    here = timeline.moments[number]
    for index in range(number, -1, -1):
        moment = timeline.moments[index]
        if (moment.leg, moment.hop) != (here.leg, here.hop):
            return None
        if isinstance(moment.step, RouteStep):
            return index
    return None
