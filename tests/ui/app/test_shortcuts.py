from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ui.app.actions import ACTIONS
from ui.app.shortcuts_sheet import ShortcutsSheet
from ui.app.window import Window


def opened(window: Window, qtbot: QtBot) -> ShortcutsSheet:
    window.activateWindow()
    window.canvas.setFocus()
    QTest.keyClick(window.canvas, Qt.Key.Key_F1)
    sheet = window.findChild(ShortcutsSheet)
    assert sheet is not None
    return sheet


def keys_of(window: Window, name: str) -> list[str]:
    return [each.toString() for each in window.actions_by_name[name][1].shortcuts()]


def press(sheet: ShortcutsSheet, key: Qt.Key, modifier: Qt.KeyboardModifier) -> None:
    QTest.keyClick(sheet.keys, key, modifier)


def test_the_sheet_lists_every_action_of_the_table(window: Window, qtbot: QtBot) -> None:
    sheet = opened(window, qtbot)
    assert sum(len(rows) for _, rows in sheet.menus()) == len(ACTIONS)
    QTest.keyClicks(sheet.search, "ctrl+k")
    shown = [menu.text(0) for menu, _ in sheet.menus() if not menu.isHidden()]
    assert shown == ["Edit"]


def test_keys_are_changed_remembered_and_reset(window: Window, qtbot: QtBot) -> None:
    sheet = opened(window, qtbot)
    sheet.choose("reduced_motion")
    press(sheet, Qt.Key.Key_F7, Qt.KeyboardModifier.AltModifier)
    assert "is free" in sheet.told.text()
    sheet.set_button.click()
    assert keys_of(window, "reduced_motion") == ["Alt+F7"]
    assert window.preferences.keys == {"reduced_motion": "Alt+F7"}
    window.activateWindow()
    window.canvas.setFocus()
    QTest.keyClick(window.canvas, Qt.Key.Key_F7, Qt.KeyboardModifier.AltModifier)
    assert window.preferences.reduced_motion
    sheet.reset_button.click()
    assert keys_of(window, "reduced_motion") == []
    assert window.preferences.keys == {}


def test_keys_that_another_action_has_are_told_and_taken(window: Window, qtbot: QtBot) -> None:
    sheet = opened(window, qtbot)
    sheet.choose("history")
    press(sheet, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert sheet.told.text() == "Find or Do Anything has Ctrl+K; it would lose it."
    assert sheet.set_button.text() == "Take it"
    sheet.set_button.click()
    assert keys_of(window, "history") == ["Ctrl+K"]
    assert keys_of(window, "find") == ["Ctrl+Shift+P"]
    assert window.top_bar.finder.text().endswith("Ctrl+Shift+P")
    sheet.reset_all.click()
    assert keys_of(window, "find") == ["Ctrl+K", "Ctrl+Shift+P"]


def test_single_letters_can_be_switched_off(window: Window, qtbot: QtBot) -> None:
    sheet = opened(window, qtbot)
    sheet.single.click()
    assert keys_of(window, "add_node") == []
    assert keys_of(window, "shortcuts") == ["F1"]
    assert not window.preferences.single_keys
    sheet.single.click()
    assert keys_of(window, "add_node") == ["N"]


def test_an_action_can_have_no_key(window: Window, qtbot: QtBot) -> None:
    sheet = opened(window, qtbot)
    sheet.choose("find_object")
    sheet.keys.setKeySequence(QKeySequence())
    sheet.set_button.click()
    assert keys_of(window, "find_object") == []
    assert window.tools.bindings.owner("history", QKeySequence("Ctrl+F")) is None
