"""`PacketPanel`: the packet at the playhead: what became of it, every header field, its entry, its bytes."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from sandbox.explain import headline
from sandbox.net import changed_fields
from sandbox.playback import Cursor, Timeline, change_at
from sandbox.trace import DeliverStep
from ui.language import mark, say, tr
from ui.models import Simulation
from ui.models.playhead import Playhead
from ui.panels.announce import announce
from ui.panels.boxes import text_label
from ui.panels.packet.bytes import HeaderBytes
from ui.panels.packet.fields import FieldTable
from ui.panels.packet.outcome import OutcomeBox
from ui.panels.packet.texts import entry_at, entry_html
from ui.panels.packet.visited import VisitedRules
from ui.panels.section import Section
from ui.theme import fonts, theme

EMPTY = mark("Send a request: each step of its packets is explained here.")


class PacketPanel(QScrollArea):
    """Follows the playhead. It is written anew when the step changes, not with every frame."""

    def __init__(self, simulation: Simulation, playhead: Playhead, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._simulation = simulation
        self._playhead = playhead
        self._shown: tuple[Timeline | None, int] | None = None
        self._make_parts()
        self._lay_out()
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(tr("Packet"))
        playhead.moved.connect(self._follow)
        simulation.results_changed.connect(self._refresh)
        theme.changed.connect(self._refresh)
        self._refresh()

    def _make_parts(self) -> None:
        self.headline = text_label(fonts.words(fonts.LARGE, bold=True))
        self.outcome = OutcomeBox()
        self.fields = FieldTable()
        self.bytes = HeaderBytes()
        self.entry = Section(mark("Conntrack"), boxed=True)
        self.visited = VisitedRules()
        self.visited.wanted.connect(self._go)

    def _lay_out(self) -> None:
        content = QWidget()
        layout = QVBoxLayout(content)
        layout.setContentsMargins(14, 10, 14, 10)
        layout.setSpacing(8)
        for part in (self.headline, self.outcome, self.fields, self.entry, self.visited, self.bytes):
            layout.addWidget(part)
        layout.addStretch(1)
        self.setWidget(content)

    def _follow(self) -> None:
        """Show the step, if it is another one."""
        cursor = self._playhead.cursor
        number = -1 if cursor is None else cursor.number
        if (self._playhead.timeline, number) != self._shown:
            self._refresh()

    def _refresh(self) -> None:
        timeline, cursor = self._playhead.timeline, self._playhead.cursor
        if timeline is None or cursor is None:
            self._shown = (None, -1)
            self._show_nothing()
            return
        self._shown = (timeline, cursor.number)
        self._show_step(timeline, cursor)
        announce(self, self._spoken(timeline, cursor.number))

    def _show_nothing(self) -> None:
        self.headline.setText(self._simulation.problem or tr(EMPTY))
        for part in (self.outcome, self.fields, self.entry, self.visited, self.bytes):
            part.hide()

    def _show_step(self, timeline: Timeline, cursor: Cursor) -> None:
        number = cursor.number
        self.headline.setText(say(headline(timeline, number)))
        change = change_at(timeline, number)
        self.fields.show_packets(change.before, change.after)
        self.fields.show()
        self.bytes.show_packets(change.before, change.after)
        self.bytes.show()
        self._show_outcome(timeline, cursor)
        entry = entry_at(timeline, number)
        self.entry.show_text("" if entry is None else entry_html(entry))
        self.visited.show_step(timeline, number)

    def _show_outcome(self, timeline: Timeline, cursor: Cursor) -> None:
        """At the end of the walk, and where the server takes the request, what came of it."""
        step = cursor.step
        at_server = isinstance(step, DeliverStep) and step.application is not None
        at_end = cursor.number == len(timeline.moments) - 1
        self.outcome.setVisible(at_server or at_end)
        if at_end or at_server:
            self.outcome.show_exchange(timeline.exchange, printed_only=not at_end)

    def _go(self, number: int) -> None:
        """Go to exactly that step, be it a stop or not."""
        timeline = self._playhead.timeline
        if timeline is not None:
            self._playhead.pause()
            self._playhead.seek(timeline.starts[number])

    def _spoken(self, timeline: Timeline, number: int) -> str:
        """The step in one breath, for a screen reader."""
        stop, count = self._playhead.stop
        change = change_at(timeline, number)
        changed = ", ".join(
            tr(name.replace("_", " ")) for name in changed_fields(change.before, change.after)
        )
        said = " " + tr("Rewritten: {fields}.", fields=changed) if changed else ""
        where = tr("Step {stop} of {count}", stop=stop, count=count)
        return f"{where}. {say(headline(timeline, number))}.{said}"
