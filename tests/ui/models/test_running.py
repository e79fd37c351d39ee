"""The playhead runs to places, along a device, to causes and back, stops at breakpoints, keeps a convoy."""

from pytestqt.qtbot import QtBot

from sandbox.playback import GAP, Breakpoint, Level, changes, is_drop, reaches
from sandbox.trace import NatStep
from tests.fixtures.exchanges import ENTRY_NODE, POD_NODE, dropped, replied
from tests.fixtures.walking import walk_of
from ui.models.playhead import Playhead

MASQUERADED = 22


def number(playhead: Playhead) -> int:
    assert playhead.cursor is not None
    return playhead.cursor.number


def test_it_runs_until_and_ends_where_there_is_nothing(qtbot: QtBot) -> None:
    _, playhead = walk_of(replied())
    assert playhead.run_until(reaches(POD_NODE))
    assert playhead.cursor is not None
    assert playhead.cursor.device == POD_NODE
    playhead.to_start()
    assert playhead.run_until(changes("source"))
    step = playhead.cursor.step
    assert isinstance(step, NatStep)
    assert not playhead.run_until(is_drop)
    assert playhead.stop[0] == playhead.stop[1]


def test_along_a_device_and_back(qtbot: QtBot) -> None:
    _, playhead = walk_of(replied())
    playhead.run_until(reaches(ENTRY_NODE))
    start = number(playhead)
    for _ in range(12):
        playhead.along_device(1)
        assert playhead.cursor is not None
        assert playhead.cursor.device == ENTRY_NODE
    for _ in range(20):
        playhead.along_device(-1)
    assert number(playhead) == start


def test_from_the_reply_to_its_cause_and_forth(qtbot: QtBot) -> None:
    _, playhead = walk_of(replied())
    playhead.to_step(MASQUERADED)
    playhead.to_consequence()
    undone = playhead.cursor
    assert undone is not None
    assert isinstance(undone.step, NatStep)
    assert undone.step.undone
    playhead.to_cause()
    assert number(playhead) == MASQUERADED
    playhead.to_start()
    playhead.to_cause()
    assert number(playhead) == 0


def test_playing_stops_at_a_breakpoint_and_goes_on_from_it(qtbot: QtBot) -> None:
    _, playhead = walk_of(replied())
    playhead.speed = 4.0
    playhead.to_step(MASQUERADED)
    place = playhead.place
    assert place is not None
    assert place.rule is not None
    playhead.breakpoints.toggle(place)
    playhead.to_exact(15)
    playhead.play()
    qtbot.waitUntil(lambda: not playhead.is_playing)
    assert playhead.place == place
    playhead.play()
    assert playhead.is_playing
    playhead.pause()
    playhead.breakpoints.toggle(place)
    assert playhead.breakpoints.places == ()


def test_breakpoints_outlive_the_walk(qtbot: QtBot) -> None:
    simulation, playhead = walk_of(replied())
    playhead.breakpoints.toggle(Breakpoint(ENTRY_NODE))
    simulation.give(dropped())
    playhead.speed = 4.0
    playhead.to_start()
    playhead.play()
    qtbot.waitUntil(lambda: not playhead.is_playing)
    assert playhead.cursor is not None
    assert playhead.cursor.device == ENTRY_NODE
    assert playhead.cursor.step_index == 0


def test_one_request_is_one_token(qtbot: QtBot) -> None:
    _, playhead = walk_of(replied())
    assert [each.number for each in playhead.tokens()] == [1]
    assert playhead.tokens()[0].cursor == playhead.shown


def test_several_requests_are_tokens_that_move_together(qtbot: QtBot) -> None:
    simulation, playhead = walk_of(replied())
    simulation.give_requests(replied(), dropped(), replied())
    assert [each.number for each in playhead.tokens()] == [1]
    playhead.seek(GAP + 0.5)
    assert [each.number for each in playhead.tokens()] == [1, 2]
    before = playhead.tokens()[1].cursor
    simulation.follow(1)
    assert playhead.shown == before
    assert [each.number for each in playhead.tokens()] == [1, 2]
    playhead.only_mine = True
    assert [each.number for each in playhead.tokens()] == [2]
    playhead.level = Level.RULE
    assert len(playhead.convoy.timelines) == 3
