"""The wall-clock scale: entries run from when they were made until their time is up."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.fixtures.hosting import hosted
from tests.ui.panels.walked import walked
from ui.models import Simulation
from ui.models.playhead import Playhead
from ui.transport import LanesView
from ui.transport.clock_geometry import ClockScale
from ui.transport.clock_lanes import ClockLanes


@pytest.fixture
def walk(qtbot: QtBot) -> tuple[Simulation, Playhead]:
    return walked(qtbot, "nodeport-cx31")


@pytest.fixture
def lanes(walk: tuple[Simulation, Playhead], qtbot: QtBot) -> ClockLanes:
    view = LanesView(*walk)
    hosted(qtbot, view, 900, 200)
    view.show_scale(1)
    found = view.widget()
    assert isinstance(found, ClockLanes)
    return found


def test_times_to_come_grow_by_powers_of_ten() -> None:
    scale = ClockScale(100, 900, 10, 40, 86440)
    places = [scale.x_of(time) for time in (10, 25, 40, 41, 50, 100, 86440)]
    assert places == sorted(places)
    assert (places[0], places[-1]) == (100, 900)
    assert places[1] - places[0] == pytest.approx(places[2] - places[1])
    assert scale.x_of(1e9) == 900
    fresh = ClockScale(100, 900, 10, 10, 70)
    assert fresh.x_of(10) == fresh.now_x == 100
    ticks = list(fresh.ticks(64))
    assert ticks == [11, 20, 70]


def test_nobody_who_has_not_walked_has_entries(lanes: ClockLanes) -> None:
    assert lanes.lifetimes == ()
    assert lanes.accessibleDescription().startswith("No device has a connection yet")


def test_a_walk_leaves_entries_whose_time_runs(
    lanes: ClockLanes, walk: tuple[Simulation, Playhead], qtbot: QtBot
) -> None:
    walk[1].to_end()
    assert {each.host for each in lanes.lifetimes} == {
        "node/kubernetes-node-cx31",
        "node/kubernetes-node-6jst",
    }
    assert all(each.until > 10 for each in lanes.lifetimes)
    assert "its time is up at" in lanes.accessibleDescription()


def test_keys_choose_an_entry_and_let_its_time_run_out(
    lanes: ClockLanes, walk: tuple[Simulation, Playhead], qtbot: QtBot
) -> None:
    walk[1].to_end()
    lanes.setFocus()
    QTest.keyClick(lanes, Qt.Key.Key_Down)
    assert lanes.current == 1
    until = lanes.lifetimes[1].until
    with qtbot.waitSignal(walk[0].session_changed):
        QTest.keyClick(lanes, Qt.Key.Key_Return)
    assert lanes.shown is not None
    assert lanes.shown.now == until
    assert lanes.lifetimes[1].until <= lanes.shown.now
    QTest.mouseClick(lanes, Qt.MouseButton.LeftButton, pos=QPoint(40, 32))
    assert lanes.current == 0
    QTest.mouseDClick(lanes, Qt.MouseButton.LeftButton, pos=QPoint(40, 32))
    assert walk[0].is_current


def test_the_steps_come_back(walk: tuple[Simulation, Playhead], qtbot: QtBot) -> None:
    view = LanesView(*walk)
    hosted(qtbot, view, 900, 200)
    view.show_scale(1)
    view.show_scale(0)
    assert view.widget() is view.lanes
    assert view.lanes.isVisible()
