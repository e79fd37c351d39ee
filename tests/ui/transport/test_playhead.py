"""The playhead: stepping is reversible, playing ends by itself, and results that change keep the place."""

from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from sandbox.playback import Level
from tests.fixtures.exchanges import dropped, replied
from tests.fixtures.walking import walk_of


def test_forward_and_back_return_to_the_same_cursor(qtbot: QtBot) -> None:
    _, playhead = walk_of(replied())
    for level in Level:
        playhead.level = level
        playhead.to_start()
        seen = [playhead.cursor]
        for _ in range(playhead.stop[1] - 1):
            playhead.step_forward()
            seen.append(playhead.cursor)
        for expected in reversed(seen[:-1]):
            playhead.step_back()
            assert playhead.cursor == expected


def test_the_token_glides_to_a_step_and_ends_where_the_cursor_is(qtbot: QtBot) -> None:
    _, playhead = walk_of(replied())
    playhead.to_step(2)
    playhead.step_forward()
    assert playhead.shown is not None
    assert playhead.cursor is not None
    assert playhead.shown.number < playhead.cursor.number
    qtbot.waitUntil(lambda: playhead.shown == playhead.cursor)


def test_reduced_motion_cuts(qtbot: QtBot) -> None:
    _, playhead = walk_of(replied())
    playhead.reduced_motion = True
    playhead.step_forward()
    assert playhead.shown == playhead.cursor


def test_playing_ends_at_the_last_step_and_starts_over(qtbot: QtBot) -> None:
    _, playhead = walk_of(dropped())
    playhead.speed = 4.0
    playhead.play()
    assert playhead.is_playing
    qtbot.waitUntil(lambda: not playhead.is_playing, timeout=20_000)
    assert playhead.stop[0] == playhead.stop[1]
    playhead.play()
    assert playhead.position == 0
    playhead.pause()


def test_another_result_keeps_the_stop_number(qtbot: QtBot) -> None:
    simulation, playhead = walk_of(replied())
    playhead.to_step(4)
    stop = playhead.stop[0]
    simulation.give(dropped())
    assert playhead.stop[0] == stop
    simulation.give(replied())
    playhead.to_end()
    simulation.give(dropped())
    assert playhead.stop[0] == playhead.stop[1]


def test_the_same_result_moves_nothing(qtbot: QtBot) -> None:
    simulation, playhead = walk_of(replied())
    playhead.seek(1.234)
    simulation.give(replied(), dropped())
    assert playhead.position == 1.234


def test_no_result_is_no_walk(qtbot: QtBot) -> None:
    simulation, playhead = walk_of(replied())
    playhead.play()
    simulation.give()
    assert playhead.cursor is None
    assert playhead.stop == (0, 0)
    assert not playhead.is_playing
    for act in (playhead.play, playhead.step_forward, playhead.step_back, playhead.to_start, playhead.to_end):
        act()
    assert playhead.cursor is None


def test_seeking_clamps(qtbot: QtBot) -> None:
    _, playhead = walk_of(replied())
    playhead.seek(-5)
    assert playhead.position == 0
    playhead.seek(1e6)
    assert playhead.stop[0] == playhead.stop[1]


def test_a_level_keeps_the_step(qtbot: QtBot) -> None:
    _, playhead = walk_of(replied())
    playhead.to_step(22)
    before = playhead.cursor
    assert before is not None
    for level in (Level.RULE, Level.CONNECTION, Level.HOOK):
        playhead.level = level
        after = playhead.cursor
        assert after is not None
        assert after.number == before.number


def test_the_timer_rests_while_nothing_moves(qtbot: QtBot) -> None:
    _, playhead = walk_of(replied())
    playhead.play()
    playhead.pause()
    timer = playhead.findChild(QTimer)
    assert timer is not None
    assert not timer.isActive()
