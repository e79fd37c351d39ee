"""Trees of lines under the model tester: lazy children come in batches, and only when asked for."""

from collections.abc import Iterator

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester, QTest
from pytestqt.qtbot import QtBot

from tests.fixtures.hosting import hosted
from ui.panels.lines import BATCH, Line, LinesModel
from ui.panels.lines_view import LinesView


def many() -> Iterator[Line]:
    return (Line(f"rule {number}") for number in range(2 * BATCH + 7))


LINES = [
    Line("table", "✓", children=(Line("first", number=3), Line("second", children=(Line("deep"),)))),
    Line("all", is_open=False, children=many),
]


def test_the_model_keeps_the_contract(qtbot: QtBot) -> None:
    model = LinesModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    tester.setUseFetchMore(False)  # it takes what it fetches during a reset for a mistake
    model.show_lines(LINES)
    lazy = model.index(1, 0)
    assert model.hasChildren(lazy)
    assert model.rowCount(lazy) == 0
    counts = []
    while model.canFetchMore(lazy):
        model.fetchMore(lazy)
        counts.append(model.rowCount(lazy))
    assert counts == [BATCH, 2 * BATCH, 2 * BATCH + 7]
    deep = model.index(0, 0, model.index(1, 0, model.index(0, 0)))
    assert deep.data() == "deep"
    assert model.parent(model.parent(deep)) == model.index(0, 0)
    assert not model.index(5, 0).isValid()
    assert model.line_at(QModelIndex()) is None
    model.show_lines([])
    tester.deleteLater()


def test_enter_goes_to_a_step_and_ctrl_c_copies(qtbot: QtBot) -> None:
    view = LinesView("Lines")
    hosted(qtbot, view, 400, 300)
    view.show_lines(LINES)
    first = view.lines.index(0, 0, view.lines.index(0, 0))
    view.setCurrentIndex(first)
    with qtbot.waitSignal(view.wanted) as went:
        QTest.keyClick(view, Qt.Key.Key_Return)
    assert went.args == [3]
    QTest.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "first"


def test_a_long_line_takes_rows_and_is_never_cut(qtbot: QtBot) -> None:
    view = LinesView("Lines")
    hosted(qtbot, view, 300, 300)
    view.show_lines([Line("word " * 60), Line("x" * 400), Line("short")])
    heights = [view.visualRect(view.lines.index(row, 0)).height() for row in range(3)]
    assert heights[0] > 4 * heights[2]
    assert heights[1] > 4 * heights[2]
    assert view.visualRect(view.lines.index(0, 0)).right() <= view.viewport().width()


def test_what_decided_at_the_end_of_a_long_table_is_in_sight(qtbot: QtBot) -> None:
    view = LinesView("Lines")
    hosted(qtbot, view, 300, 200)
    rules = tuple(Line(f"rule {number}") for number in range(30))
    view.show_lines([Line("before"), Line("table", number=5, children=rules), Line("after")])
    view.show_number(5)
    last = view.lines.index(29, 0, view.lines.index(1, 0))
    assert view.viewport().rect().contains(view.visualRect(last).center())


def test_a_short_table_begins_at_the_top(qtbot: QtBot) -> None:
    view = LinesView("Lines")
    hosted(qtbot, view, 300, 200)
    rest = [Line(f"after {number}") for number in range(30)]
    view.show_lines([Line("before"), Line("table", number=5, children=(Line("rule"),)), *rest])
    view.show_number(5)
    assert view.visualRect(view.lines.index(1, 0)).top() == 0
