"""Walking by keys in the whole window: steps, devices, causes, breakpoints, panels, several packets."""

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from sandbox.playback import Level
from sandbox.trace import NatStep
from ui.app.window import Window

NONE = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
Key = Qt.Key


def press(window: Window, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
    QTest.keyClick(window.canvas, key, modifiers)


def to_rewrite(window: Window) -> int:
    window.playhead.reduced_motion = True
    assert window.playhead.run_until(lambda each: isinstance(each.step, NatStep))
    return here(window)


def here(window: Window) -> int:
    assert window.playhead.cursor is not None
    return window.playhead.cursor.number


def levels_after(window: Window, modifiers: Qt.KeyboardModifier) -> list[Level]:
    """The levels after F11 is pressed once and once more."""
    levels = []
    for _ in range(2):
        press(window, Key.Key_F11, modifiers)
        levels.append(window.playhead.level)
    return levels


def is_playing(window: Window) -> bool:
    return window.playhead.is_playing


def test_f_keys_step_and_change_the_detail(window: Window) -> None:
    press(window, Key.Key_F10)
    assert window.playhead.stop[0] == 2
    assert levels_after(window, NONE) == [Level.RULE, Level.RULE]
    assert levels_after(window, SHIFT) == [Level.HOOK, Level.HOP]
    assert levels_after(window, SHIFT) == [Level.CONNECTION, Level.CONNECTION]


def test_arrows_step_where_what_is_selected_has_no_place_of_its_own_to_move_from(window: Window) -> None:
    window.canvas.setFocus()
    (pod, *_) = (each.key for each in window.document.scenario.pods)
    window.selection.set((pod,))
    press(window, Key.Key_Right)
    assert window.playhead.stop[0] == 2
    assert not window.document.undo_stack.canUndo()


def test_f5_plays_and_f8_stops(window: Window) -> None:
    press(window, Key.Key_F5)
    assert is_playing(window)
    press(window, Key.Key_F8)
    assert not is_playing(window)
    press(window, Key.Key_End)
    press(window, Key.Key_R, CTRL | SHIFT)
    assert window.playhead.stop[0] == 1


def test_shift_arrows_stay_on_the_device(window: Window) -> None:
    to_rewrite(window)
    cursor = window.playhead.cursor
    assert cursor is not None
    device = cursor.device
    for key in (Key.Key_Right, Key.Key_Right, Key.Key_Left):
        press(window, key, SHIFT)
        now = window.playhead.cursor
        assert now is not None
        assert now.device == device


def test_ctrl_arrows_go_to_the_consequence_and_back_to_the_cause(window: Window) -> None:
    number = to_rewrite(window)
    press(window, Key.Key_Right, CTRL)
    assert here(window) > number
    press(window, Key.Key_Left, CTRL)
    assert here(window) == number


def test_f9_breaks_where_the_packet_is(window: Window) -> None:
    to_rewrite(window)
    press(window, Key.Key_F9)
    (place,) = window.playhead.breakpoints.places
    assert place.rule is not None
    assert window.actions_by_name["clear_breakpoints"][1].isEnabled()
    press(window, Key.Key_F9, CTRL | SHIFT)
    assert window.playhead.breakpoints.places == ()


def test_f9_breaks_on_the_rule_or_event_that_has_the_keyboard(window: Window) -> None:
    to_rewrite(window)
    press(window, Key.Key_2, ALT)
    tree = window.right.rules.tree
    wanted = next(each for each in tree.lines.indexes() if "KUBE-SERVICES 1" in str(each.data()))
    tree.setCurrentIndex(wanted)
    QTest.keyClick(tree, Key.Key_F9)
    (place,) = window.playhead.breakpoints.places
    assert str(place.rule) == "nat/KUBE-SERVICES#1"
    texts = [str(each.data()) for each in tree.lines.indexes()]
    assert "● breakpoint: playing stops here" in texts
    press(window, Key.Key_6, ALT)
    window.transport.events.table.selectRow(0)
    QTest.keyClick(window.transport.events.table, Key.Key_F9)
    assert window.playhead.breakpoints.places[1].rule is None


def test_panels_come_to_the_front_by_their_keys(window: Window) -> None:
    titles = ("Packet", "Rules", "Conntrack", "Route")
    for key, title in zip((Key.Key_1, Key.Key_2, Key.Key_3, Key.Key_4), titles, strict=True):
        press(window, key, ALT)
        assert window.right.tabs.tabText(window.right.tabs.currentIndex()) == title
    views = ("Lanes", "Events", "Ladder", "Netfilter")
    for key, title in zip((Key.Key_5, Key.Key_6, Key.Key_7, Key.Key_8), views, strict=True):
        press(window, key, ALT)
        assert window.transport.tabs.tabText(window.transport.tabs.currentIndex()) == title


def test_the_chosen_panel_stays_while_stepping(window: Window) -> None:
    press(window, Key.Key_2, ALT)
    window.canvas.setFocus()
    press(window, Key.Key_Right)
    assert window.right.tabs.currentWidget() is window.right.walk["Rules"]
    window.selection.set([window.document.scenario.nodes[0].key])
    assert window.right.is_inspecting
    window.actions_by_name["step_forward"][1].trigger()
    assert window.right.tabs.currentWidget() is window.right.walk["Rules"]


def test_the_selected_event_is_run_to(window: Window) -> None:
    press(window, Key.Key_6, ALT)
    window.transport.events.table.selectRow(3)
    press(window, Key.Key_F10, CTRL)
    assert here(window) == window.transport.events.selected


def test_several_packets_are_followed_in_turn(window: Window, qtbot: QtBot) -> None:
    flow = msgspec.structs.replace(window.document.scenario.flows[1], requests=3)
    assert not window.actions_by_name["next_packet"][1].isEnabled()
    with qtbot.waitSignal(window.simulation.results_changed):
        window.simulation.send(flow)
    press(window, Key.Key_Period, CTRL)
    assert window.simulation.followed == 1
    press(window, Key.Key_Comma, CTRL)
    press(window, Key.Key_Comma, CTRL)
    assert window.simulation.followed == 2
    window.actions_by_name["only_mine"][1].trigger()
    assert window.playhead.only_mine
