"""The words beside the buttons: one line, two where they need them, and never lost."""

from PySide6.QtGui import QFontMetrics
from pytestqt.qtbot import QtBot

from ui.transport.two_lines import TwoLineLabel

TEXT = "kubernetes-node-cx31 looks for a route to 10.180.1.136"


def label_of(qtbot: QtBot, share: float) -> TwoLineLabel:
    label = TwoLineLabel()
    qtbot.addWidget(label)
    label.set_text(TEXT)
    label.resize(int(QFontMetrics(label.font()).horizontalAdvance(TEXT) * share), 36)
    return label


def test_what_has_room_stands_in_one_line(qtbot: QtBot) -> None:
    assert label_of(qtbot, 1.1).lines() == [TEXT]


def test_what_has_none_goes_on_in_a_second_one(qtbot: QtBot) -> None:
    lines = label_of(qtbot, 0.7).lines()
    assert len(lines) == 2
    assert " ".join(lines) == TEXT


def test_the_end_gives_way_and_the_tool_tip_has_it_all(qtbot: QtBot) -> None:
    label = label_of(qtbot, 0.4)
    assert label.lines()[1].endswith("…")
    assert label.toolTip() == label.accessibleName() == TEXT
