"""`RoutePanel`: where the packet's device would send it, and where it did."""

from sandbox.explain import label_of, sentence
from sandbox.playback import Cursor, Timeline
from sandbox.routing import Route
from sandbox.trace import RouteStep
from ui.language import mark, say, tr
from ui.panels.route.lines import table_lines
from ui.panels.told_lines import ToldLines


class RoutePanel(ToldLines):
    """Why the packet goes where it goes, and the table that says so."""

    EMPTY = mark("Send a request: the routes of each device that its packets come to appear here.")
    NAME = mark("Route")
    TOLD_NAME = mark("Routing of the device")
    LINES_NAME = mark("Routing table of the device")

    def show_moment(self, timeline: Timeline, cursor: Cursor) -> None:
        """Say and list what there is at the cursor."""
        number = route_number(timeline, cursor.number)
        step = None if number is None else timeline.moments[number].step
        label = label_of(cursor.device)
        if number is None:
            self.told.setText(tr("{label} has not looked for a route for this packet yet.", label=label))
        else:
            self.told.setText(f"{label}: {say(sentence(timeline, number))}")
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
