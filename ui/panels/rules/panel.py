"""`RulesPanel`: which rules were asked in the packet's device, what each of them asked and was told."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel, QMenu, QVBoxLayout, QWidget

from sandbox.analysis.tables import asked_rules_table
from sandbox.analysis.texts import Table
from sandbox.explain import label_of
from sandbox.netfilter import RuleRef
from sandbox.playback import Breakpoint
from ui.language import mark, tr, tr_n
from ui.models import Simulation
from ui.models.choices import breaking, choices_at
from ui.models.playhead import Playhead
from ui.panels.boxes import text_label
from ui.panels.following import Following
from ui.panels.lines import Line
from ui.panels.lines_view import LinesView
from ui.panels.rules.visited import visited_lines
from ui.panels.rules.whole import whole_line
from ui.theme import fonts
from ui.theme.exporting import add_table_actions
from ui.theme.menus import add_choices, add_picture_action

EMPTY = mark(
    "Send a request: the rules that its packets meet appear here, each with what it asked and was told."
)
NONE_YET = mark("The packet has met no rule in this device yet.")


class RulesPanel(QWidget):
    """A sentence about the place, and the tree of tables, rules and their questions."""

    def __init__(self, simulation: Simulation, playhead: Playhead, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._simulation, self._playhead = simulation, playhead
        self.told: QLabel = text_label(fonts.words(fonts.NORMAL))
        self.told.setContentsMargins(16, 12, 16, 0)
        self.told.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.told.setAccessibleName(tr("Rules of the device"))
        self.tree = LinesView(tr("Rules that were asked"))
        self.tree.wanted.connect(playhead.to_exact)
        self.tree.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.tree.customContextMenuRequested.connect(self._show_menu)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.told)
        layout.addWidget(self.tree, 1)
        self.setAccessibleName(tr("Rules"))
        self._following = Following(self, simulation, playhead, self._refresh)
        playhead.breakpoints.changed.connect(self._following.again)

    def _refresh(self) -> None:
        timeline, cursor = self._playhead.timeline, self._playhead.cursor
        self.tree.setVisible(timeline is not None)
        if timeline is None or cursor is None:
            self.told.setText(self._simulation.problem or tr(EMPTY))
            self.tree.show_lines([])
            return
        visited = visited_lines(timeline, cursor.number, self._stops(cursor.device))
        label = label_of(cursor.device)
        self.told.setText(f"{label}: {_tables(len(visited))}" if visited else f"{label}. {tr(NONE_YET)}")
        self.tree.show_lines([*visited, *self._whole(cursor.device)])
        if visited:
            self.tree.show_number(visited[-1].number)

    def _whole(self, device: str) -> list[Line]:
        world = self._simulation.world
        host = None if world is None else world.topology.hosts.get(device)
        line = None if host is None else whole_line(host, label_of(device))
        return [] if line is None else [line]

    def _stops(self, device: str) -> frozenset[RuleRef]:
        places = self._playhead.breakpoints.places
        return frozenset(each.rule for each in places if each.device == device and each.rule is not None)

    @property
    def selected_place(self) -> Breakpoint | None:
        """The rule that the keyboard is at, as a place to break; None where it is elsewhere."""
        line, cursor = self.tree.current_line(), self._playhead.cursor
        if not self.tree.hasFocus() or line is None or cursor is None or not isinstance(line.about, RuleRef):
            return None
        return Breakpoint(cursor.device, line.about)

    def show_rule(self, number: int) -> None:
        """Put the keyboard at the rule that step `number` asked, and bring it into sight."""
        for index in self.tree.lines.indexes():
            line = self.tree.lines.line_at(index)
            if line is not None and line.number == number and isinstance(line.about, RuleRef):
                self.tree.setCurrentIndex(index)
                self.tree.scrollTo(index)
                return

    def menu_of(self, line: Line) -> QMenu:
        """What can be done with a line."""
        menu = QMenu(self)
        menu.addAction(tr("&Copy"), self.tree.copy)
        if line.number >= 0:
            add_choices(menu, choices_at(self._playhead, line.number))
        elif isinstance(line.about, RuleRef) and self._playhead.cursor is not None:
            place = Breakpoint(self._playhead.cursor.device, line.about)
            name = tr("Break on Rule {number} of {chain}", number=line.about.number, chain=line.about.chain)
            add_choices(menu, [breaking(self._playhead, place, name)])
        return add_picture_action(add_table_actions(menu, "asked-rules", self.rows), self)

    def rows(self) -> Table:
        """The rules that the packet's device has asked up to here."""
        timeline, cursor = self._playhead.timeline, self._playhead.cursor
        if timeline is None or cursor is None:
            return Table("asked rules", (), ())
        return asked_rules_table(timeline, cursor.number)

    def _show_menu(self, point: QPoint) -> None:
        line = self.tree.lines.line_at(self.tree.indexAt(point))
        if line is not None:
            self.menu_of(line).popup(self.tree.viewport().mapToGlobal(point))


def _tables(count: int) -> str:
    return tr_n(
        "{count} table so far, in the order in which the packet met them.",
        "{count} tables so far, in the order in which the packet met them.",
        count,
    )
