"""The packet panel: what changed has a sign and a word; rule, reason, entry and jumps follow the step."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from sandbox.playback import Level
from tests.fixtures.exchanges import dropped, replied
from tests.fixtures.hosting import hosted
from tests.fixtures.walking import walk_of
from ui.models.playhead import Playhead
from ui.panels.packet import PacketPanel
from ui.theme import Appearance, theme

MASQUERADED = 22
NONE = Qt.KeyboardModifier.NoModifier


def panel_at(qtbot: QtBot, step: int, *, width: int = 408) -> tuple[PacketPanel, Playhead]:
    simulation, playhead = walk_of(replied())
    playhead.to_step(step)
    panel = PacketPanel(simulation, playhead)
    hosted(qtbot, panel, width, 900)
    return panel, playhead


def plain(label: QLabel) -> str:
    document = QTextDocument()
    document.setHtml(label.text())
    return document.toPlainText()


def test_changed_fields_have_a_sign_and_a_word(qtbot: QtBot) -> None:
    panel, _ = panel_at(qtbot, MASQUERADED)
    rows = panel.fields.rows
    assert [name for name, row in rows.items() if row.is_changed] == ["source", "source port", "mark"]
    assert plain(rows["source"].sign) == "⇄"
    assert rows["source"].accessibleName() == "source: 198.51.100.79, rewritten to 10.240.0.5"
    assert plain(rows["source"].after) == "10.240.0.5"
    assert rows["destination"].accessibleName() == "destination: 10.180.1.136"
    assert not rows["proxy header"].isVisible()


def test_the_entry_shows_both_tuples(qtbot: QtBot) -> None:
    panel, _ = panel_at(qtbot, MASQUERADED)
    assert plain(panel.entry.label).splitlines() == [
        "tcp SYN_SENT 120 s",
        "→ 198.51.100.79:40312 10.240.0.5:31380",
        "← 10.180.1.136:8080 10.240.0.5:61877",
    ]


def test_visited_rules_unfold_and_lead_to_their_steps(qtbot: QtBot) -> None:
    panel, playhead = panel_at(qtbot, MASQUERADED)
    assert panel.visited.toggle.text() == "4 rules visited"
    assert not panel.visited.box.isVisible()
    QTest.mouseClick(panel.visited.toggle, Qt.MouseButton.LeftButton)
    text = plain(panel.visited.box.label)
    assert "✗ KUBE-POSTROUTING 1" in text
    assert "-m mark ! --mark 0x4000/0x4000: saw 0x4000" in text
    panel.visited.box.label.linkActivated.emit("18")
    assert playhead.cursor is not None
    assert playhead.cursor.number == 18


def test_the_end_says_what_the_server_printed(qtbot: QtBot) -> None:
    panel, playhead = panel_at(qtbot, 0)
    assert not panel.outcome.isVisible()
    playhead.to_end()
    assert panel.outcome.isVisible()
    assert plain(panel.outcome.verdict) == "✓ Replied"
    assert panel.outcome.printed.text() == "client_address=10.240.0.5"
    assert plain(panel.outcome.coming).endswith("To edit between two packets, choose “Next packet” first.")
    playhead.to_step(29)
    assert panel.outcome.printed.isVisible()
    assert not panel.outcome.verdict.isVisible()
    assert not panel.outcome.coming.isVisible()


def test_a_drop_says_why_in_words(qtbot: QtBot) -> None:
    simulation, playhead = walk_of(dropped())
    panel = PacketPanel(simulation, playhead)
    hosted(qtbot, panel, 408, 900)
    playhead.to_end()
    assert plain(panel.outcome.verdict) == "✕ Dropped"
    assert "has no local endpoints" in panel.outcome.told.text()
    assert not panel.outcome.printed.isVisible()


def test_a_coarse_level_sums_up_the_device(qtbot: QtBot) -> None:
    panel, playhead = panel_at(qtbot, 0)
    playhead.level = Level.HOP
    playhead.to_step(24)
    changed = [name for name, row in panel.fields.rows.items() if row.is_changed]
    assert changed == ["source", "source port", "destination", "destination port", "TTL"]


def test_text_can_be_selected_by_mouse_and_copied(qtbot: QtBot) -> None:
    panel, _ = panel_at(qtbot, MASQUERADED)
    label = panel.headline
    QTest.mouseDClick(label, Qt.MouseButton.LeftButton, NONE, QPoint(20, 8))
    assert label.selectedText()
    for each in (panel.headline, panel.entry.label):
        assert each.textInteractionFlags() & Qt.TextInteractionFlag.TextSelectableByMouse


def test_each_step_is_announced(qtbot: QtBot) -> None:
    panel, _ = panel_at(qtbot, MASQUERADED)
    assert panel.accessibleDescription() == (
        "Step 8 of 27. nat / POSTROUTING on kubernetes-node-cx31. Rewritten: source, source port, mark."
    )


@pytest.mark.parametrize("width", [320, 408, 640])
def test_nothing_is_wider_than_the_panel(qtbot: QtBot, width: int) -> None:
    panel, playhead = panel_at(qtbot, 0, width=width)
    panel.visited.toggle.setChecked(True)
    panel.bytes.toggle.setChecked(True)
    viewport = panel.viewport()
    for step in range(43):
        playhead.seek(playhead.timeline.starts[step] if playhead.timeline else 0)
        content = panel.widget()
        assert content is not None
        assert content.minimumSizeHint().width() <= viewport.width()


def test_without_a_walk_the_panel_says_what_to_do(qtbot: QtBot) -> None:
    simulation, playhead = walk_of(replied())
    panel = PacketPanel(simulation, playhead)
    hosted(qtbot, panel, 408, 900)
    simulation.give()
    assert panel.headline.text().startswith("Send a request")
    assert not panel.fields.isVisible()
    simulation.give(replied())
    assert panel.fields.isVisible()


def test_bytes_unfold_and_those_that_changed_say_so(qtbot: QtBot) -> None:
    panel, playhead = panel_at(qtbot, MASQUERADED)
    assert panel.bytes.toggle.text() == "40 header bytes"
    assert not panel.bytes.box.isVisible()
    QTest.mouseClick(panel.bytes.toggle, Qt.MouseButton.LeftButton)
    rows = plain(panel.bytes.box.label).splitlines()
    assert rows[0].split() == ["0000", "45", "00", "00", "28", "00", "00", "40", "00"]
    assert rows[1].split()[5:] == ["0a", "f0", "00", "05"]
    assert panel.bytes.box.label.text().count("<u ") > 4
    told = plain(panel.bytes.told)
    assert told.startswith("⇄ rewritten: header checksum, source address, source port")
    assert told.endswith("TCP checksum")
    playhead.to_start()
    assert plain(panel.bytes.told).startswith("No byte changed")


def test_it_follows_the_theme(qtbot: QtBot) -> None:
    panel, _ = panel_at(qtbot, MASQUERADED)
    light = panel.entry.label.text()
    theme.choose(Appearance.DARK)
    try:
        assert panel.entry.label.text() != light
    finally:
        theme.choose(Appearance.LIGHT)


def test_where_it_is_narrow_values_stand_below_each_other_without_holes(qtbot: QtBot) -> None:
    panel, _ = panel_at(qtbot, MASQUERADED, width=360)
    head, rows = panel.fields.head, panel.fields.rows
    assert plain(head.before) == "before → after"
    assert plain(rows["source"].after) == "→ 10.240.0.5"
    assert rows["source"].after.y() > rows["source"].before.y()
    assert plain(rows["destination"].before) == "10.180.1.136"
    assert not rows["destination"].after.isVisible()
    panel.window().resize(900, 900)
    panel.resize(900, 900)
    assert plain(head.before) == "before"
    assert plain(rows["destination"].after) == "10.180.1.136"
    assert rows["destination"].after.isVisible()
    qtbot.waitUntil(lambda: rows["destination"].after.x() > rows["destination"].before.x())
