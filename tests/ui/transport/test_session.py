"""The session below the transport: lanes of what happened, the clock, and the next packet, by real events."""

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from sandbox.kube import ObjectKey, TrafficPolicy
from sandbox.scenario.edits import set_external_traffic_policy
from tests.fixtures.hosting import hosted
from tests.ui.panels.walked import walked
from ui.models import Document, Simulation
from ui.models.playhead import Playhead
from ui.transport import BranchesView, ClockButton, NextButton

NODEPORT = ObjectKey("Service", "default", "nodeport")


@pytest.fixture
def walk(qtbot: QtBot) -> tuple[Simulation, Playhead]:
    return walked(qtbot, "nodeport-cx31")


@pytest.fixture
def lanes(walk: tuple[Simulation, Playhead], qtbot: QtBot) -> BranchesView:
    view, holder = BranchesView(walk[0]), QWidget()
    QVBoxLayout(holder).addWidget(view)
    hosted(qtbot, holder, 900, 160)
    return view


def document_of(simulation: Simulation) -> Document:
    (document,) = simulation.findChildren(Document)
    return document


def set_local(simulation: Simulation, qtbot: QtBot) -> None:
    """Edit the policy of the walked Service."""
    with qtbot.waitSignal(simulation.session_changed):
        document_of(simulation).apply(
            "Set externalTrafficPolicy to Local",
            lambda scenario: set_external_traffic_policy(scenario, NODEPORT, TrafficPolicy.LOCAL),
        )
    qtbot.waitUntil(lambda: simulation.is_current)


def texts(view: BranchesView) -> list[list[str]]:
    return [[row.branch, *(f"{chip.sign} {chip.text}" for chip in row.chips)] for row in view.lanes.rows]


def cell(view: BranchesView, row: int, text: str) -> QModelIndex:
    chip = next(each for each in view.lanes.rows[row].chips if each.text == text)
    return view.lanes.index(row, chip.column + 1)


def click(view: BranchesView, index: QModelIndex) -> None:
    QTest.mouseClick(
        view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(index).adjusted(12, 4, 0, 0).topLeft()
    )


def test_who_walks_once_sees_no_lanes(lanes: BranchesView, walk: tuple[Simulation, Playhead]) -> None:
    walk[1].to_end()
    assert lanes.isHidden()
    assert lanes.wished_height() == 0


def test_an_edit_of_a_walk_shows_two_lanes(
    lanes: BranchesView, walk: tuple[Simulation, Playhead], qtbot: QtBot
) -> None:
    simulation, playhead = walk
    playhead.to_end()
    set_local(simulation, qtbot)
    assert lanes.isVisible()
    assert texts(lanes) == [
        ["main", "● start at 10 s", "✓ nodeport-cx31"],
        ["Local instead of Cluster", "✎ Set externalTrafficPolicy to Local", "▸ nodeport-cx31"],
    ]
    assert lanes.lanes.now() == cell(lanes, 1, "nodeport-cx31")
    with qtbot.waitSignal(simulation.session_changed):
        click(lanes, cell(lanes, 0, "nodeport-cx31"))
    assert simulation.session is not None
    assert simulation.session.branch == "main"
    assert lanes.lanes.now() == cell(lanes, 0, "nodeport-cx31")


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_keys_go_rename_and_delete(
    lanes: BranchesView, walk: tuple[Simulation, Playhead], qtbot: QtBot
) -> None:
    simulation, playhead = walk
    playhead.to_end()
    set_local(simulation, qtbot)
    lanes.setFocus()
    QTest.keyClick(lanes, Qt.Key.Key_Up)
    with qtbot.waitSignal(simulation.session_changed):
        QTest.keyClick(lanes, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: simulation.is_current)
    lanes.setCurrentIndex(lanes.lanes.index(1, 0))
    QTest.keyClick(lanes, Qt.Key.Key_F2)
    (editor,) = lanes.viewport().findChildren(QLineEdit)
    editor.selectAll()
    QTest.keyClicks(editor, "what if")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: [row.branch for row in lanes.lanes.rows] == ["main", "what if"])
    with qtbot.waitSignal(lanes.refused) as refused:
        lanes.lanes.setData(lanes.lanes.index(1, 0), "main")
    assert refused.args is not None
    assert "no other has" in refused.args[0]
    lanes.setCurrentIndex(lanes.lanes.index(1, 0))
    QTest.keyClick(lanes, Qt.Key.Key_Delete)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert [each.text() for each in menu.actions()] == ["Delete “what if” with 1 event", "Keep It"]
    with qtbot.waitSignal(simulation.session_changed):
        menu.actions()[0].trigger()
    menu.close()
    assert simulation.session is not None
    assert simulation.session.history.branches == ("main",)


