"""`PacketPanel`: the packet at the playhead, in reading order: what changed, which rule did it, why."""

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QLabel, QScrollArea, QVBoxLayout, QWidget

from sandbox.explain import headline, sentence
from sandbox.net import changed_fields
from sandbox.playback import Cursor, Timeline, change_at
from sandbox.trace import DeliverStep
from ui.language import mark, say, tr
from ui.models import Simulation
from ui.models.playhead import Playhead
from ui.panels.announce import announce
from ui.panels.boxes import FOLLOWABLE, SELECTABLE, TextBox, text_label
from ui.panels.packet.bytes import HeaderBytes
from ui.panels.packet.fields import FieldTable
from ui.panels.packet.jumps import Jumps
from ui.panels.packet.outcome import OutcomeBox
from ui.panels.packet.texts import entry_at, entry_html, rule_html, sources_html
from ui.panels.packet.visited import VisitedRules
from ui.theme import fonts, theme
from ui.theme.controls import heading

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
        self.rule = Section(tr("Rule that fired"), boxed=True)
        self.why = Section(tr("Why"), boxed=False)
        self.sources = text_label(fonts.words(fonts.SMALL))
        self.sources.setTextInteractionFlags(SELECTABLE | FOLLOWABLE)
        self.sources.setAccessibleName(tr("Where this behaviour is written"))
        self.sources.linkActivated.connect(self._open)
        self.entry = Section(tr("Conntrack"), boxed=True)
        self.jumps = Jumps()
        self.visited = VisitedRules()
        self.jumps.wanted.connect(self._go)
        self.visited.wanted.connect(self._go)

    def _lay_out(self) -> None:
        content = QWidget()
        layout = QVBoxLayout(content)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(8)
        parts = (self.headline, self.outcome, self.fields, self.rule, self.why, self.sources, self.entry)
        for part in (*parts, self.jumps, self.visited, self.bytes):
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
        parts = (self.outcome, self.fields, self.rule, self.why, self.entry, self.jumps, self.visited)
        for part in (*parts, self.sources, self.bytes):
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
        self.rule.show_text(rule_html(timeline, number))
        self.why.show_text(say(sentence(timeline, number)))
        links = sources_html(timeline, number)
        self.sources.setVisible(bool(links))
        self.sources.setText(links)
        entry = entry_at(timeline, number)
        self.entry.show_text("" if entry is None else entry_html(entry))
        self.jumps.show_step(timeline, number)
        self.visited.show_step(timeline, number)

    def _show_outcome(self, timeline: Timeline, cursor: Cursor) -> None:
        """At the end of the walk, and where the server takes the request, what came of it."""
        step = cursor.step
        at_server = isinstance(step, DeliverStep) and step.application is not None
        at_end = cursor.number == len(timeline.moments) - 1
        self.outcome.setVisible(at_server or at_end)
        if at_end or at_server:
            self.outcome.show_exchange(timeline.exchange, printed_only=not at_end)

    def _open(self, link: str) -> None:
        """Go to the rule, or open the page in the browser."""
        if link.isdecimal():
            self._go(int(link))
        else:
            QDesktopServices.openUrl(QUrl(link))

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


class Section(QWidget):
    """A heading and a text below it, in a box or without one; hidden where there is no text."""

    def __init__(self, title: str, *, boxed: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(heading(title))
        self.label: QLabel
        if boxed:
            box = TextBox(title)
            self.label = box.label
            layout.addWidget(box)
        else:
            self.label = text_label(fonts.words(fonts.NORMAL))
            self.label.setAccessibleName(title)
            layout.addWidget(self.label)

    def show_text(self, text: str) -> None:
        """Show a text, or nothing if it is empty."""
        self.setVisible(bool(text))
        self.label.setText(text)
