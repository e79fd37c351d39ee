"""Menus of a walk: what lies ahead to run until, and what can be done at a step."""

from pytestqt.qtbot import QtBot

from sandbox.playback import Breakpoint
from sandbox.trace import NatStep
from tests.fixtures.exchanges import ENTRY_NODE, dropped, replied
from tests.fixtures.walking import walk_of
from ui.models.choices import choices_at, until_choices


def test_only_what_lies_ahead_is_offered(qtbot: QtBot) -> None:
    simulation, playhead = walk_of(replied())
    offered = until_choices(playhead)
    assert [each.text for each in offered[""]] == ["Any Field &Changes"]
    fields = {each.text: each for each in offered["&Field Changes"]}
    assert {"source", "destination", "mark"} <= set(fields)
    fields["source"].act()
    assert playhead.cursor is not None
    assert isinstance(playhead.cursor.step, NatStep)
    rules = {each.text: each for each in offered["&Rule"]}
    playhead.to_start()
    rules["KUBE-POSTROUTING 3 on kubernetes-node-cx31"].act()
    assert playhead.place is not None
    assert playhead.place.rule is not None
    playhead.to_end()
    assert until_choices(playhead) == {}
    simulation.give(dropped())
    playhead.to_start()
    assert until_choices(playhead)[""][0].text == "A &Drop"
    simulation.give()
    assert until_choices(playhead) == {}


def test_a_step_can_be_run_to_and_broken_on(qtbot: QtBot) -> None:
    _, playhead = walk_of(replied())
    playhead.to_step(22)
    number = playhead.cursor.number if playhead.cursor else 0
    playhead.to_start()
    here, until, stop = choices_at(playhead, number)
    here.act()
    assert playhead.cursor is not None
    assert playhead.cursor.number == number
    playhead.to_start()
    until.act()
    assert playhead.cursor.device == ENTRY_NODE
    assert stop.checked is False
    stop.act()
    assert playhead.breakpoints.places == (Breakpoint(ENTRY_NODE),)
    assert choices_at(playhead, number)[2].checked
