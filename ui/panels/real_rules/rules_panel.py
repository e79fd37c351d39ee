"""`RealRulesPanel`: a node's real rules beside those that kube-proxy would have written, chain by chain."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QPushButton, QWidget

from sandbox.analysis.rules_difference import MADE_BY_IPTABLES, RulesDifference, node_difference
from sandbox.net import Family
from sandbox.netfilter import RuleRef
from sandbox.netfilter.iptables.counters import read_counters
from sandbox.scenario import HostDocument, Scenario
from sandbox.scenario.compile import FlowError
from sandbox.scenario.compile.attached_rules import attached_ruleset, holds_kube_proxys_rules
from sandbox.scenario.compile.attached_texts import managed_tables
from ui.jobs import Jobs, run_inline
from ui.language import capital, mark, say, tr, tr_n
from ui.models import Document
from ui.models.question import Question
from ui.panels.announce import announce
from ui.panels.boxes import Box, text_label
from ui.panels.real_rules.difference_rows import difference_rows
from ui.panels.real_rules.frame import lay_out
from ui.panels.real_rules.side_view import SideView
from ui.theme import fonts
from ui.theme.choice_box import ChoiceBox
from ui.theme.controls import styled_label
from ui.theme.progress import ProgressRow

NOTHING = mark(
    "No node has real rules yet: drop what iptables-save or nft list ruleset printed on a node, or attach it."
)
MOST_SERVICES = 6
"""Services that are named; the rest is counted."""

Compared = tuple[RulesDifference, dict[RuleRef, str]]


class RealRulesPanel(QWidget):
    """A choice of node and family, one sentence, and both sides of every chain that differs."""

    attach_wanted = Signal()
    """Someone wants to choose what a node printed."""

    def __init__(self, document: Document, jobs: Jobs = run_inline, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._offered: list[tuple[HostDocument, Family]] = []
        self._asked: tuple[object, ...] = ()
        self.question = Question(jobs, self)
        self.choice = ChoiceBox(tr("Node with real rules"))
        self.choice.setMinimumWidth(232)
        self.attach = QPushButton(tr("Attach node state…"))
        self.told = text_label(fonts.words(fonts.NORMAL, bold=True))
        self.told.setAccessibleName(tr("Difference of the rules"))
        self.box = Box("window", "border")
        self.progress = ProgressRow(tr("Comparing the rules…"))
        self.tree = SideView(tr("Generated and real rules"))
        title = styled_label(tr("Real rules of"), "muted", fonts.words(fonts.NORMAL))
        sentence = self.box, self.told
        lay_out(self, (title, self.choice), sentence, self.attach, self.progress, self.tree)
        self.choice.activated.connect(self._ask)
        self.attach.clicked.connect(self.attach_wanted)
        self.question.changed.connect(self._show_progress)
        self.progress.cancelled.connect(self._cancel)
        document.scenario_changed.connect(self._follow)
        self.setAccessibleName(tr("Real rules"))
        self._refresh()

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with the scenario."""
        super().showEvent(event)
        self._refresh()

    def show_node(self, name: str) -> None:
        """Choose a node's rules."""
        self._refresh()
        names = [document.metadata.name for document, _ in self._offered]
        if name in names:
            self.choice.setCurrentIndex(names.index(name))
            self._ask()

    def _follow(self) -> None:
        if self.isVisible():
            self._refresh()

    def _refresh(self) -> None:
        """Offer the nodes that have rules by now; the chosen one stays chosen."""
        chosen = self.choice.currentText()
        self._offered = list(_offered(self._document.scenario))
        names = [_name(*each) for each in self._offered]
        self.choice.clear()
        self.choice.addItems(names)
        self.choice.setCurrentIndex(names.index(chosen) if chosen in names else 0)
        self.choice.setEnabled(bool(names))
        self._ask()

    def _ask(self) -> None:
        """Compare, unless it is what is shown."""
        if not self._offered:
            self._asked = ()
            self._say(tr(NOTHING))
            return
        scenario = self._document.scenario
        document, family = self._offered[self.choice.currentIndex()]
        asked = (scenario, document, family)
        if len(self._asked) == 3 and all(one is other for one, other in zip(asked, self._asked, strict=True)):
            return
        self._asked = asked
        self.question.ask(lambda progress: compared(scenario, document, family), self._show)

    def _show(self, found: Compared | str) -> None:
        if isinstance(found, str):
            self._say(found)
            return
        difference, counters = found
        differs = bool(difference.differing)
        self.told.setText(sentence(difference))
        self.box.set_tokens("changed_fill" if differs else "window", "changed_edge" if differs else "border")
        headers = (tr("kube-proxy would have written"), "", tr("The node has"))
        self.tree.show_rows(headers, difference_rows(difference, counters))
        self.tree.setVisible(True)
        announce(self, self.told.text())

    def _say(self, words: str) -> None:
        """Show a sentence, and nothing to compare."""
        self.question.cancel()
        self.told.setText(words)
        self.box.set_tokens("window", "border")
        self.tree.show_rows(("", "", ""), [])
        self.tree.setVisible(False)

    def _cancel(self) -> None:
        self._asked = ()
        self._say(tr("Cancelled. Choose a node again."))

    def _show_progress(self) -> None:
        self.progress.show_progress(self.question.is_running, self.question.progress)


def _offered(scenario: Scenario) -> "list[tuple[HostDocument, Family]]":
    """The nodes with real rules, once for each family that they have any of."""
    nodes = {each.metadata.name for each in scenario.nodes}
    found = []
    for document in scenario.hosts:
        state = document.state
        for family, saved in ((Family.IPV4, state.iptables), (Family.IPV6, state.ip6tables)):
            if document.metadata.name in nodes and (saved or state.nftables):
                found.append((document, family))
    return found


def _name(document: HostDocument, family: Family) -> str:
    return f"{document.metadata.name} · {'IPv4' if family is Family.IPV4 else 'IPv6'}"


def compared(scenario: Scenario, document: HostDocument, family: Family) -> Compared | str:
    """The difference and the real rules' counters, or why the rules cannot be read."""
    try:
        real = attached_ruleset(document, family)
        if real is not None and managed_tables(document.state) and not holds_kube_proxys_rules(real):
            return f"{capital(tr(MADE_BY_IPTABLES))}."
        found = node_difference(scenario, document.metadata.name, document, family)
    except FlowError as error:
        return f"{capital(say(str(error)))}."
    saved = document.state.iptables if family is Family.IPV4 else document.state.ip6tables
    return found, dict(read_counters(saved))


def sentence(found: RulesDifference) -> str:
    """What differs, and which Services that concerns."""
    if not found.differing:
        count = len(found.blocks)
        return "= " + tr_n(
            "kube-proxy’s {count} chain or set is the same",
            "kube-proxy’s {count} chains and sets are the same",
            count,
        )
    text = "≠ " + tr_n("{count} chain or set differs", "{count} chains and sets differ", len(found.differing))
    if not found.services:
        return text
    named = ", ".join(name for name, _ in found.services[:MOST_SERVICES])
    more = len(found.services) - MOST_SERVICES
    if more > 0:
        named = tr("{names} and {count} more", names=named, count=more)
    return text + ". " + tr("Services concerned: {names}", names=named)
