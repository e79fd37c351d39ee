"""The panels of what a real node printed: rules beside generated ones, a trace log beside the walk."""

from functools import partial

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester, QTest
from pytestqt.qtbot import QtBot

from sandbox.analysis.rules_difference import rules_difference
from sandbox.kube import ObjectKey
from sandbox.net import Family
from sandbox.netfilter.iptables.ruleset_parse import parse_ruleset
from sandbox.scenario import NodeState
from sandbox.scenario.edits import attach_state
from sandbox.trace import RuleStep
from tests.fixtures.desk import Desk, wait_until
from tests.fixtures.hosting import hosted
from tests.fixtures.node_state import printed
from ui.panels.real_rules import difference_rows
from ui.panels.real_rules.log_panel import TraceLogPanel
from ui.panels.real_rules.rules_panel import RealRulesPanel
from ui.panels.real_rules.side_model import LEFT, RIGHT, SIGN
from ui.panels.real_rules.side_view import SideView

FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal
NODE = ObjectKey("Node", "", "kubernetes-node-6jst")
SAVED = printed("iptables/iptables-save.txt")
CHANGED = SAVED.replace("10.180.1.136:8080", "10.180.1.9:8080")
LOG = printed("iptables/nft-trace.log")


@pytest.fixture
def desk(desk: Desk) -> Desk:
    """The cluster whose node the recordings are of."""
    desk.open("nodeport-cluster")
    return desk


@pytest.fixture
def rules(desk: Desk, qtbot: QtBot) -> RealRulesPanel:
    panel = RealRulesPanel(desk.document, desk.jobs)
    QAbstractItemModelTester(panel.tree.rows, FATAL, panel)
    hosted(qtbot, panel, 1024, 360)
    return panel


@pytest.fixture
def log(desk: Desk, qtbot: QtBot) -> TraceLogPanel:
    panel = TraceLogPanel(desk.simulation, desk.playhead, desk.jobs)
    QAbstractItemModelTester(panel.tree.rows, FATAL, panel)
    hosted(qtbot, panel, 1024, 360)
    return panel


def attach(desk: Desk, text: str) -> None:
    assert desk.document.apply("Attach", partial(attach_state, key=NODE, state=NodeState(iptables=text)))


def words(view: SideView, index: QModelIndex) -> tuple[str, str, str]:
    left, sign, right = (index.siblingAtColumn(column).data() for column in (LEFT, SIGN, RIGHT))
    return left, sign, right


def heads(view: SideView) -> list[QModelIndex]:
    return list(view.rows.top_indexes())


def below(view: SideView, head: QModelIndex) -> list[tuple[str, str, str]]:
    return [words(view, view.rows.index(place, LEFT, head)) for place in range(view.rows.rowCount(head))]


def test_without_real_rules_it_says_how_to_get_some(rules: RealRulesPanel, qtbot: QtBot) -> None:
    assert rules.told.text().startswith("No node has real rules yet: ")
    assert not rules.choice.isEnabled()
    assert not rules.tree.isVisible()
    with qtbot.waitSignal(rules.attach_wanted):
        QTest.keyClick(rules.attach, Qt.Key.Key_Space)


def test_what_is_the_same_is_folded(rules: RealRulesPanel, desk: Desk) -> None:
    attach(desk, SAVED)
    wait_until(lambda: rules.tree.isVisible())
    assert rules.choice.currentText() == "kubernetes-node-6jst · IPv4"
    assert rules.told.text() == "= kube-proxy’s 22 chains and sets are the same"
    same, others = heads(rules.tree)
    assert words(rules.tree, same)[:2] == ("22 chains and sets are the same", "= the same")
    assert words(rules.tree, others)[:2] == ("1 chain of other software", "not compared")
    assert not rules.tree.isExpanded(same)
    assert len(below(rules.tree, same)) == 22


def test_a_rule_that_differs_is_open_with_a_shape_and_a_word(rules: RealRulesPanel, desk: Desk) -> None:
    attach(desk, CHANGED)
    wait_until(lambda: rules.tree.isVisible())
    assert rules.told.text() == "≠ 1 chain or set differs. Services concerned: default/nodeport"
    chain = heads(rules.tree)[0]
    assert words(rules.tree, chain) == ("nat  KUBE-SEP-UMAAAK2QFUFJNQOA", "≠ differs", "1 line differs")
    assert rules.tree.isExpanded(chain)
    same, changed = below(rules.tree, chain)
    assert same[1] == ""
    assert changed[1] == "≠ differs"
    assert changed[0].endswith("--to-destination 10.180.1.136:8080")
    assert changed[2].endswith("--to-destination 10.180.1.9:8080   [2:120]")


def test_a_rule_on_one_side_alone_says_which(rules: RealRulesPanel, desk: Desk) -> None:
    lines = SAVED.splitlines()
    attach(desk, "\n".join(line for line in lines if "--ctstate INVALID" not in line))
    wait_until(lambda: rules.tree.isVisible())
    first = below(rules.tree, heads(rules.tree)[0])[0]
    assert first == ("-m conntrack --ctstate INVALID -j DROP", "− only generated", "")


def test_what_nft_shows_of_iptables_rules_is_not_compared(rules: RealRulesPanel, desk: Desk) -> None:
    state = NodeState(nftables=printed("iptables/nft.json"))
    assert desk.document.apply("Attach", partial(attach_state, key=NODE, state=state))
    wait_until(lambda: rules.told.text().startswith("These rules were made by iptables, "))
    assert not rules.tree.isVisible()


