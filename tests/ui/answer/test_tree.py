"""The tree of paths: probabilities, the walked path's mark, and clicks that walk another."""

from fractions import Fraction

from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from pytestqt.qtbot import QtBot

from tests.fixtures.desk import Desk, wait_until
from tests.fixtures.hosting import hosted
from tests.fixtures.walking import walk_of
from ui.panels.answer.tree import ONE, TreePanel

LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier
FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal


def panel_on(desk: Desk, qtbot: QtBot) -> TreePanel:
    panel = TreePanel(desk.simulation)
    QAbstractItemModelTester(panel.model, FATAL, panel)
    hosted(qtbot, panel, 900, 300)
    return panel


def rows(panel: TreePanel) -> list[list[str]]:
    root = panel.model.index(0, 0)
    count = panel.model.rowCount(root)
    return [[panel.model.index(row, column, root).data() for column in range(5)] for row in range(count)]


def test_every_path_has_its_probability(desk: Desk, qtbot: QtBot) -> None:
    panel = panel_on(desk, qtbot)
    root = panel.model.index(0, 0)
    assert root.data() == "TCP from laptop to loadbalancer by its LoadBalancer"
    assert rows(panel)[0] == [
        "▸ kubernetes-node-6jst",
        "load balancer cloud",
        "1/3",
        "1/3",
        "✓ replied · by source-ip-app-826191075-qehz4 · client_address=10.180.1.1",
    ]
    assert sum(Fraction(row[3]) for row in rows(panel)) == 1
    assert panel.note.text() == "3 paths. A click or Enter walks one."


def test_a_click_walks_another_path(desk: Desk, qtbot: QtBot) -> None:
    panel = panel_on(desk, qtbot)
    index = panel.model.index(2, 0, panel.model.index(0, 0))
    QTest.mouseClick(panel.tree.viewport(), LEFT, NONE, panel.tree.visualRect(index).center())
    assert desk.simulation.chosen == 2
    assert [row[0].startswith("▸") for row in rows(panel)] == [False, False, True]


def test_the_keys_do_it_too(desk: Desk, qtbot: QtBot) -> None:
    panel = panel_on(desk, qtbot)
    panel.tree.setFocus()
    QTest.keyClick(panel.tree, Qt.Key.Key_Down)
    QTest.keyClick(panel.tree, Qt.Key.Key_Return)
    assert desk.simulation.chosen == 1


def test_it_follows_the_walk_and_its_paths(desk: Desk, qtbot: QtBot) -> None:
    panel = panel_on(desk, qtbot)
    desk.simulation.choose(1)
    assert rows(panel)[1][0].startswith("▸")
    desk.simulation.send(desk.document.scenario.flows[0])
    wait_until(lambda: desk.simulation.is_current)
    assert panel.note.text() == ONE
    assert panel.model.index(0, 0).data().startswith("▸ TCP from busybox")
    assert panel.model.index(0, 4).data().startswith("✓ replied")


def test_without_a_walk_it_says_what_to_do(qtbot: QtBot) -> None:
    simulation, _ = walk_of()
    panel = TreePanel(simulation)
    hosted(qtbot, panel, 900, 300)
    assert panel.note.text().startswith("Send a request")
    assert panel.model.rowCount() == 0
