"""The Why panel: what changed, which rule did it, why, and where that is written; nothing opens a page."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from tests.fixtures.exchanges import dropped, replied
from tests.fixtures.hosting import hosted
from tests.fixtures.walking import walk_of
from ui.models.playhead import Playhead
from ui.panels.rules import RulesPanel
from ui.panels.why import WhyPanel

MASQUERADED = 22


def panel_at(qtbot: QtBot, step: int, *, width: int = 408) -> tuple[WhyPanel, Playhead]:
    simulation, playhead = walk_of(replied())
    playhead.to_step(step)
    panel = WhyPanel(simulation, playhead)
    hosted(qtbot, panel, width, 900)
    return panel, playhead


def plain(label: QLabel) -> str:
    document = QTextDocument()
    document.setHtml(label.text())
    return document.toPlainText()


def test_it_tells_in_reading_order(qtbot: QtBot) -> None:
    panel, _ = panel_at(qtbot, MASQUERADED)
    assert panel.headline.text() == "nat / POSTROUTING on kubernetes-node-cx31"
    assert plain(panel.changes.label).splitlines() == [
        "⇄ source 198.51.100.79 → 10.240.0.5",
        "⇄ source port 40312 → 61877",
        "⇄ mark 0x4000 → 0x0",
    ]
    chains, rule, target = plain(panel.rule.label).splitlines()
    assert chains == "POSTROUTING → KUBE-POSTROUTING"
    assert rule.startswith('-A KUBE-POSTROUTING -m comment --comment "kubernetes service traffic')
    assert target == "-j MASQUERADE --random-fully"
    assert "carries mark 0x4000" in panel.why.label.text()
    places = [part.y() for part in (panel.changes, panel.rule, panel.why, panel.sources)]
    assert places == sorted(places)


def test_jumps_lead_to_the_cause_and_to_the_undoing(qtbot: QtBot) -> None:
    panel, playhead = panel_at(qtbot, MASQUERADED)
    assert panel.jumps.cause.whole == "◂ cause: KUBE-MARK-MASQ"
    QTest.mouseClick(panel.jumps.cause, Qt.MouseButton.LeftButton)
    assert panel.headline.text() == "nat / PREROUTING / KUBE-MARK-MASQ rule 1 on kubernetes-node-cx31"
    playhead.to_step(MASQUERADED)
    QTest.mouseClick(panel.jumps.undone, Qt.MouseButton.LeftButton)
    assert panel.headline.text() == "NAT undone / PREROUTING on kubernetes-node-cx31"
    assert not panel.jumps.undone.isVisible()


def test_the_links_are_copied_and_never_opened(qtbot: QtBot) -> None:
    panel, _ = panel_at(qtbot, MASQUERADED)
    labels = [each.accessibleName() for each in panel.sources.findChildren(QLabel) if each.accessibleName()]
    assert "kernel: nf_nat_masquerade_ipv4, net/netfilter/nf_nat_masquerade.c" in labels
    button = panel.sources.rows[0].button
    assert button.accessibleName() == "Copy the link to nf_nat_masquerade_ipv4"
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)
    assert QGuiApplication.clipboard().text().endswith("net/netfilter/nf_nat_masquerade.c")
    assert button.text() == "Copied"


def test_the_rule_is_shown_among_its_tables_rules(qtbot: QtBot) -> None:
    panel, playhead = panel_at(qtbot, MASQUERADED)
    rules = RulesPanel(panel._simulation, playhead)
    hosted(qtbot, rules, 408, 400)
    with qtbot.waitSignal(panel.rule_wanted) as wanted:
        QTest.mouseClick(panel.to_rule, Qt.MouseButton.LeftButton)
    assert wanted.args is not None
    rules.show_rule(wanted.args[0])
    line = rules.tree.current_line()
    assert line is not None
    assert line.number == wanted.args[0]
    assert "MASQUERADE" in line.text


def test_a_drop_names_its_rule(qtbot: QtBot) -> None:
    simulation, playhead = walk_of(dropped())
    panel = WhyPanel(simulation, playhead)
    hosted(qtbot, panel, 408, 900)
    playhead.to_end()
    assert "-j DROP" in plain(panel.rule.label)
    simulation.give()
    assert panel.headline.text().startswith("Send a request")
    assert not panel.to_rule.isVisible()


@pytest.mark.parametrize("width", [320, 408, 640])
def test_nothing_is_wider_than_the_panel(qtbot: QtBot, width: int) -> None:
    panel, playhead = panel_at(qtbot, 0, width=width)
    for step in range(43):
        playhead.to_exact(step)
        content = panel.widget()
        assert content is not None
        assert content.minimumSizeHint().width() <= panel.viewport().width()
