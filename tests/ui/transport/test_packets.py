"""Several packets in the transport: tracks and numbers, choosing one, only mine; breakpoints in lanes."""

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from sandbox.playback import GAP, Breakpoint
from tests.fixtures.exchanges import ENTRY_NODE, dropped, replied
from tests.fixtures.hosting import hosted
from tests.fixtures.walking import GivenSimulation, walk_of
from ui.models.playhead import Playhead
from ui.theme.tokens import OTHER_PACKETS, packet_token
from ui.transport import LanesView, TransportBar
from ui.transport.tracks import tracks_of


def several(qtbot: QtBot) -> tuple[GivenSimulation, Playhead]:
    simulation, playhead = walk_of(replied())
    simulation.give_requests(replied(), dropped(), replied())
    playhead.reduced_motion = True
    return simulation, playhead


def test_the_chooser_is_there_only_for_several(qtbot: QtBot) -> None:
    simulation, playhead = walk_of(replied())
    bar = TransportBar(simulation, playhead)
    hosted(qtbot, bar, 1400, 60)
    assert not bar.packets.isVisible()
    simulation.give_requests(replied(), dropped())
    assert bar.packets.isVisible()
    qtbot.waitUntil(lambda: bar.packets.text() == "packet 1 of 2")


def test_a_packet_is_chosen_in_the_menu(qtbot: QtBot) -> None:
    simulation, playhead = several(qtbot)
    bar = TransportBar(simulation, playhead)
    hosted(qtbot, bar, 1400, 60)
    bar.packets.fill()
    actions = bar.packets.menu().actions()
    assert [action.isChecked() for action in actions[:3]] == [True, False, False]
    assert actions[1].text().startswith("2   dropped")
    actions[1].trigger()
    assert simulation.followed == 1
    bar.packets.fill()
    bar.packets.menu().actions()[-1].trigger()
    assert playhead.only_mine
    qtbot.waitUntil(lambda: bar.packets.text() == "packet 2 of 3 · alone")


def test_tracks_are_shifted_by_when_they_were_sent(qtbot: QtBot) -> None:
    simulation, playhead = several(qtbot)
    playhead.seek(GAP + 0.5)
    tracks = tracks_of(playhead, simulation.followed)
    assert [each.number for each in tracks] == [2, 3]
    assert [each.shift for each in tracks] == [GAP, 2 * GAP]
    assert tracks[0].now == ("client/laptop", playhead.position)
    assert tracks[1].now is None
    playhead.only_mine = True
    assert tracks_of(playhead, simulation.followed) == ()


def test_lanes_paint_tracks_numbers_and_breakpoints(qtbot: QtBot) -> None:
    simulation, playhead = several(qtbot)
    view = LanesView(simulation, playhead)
    hosted(qtbot, view, 1000, 200)
    playhead.seek(GAP + 0.5)
    alone = view.lanes.grab().toImage()
    playhead.only_mine = True
    assert view.lanes.grab().toImage() != alone
    assert view.lanes.break_places() == []
    playhead.breakpoints.toggle(Breakpoint(ENTRY_NODE))
    places = view.lanes.break_places()
    assert len(places) == 2
    assert all(view.lanes.geometry_of_lanes.left < place.x() for place in places)


def test_the_lanes_menu_runs_to_the_place_under_the_pointer(qtbot: QtBot) -> None:
    simulation, playhead = walk_of(replied())
    playhead.reduced_motion = True
    view = LanesView(simulation, playhead)
    hosted(qtbot, view, 1000, 200)
    place = view.lanes.places[2]
    number = view.lanes.number_at(place.center)
    assert number == place.mark.number
    menu = view.lanes.menu_of(number)
    texts = [action.text().replace("&", "") for action in menu.actions()]
    assert texts == [
        "Run to Here",
        "Run Until kubernetes-node-cx31",
        "Break on kubernetes-node-cx31",
        "Run Until",
    ]
    menu.actions()[0].trigger()
    assert playhead.cursor is not None
    assert playhead.cursor.number == number
    assert view.lanes.number_at(QPointF(view.lanes.x_of(0.1), 60)) == 0


def test_page_keys_go_from_mark_to_mark(qtbot: QtBot) -> None:
    simulation, playhead = walk_of(replied())
    view = LanesView(simulation, playhead)
    hosted(qtbot, view, 1000, 200)
    QTest.mouseClick(view.lanes, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(300, 100))
    playhead.to_start()
    QTest.keyClick(view.lanes, Qt.Key.Key_PageDown)
    assert playhead.cursor is not None
    assert playhead.cursor.number == view.lanes.places[0].mark.number


def test_colours_come_in_turn(qtbot: QtBot) -> None:
    assert packet_token(1) == OTHER_PACKETS[0]
    assert packet_token(len(OTHER_PACKETS) + 1) == OTHER_PACKETS[0]
