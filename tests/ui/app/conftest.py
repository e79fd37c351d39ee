from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.app.preferences import Preferences
from ui.app.session import EXAMPLE
from ui.app.window import Window
from ui.theme import theme


@pytest.fixture
def preferences(tmp_path: Path) -> Preferences:
    return Preferences(QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat))


@pytest.fixture
def window(qapp: QApplication, qtbot: QtBot, preferences: Preferences) -> Window:
    """A window on the shipped example; nobody asks it whether to save when it is closed."""
    theme.install(qapp)
    window = Window(preferences)
    qtbot.addWidget(window, before_close_func=lambda _: window.document.undo_stack.setClean())
    window.files.open(EXAMPLE)
    window.resize(1280, 800)
    window.show()
    qtbot.waitUntil(lambda: window.playhead.timeline is not None)
    return window
