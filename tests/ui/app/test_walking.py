"""Walking by keys in the whole window: steps, devices, causes, breakpoints, panels, several packets."""

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from sandbox.analysis.session import Session
from sandbox.engine.segments import By
from sandbox.kube import ObjectKey, TrafficPolicy
from sandbox.netfilter import RuleRef
from sandbox.playback import Breakpoint, Level
from sandbox.scenario.edits import set_external_traffic_policy
from sandbox.trace import NatStep
from ui.app.window import Window
from ui.panels.answer.twin import TwinPanel
from ui.panels.why import WhyPanel

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


@pytest.mark.parametrize(("workspace", "stop"), [(0, 1), (1, 2)])
def test_arrows_step_beside_the_transport_and_move_what_is_selected_without_it(
    window: Window, workspace: int, stop: int
) -> None:
    window.workspaces.switch(workspace)
    window.canvas.setFocus()
    window.selection.set((window.document.scenario.services[0].key,))
    press(window, Key.Key_Right)
    assert window.playhead.stop[0] == stop
    assert window.document.undo_stack.canUndo() == (workspace == 0)


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


def session_of(window: Window) -> Session:
    assert window.simulation.session is not None
    return window.simulation.session


def happens(window: Window, qtbot: QtBot, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> None:
    """Press a key that lets something happen in the session."""
    with qtbot.waitSignal(window.simulation.session_changed):
        press(window, key, modifiers)
    qtbot.waitUntil(lambda: window.simulation.is_current)


def test_keys_go_on_with_the_session(window: Window, qtbot: QtBot) -> None:
    press(window, Key.Key_End)
    happens(window, qtbot, Key.Key_Return, CTRL | ALT)
    assert session_of(window).sending.number == 1
    press(window, Key.Key_End)
    happens(window, qtbot, Key.Key_Right, CTRL | SHIFT)
    assert session_of(window).world.now > session_of(window).history.moments[0].world.now
    happens(window, qtbot, Key.Key_Left, ALT)
    assert session_of(window).recorded == 2
    happens(window, qtbot, Key.Key_Left, ALT)
    assert session_of(window).recorded == 1
    happens(window, qtbot, Key.Key_Right, ALT)
    assert session_of(window).recorded == 2
    press(window, Key.Key_0, ALT)
    assert window.transport.branches.hasFocus()


def test_the_connections_next_packets_have_keys(window: Window, qtbot: QtBot) -> None:
    flow = next(each for each in window.document.scenario.flows if each.metadata.name == "nodeport-cx31")
    window.simulation.restart(flow)
    qtbot.waitUntil(lambda: window.simulation.is_current)
    press(window, Key.Key_End)
    happens(window, qtbot, Key.Key_Return, CTRL | SHIFT)
    assert session_of(window).sending.by is By.CLIENT
    happens(window, qtbot, Key.Key_Return, ALT)
    assert session_of(window).sending.by is By.SERVER


def test_f9_stops_at_the_selected_device_on_the_canvas(window: Window) -> None:
    window.canvas.setFocus()
    node = window.document.scenario.nodes[0].key
    window.selection.set((node,))
    press(window, Key.Key_F9)
    assert window.playhead.breakpoints.places == (Breakpoint(f"node/{node.name}"),)


def test_no_action_takes_the_key_of_context_menus(window: Window) -> None:
    taken = {each.toString() for action in window.actions() for each in action.shortcuts()}
    assert "Shift+F10" not in taken
    assert {"L", "Ctrl+L"} <= taken


def test_a_lane_is_compared_in_the_twin_walk(window: Window, qtbot: QtBot) -> None:
    flow = next(each for each in window.document.scenario.flows if each.metadata.name == "nodeport-cx31")
    window.simulation.restart(flow)
    qtbot.waitUntil(lambda: window.simulation.is_current)
    press(window, Key.Key_End)
    key = ObjectKey("Service", "default", "nodeport")
    with qtbot.waitSignal(window.simulation.session_changed):
        window.document.apply("Local", lambda s: set_external_traffic_policy(s, key, TrafficPolicy.LOCAL))
    qtbot.waitUntil(lambda: window.simulation.is_current)
    window.transport.branches.compare.emit("main")
    twin = window.answers.panel.show_view("Twin")
    assert isinstance(twin, TwinPanel)
    qtbot.waitUntil(lambda: twin.told.text().startswith("≠"))
    assert "Local instead of Cluster" in twin.told.text()
    assert "main" in twin.told.text()


def test_why_leads_to_the_rule_among_the_rules(window: Window) -> None:
    to_rewrite(window)
    press(window, Key.Key_9, ALT)
    (why,) = window.right.findChildren(WhyPanel)
    QTest.mouseClick(why.to_rule, Qt.MouseButton.LeftButton)
    line = window.right.rules.tree.current_line()
    assert line is not None
    assert isinstance(line.about, RuleRef)
    assert window.right.rules.isVisible()


def test_the_lanes_alone_have_a_scale(window: Window) -> None:
    scale = window.transport.scale
    assert scale.isVisible()
    QTest.mouseClick(scale.button(1), Qt.MouseButton.LeftButton)
    assert window.transport.lanes.widget() is not window.transport.lanes.lanes
    press(window, Key.Key_6, ALT)
    assert not scale.isVisible()
    press(window, Key.Key_5, ALT)
    assert scale.isVisible()


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_shift_f10_opens_the_menu_of_whatever_has_the_keyboard(window: Window, qtbot: QtBot) -> None:
    press(window, Key.Key_End)
    happens(window, qtbot, Key.Key_Return, CTRL | ALT)
    to_rewrite(window)
    press(window, Key.Key_2, ALT)
    rules = window.right.rules.tree
    rules.setCurrentIndex(rules.lines.index(0, 0))
    for widget in (window.canvas, window.transport.branches, window.transport.lanes.lanes, rules):
        widget.setFocus()
        stop = window.playhead.stop
        QTest.keyClick(widget, Key.Key_F10, SHIFT)
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu), widget
        assert menu.actions()
        menu.close()
        assert window.playhead.stop == stop
