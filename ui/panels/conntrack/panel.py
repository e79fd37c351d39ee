"""`ConntrackPanel`: what the packet's device knows of connections, at this very step."""

from itertools import takewhile

from sandbox.conntrack import ConntrackEntry
from sandbox.explain import label_of
from sandbox.playback import Cursor, Level, Timeline, Tracked, entries_at
from sandbox.trace import ConntrackStep, Exchange, NatStep
from ui.language import mark, tr, tr_n
from ui.panels.conntrack.lines import entry_line
from ui.panels.told_lines import ToldLines


class ConntrackPanel(ToldLines):
    """A sentence with their number, and the entries; an entry that this step touches is lit."""

    EMPTY = mark("Send a request: each device's connection table appears here as it is at every step.")
    NAME = mark("Conntrack")
    TOLD_NAME = mark("Connections of the device")
    LINES_NAME = mark("Connection table of the device")

    def show_moment(self, timeline: Timeline, cursor: Cursor) -> None:
        """Say and list what there is at the cursor."""
        rows = self.entries(timeline, cursor.number)
        self.told.setText(_knows(timeline, cursor.number, len(rows)))
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
    here = timeline.moments[number]
    device = label_of(here.device)
    if count:
        return tr_n(
            "{device} knows {count} connection at this step.",
            "{device} knows {count} connections at this step.",
            count,
            device=device,
        )
    stay = takewhile(lambda each: each.leg == here.leg, timeline.moments[number:])
    tracks = any(
        isinstance(each.step, ConntrackStep | NatStep) for each in stay if each.device == here.device
    )
    if tracks:
        return tr("{device} knows no connection yet.", device=device)
    return tr("{device} has no rules that need connections, so its kernel tracks none.", device=device)
