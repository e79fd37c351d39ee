"""The conntrack panel: entries as they are at each step, lit where the step touches them."""

from pytestqt.qtbot import QtBot

from sandbox.trace import NatStep
from tests.fixtures.exchanges import replied
from tests.fixtures.hosting import hosted
from tests.fixtures.walking import walk_of
from tests.ui.panels.walked import lines_of, texts_of, walked
from ui.models.playhead import Playhead
from ui.panels.conntrack import ConntrackPanel


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
