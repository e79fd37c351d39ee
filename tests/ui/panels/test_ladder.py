"""The ladder: arrows with addresses, rewrites beside their device, clicks that seek, scrolling."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from sandbox.playback import Level, MarkKind
from sandbox.trace import TransmitStep
from tests.fixtures.exchanges import dropped, replied
from tests.fixtures.hosting import hosted
from tests.fixtures.walking import walk_of
from ui.models.playhead import Playhead
from ui.panels.ladder import LadderPanel
from ui.panels.ladder.geometry import WIDEST_NAME, LadderGeometry
from ui.panels.ladder.paint import note_text
from ui.panels.ladder.rungs import Arrow, Note

LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier


def panel_of(qtbot: QtBot, width: int = 1200, height: int = 200) -> tuple[LadderPanel, Playhead]:
    simulation, playhead = walk_of(replied())
    playhead.reduced_motion = True
    panel = LadderPanel(simulation, playhead)
    hosted(qtbot, panel, width, height)
    return panel, playhead


def test_each_crossing_is_an_arrow_with_its_addresses(qtbot: QtBot) -> None:
    panel, playhead = panel_of(qtbot)
    arrows = [each for each in panel.ladder.rungs if isinstance(each, Arrow)]
    assert playhead.timeline is not None
    crossings = [each for each in playhead.timeline.moments if isinstance(each.step, TransmitStep)]
    assert len(arrows) == len(crossings)
    assert arrows[0].above == "TCP SYN  198.51.100.79:40312"
    assert arrows[0].below == "→ 10.240.0.5:31380"
    assert arrows[0].is_request
    assert not arrows[-1].is_request


def test_rewrites_stand_beside_their_device_in_words(qtbot: QtBot) -> None:
    panel, _ = panel_of(qtbot)
    notes = [note_text(each) for each in panel.ladder.rungs if isinstance(each, Note)]
    assert "⇄ rewritten: source 10.240.0.5:61877" in notes
    assert any(each.startswith("↩ undone: ") for each in notes)
    assert notes[-1] == "✓ reply arrived"


def test_a_click_seeks(qtbot: QtBot) -> None:
    panel, playhead = panel_of(qtbot)
    place = panel.ladder.place_of(1).toPoint()
    QTest.mouseMove(panel.ladder, place)
    QTest.mouseClick(panel.ladder, LEFT, NONE, place)
    assert playhead.cursor is not None
    assert playhead.cursor.number == panel.ladder.rungs[1].number
    assert panel.ladder.current == 1


def test_keys_go_from_rung_to_rung(qtbot: QtBot) -> None:
    panel, playhead = panel_of(qtbot)
    QTest.keyClick(panel.ladder, Qt.Key.Key_Down)
    QTest.keyClick(panel.ladder, Qt.Key.Key_Down)
    assert panel.ladder.current == 1
    QTest.keyClick(panel.ladder, Qt.Key.Key_Up)
    assert panel.ladder.current == 0
    assert playhead.cursor is not None
    assert playhead.cursor.number == panel.ladder.rungs[0].number


def test_it_scrolls_with_the_playhead(qtbot: QtBot) -> None:
    panel, playhead = panel_of(qtbot)
    playhead.level = Level.HOP
    for _ in range(playhead.stop[1]):
        playhead.step_forward()
        top, height = panel.ladder.place_of_current()
        scrolled = panel.verticalScrollBar().value()
        assert scrolled <= top
        assert top + height <= scrolled + panel.viewport().height()
    playhead.to_start()
    assert panel.verticalScrollBar().value() == 0


def test_it_scrolls_sideways_with_the_playhead(qtbot: QtBot) -> None:
    panel, playhead = panel_of(qtbot, 500)
    for _ in range(playhead.stop[1]):
        playhead.step_forward()
        left, right = panel.ladder.reach_of_current()
        scrolled = panel.horizontalScrollBar().value()
        assert scrolled <= left or right - left > 500
        assert left < scrolled + panel.viewport().width()
    playhead.to_start()
    assert panel.horizontalScrollBar().value() == 0


def test_its_menu_runs_and_breaks(qtbot: QtBot) -> None:
    panel, playhead = panel_of(qtbot)
    rung = panel.ladder.rungs[2]
    texts = [action.text() for action in panel.ladder.menu_of(rung).actions()]
    assert texts[0] == "&Run to Here"
    panel.ladder.menu_of(rung).actions()[0].trigger()
    assert playhead.cursor is not None
    assert playhead.cursor.number == rung.number


def test_a_drop_ends_the_ladder_and_nothing_teaches(qtbot: QtBot) -> None:
    simulation, playhead = walk_of(dropped())
    panel = LadderPanel(simulation, playhead)
    hosted(qtbot, panel, 900, 200)
    last = panel.ladder.rungs[-1]
    assert isinstance(last, Note)
    assert last.kind is MarkKind.DROPPED
    simulation.give()
    assert panel.ladder.rungs == ()
    panel.grab()


def test_labels_never_reach_the_next_axis(qtbot: QtBot) -> None:
    panel, _ = panel_of(qtbot, 500)
    plan = panel.ladder.geometry_now
    assert plan.gap >= plan.label + 32
    assert panel.ladder.minimumWidth() == plan.least_width
    assert LadderGeometry(("a",), (), 400).least_width < 400


def test_a_very_long_name_takes_no_more_room_than_it_may(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.panels.ladder.panel.label_of", lambda device: device * 10)
    panel, _ = panel_of(qtbot)
    assert panel.ladder.geometry_now.name == WIDEST_NAME
