"""Workspaces with real clicks: what each shows, what is kept of it, and what an old version left behind."""

import pytest
from PySide6.QtCore import QByteArray, QSettings, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ui.app.preferences import Preferences
from ui.app.window import Window
from ui.app.workspaces import VERSION, WORKSPACES

BUILD, WALK, ANSWER = range(3)
NAMES = ("left", "right", "bottom")


def shown(window: Window) -> list[str]:
    return [name for name in NAMES if window.docks[name][0].isVisible()]


def in_front(window: Window) -> str:
    return window.right.tabs.tabText(window.right.tabs.currentIndex())


def click(window: Window, number: int) -> None:
    QTest.mouseClick(window.top_bar.workspaces.button(number), Qt.MouseButton.LeftButton)


@pytest.fixture
def wide(window: Window) -> Window:
    window.resize(1400, 900)
    window.workspaces.reset()
    return window


def test_each_workspace_shows_its_docks(wide: Window, qtbot: QtBot) -> None:
    assert shown(wide) == ["left", "right", "bottom"]
    click(wide, BUILD)
    assert shown(wide) == ["left", "right"]
    assert in_front(wide) == "Inspector"
    click(wide, ANSWER)
    assert shown(wide) == ["bottom"]
    assert wide.answers.is_shown("Matrix")
    qtbot.waitUntil(lambda: wide.docks["bottom"][0].height() > wide.height() / 2)
    click(wide, WALK)
    assert shown(wide) == ["left", "right", "bottom"]
    assert in_front(wide) == "Packet"
    assert wide.transport.tabs.currentWidget() is wide.transport.lanes


def test_the_switch_and_the_menu_say_which_it_is(wide: Window) -> None:
    wide.actions_by_name["workspace_answer"][1].trigger()
    assert wide.top_bar.workspaces.current == ANSWER
    assert wide.actions_by_name["workspace_answer"][1].isChecked()
    assert not wide.actions_by_name["workspace_walk"][1].isChecked()


def test_a_narrow_window_has_no_palette_beside_a_walk(window: Window) -> None:
    window.resize(1024, 768)
    window.workspaces.reset()
    assert shown(window) == ["right", "bottom"]
    click(window, BUILD)
    assert shown(window) == ["left", "right"]


def test_what_someone_moved_is_there_again(wide: Window, qtbot: QtBot) -> None:
    wide.docks["left"][0].hide()
    wide.resizeDocks([wide.docks["right"][0]], [450], Qt.Orientation.Horizontal)
    qtbot.waitUntil(lambda: wide.docks["right"][0].width() == 450)
    click(wide, BUILD)
    click(wide, WALK)
    assert shown(wide) == ["right", "bottom"]
    qtbot.waitUntil(lambda: wide.docks["right"][0].width() == 450)


def test_the_room_of_the_sessions_lanes_is_not_kept(wide: Window, qtbot: QtBot) -> None:
    dock = wide.docks["bottom"][0]
    before = dock.height()
    wide.playhead.step_forward()
    wide.transport.clock.clock.advance(1)
    qtbot.waitUntil(lambda: wide.transport.branches.wished_height() > 0)
    higher = before + wide.transport.branches.wished_height()
    qtbot.waitUntil(lambda: dock.height() == higher)
    for _ in range(2):
        click(wide, BUILD)
        click(wide, WALK)
        qtbot.waitUntil(lambda: dock.height() == higher)
    wide.workspaces.keep()
    wide.document.new()
    qtbot.waitUntil(lambda: wide.transport.branches.wished_height() == 0)
    wide.restoreState(wide.preferences.layout("walk")[0], VERSION)
    qtbot.waitUntil(lambda: dock.height() == before)


