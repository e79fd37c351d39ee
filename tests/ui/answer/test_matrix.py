"""The matrix panel: the tutorial's row, clicks that walk, answers, and files."""

import csv
import json
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QStandardItemModel
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from sandbox.kube import TrafficPolicy
from sandbox.scenario import ServiceTarget, Via, edits
from tests.fixtures.desk import Desk, wait_until
from tests.fixtures.hosting import hosted
from ui.panels.answer.headers import WIDEST, WIDTH
from ui.panels.answer.matrix import MatrixPanel
from ui.panels.answer.matrix_model import LINES_ROLE, WALKED_ROLE
from ui.panels.answer.matrix_view import MatrixTable

LEFT = Qt.MouseButton.LeftButton
FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal


def panel_on(desk: Desk, qtbot: QtBot, width: int = 1280) -> MatrixPanel:
    panel = MatrixPanel(desk.document, desk.simulation, desk.jobs)
    QAbstractItemModelTester(panel.model, FATAL, panel)
    QAbstractItemModelTester(panel.detail.model, FATAL, panel)
    hosted(qtbot, panel, width, 400)
    wait_until(lambda: panel.model.rowCount() > 0)
    return panel


def words(panel: MatrixPanel, row: int) -> list[str]:
    cells = [panel.model.index(row, column) for column in range(panel.model.columnCount())]
    return [" ".join(line.words for line in cell.data(LINES_ROLE)) for cell in cells]


def head(panel: MatrixPanel, row: int) -> str:
    return str(panel.model.headerData(row, Qt.Orientation.Vertical))


def click(panel: MatrixPanel, index: QModelIndex) -> None:
    panel.table.scrollTo(index)
    where = panel.table.visualRect(index).center()
    QTest.mouseClick(panel.table.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, where)


def test_the_tutorials_answers_are_one_row(desk: Desk, qtbot: QtBot) -> None:
    panel = panel_on(desk, qtbot)
    assert panel.services.currentText() == "loadbalancer  TCP 80"
    assert words(panel, 0)[1:4] == ["10.180.1.1", "10.240.0.5", "10.240.0.3"]
    assert words(panel, 1)[1:4] == ["198.51.100.79", "dropped", "dropped"]
    assert panel.model.headerData(0, Qt.Orientation.Vertical) == "laptop\nclient · Cluster, in force"
    assert panel.model.headerData(2, Qt.Orientation.Horizontal) == "NodePort\nkubernetes-node-cx31"
    assert "the server sees 10.240.0.5" in panel.model.index(0, 2).data()


def test_a_click_walks_the_cell(desk: Desk, qtbot: QtBot) -> None:
    panel = panel_on(desk, qtbot)
    cell = panel.model.index(0, 2)
    assert panel.model.index(0, 4).data(WALKED_ROLE)
    click(panel, cell)
    wait_until(lambda: desk.simulation.is_current)
    flow = desk.simulation.flow
    assert flow is not None
    assert flow.target == ServiceTarget("default/loadbalancer", Via.NODE_PORT, 80, "kubernetes-node-cx31")
    assert str(desk.simulation.paths[0].client_address) == "10.240.0.5"
    assert cell.data(WALKED_ROLE)
    assert not panel.model.index(0, 4).data(WALKED_ROLE)


def test_the_scenarios_own_flow_is_walked_under_its_name(desk: Desk, qtbot: QtBot) -> None:
    panel = panel_on(desk, qtbot)
    click(panel, panel.model.index(0, 2))
    wait_until(lambda: desk.simulation.is_current)
    click(panel, panel.model.index(0, 4))
    wait_until(lambda: desk.simulation.is_current)
    assert desk.simulation.flow in desk.document.scenario.flows


def test_a_cell_of_the_other_policy_sets_it_and_undo_takes_it_back(desk: Desk, qtbot: QtBot) -> None:
    panel = panel_on(desk, qtbot)
    click(panel, panel.model.index(1, 2))
    assert desk.document.undo_stack.undoText() == "Set externalTrafficPolicy to Local"
    wait_until(lambda: desk.simulation.is_current and not panel.question.is_running)
    assert desk.simulation.paths[0].verdict.value == "dropped"
    wait_until(lambda: head(panel, 1).endswith("Local, in force"))
    desk.document.undo_stack.undo()
    wait_until(lambda: head(panel, 0).endswith("Cluster, in force"))


def test_enter_walks_the_current_cell(desk: Desk, qtbot: QtBot) -> None:
    panel = panel_on(desk, qtbot)
    panel.table.setFocus()
    panel.table.setCurrentIndex(panel.model.index(0, 0))
    QTest.keyClick(panel.table, Qt.Key.Key_Right)
    QTest.keyClick(panel.table, Qt.Key.Key_Return)
    wait_until(lambda: desk.simulation.is_current)
    flow = desk.simulation.flow
    assert flow is not None
    assert flow.target == ServiceTarget("default/loadbalancer", Via.NODE_PORT, 80, "kubernetes-node-6jst")


def test_enter_walks_also_with_the_mouse_over_the_table(desk: Desk, qtbot: QtBot) -> None:
    panel = panel_on(desk, qtbot)
    panel.table.setCurrentIndex(panel.model.index(0, 1))
    panel.table.setAttribute(Qt.WidgetAttribute.WA_UnderMouse)
    with qtbot.waitSignal(panel.table.wanted) as wanted:
        QTest.keyClick(panel.table, Qt.Key.Key_Return)
    assert wanted.args == [panel.model.index(0, 1)]


