"""`ChainPanel`: the rules of one chain of a node, as `iptables -S` or `nft list chain` would give them."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from sandbox.net import Family
from sandbox.netfilter import RuleRef, Table
from sandbox.netfilter.text import rule_text
from ui.language import mark, tr
from ui.panels.lines import Line
from ui.panels.lines_view import LinesView
from ui.theme import fonts
from ui.theme.controls import styled_label

EMPTY = mark("This chain has no rule.")


class ChainPanel(QWidget):
    """Where the chain is and its rules, each a line to copy."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.place = styled_label("", "title", fonts.words(bold=True))
        self.place.setContentsMargins(16, 8, 16, 0)
        self.place.setWordWrap(True)
        self.tree = LinesView(tr("Rules of the chain"))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        box.addWidget(self.place)
        box.addWidget(self.tree, 1)
        self.setAccessibleName(tr("Chain"))

    def show_chain(self, node: str, table: Table, chain: str, family: Family) -> None:
        """Show the rules of a chain."""
        self.place.setText(tr("{name} / {chain} on {node}", name=table.name, chain=chain, node=node))
        rules = table.chains[chain].rules
        refs = (RuleRef(table.name, chain, number) for number in range(1, len(rules) + 1))
        lines = [Line(rule_text(ref, rule, family), about=ref) for ref, rule in zip(refs, rules, strict=True)]
        self.tree.show_lines(lines or [Line(tr(EMPTY), token="muted", code=False)])
