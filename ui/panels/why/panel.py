"""`WhyPanel`: a step in reading order: what changed, which rule did it, why, and where that is written."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QScrollArea, QVBoxLayout, QWidget

from sandbox.explain import fired_rule, headline, sentence
from sandbox.explain.looking import rule_step
from sandbox.explain.sources import sources_of
from sandbox.playback import Timeline
from ui.language import mark, say, tr
from ui.models import Simulation
from ui.models.playhead import Playhead
from ui.panels.boxes import rich, text_label
from ui.panels.following import Following
from ui.panels.section import Section
from ui.panels.why.jumps import Jumps
from ui.panels.why.sources import SourceList
from ui.panels.why.texts import changes_html, rule_html
from ui.theme import fonts

EMPTY = mark("Send a request: why each step went as it did is told here.")


class WhyPanel(QScrollArea):
    """Follows the playhead while it is seen."""

    rule_wanted = Signal(int)
    """Someone wants to see, among its table's rules, the one that step `number` asked."""

    def __init__(self, simulation: Simulation, playhead: Playhead, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._simulation, self._playhead = simulation, playhead
        self._fired = -1
        self._make_parts()
        self._lay_out()
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(tr("Why"))
        self._following = Following(self, simulation, playhead, self._refresh)

    def _make_parts(self) -> None:
        self.headline = text_label(fonts.words(fonts.LARGE, bold=True))
        self.changes = Section(mark("What changed"), boxed=False)
        rich(self.changes.label)
        self.changes.label.setFont(fonts.code(fonts.SMALL))
        self.rule = Section(mark("Rule that fired"), boxed=True)
        self.to_rule = QPushButton(tr("Show it among the rules"))
        self.to_rule.setFont(fonts.words(fonts.SMALL))
        self.to_rule.clicked.connect(lambda: self.rule_wanted.emit(self._fired))
        self.why = Section(mark("Why"), boxed=False)
        self.jumps = Jumps()
        self.jumps.wanted.connect(self._playhead.to_exact)
        self.sources = SourceList()

    def _lay_out(self) -> None:
        content = QWidget()
        layout = QVBoxLayout(content)
        layout.setContentsMargins(14, 10, 14, 10)
        layout.setSpacing(8)
        above: tuple[QWidget, ...] = (self.headline, self.changes, self.rule)
        below: tuple[QWidget, ...] = (self.why, self.jumps, self.sources)
        for part in above:
            layout.addWidget(part)
        layout.addWidget(self.to_rule, 0, Qt.AlignmentFlag.AlignLeft)
        for part in below:
            layout.addWidget(part)
        layout.addStretch(1)
        self.setWidget(content)

    def _refresh(self) -> None:
        timeline, cursor = self._playhead.timeline, self._playhead.cursor
        if timeline is None or cursor is None:
            self.headline.setText(self._simulation.problem or tr(EMPTY))
            for part in (self.changes, self.rule, self.to_rule, self.why, self.jumps, self.sources):
                part.hide()
            return
        self._show_step(timeline, cursor.number)

    def _show_step(self, timeline: Timeline, number: int) -> None:
        self.headline.setText(say(headline(timeline, number)))
        self.changes.show_text(changes_html(timeline, number))
        self.rule.show_text(rule_html(timeline, number))
        self._offer_rule(timeline, number)
        self.why.show_text(say(sentence(timeline, number)))
        self.jumps.show_step(timeline, number)
        self.sources.show_sources(sources_of(timeline, number))

    def _offer_rule(self, timeline: Timeline, number: int) -> None:
        fired = fired_rule(timeline, number)
        self._fired = -1 if fired is None else fired
        self.to_rule.setVisible(fired is not None)
        if fired is not None:
            ref = rule_step(timeline, fired).ref
            self.to_rule.setAccessibleName(
                tr("Show rule {number} of {chain} among the rules", number=ref.number, chain=ref.chain)
            )
