"""The events panel: filters, a click that seeks, breakpoints, and a table that never moves by itself."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester, QTest
from pytestqt.qtbot import QtBot

from sandbox.playback import Breakpoint
from tests.fixtures.exchanges import ENTRY_NODE, dropped, replied
from tests.fixtures.hosting import hosted
from tests.fixtures.walking import walk_of
from ui.models.playhead import Playhead
from ui.panels.events import EventsPanel

LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier


def panel_of(qtbot: QtBot) -> tuple[EventsPanel, Playhead]:
    simulation, playhead = walk_of(replied())
    playhead.reduced_motion = True
    panel = EventsPanel(simulation, playhead)
    hosted(qtbot, panel, 1200, 260)
    return panel, playhead


def column(panel: EventsPanel, number: int) -> list[str]:
    return [str(panel.kept.index(row, number).data()) for row in range(panel.kept.rowCount())]


def test_model_and_filter_keep_the_contract(qtbot: QtBot) -> None:
    panel, playhead = panel_of(qtbot)
    for model in (panel.events, panel.kept):
        QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, panel)
    panel.every_rule.setChecked(True)
    panel.filters[1].setText("node")
    playhead.to_end()
    panel.filters[1].clear()


def test_a_row_says_where_and_what(qtbot: QtBot) -> None:
    panel, _ = panel_of(qtbot)
    said = column(panel, 3)
    assert said[0] == "sends the request"
    assert "⇄ rewrites the source" in said
    assert "TCP SYN 198.51.100.79:40312 → 10.240.0.5:31380" in column(panel, 4)
    assert column(panel, 1)[0] == "laptop"


def test_rules_have_rows_only_when_asked_for(qtbot: QtBot) -> None:
    panel, playhead = panel_of(qtbot)
    few = panel.kept.rowCount()
    QTest.mouseClick(panel.every_rule, LEFT, NONE, QPoint(10, 14))
    assert playhead.timeline is not None
    assert panel.kept.rowCount() == len(playhead.timeline.moments) > few


def test_columns_are_filtered_by_typing(qtbot: QtBot) -> None:
    panel, _ = panel_of(qtbot)
    QTest.keyClicks(panel.filters[1], "CX31")
    assert set(column(panel, 1)) == {"kubernetes-node-cx31"}
    QTest.keyClicks(panel.filters[3], "rewrites")
    assert column(panel, 3) == ["⇄ rewrites the destination", "⇄ rewrites the source"]
    QTest.keyClicks(panel.filters[2], "nowhere")
    assert panel.told.text().startswith("No step has all of these words")
    assert not panel.table.isVisible()


def test_a_click_seeks_and_keys_do_too(qtbot: QtBot) -> None:
    panel, playhead = panel_of(qtbot)
    index = panel.kept.index(4, 0)
    QTest.mouseClick(panel.table.viewport(), LEFT, NONE, panel.table.visualRect(index).center())
    assert playhead.cursor is not None
    assert playhead.cursor.number == index.data(Qt.ItemDataRole.UserRole)
    assert str(index.data()).startswith("▸")
    QTest.keyClick(panel.table, Qt.Key.Key_Down)
    QTest.keyClick(panel.table, Qt.Key.Key_Return)
    assert playhead.cursor.number == panel.kept.index(5, 0).data(Qt.ItemDataRole.UserRole)


def test_it_never_moves_by_itself(qtbot: QtBot) -> None:
    panel, playhead = panel_of(qtbot)
    panel.table.scrollToTop()
    playhead.to_end()
    assert panel.table.verticalScrollBar().value() == 0
    assert panel.table.selectedIndexes() == []


def test_it_begins_where_the_packet_is_when_it_comes_into_sight(qtbot: QtBot) -> None:
    panel, playhead = panel_of(qtbot)
    panel.hide()
    playhead.to_end()
    panel.show()
    current = panel.kept.mapFromSource(panel.events.index(panel.events.current, 0))
    qtbot.waitUntil(lambda: panel.table.viewport().rect().contains(panel.table.visualRect(current).center()))
    assert panel.table.selectedIndexes() == []


def test_keys_scroll_to_their_row(qtbot: QtBot) -> None:
    panel, _ = panel_of(qtbot)
    panel.table.setFocus()
    QTest.keyClick(panel.table, Qt.Key.Key_Down)
    QTest.keyClick(panel.table, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    assert panel.table.verticalScrollBar().value() > 0
    current = panel.table.visualRect(panel.table.currentIndex())
    assert panel.table.viewport().rect().contains(current.center())


def test_breakpoints_are_set_in_the_menu_and_marked(qtbot: QtBot) -> None:
    panel, playhead = panel_of(qtbot)
    row = next(row for row, name in enumerate(column(panel, 1)) if name == "kubernetes-node-cx31")
    number = panel.kept.index(row, 0).data(Qt.ItemDataRole.UserRole)
    menu = panel.menu_of(number)
    actions = {action.text().replace("&", ""): action for action in menu.actions()}
    actions["Break on kubernetes-node-cx31"].trigger()
    assert playhead.breakpoints.places == (Breakpoint(ENTRY_NODE),)
    assert "●" in column(panel, 0)[row]
    actions["Run Until kubernetes-node-cx31"].trigger()
    assert playhead.cursor is not None
    assert playhead.cursor.device == ENTRY_NODE


def test_rows_are_copied_with_tabs(qtbot: QtBot) -> None:
    panel, _ = panel_of(qtbot)
    panel.table.selectRow(1)
    QTest.keyClick(panel.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    cells = QGuiApplication.clipboard().text().split("\t")
    assert len(cells) == 5
    assert cells[1] == "laptop"


def test_without_a_walk_it_teaches(qtbot: QtBot) -> None:
    simulation, playhead = walk_of(dropped())
    panel = EventsPanel(simulation, playhead)
    hosted(qtbot, panel, 900, 260)
    assert "✕ dropped: " in "\n".join(column(panel, 3))
    simulation.give()
    assert panel.told.text().startswith("Send a request")


def test_a_reader_hears_marks_in_words(qtbot: QtBot) -> None:
    panel, _ = panel_of(qtbot)
    said = [
        str(panel.kept.index(at, 3).data(Qt.ItemDataRole.AccessibleTextRole))
        for at in range(panel.kept.rowCount())
    ]
    assert "rewritten: rewrites the source" in said
    assert not any("⇄" in each for each in said)
