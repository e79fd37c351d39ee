"""The conntrack panel: entries as they are at each step, lit where the step touches them."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from sandbox.analysis.session import advanced
from sandbox.engine.history import Expired, Forgotten
from sandbox.trace import NatStep, Verdict
from tests.fixtures.exchanges import replied
from tests.fixtures.hosting import hosted
from tests.fixtures.walking import walk_of
from tests.ui.panels.walked import lines_of, texts_of, walked
from ui.models import Simulation
from ui.models.playhead import Playhead
from ui.panels.conntrack import ConntrackPanel
from ui.panels.conntrack.removing import ENDINGS


def panel_of(qtbot: QtBot) -> tuple[ConntrackPanel, Playhead]:
    simulation, playhead = walked(qtbot)
    panel = ConntrackPanel(simulation, playhead)
    hosted(qtbot, panel, 400, 400)
    return panel, playhead


def rewrites(playhead: Playhead) -> list[int]:
    assert playhead.timeline is not None
    return [at for at, each in enumerate(playhead.timeline.moments) if isinstance(each.step, NatStep)]


def test_without_a_walk_it_teaches(qtbot: QtBot) -> None:
    simulation, playhead = walk_of(replied())
    panel = ConntrackPanel(simulation, playhead)
    hosted(qtbot, panel, 400, 400)
    simulation.give()
    assert panel.told.text().startswith("Send a request")


def test_a_device_without_rules_tracks_nothing(qtbot: QtBot) -> None:
    panel, _ = panel_of(qtbot)
    assert panel.told.text() == "laptop has no rules that need connections, so its kernel tracks none."


def test_a_rewrite_shows_the_reply_before_and_after(qtbot: QtBot) -> None:
    panel, playhead = panel_of(qtbot)
    playhead.to_step(rewrites(playhead)[1])
    texts = texts_of(panel.tree)
    assert texts[0].startswith("● tcp SYN_SENT · 120 s · not in the table yet")
    assert "⇄ takes the rule's NAT" in texts
    changed = [line for line in lines_of(panel.tree) if line.fill == "changed_fill" and line.code]
    assert len(changed) == 1
    assert changed[0].said.endswith("rewritten")
    assert any(text.startswith("before: ←") for text in texts)


def test_the_entry_lights_up_when_it_undoes(qtbot: QtBot) -> None:
    panel, playhead = panel_of(qtbot)
    playhead.to_step(rewrites(playhead)[2])
    lines = lines_of(panel.tree)
    assert lines[0].fill == "packet_fill"
    assert "↩ undoes its NAT" in texts_of(panel.tree)
    assert "not in the table" not in lines[0].text


def test_back_restores_what_was_known(qtbot: QtBot) -> None:
    panel, playhead = panel_of(qtbot)
    playhead.run_until(lambda moment: isinstance(moment.step, NatStep))
    before = texts_of(panel.tree)
    playhead.to_end()
    playhead.to_start()
    playhead.run_until(lambda moment: isinstance(moment.step, NatStep))
    assert texts_of(panel.tree) == before


def test_requests_that_came_before_are_known(qtbot: QtBot) -> None:
    simulation, playhead = walk_of(replied())
    simulation.give_requests(replied(), replied())
    simulation.follow(1)
    panel = ConntrackPanel(simulation, playhead)
    hosted(qtbot, panel, 400, 400)
    playhead.to_step(14)
    assert panel.told.text().endswith("knows 1 connection at this step.")


def test_the_time_out_counts_down(qtbot: QtBot) -> None:
    simulation, playhead = walked(qtbot)
    panel = ConntrackPanel(simulation, playhead)
    hosted(qtbot, panel, 400, 400)
    playhead.to_end()
    with qtbot.waitSignal(simulation.session_changed):
        simulation.happen(lambda now, taken, gone: advanced(now, taken, gone, 45))
    playhead.to_step(rewrites(playhead)[0])
    assert any("15 s of 60 s" in text for text in texts_of(panel.tree))
    with qtbot.waitSignal(simulation.session_changed):
        simulation.go_to(1)
    with qtbot.waitSignal(simulation.session_changed):
        simulation.happen(lambda now, taken, gone: advanced(now, taken, True, 100))
    playhead.to_step(rewrites(playhead)[0])
    assert any("expired" in text for text in texts_of(panel.tree))
    assert panel.told.text() == "kubernetes-node-6jst knows 1 connection at this step."


def walked_to_the_entry(qtbot: QtBot) -> tuple[ConntrackPanel, Playhead, Simulation]:
    simulation, playhead = walked(qtbot)
    panel = ConntrackPanel(simulation, playhead)
    hosted(qtbot, panel, 400, 400)
    playhead.to_step(rewrites(playhead)[2])
    panel.tree.setFocus()
    return panel, playhead, simulation


def test_del_deletes_the_entry_and_the_next_packet_is_walked_anew(qtbot: QtBot) -> None:
    panel, _, simulation = walked_to_the_entry(qtbot)
    assert panel.chosen is not None
    with qtbot.waitSignal(simulation.session_changed):
        QTest.keyClick(panel.tree, Qt.Key.Key_Delete)
    session = simulation.session
    assert session is not None
    assert isinstance(session.history.moments[-1].event, Forgotten)
    assert session.sending.connection is not None
    assert simulation.exchange is not None
    assert simulation.exchange.verdict is Verdict.REJECTED
    with qtbot.waitSignal(simulation.session_changed):
        simulation.go_to(1)
    assert session.history.moments[1].world.state("node/kubernetes-node-6jst").conntrack


def test_an_entry_is_let_expire_by_its_button(qtbot: QtBot) -> None:
    panel, _, simulation = walked_to_the_entry(qtbot)
    button = panel.ending.buttons["Let it expire"]
    assert button.isEnabled()
    assert button.accessibleName()
    with qtbot.waitSignal(simulation.session_changed):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert simulation.session is not None
    assert isinstance(simulation.session.history.moments[-1].event, Expired)


def test_what_never_comes_into_the_table_cannot_be_deleted_from_it(qtbot: QtBot) -> None:
    simulation, playhead = walked(qtbot, "nodeport-cx31", "nodeport-local.yaml")
    panel = ConntrackPanel(simulation, playhead)
    hosted(qtbot, panel, 400, 400)
    playhead.to_end()
    assert simulation.exchange is not None
    assert simulation.exchange.verdict is Verdict.DROPPED
    assert "not in the table yet" in lines_of(panel.tree)[0].text
    assert panel.chosen is None
    assert not panel.ending.buttons["Delete entry"].isEnabled()


def test_the_menu_of_an_entry_offers_both(qtbot: QtBot) -> None:
    panel, _, _ = walked_to_the_entry(qtbot)
    assert [each.text().partition("\t")[0] for each in panel.ending.menu(panel).actions()] == [*ENDINGS]
    simulation, playhead = walk_of(replied())
    other = ConntrackPanel(simulation, playhead)
    hosted(qtbot, other, 400, 400)
    assert other.chosen is None
    assert not other.ending.buttons["Delete entry"].isEnabled()
