"""The answers in the window: opened by keys, made late, taken out and put back."""

import subprocess
import sys

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDockWidget, QTabWidget, QWidget

from tests.fixtures.desk import wait_until
from ui.app.answering import ANSWERS
from ui.app.window import Window
from ui.charts import ChartsPanel
from ui.panels.answer.matrix import MatrixPanel

CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
KEYS = {
    "Matrix": Qt.Key.Key_O,
    "Paths": Qt.Key.Key_B,
    "Twin": Qt.Key.Key_T,
    "Charts": Qt.Key.Key_C,
    "Real rules": Qt.Key.Key_D,
    "Trace log": Qt.Key.Key_G,
}


def press(window: Window, title: str) -> None:
    window.activateWindow()
    QTest.keyClick(window, KEYS[title], CTRL_SHIFT)


def settle(window: Window) -> None:
    """Let what was asked be answered."""
    wait_until(lambda: all(not each.question.is_running for each in asking(window)))


def asking(window: Window) -> list[MatrixPanel | ChartsPanel]:
    views = window.answers.panel.views.values()
    return [each for each in views if isinstance(each, MatrixPanel | ChartsPanel)]


def test_the_tab_is_there_and_its_panel_is_not_yet(window: Window) -> None:
    tabs = window.transport.tabs
    assert "Answer" in [tabs.tabText(number) for number in range(tabs.count())]
    assert window.answers.place.findChildren(QTabWidget) == []


def test_the_window_starts_without_the_charts_library() -> None:
    code = "import sys, ui.app.window, ui.app.actions; sys.exit('pyqtgraph' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize("title", list(KEYS))
def test_a_key_opens_each_answer_and_closes_it(window: Window, title: str) -> None:
    press(window, title)
    assert window.answers.is_shown(title)
    settle(window)
    view = window.answers.panel.views[title]
    focus = window.focusWidget()
    assert focus is not None
    assert view.isAncestorOf(focus)
    press(window, title)
    assert not window.answers.is_shown(title)
    assert window.transport.tabs.currentIndex() == 0


def test_the_tab_opens_the_matrix(window: Window) -> None:
    tabs = window.transport.tabs
    bar = tabs.tabBar()
    where = bar.tabRect(tabs.indexOf(window.answers.place)).center()
    QTest.mouseClick(bar, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, where)
    assert window.answers.is_shown("Matrix")
    settle(window)
    (matrix,) = asking(window)
    assert isinstance(matrix, MatrixPanel)
    assert matrix.model.rowCount() > 0


def test_it_gets_room_and_gives_it_back(window: Window) -> None:
    (dock,) = window.findChildren(QDockWidget, "bottom")
    before = dock.height()
    press(window, "Paths")
    wait_until(lambda: dock.height() > before)
    press(window, "Paths")
    wait_until(lambda: dock.height() == before)


def test_it_goes_into_a_window_of_its_own_and_back(window: Window) -> None:
    press(window, "Paths")
    window.answers.panel.floated.emit()
    outside = window.answers.outside
    assert outside is not None
    assert outside.isVisible()
    assert outside.isAncestorOf(window.answers.panel)
    assert window.transport.tabs.currentIndex() == 0
    press(window, "Twin")
    assert window.answers.is_shown("Twin")
    outside.close()
    assert window.answers.outside is None
    assert window.answers.place.isAncestorOf(window.answers.panel)
    assert window.answers.is_shown("Twin")
    wait_until(lambda: window.simulation.is_current)


def test_the_window_closes_while_something_is_asked(window: Window) -> None:
    press(window, "Charts")
    wait_until(lambda: "Charts" in window.answers.panel.views)
    window.close()
    assert not window.isVisible()


def test_each_answer_is_in_the_menu(window: Window) -> None:
    assert {spec.name for spec in ANSWERS} <= set(window.actions_by_name)


def test_every_control_of_the_answers_has_a_name(window: Window) -> None:
    for title in KEYS:
        window.answers.toggle(title)
        settle(window)
        panel = window.answers.panel
        focusable = [
            each
            for each in panel.findChildren(QWidget)
            if each.focusPolicy() & Qt.FocusPolicy.TabFocus and each.isVisible()
        ]
        nameless = [
            each
            for each in focusable
            if not each.accessibleName() and not getattr(each, "text", lambda: "")()
        ]
        assert len(focusable) > 1
        assert nameless == []