def test_many_differences_are_folded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(difference_rows, "MOST_OPEN", 2)
    monkeypatch.setattr(difference_rows, "MOST_LINES", 3)
    ours, theirs = (
        parse_ruleset(long_rules(ports)) for ports in ((1, 2, 3, 4, 5, 6, 7), (1, 2, 3, 4, 5, 8, 7))
    )
    rows = difference_rows.difference_rows(rules_difference(ours, theirs, Family.IPV4), {})
    assert [(row.left, row.is_open) for row in rows] == [
        ("nat  KUBE-SVC-1", True),
        ("nat  KUBE-SVC-2", True),
        ("1 more that differs", False),
    ]
    children = rows[0].children
    assert callable(children)
    lines = list(children())
    assert [(line.left.split()[-3], line.sign) for line in lines[:-1]] == [
        ("5", ""),
        ("6", "≠ differs"),
        ("7", ""),
    ]
    assert lines[-1].left == "4 more lines"


def long_rules(ports: tuple[int, ...]) -> str:
    """Three chains with a rule for each port."""
    chains = [f"KUBE-SVC-{number}" for number in (1, 2, 3)]
    rules = [f"-A {chain} -p tcp -m tcp --dport {port} -j RETURN" for chain in chains for port in ports]
    return "\n".join(["*nat", *(f":{chain} - [0:0]" for chain in chains), *rules, "COMMIT"])


def test_it_follows_an_edit_of_the_scenario(rules: RealRulesPanel, desk: Desk) -> None:
    attach(desk, CHANGED)
    wait_until(lambda: rules.tree.isVisible())
    desk.document.undo_stack.undo()
    wait_until(lambda: not rules.tree.isVisible())
    assert rules.told.text().startswith("No node has real rules yet: ")


def test_rows_are_copied_with_both_sides(rules: RealRulesPanel, desk: Desk) -> None:
    attach(desk, CHANGED)
    wait_until(lambda: rules.tree.isVisible())
    chain = heads(rules.tree)[0]
    rules.tree.setCurrentIndex(rules.tree.rows.index(1, LEFT, chain))
    QTest.keyClick(rules.tree, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    left, sign, right = QGuiApplication.clipboard().text().split("\t")
    assert (left, sign, right) == below(rules.tree, chain)[1]


def test_without_a_log_it_says_what_to_open(log: TraceLogPanel, qtbot: QtBot) -> None:
    assert log.told.text().startswith("Open a log of nft monitor trace")
    with qtbot.waitSignal(log.open_wanted):
        QTest.keyClick(log.open_button, Qt.Key.Key_Space)


def test_a_log_that_agrees(log: TraceLogPanel) -> None:
    log.show_log("trace.log", LOG)
    wait_until(lambda: log.tree.isVisible())
    assert log.told.text() == "= Walk and log agree on kubernetes-node-6jst."
    request, reply = heads(log.tree)
    assert words(log.tree, request)[0].startswith("Request in kubernetes-node-6jst: TCP 198.51.100.79:40000")
    assert [words(log.tree, each)[1] for each in (request, reply)] == ["= the same", "= the same"]
    assert all(sign == "" for _, sign, _ in below(log.tree, request))


def test_the_first_line_where_they_part_is_in_sight(log: TraceLogPanel) -> None:
    log.show_log("trace.log", LOG.replace("10.180.1.136:8080", "10.180.1.9:8080"))
    wait_until(lambda: log.tree.isVisible())
    assert log.told.text() == "≠ They part at line 14 of trace.log, in the request on kubernetes-node-6jst."
    rows = below(log.tree, heads(log.tree)[0])
    assert [sign for _, sign, _ in rows].index("≠ first") == 7
    assert rows[7][2].startswith("line 14: KUBE-SEP-UMAAAK2QFUFJNQOA")
    assert log.tree.currentIndex().row() == 7
    assert log.tree.viewport().rect().contains(log.tree.visualRect(log.tree.currentIndex()).center())


def test_a_row_takes_the_playhead_to_its_step(log: TraceLogPanel, desk: Desk) -> None:
    log.show_log("trace.log", LOG)
    wait_until(lambda: log.tree.isVisible())
    index = log.tree.rows.index(3, LEFT, heads(log.tree)[0])
    log.tree.setCurrentIndex(index)
    QTest.keyClick(log.tree, Qt.Key.Key_Return)
    timeline, cursor = desk.playhead.timeline, desk.playhead.cursor
    assert timeline is not None
    assert cursor is not None
    step = timeline.moments[cursor.number].step
    assert isinstance(step, RuleStep)
    assert step.ref.chain == "KUBE-EXT-IFSGUVPJVX5CWNQP"


def test_it_follows_the_walk(log: TraceLogPanel, desk: Desk) -> None:
    log.show_log("trace.log", LOG)
    wait_until(lambda: log.tree.isVisible())
    desk.simulation.send(desk.document.scenario.flows[1])
    wait_until(lambda: log.told.text() == "trace.log has no packet of this flow on kubernetes-node-cx31.")


def test_text_that_is_no_log_is_one_sentence(log: TraceLogPanel) -> None:
    log.show_log("x", "hello")
    wait_until(lambda: log.told.text().startswith("No packet is traced here; "))
    assert not log.tree.isVisible()