def test_an_answer_walks_its_path(desk: Desk, qtbot: QtBot) -> None:
    panel = panel_on(desk, qtbot)
    panel.table.setCurrentIndex(panel.model.index(0, 4))
    table, model = panel.detail.table, panel.detail.model
    assert model.rowCount() == 3
    row = table.visualRect(model.index(2, 0))
    QTest.mouseClick(table.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, row.center())
    wait_until(lambda: desk.simulation.is_current and desk.simulation.chosen == 2)
    assert desk.simulation.exchange is not None
    assert str(desk.simulation.exchange.client_address) == model.index(2, 1).data()


def test_a_cell_tells_why_nobody_answers(desk: Desk, qtbot: QtBot) -> None:
    panel = panel_on(desk, qtbot)
    panel.table.setCurrentIndex(panel.model.index(1, 2))
    assert "no local endpoints" in panel.detail.reason.text()


def test_an_edit_asks_again_while_it_is_seen(desk: Desk, qtbot: QtBot) -> None:
    panel = panel_on(desk, qtbot)
    rows = panel.model.rowCount()
    desk.document.apply("Add Client", edits.add_client)
    wait_until(lambda: panel.model.rowCount() == rows + 2)
    panel.both.click()
    wait_until(lambda: panel.model.rowCount() == (rows + 2) // 2)
    panel.senders.setCurrentIndex(1)
    panel.senders.activated.emit(1)
    wait_until(lambda: panel.model.rowCount() == 2)


def test_an_edit_that_is_undone_while_it_is_asked_leaves_an_answer(desk: Desk, qtbot: QtBot) -> None:
    panel = panel_on(desk, qtbot)
    rows = panel.model.rowCount()
    panel.model.show_matrix(None)
    panel.both.click()
    assert panel.question.is_running
    desk.document.apply("Add Client", edits.add_client)
    desk.document.undo_stack.undo()
    wait_until(lambda: panel.model.rowCount() == rows // 2)


def test_a_long_one_can_be_cancelled_and_asked_again(desk: Desk, qtbot: QtBot) -> None:
    panel = panel_on(desk, qtbot)
    rows = panel.model.rowCount()
    panel.both.click()
    panel.progress.cancelled.emit()
    assert panel.note.text().startswith("Cancelled")
    panel.both.click()
    wait_until(lambda: not panel.question.is_running)
    assert panel.model.rowCount() == rows
    assert not panel.note.isVisible()


def test_without_a_service_it_says_what_to_do(desk: Desk, qtbot: QtBot) -> None:
    panel = panel_on(desk, qtbot)
    desk.document.new()
    wait_until(lambda: panel.model.rowCount() == 0)
    assert panel.note.text().startswith("Add a Service")
    assert not panel.export.isEnabled()


def test_it_saves_csv_and_json(
    desk: Desk, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    panel = panel_on(desk, qtbot)
    for form in ("CSV", "JSON"):
        path = tmp_path / f"outcomes.{form.lower()}"
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, path=path: (str(path), ""))
        menu = panel.export.menu()
        assert menu is not None
        next(each for each in menu.actions() if each.text() == f"{form}…").trigger()
    with (tmp_path / "outcomes.csv").open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    laptop = [each for each in lines if each["sender"] == "Client laptop"]
    assert [each["client_address"] for each in laptop if each["via"] == "NodePort"][:3] == [
        "10.180.1.1",
        "10.240.0.5",
        "10.240.0.3",
    ]
    assert laptop[4]["exact"] == "1/3"
    answers = json.loads((tmp_path / "outcomes.json").read_text(encoding="utf-8"))["rows"]
    assert len(answers) == len(lines)


def test_a_file_that_cannot_be_written_is_told(
    desk: Desk, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    panel = panel_on(desk, qtbot)
    path = tmp_path / "no" / "such.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    menu = panel.export.menu()
    assert menu is not None
    menu.actions()[0].trigger()
    assert "cannot be saved" in panel.note.text()
    assert panel.note.isVisible()


@pytest.mark.parametrize("width", [760, 1024, 1600])
def test_nothing_is_cut_at_any_width(desk: Desk, qtbot: QtBot, width: int) -> None:
    panel = panel_on(desk, qtbot, width)
    assert panel.minimumSizeHint().width() <= width
    right = panel.export.mapTo(panel, QPoint(panel.export.width(), 0)).x()
    assert right <= panel.width()
    assert desk.document.scenario.services[2].external_traffic_policy is TrafficPolicy.CLUSTER


@pytest.mark.parametrize(
    ("name", "room", "width"),
    [
        ("laptop", 1280, WIDTH),
        (3 * "a-long-name-of-a-pod", 1280, WIDEST),
        (3 * "a-long-name-of-a-pod", 600, WIDTH),
    ],
)
def test_the_rows_have_room_for_long_names_if_the_cells_have(
    qtbot: QtBot, name: str, room: int, width: int
) -> None:
    table, model = MatrixTable(), QStandardItemModel(1, 0)
    model.setVerticalHeaderLabels([f"{name}\npod"])
    table.setModel(model)
    hosted(qtbot, table, room, 200)
    assert table.verticalHeader().width() == width
