"""The twin panel: both walks beside each other, the first difference flagged, and steps together."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from pytestqt.qtbot import QtBot

from sandbox.kube import ObjectKey, TrafficPolicy
from sandbox.playback import Level
from sandbox.scenario import edits
from tests.fixtures.desk import Desk, wait_until
from tests.fixtures.hosting import hosted
from ui.panels.answer.twin import TwinPanel
from ui.panels.answer.twin_model import DEVICE, FIRST, HERE, SIGN, THERE

LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier
FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal
NODEPORT = ObjectKey("Service", "default", "nodeport")


@pytest.fixture
def panel(desk: Desk, qtbot: QtBot) -> TwinPanel:
    """The tutorial's request to the node port of a node without a pod."""
    desk.simulation.send(desk.document.scenario.flows[2])
    wait_until(lambda: desk.simulation.is_current)
    panel = TwinPanel(desk.document, desk.simulation, desk.playhead, desk.jobs)
    QAbstractItemModelTester(panel.model, FATAL, panel)
    hosted(qtbot, panel, 1024, 360)
    wait_until(lambda: panel.model.rowCount() > 0)
    return panel


def choose(panel: TwinPanel, number: int) -> None:
    panel.choice.setCurrentIndex(number)
    panel.choice.activated.emit(number)
    wait_until(lambda: not panel.question.is_running)


def row(panel: TwinPanel, number: int) -> list[str]:
    return [panel.model.index(number, column).data() for column in (DEVICE, HERE, SIGN, THERE)]


def test_the_first_difference_is_flagged_and_told(panel: TwinPanel) -> None:
    assert [panel.model.headerData(each, Qt.Orientation.Horizontal) for each in (HERE, THERE)] == [
        "Cluster (walked)",
        "Local",
    ]
    assert panel.told.text().startswith("≠ Cluster: nat / PREROUTING on kubernetes-node-cx31")
    assert "no local endpoints" in panel.told.text()
    device, here, sign, there = row(panel, 3)
    assert device.endswith("kubernetes-node-cx31")
    assert here == "nat / PREROUTING: destination 10.240.0.5 → 10.180.1.136"
    assert sign == FIRST
    assert there.startswith("INPUT, drops it")
    assert row(panel, 2)[2] == ""


def test_both_walks_follow_the_playhead(panel: TwinPanel, desk: Desk) -> None:
    desk.playhead.level = Level.HOOK
    desk.playhead.to_start()
    assert row(panel, 0)[0] == "▸ laptop"
    while desk.playhead.cursor is not None and desk.playhead.cursor.device == "client/laptop":
        assert row(panel, panel.model.now)[0] == "▸ laptop"
        desk.playhead.step_forward()
    assert row(panel, 2)[0] == "▸ kubernetes-node-cx31"
    assert row(panel, 0)[0] == "laptop"
    desk.playhead.to_end()
    assert panel.model.now == panel.model.rowCount() - 1


def test_a_click_takes_the_playhead_there(panel: TwinPanel, desk: Desk) -> None:
    index = panel.model.index(3, HERE)
    QTest.mouseClick(panel.table.viewport(), LEFT, NONE, panel.table.visualRect(index).center())
    found = panel.model.twin
    assert found is not None
    assert desk.playhead.cursor is not None
    assert desk.playhead.cursor.number == found.pairs[3].left
    assert panel.model.now == 3


def test_both_rulesets_do_the_same(panel: TwinPanel) -> None:
    choose(panel, 1)
    assert panel.told.text() == "Both walks do the same to every packet."
    assert {row(panel, number)[2] for number in range(panel.model.rowCount())} == {""}


def test_what_cannot_be_compared_says_why(panel: TwinPanel) -> None:
    choose(panel, 2)
    assert panel.told.text().startswith("No load balancer serves default/nodeport")
    assert panel.model.rowCount() == 0
    choose(panel, 3)
    assert panel.told.text().startswith("Nothing was edited yet")


def test_the_walk_before_the_last_edit(panel: TwinPanel, desk: Desk) -> None:
    choose(panel, 3)
    desk.document.apply(
        "Set externalTrafficPolicy to Local",
        lambda scenario: edits.set_external_traffic_policy(scenario, NODEPORT, TrafficPolicy.LOCAL),
    )
    wait_until(lambda: desk.simulation.is_current and panel.model.rowCount() > 0)
    wait_until(lambda: not panel.question.is_running)
    assert panel.model.headerData(THERE, Qt.Orientation.Horizontal) == (
        "Before “Set externalTrafficPolicy to Local”"
    )
    assert panel.told.text().startswith("≠ Now: kubernetes-node-cx31, INPUT, drops it")


def test_without_a_walk_it_says_what_to_do(panel: TwinPanel, desk: Desk) -> None:
    desk.simulation.clear()
    wait_until(lambda: desk.simulation.is_current)
    assert panel.told.text().startswith("Send a request")
