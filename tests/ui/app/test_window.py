import gc
import sys

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from sandbox.kube import ObjectKey, ProxyMode
from sandbox.scenario import edits
from ui.app.collector import Collector
from ui.app.messages import MessageBar
from ui.app.preferences import Preferences
from ui.app.proxy_mode import mode_of, with_mode
from ui.app.session import report_to
from ui.app.window import Window

NODEPORT = ObjectKey("Service", "default", "nodeport")


def test_every_control_that_takes_the_focus_has_a_name(window: Window) -> None:
    window.selection.set([NODEPORT])
    focusable = [
        each
        for each in window.findChildren(QWidget)
        if each.focusPolicy() & Qt.FocusPolicy.TabFocus and each.isVisible()
    ]
    nameless = [
        each for each in focusable if not each.accessibleName() and not getattr(each, "text", lambda: "")()
    ]
    assert len(focusable) > 20
    assert nameless == []


def test_a_selected_object_shows_its_fields_and_a_step_the_packet(window: Window) -> None:
    window.selection.set([NODEPORT])
    assert window.right.is_inspecting
    window.playhead.step_forward()
    assert window.right.tabs.currentWidget() is window.right.packet


def test_an_edit_leaves_the_inspector_open(window: Window, qtbot: QtBot) -> None:
    window.selection.set([NODEPORT])
    with qtbot.waitSignal(window.simulation.results_changed, raising=False, timeout=500):
        window.document.apply("Pod", lambda s: edits.add_pod(s, s.nodes[0].metadata.name))
    assert window.right.is_inspecting


def test_a_refused_edit_is_told_and_blocks_nothing(window: Window) -> None:
    window.document.apply("Rename", lambda scenario: edits.rename(scenario, NODEPORT, "No Name"))
    assert window.message.isVisible()
    assert "no Kubernetes name" in window.message.words.text()
    window.document.apply("Add Client", edits.add_client)
    assert not window.message.isVisible()


def test_the_message_can_be_closed(qtbot: QtBot) -> None:
    bar = MessageBar()
    qtbot.addWidget(bar)
    bar.say("something went wrong")
    assert bar.words.text() == "Something went wrong."
    close = bar.findChild(QToolButton)
    assert close is not None
    close.click()
    assert bar.isHidden()


def test_an_error_of_our_own_is_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    said: list[str] = []
    try:
        raise ZeroDivisionError("by nothing")
    except ZeroDivisionError:
        report_to(said.append)(*sys.exc_info())
    assert len(said) == 1
    assert "ZeroDivisionError: by nothing" in said[0]
    assert "Traceback" in capsys.readouterr().err


def test_the_place_of_the_window_is_remembered(window: Window, preferences: Preferences) -> None:
    window.resize(window.width(), 700)
    window.close()
    other = Window(preferences)
    other.workspaces.prepare()
    assert other.height() == 700
    other.close()


def test_garbage_is_collected_on_this_thread_only(qapp: QApplication) -> None:
    collector = Collector()
    try:
        assert not gc.isenabled()
        cycles: list[list[object]] = [[] for _ in range(gc.get_threshold()[0] + 1)]
        for each in cycles:
            each.append(each)
        collector.collect()
        assert gc.get_count()[0] < gc.get_threshold()[0]
    finally:
        collector.close()
    assert gc.isenabled()


def test_whole_collections_come_the_more_seldom_the_longer_they_take(qapp: QApplication) -> None:
    def whole() -> int:
        collector.collect()
        return int(gc.get_stats()[2]["collections"])

    thresholds = gc.get_threshold()
    gc.set_threshold(700, 0, 0)
    collector = Collector()
    try:
        gc.collect(1)
        first = whole()
        gc.collect(1)
        assert whole() == first, "not at once again"
        collector._next_whole = 0
        assert whole() == first + 1
    finally:
        collector.close()
        gc.set_threshold(*thresholds)


def test_kube_proxys_mode_is_one_for_all_nodes_or_mixed(window: Window) -> None:
    scenario = window.document.scenario
    assert mode_of(scenario) is ProxyMode.IPTABLES
    changed = with_mode(scenario, ProxyMode.NFTABLES)
    assert mode_of(changed) is ProxyMode.NFTABLES
    assert window.top_bar.mode.text() == "iptables"
    window.document.apply("Set kube-proxy mode", lambda scenario: with_mode(scenario, ProxyMode.NFTABLES))
    assert window.top_bar.mode.text() == "nftables"
