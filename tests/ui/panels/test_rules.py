"""The rules panel: what was asked, what said no and what it saw; other chains when someone opens them."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from pytestqt.qtbot import QtBot

from sandbox.kube import ProxyMode
from sandbox.playback import Breakpoint, Level
from sandbox.trace import HookStep, NatStep, RuleStep
from tests.fixtures.exchanges import replied
from tests.fixtures.hosting import hosted
from tests.fixtures.walking import walk_of
from tests.ui.panels.walked import lines_of, texts_of, walked
from ui.app.proxy_mode import with_mode
from ui.models import Document
from ui.models.playhead import Playhead
from ui.panels.rules import RulesPanel

NONE = Qt.KeyboardModifier.NoModifier


def rewrites(playhead: Playhead) -> list[int]:
    assert playhead.timeline is not None
    return [at for at, each in enumerate(playhead.timeline.moments) if isinstance(each.step, NatStep)]


def panel_of(qtbot: QtBot, at: int = -1) -> tuple[RulesPanel, Playhead]:
    simulation, playhead = walked(qtbot)
    panel = RulesPanel(simulation, playhead)
    hosted(qtbot, panel, 400, 800)
    if at >= 0:
        playhead.to_step(rewrites(playhead)[at])
    return panel, playhead


def test_before_any_walk_it_says_what_will_be_here(qtbot: QtBot) -> None:
    simulation, playhead = walk_of(replied())
    panel = RulesPanel(simulation, playhead)
    hosted(qtbot, panel, 400, 600)
    simulation.give()
    assert panel.told.text().startswith("Send a request")
    assert not panel.tree.isVisible()


def test_each_question_is_ticked_or_crossed_with_what_it_saw(qtbot: QtBot) -> None:
    panel, _ = panel_of(qtbot, 1)
    texts = texts_of(panel.tree)
    assert "⇄ nat / PREROUTING · 9 rules asked, changes it" in "\n".join(texts)
    assert any(text.startswith("✗ KUBE-POSTROUTING 1") for text in texts)
    assert "✗ -m mark ! --mark 0x4000/0x4000   saw 0x4000" in texts
    assert any(text.startswith("✓ KUBE-POSTROUTING 3") and "MASQUERADE" in text for text in texts)
    assert "⇄ mark rewritten: 0x0 → 0x4000" in texts


def test_the_table_that_the_packet_is_in_is_lit(qtbot: QtBot) -> None:
    panel, _ = panel_of(qtbot, 1)
    lit = [line.text for line in lines_of(panel.tree) if line.fill == "packet_fill"]
    assert len(lit) == 1
    assert lit[0].startswith("nat / POSTROUTING")


def test_a_table_that_changed_nothing_is_there_too(qtbot: QtBot) -> None:
    panel, playhead = panel_of(qtbot, 1)
    assert playhead.timeline is not None
    here = playhead.cursor
    assert here is not None
    tables = [
        each.step
        for each in playhead.timeline.moments[: here.number + 1]
        if isinstance(each.step, HookStep) and (each.leg, each.hop) == (here.leg, here.hop)
    ]
    top = [panel.tree.lines.index(row, 0).data() for row in range(panel.tree.lines.rowCount())]
    assert len(top) == len(tables) + 1
    assert top[-1].startswith("≡ All rules of")


def test_at_a_rule_the_table_is_being_asked(qtbot: QtBot) -> None:
    panel, playhead = panel_of(qtbot)
    playhead.level = Level.RULE
    playhead.run_until(lambda moment: isinstance(moment.step, RuleStep))
    assert texts_of(panel.tree)[0] == "▸ nat / PREROUTING · being asked"


def test_other_chains_come_when_someone_opens_them(qtbot: QtBot) -> None:
    panel, _ = panel_of(qtbot, 1)
    model = panel.tree.lines
    whole = model.index(model.rowCount() - 1, 0)
    assert model.rowCount(whole) == 0
    panel.tree.setExpanded(whole, True)
    names = [model.index(row, 0, whole).data() for row in range(model.rowCount(whole))]
    nat = model.index(names.index("nat (ipv4)"), 0, whole)
    panel.tree.setExpanded(nat, True)
    base = model.index(0, 0, nat)
    assert base.data() == "PREROUTING · hook PREROUTING · priority -100 · policy ACCEPT"
    panel.tree.setExpanded(base, True)
    jump = model.index(0, 0, base)
    assert "-j KUBE-SERVICES" in jump.data()
    panel.tree.setExpanded(jump, True)
    assert model.rowCount(jump) > 3


def test_nftables_rules_are_written_as_nft_lists_them(qtbot: QtBot) -> None:
    simulation, playhead = walked(qtbot)
    document = simulation.findChild(Document)
    assert document is not None
    with qtbot.waitSignal(simulation.results_changed):
        document.apply("nftables", lambda scenario: with_mode(scenario, ProxyMode.NFTABLES))
    panel = RulesPanel(simulation, playhead)
    hosted(qtbot, panel, 400, 800)
    playhead.to_step(rewrites(playhead)[1])
    texts = texts_of(panel.tree)
    assert any(text.startswith("⇄ ip kube-proxy nat-prerouting / PREROUTING") for text in texts)
    assert any("masquerade" in text for text in texts)


def test_the_model_is_sound_through_a_whole_walk(qtbot: QtBot) -> None:
    panel, playhead = panel_of(qtbot)
    tester = QAbstractItemModelTester(
        panel.tree.lines, QAbstractItemModelTester.FailureReportingMode.Fatal, panel
    )
    tester.setUseFetchMore(False)  # it takes what it fetches during a reset for a mistake
    playhead.level = Level.RULE
    for _ in range(playhead.stop[1]):
        playhead.step_forward()
    tester.deleteLater()


def test_a_rule_leads_to_its_step_and_its_menu_breaks_on_it(qtbot: QtBot) -> None:
    panel, playhead = panel_of(qtbot, 1)
    tree = panel.tree
    index = next(each for each in tree.lines.indexes() if str(each.data()).startswith("✗ KUBE-POSTROUTING 1"))
    line = tree.lines.line_at(index)
    assert line is not None
    tree.scrollTo(index)
    tree.setFocus()
    QTest.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, NONE, tree.visualRect(index).center())
    menu = panel.menu_of(line)
    actions = {action.text().replace("&", ""): action for action in menu.actions()}
    actions["Break on Rule 1 of KUBE-POSTROUTING"].trigger()
    rule = line.about
    cursor = playhead.cursor
    assert cursor is not None
    assert [each.rule for each in playhead.breakpoints.places] == [rule]
    assert isinstance(playhead.breakpoints.places[0], Breakpoint)
    QTest.keyClick(tree, Qt.Key.Key_Return)
    assert playhead.cursor is not None
    assert playhead.cursor.number == line.number
