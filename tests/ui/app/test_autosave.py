import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.app.autosave import leftovers
from ui.app.preferences import Preferences
from ui.app.recovery_bar import RecoveryBar
from ui.app.session import EXAMPLE
from ui.app.window import Window
from ui.theme import theme

CRASH = """
import sys
from PySide6.QtCore import QSettings, QTimer
from ui.app.preferences import Preferences
from ui.app.session import make_application, open_window
application = make_application()
window = open_window(None, Preferences(QSettings(sys.argv[1], QSettings.Format.IniFormat)))
window.show()
def edit():
    window.tools.autosave._timer.setInterval(10)
    window.actions_by_name["add_client"][1].trigger()
QTimer.singleShot(300, edit)
application.exec()
"""


@pytest.fixture
def crashed(tmp_path: Path) -> Path:
    """The folder that a session left, which was killed with unsaved work."""
    folder = tmp_path / "recovery"
    settings = str(tmp_path / "settings.ini")
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    process = subprocess.Popen(
        [sys.executable, "-c", CRASH, settings], env=environment, stderr=subprocess.DEVNULL
    )
    try:
        while not list(folder.glob("*.json")):
            assert process.poll() is None
        assert leftovers(folder) == [], "a session that runs is none that crashed"
    finally:
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
    return folder


@pytest.fixture
def next_window(qapp: QApplication, qtbot: QtBot, preferences: Preferences, crashed: Path) -> Window:
    theme.install(qapp)
    window = Window(preferences)
    qtbot.addWidget(window, before_close_func=lambda _: window.document.undo_stack.setClean())
    window.files.open(EXAMPLE)
    window.show()
    qtbot.waitUntil(lambda: window.playhead.timeline is not None)
    return window


def bar_of(window: Window) -> RecoveryBar:
    bar = window.findChild(RecoveryBar)
    assert bar is not None
    return bar


def test_what_a_crash_left_is_offered_and_recovered(next_window: Window, crashed: Path, qtbot: QtBot) -> None:
    bar = bar_of(next_window)
    assert bar.isVisible()
    assert "before using-source-ip was saved" in bar.words.text()
    bar.first_button.click()
    assert len(next_window.document.scenario.clients) == 2
    assert next_window.document.is_modified
    assert next_window.document.title == "using-source-ip"
    assert bar.isHidden()
    qtbot.waitUntil(next_window.tools.autosave.file.exists)
    assert leftovers(crashed) == [], "it is kept again, now as this session's"


def test_what_a_crash_left_can_be_dropped(next_window: Window, crashed: Path) -> None:
    bar_of(next_window).second_button.click()
    assert len(next_window.document.scenario.clients) == 1
    assert list(crashed.iterdir()) == []


def test_nothing_is_kept_once_the_work_is_saved_or_taken_back(
    window: Window, qtbot: QtBot, preferences: Preferences
) -> None:
    autosave = window.tools.autosave
    autosave._timer.setInterval(1)
    window.actions_by_name["add_client"][1].trigger()
    qtbot.waitUntil(autosave.file.exists)
    window.document.undo_stack.undo()
    qtbot.waitUntil(lambda: not autosave.file.exists())
    window.document.undo_stack.redo()
    qtbot.waitUntil(autosave.file.exists)
    window.document.undo_stack.setClean()
    qtbot.waitUntil(lambda: not autosave.file.exists())


def test_a_clean_end_leaves_nothing(window: Window, qtbot: QtBot, preferences: Preferences) -> None:
    autosave = window.tools.autosave
    autosave._timer.setInterval(1)
    window.actions_by_name["add_client"][1].trigger()
    qtbot.waitUntil(autosave.file.exists)
    window.files.may_discard = lambda: True  # type: ignore[method-assign]
    window.close()
    assert list(preferences.recovery_folder.iterdir()) == []