def test_the_menu_of_a_lane_compares_it(
    lanes: BranchesView, walk: tuple[Simulation, Playhead], qtbot: QtBot
) -> None:
    simulation, playhead = walk
    playhead.to_end()
    set_local(simulation, qtbot)
    shown, other = lanes.menu_of(1), lanes.menu_of(0)
    assert not shown.actions()[1].isEnabled()
    with qtbot.waitSignal(lanes.compare) as wanted:
        other.actions()[1].trigger()
    assert wanted.args == ["main"]


def test_the_last_lane_stays(lanes: BranchesView, walk: tuple[Simulation, Playhead], qtbot: QtBot) -> None:
    assert [each.isEnabled() for each in lanes.deleting("main").actions()] == [False]


def test_the_clock_goes_on_and_says_what_comes_due(walk: tuple[Simulation, Playhead], qtbot: QtBot) -> None:
    simulation, playhead = walk
    clock = ClockButton(simulation)
    hosted(qtbot, clock, 200, 40)
    assert clock.text() == "10 s"
    assert clock.accessibleName() == "Clock: 10 s"
    clock.fill()
    assert any(each.text() == "Nothing comes due" for each in clock.menu().actions())
    playhead.to_end()
    clock.fill()
    (ten,) = (each for each in clock.menu().actions() if each.text() == "+10 s")
    (due, *_) = (each for each in clock.menu().actions() if "time-out" in each.text())
    assert due.text().startswith("+60 s\tthe time-out of tcp 198.51.100.79:40000")
    with qtbot.waitSignal(simulation.session_changed):
        ten.trigger()
    assert clock.text() == "20 s"


def test_seconds_are_typed(walk: tuple[Simulation, Playhead], qtbot: QtBot) -> None:
    simulation, _ = walk
    clock = ClockButton(simulation)
    hosted(qtbot, clock, 200, 40)
    clock.fill()
    (field,) = clock.menu().findChildren(QLineEdit)
    assert field.accessibleName()
    QTest.keyClicks(field, "2.5")
    with qtbot.waitSignal(simulation.session_changed):
        QTest.keyClick(field, Qt.Key.Key_Return)
    assert clock.clock.now == 12.5


def legs(simulation: Simulation) -> int:
    return 0 if simulation.exchange is None else len(simulation.exchange.legs)


def test_the_next_packet_of_either_end(walk: tuple[Simulation, Playhead], qtbot: QtBot) -> None:
    simulation, playhead = walk
    button = NextButton(simulation)
    hosted(qtbot, button, 200, 40)
    button.fill()
    again, following, server = button.menu().actions()
    assert all(each.isEnabled() for each in (again, following, server))
    playhead.to_end()
    with qtbot.waitSignal(simulation.session_changed):
        following.trigger()
    assert legs(simulation) == 2
    button.fill()
    with qtbot.waitSignal(simulation.session_changed):
        button.menu().actions()[2].trigger()
    assert legs(simulation) == 1
    with qtbot.waitSignal(simulation.session_changed):
        simulation.clear()
    assert not button.isEnabled()


def test_another_packet_in_the_past_is_on_a_lane_that_is_yet_to_begin(
    lanes: BranchesView, walk: tuple[Simulation, Playhead], qtbot: QtBot
) -> None:
    simulation, playhead = walk
    button = NextButton(simulation)
    hosted(qtbot, button, 200, 40)
    playhead.to_end()
    with qtbot.waitSignal(simulation.session_changed):
        button.going_on.again()
    playhead.to_end()
    with qtbot.waitSignal(simulation.session_changed):
        button.going_on.again()
    with qtbot.waitSignal(simulation.session_changed):
        button.going_on.go_by(-1)
    with qtbot.waitSignal(simulation.session_changed):
        button.going_on.go_by(-1)
    with qtbot.waitSignal(simulation.session_changed):
        button.going_on.again()
    assert texts(lanes) == [
        ["main", "● start at 10 s", "✓ nodeport-cx31", "✓ nodeport-cx31"],
        ["new lane", "▸ nodeport-cx31"],
    ]
    assert lanes.accessibleDescription().startswith("new lane: nodeport-cx31, on show")
    assert [each.isEnabled() for each in lanes.menu_of(1).actions()] == [False]
    assert [each.isEnabled() for each in lanes.deleting("new lane").actions()] == [False]
    playhead.to_end()
    with qtbot.waitSignal(simulation.session_changed):
        button.going_on.again()
    assert [row.branch for row in lanes.lanes.rows] == ["main", "nodeport-cx31 again"]