def test_a_panel_that_is_asked_for_is_shown_in_every_workspace(wide: Window) -> None:
    click(wide, ANSWER)
    wide.actions_by_name["show_rules"][1].trigger()
    assert shown(wide) == ["right", "bottom"]
    click(wide, BUILD)
    wide.actions_by_name["show_events"][1].trigger()
    assert shown(wide) == ["left", "right", "bottom"]
    wide.actions_by_name["answer_paths"][1].trigger()
    assert wide.answers.is_shown("Paths")


def test_who_sends_while_building_sees_the_walk(wide: Window) -> None:
    click(wide, BUILD)
    wide.selection.set((wide.document.scenario.pods[0].key,))
    QTest.mouseClick(wide.right.send.button, Qt.MouseButton.LeftButton)
    assert wide.workspaces.number == WALK
    assert shown(wide) == ["left", "right", "bottom"]
    assert in_front(wide) == "Packet"


def test_opening_a_scenario_while_building_stays_there(wide: Window) -> None:
    click(wide, BUILD)
    wide.document.show(wide.document.scenario)
    assert wide.workspaces.number == BUILD


def test_reset_puts_everything_back(wide: Window) -> None:
    wide.docks["left"][0].hide()
    wide.float_dock("right")
    assert wide.docks["right"][0].isFloating()
    wide.tools.show("history")
    wide.actions_by_name["reset_layout"][1].trigger()
    assert shown(wide) == ["left", "right", "bottom"]
    assert not wide.docks["right"][0].isFloating()
    assert not wide.tools.docks["history"].isVisible()


def test_a_dock_can_have_a_window_with_a_frame(wide: Window) -> None:
    dock = wide.docks["bottom"][0]
    wide.actions_by_name["float_bottom"][1].trigger()
    floats = dock.isFloating()
    assert floats
    assert dock.titleBarWidget() is None
    wide.actions_by_name["float_bottom"][1].trigger()
    assert not dock.isFloating()
    assert dock.titleBarWidget() is not None


def test_the_whole_screen_and_back(wide: Window) -> None:
    action = wide.actions_by_name["full_screen"][1]
    action.trigger()
    assert wide.isFullScreen()
    assert action.isChecked()
    action.trigger()
    assert not wide.isFullScreen()


def test_the_next_start_is_in_the_same_workspace(
    wide: Window, preferences: Preferences, qtbot: QtBot
) -> None:
    click(wide, ANSWER)
    wide.close()
    other = Window(preferences)
    qtbot.addWidget(other)
    other.workspaces.prepare()
    other.show()
    qtbot.waitUntil(lambda: other.answers.is_shown("Matrix"))
    assert shown(other) == ["bottom"]


@pytest.mark.parametrize("state", [b"", b"nonsense", b"\x00\x00\x00\xff\x00\x00\x00\x00\xfd"])
def test_a_state_that_cannot_be_read_does_not_break_the_start(
    preferences: Preferences, qtbot: QtBot, state: bytes
) -> None:
    preferences.geometry = QByteArray(state)
    preferences.workspace = "present"
    for each in WORKSPACES:
        preferences.set_layout(each.name, QByteArray(state), ("history", "nothing"))
    window = Window(preferences)
    qtbot.addWidget(window)
    window.workspaces.prepare()
    window.show()
    qtbot.waitUntil(lambda: window.playhead.timeline is not None or window.transport.isVisible())
    assert {"right", "bottom"} <= set(shown(window))


def test_the_state_of_another_version_is_not_taken(wide: Window, preferences: Preferences) -> None:
    wide.docks["right"][0].hide()
    state = wide.saveState(VERSION + 1)
    preferences.set_layout("build", state)
    click(wide, BUILD)
    assert shown(wide) == ["left", "right"]


def test_settings_of_an_odd_type_are_as_good_as_none(tmp_path: object) -> None:
    settings = QSettings(f"{tmp_path}/odd.ini", QSettings.Format.IniFormat)
    settings.setValue("layout/walk", 7)
    settings.setValue("window_geometry", "seven")
    preferences = Preferences(settings)
    assert preferences.layout("walk")[0].isEmpty()
    assert preferences.geometry.isEmpty()
