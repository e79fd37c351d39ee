"""The rules that were visited in a table: folded away until someone asks."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sandbox.explain import rule_lines
from sandbox.playback import Timeline
from ui.language import tr, tr_n
from ui.panels.boxes import FOLLOWABLE, SELECTABLE, TextBox
from ui.panels.packet.fold import FoldButton
from ui.panels.packet.texts import visited_html


class VisitedRules(QWidget):
    """A toggle with their number, and the list below it; the list is written only while it is open."""

    wanted = Signal(int)
    """The number of a rule's step to go to."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place: tuple[Timeline, int] | None = None
        self.toggle = FoldButton()
        self.toggle.toggled.connect(self._write)
        self.box = TextBox(tr("Rules that were visited"))
        self.box.label.setTextInteractionFlags(SELECTABLE | FOLLOWABLE)
        self.box.label.linkActivated.connect(lambda link: self.wanted.emit(int(link)))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.toggle)
        layout.addWidget(self.box)
        self.box.hide()

    def show_step(self, timeline: Timeline, number: int) -> None:
        """Offer the rules of the table run that a step belongs to, if there were any."""
        self._place = timeline, number
        count = len(rule_lines(timeline, number))
        self.setVisible(count > 0)
        self.toggle.setText(tr_n("{count} rule visited", "{count} rules visited", count))
        self._write()

    def _write(self) -> None:
        opened = self.toggle.isChecked()
        self.box.setVisible(opened)
        if opened and self._place is not None:
            self.box.label.setText(visited_html(*self._place))
