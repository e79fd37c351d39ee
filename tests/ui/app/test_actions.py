from collections import Counter

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QMenuBar, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from sandbox.kube import ObjectKey
from ui.app.actions import ACTIONS
from ui.app.window import Window
from ui.theme import Appearance, ThemeName, theme

CLIENT = ObjectKey("Client", "", "laptop")


def run(window: Window, name: str) -> None:
    window.actions_by_name[name][1].trigger()


def texts(menu: QMenu | QMenuBar) -> list[str]:
    return [each.text().replace("&", "") for each in menu.actions() if not each.isSeparator()]


def test_the_menus_come_from_the_table(window: Window) -> None:
    menus = window.top_bar.findChild(QMenuBar)
    assert menus is not None
    assert texts(menus) == ["File", "Edit", "Add", "Walk", "View", "Help"]
    assert len(window.actions_by_name) == len(ACTIONS)


def test_what_is_rarely_used_of_a_walk_is_in_submenus(window: Window) -> None:
    menus = window.top_bar.findChild(QMenuBar)
    assert menus is not None
    walk = next(each for each in menus.findChildren(QMenu) if each.title() == "&Walk")
    assert len(walk.actions()) <= 18, "in one column, at 200 % on a screen 1000 pixels high"
    below = walk.findChildren(QMenu, options=Qt.FindChildOption.FindDirectChildrenOnly)
    assert {menu.title().replace("&", ""): len(texts(menu)) for menu in below} == {
        "Jump": 4,
        "Run and Stop": 4,
        "Several Packets": 3,
        "Session": 11,
    }


def test_no_key_means_two_things(window: Window) -> None:
    keys = Counter(
        each.toString() for _, action in window.actions_by_name.values() for each in action.shortcuts()
    )
    assert [key for key, count in keys.items() if count > 1] == []
    assert keys[QKeySequence(QKeySequence.StandardKey.Save).toString()] == 1


def test_undo_and_redo_name_the_edit(window: Window) -> None:
    undo, redo = (window.actions_by_name[name][1] for name in ("undo", "redo"))
    assert not undo.isEnabled()
    run(window, "add_client")
    assert undo.text() == "&Undo Add Client"
    assert undo.isEnabled()
    undo.trigger()
    assert redo.text() == "&Redo Add Client"
    assert [undo.text(), undo.isEnabled()] == ["&Undo", False]


def test_delete_removes_what_is_selected(window: Window) -> None:
    delete = window.actions_by_name["delete"][1]
    assert not delete.isEnabled()
    window.selection.set([CLIENT])
    assert delete.isEnabled()
    delete.trigger()
    assert CLIENT not in window.document.scenario.by_key
    assert window.document.undo_stack.undoText() == "Delete laptop"
    assert not delete.isEnabled()


def test_select_all_takes_what_stands_on_the_canvas(window: Window) -> None:
    run(window, "add_note")
    run(window, "select_all")
    kinds = {"Node", "Pod", "Service", "Client", "LoadBalancer", "Note"}
    assert {key.kind for key in window.selection.keys} == kinds


def test_walking_by_the_menu(window: Window) -> None:
    run(window, "step_forward")
    assert window.playhead.stop[0] == 2
    run(window, "to_end")
    assert window.playhead.stop[0] == window.playhead.stop[1]
    run(window, "step_back")
    run(window, "to_start")
    assert window.playhead.stop[0] == 1
    run(window, "play")
    assert window.actions_by_name["play"][1].text() == "&Pause"
    run(window, "play")
    assert not window.playhead.is_playing


def test_an_empty_scenario_has_nothing_to_walk(window: Window, qtbot: QtBot) -> None:
    run(window, "new")
    qtbot.waitUntil(lambda: window.playhead.timeline is None)
    assert not window.actions_by_name["step_forward"][1].isEnabled()


@pytest.mark.parametrize(
    ("action", "name"),
    [
        ("theme_light", ThemeName.LIGHT),
        ("theme_dark", ThemeName.DARK),
        ("theme_high_contrast", ThemeName.HIGH_CONTRAST),
    ],
)
def test_a_chosen_theme_is_remembered(action: str, name: ThemeName, window: Window) -> None:
    run(window, action)
    assert theme.name is name
    assert window.actions_by_name[action][1].isChecked()
    assert not window.actions_by_name["theme_system"][1].isChecked()
    assert window.preferences.appearance.name == name.name
    run(window, "theme_system")
    assert window.preferences.appearance is Appearance.SYSTEM


def test_the_theme_button_switches(window: Window) -> None:
    run(window, "theme_light")
    window.top_bar.theme_button.click()
    assert theme.is_dark
    assert "light" in window.top_bar.theme_button.accessibleName()
    window.top_bar.theme_button.click()
    assert window.preferences.appearance is Appearance.LIGHT


def test_reduced_motion_is_remembered(window: Window) -> None:
    run(window, "reduced_motion")
    assert window.playhead.reduced_motion
    assert window.preferences.reduced_motion
    assert window.actions_by_name["reduced_motion"][1].isChecked()


def test_about_names_the_versions(window: Window) -> None:
    run(window, "about")
    (box,) = window.findChildren(QMessageBox)
    assert "kube-proxy" in box.text()
    box.close()


def press(qtbot: QtBot, widget: QWidget, key: Qt.Key) -> None:
    widget.setFocus()
    qtbot.waitUntil(widget.hasFocus)
    QTest.keyClick(widget, key)


def test_single_letters_add_unless_someone_types(window: Window, qtbot: QtBot, qapp: QApplication) -> None:
    window.activateWindow()
    before = len(window.document.scenario.clients)
    press(qtbot, window.left.palette_items.items["Node"], Qt.Key.Key_C)
    assert len(window.document.scenario.clients) == before + 1
    window.selection.set([CLIENT])
    line = window.right.inspector.findChild(QLineEdit)
    assert line is not None
    press(qtbot, line, Qt.Key.Key_C)
    assert len(window.document.scenario.clients) == before + 1
    assert line.text() == "claptop"


def test_a_control_keeps_the_keys_that_it_uses(window: Window, qtbot: QtBot) -> None:
    window.activateWindow()
    tree = window.left.outline.tree
    press(qtbot, tree, Qt.Key.Key_End)
    press(qtbot, tree, Qt.Key.Key_C)
    assert window.playhead.stop[0] == 1
    assert len(window.document.scenario.clients) == 1
    window.left.palette_items.items["Client"].setFocus()
    QTest.keyClick(window.left.palette_items.items["Client"], Qt.Key.Key_Right)
    assert window.playhead.stop[0] == 2
