"""The style sheet: who has the keyboard is seen."""

from collections.abc import Callable

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.theme import theme


def finder() -> QWidget:
    button = QPushButton("Find or do anything")
    button.setObjectName("find")
    return button


def panel() -> QWidget:
    area = QScrollArea()
    area.setWidget(QLabel("what a packet carries"))
    return area


@pytest.mark.parametrize("make", [finder, panel])
def test_what_has_the_keyboard_has_a_frame(
    qapp: QApplication, qtbot: QtBot, make: Callable[[], QWidget]
) -> None:
    theme.install(qapp)
    window, widget, other = QWidget(), make(), QPushButton("Another")
    box = QVBoxLayout(window)
    box.addWidget(other)
    box.addWidget(widget)
    qtbot.addWidget(window)
    window.show()
    frame = []
    for focused in (other, widget):
        focused.setFocus()
        qtbot.waitUntil(focused.hasFocus)
        frame.append(widget.grab().toImage().pixelColor(widget.width() // 2, 1))
    assert frame[0] != frame[1]
    assert frame[1] == QColor(theme.color("accent"))
