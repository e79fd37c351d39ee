"""The bar and the lanes, by mouse and keys as people use them."""

from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from sandbox.playback import Level, MarkKind
from tests.fixtures.exchanges import dropped, replied
from tests.fixtures.hosting import hosted
from tests.fixtures.walking import GivenSimulation, walk_of
from ui.models.playhead import Playhead
from ui.theme import theme
from ui.transport import LanesView, TransportBar
from ui.transport.bar import BUTTONS, PLAY
from ui.transport.lanes import Lanes
from ui.transport.until import until_menu

Walk = tuple[GivenSimulation, Playhead]
LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def walk(qtbot: QtBot) -> Walk:
    return walk_of(replied(), dropped())


def bar_of(qtbot: QtBot, walk: Walk, width: int = 1400) -> TransportBar:
    bar = TransportBar(*walk)
    hosted(qtbot, bar, width, 100)
    return bar


def lanes_of(qtbot: QtBot, walk: Walk) -> Lanes:
    view = LanesView(*walk)
    hosted(qtbot, view, 1200, 260)
    return view.lanes


def press(qtbot: QtBot, bar: TransportBar, number: int) -> None:
    QTest.mouseClick(bar.buttons[number], LEFT)


def test_the_bar_says_where_the_walk_is_and_what_comes_next(qtbot: QtBot, walk: Walk) -> None:
    bar = bar_of(qtbot, walk)
    assert bar.step_label.text() == "Step 1 of 27"
    assert bar.next_label.text == "laptop looks for a route to 10.240.0.5"
    walk[1].to_step(22)
    assert bar.next_label.text == "kubernetes-node-cx31 sends it to kubernetes-node-6jst by eth0"
    walk[1].to_end()
    assert bar.next_label.text.startswith(
        "replied · by source-ip-app-826191075-qehz4 · client_address=10.240.0.5"
    )


def test_at_the_end_the_keyboard_goes_to_the_button_that_plays(qtbot: QtBot, walk: Walk) -> None:
    bar, playhead = bar_of(qtbot, walk), walk[1]
    bar.buttons[3].setFocus()
    qtbot.waitUntil(bar.buttons[3].hasFocus)
    playhead.to_end()
    assert bar.buttons[2].hasFocus()


def test_buttons_step_forward_and_back_to_the_same_place(qtbot: QtBot, walk: Walk) -> None:
    bar, playhead = bar_of(qtbot, walk), walk[1]
    press(qtbot, bar, 3)
    press(qtbot, bar, 3)
    two = playhead.cursor
    press(qtbot, bar, 3)
    press(qtbot, bar, 1)
    assert playhead.cursor == two
    press(qtbot, bar, 4)
    assert playhead.stop == (27, 27)
    assert not bar.buttons[3].isEnabled()
    press(qtbot, bar, 0)
    assert playhead.stop[0] == 1
    assert not bar.buttons[1].isEnabled()


def test_play_becomes_pause(qtbot: QtBot, walk: Walk) -> None:
    bar, playhead = bar_of(qtbot, walk), walk[1]
    press(qtbot, bar, PLAY)
    assert playhead.is_playing, "after the first press"
    assert bar.buttons[PLAY].accessibleName() == "Pause"
    press(qtbot, bar, PLAY)
    assert bar.buttons[PLAY].accessibleName() == "Play"
    assert not walk[1].is_playing


def test_space_on_the_focused_button_plays(qtbot: QtBot, walk: Walk) -> None:
    bar, playhead = bar_of(qtbot, walk), walk[1]
    bar.buttons[PLAY].setFocus()
    QTest.keyClick(bar.buttons[PLAY], Qt.Key.Key_Space)
    assert playhead.is_playing
    playhead.pause()


def test_levels_are_switched_by_mouse(qtbot: QtBot, walk: Walk) -> None:
    bar, playhead = bar_of(qtbot, walk), walk[1]
    segments = {button.text(): button for button in bar.levels.findChildren(QPushButton)}
    assert list(segments) == ["Connection", "Hop", "Hook", "Rule"]
    for level in Level:
        QTest.mouseClick(segments[level.label], LEFT)
        assert playhead.level is level
    assert bar.step_label.text() == "Step 1 of 43"


def test_speed_is_chosen_from_a_menu(qtbot: QtBot, walk: Walk) -> None:
    bar, playhead = bar_of(qtbot, walk), walk[1]
    bar.speed.menu().actions()[-1].trigger()
    assert playhead.speed == 4
    assert bar.speed.text() == "4 ×"


def open_menu(bar: TransportBar) -> QMenu:
    menu = bar.paths.menu()
    menu.aboutToShow.emit()
    return menu


def test_a_path_is_chosen_from_all_of_them(qtbot: QtBot, walk: Walk) -> None:
    simulation = walk[0]
    bar = bar_of(qtbot, walk)
    assert bar.paths.text() == "path 1 of 2 · probability 1/2"
    actions = open_menu(bar).actions()
    assert actions[0].text() == "1   source-ip-app-826191075-qehz4, replied · probability 1/2"
    actions[1].trigger()
    assert simulation.chosen == 1
    assert bar.paths.text() == "path 2 of 2 · probability 1/2"
    open_menu(bar).actions()[-1].trigger()
    assert simulation.chosen in (0, 1)


def test_where_there_is_no_room_the_path_is_said_shortly(qtbot: QtBot, walk: Walk) -> None:
    bar = bar_of(qtbot, walk, 660)
    qtbot.waitUntil(lambda: bar.paths.text() == "1/2")
    assert bar.paths.accessibleName() == "path 1 of 2 · probability 1/2"
    bar.resize(1400, 100)
    qtbot.waitUntil(lambda: bar.paths.text() == "path 1 of 2 · probability 1/2")


def test_a_single_path_leaves_nothing_to_choose(qtbot: QtBot) -> None:
    walk = walk_of(replied())
    bar = bar_of(qtbot, walk)
    assert bar.paths.text() == "path 1 of 1 · probability 1/2"
    walk[0].give()
    assert bar.step_label.text() == "Nothing sent yet"
    assert not bar.paths.isEnabled()
    assert not any(button.isEnabled() for button in bar.buttons)


@pytest.mark.parametrize("width", [800, 1000, 1199, 1200, 1900])
def test_nothing_in_the_bar_overlaps_or_is_cut(qtbot: QtBot, walk: Walk, width: int) -> None:
    bar = bar_of(qtbot, walk, width)
    parts: list[QWidget] = [*bar.buttons, bar.speed, bar.levels, bar.paths]
    places = [part.geometry() for part in parts]
    assert all(before.right() < after.left() for before, after in pairwise(places))
    assert places[-1].right() < width
    for button in bar.levels.findChildren(QPushButton):
        assert button.width() >= button.fontMetrics().horizontalAdvance(button.text()) + 8


def test_every_button_has_a_name_and_is_easy_to_hit(qtbot: QtBot, walk: Walk) -> None:
    bar = bar_of(qtbot, walk)
    for button in (*bar.buttons, bar.speed, bar.paths):
        assert button.accessibleName()
        assert min(button.width(), button.height()) >= 24
    assert len(BUTTONS) == len(bar.buttons)


def test_dragging_scrubs(qtbot: QtBot, walk: Walk) -> None:
    lanes, playhead = lanes_of(qtbot, walk), walk[1]
    y = 8
    QTest.mousePress(lanes, LEFT, NONE, QPoint(round(lanes.x_of(2.0)), y))
    assert abs(playhead.position - 2.0) < 0.05
    QTest.mouseMove(lanes, QPoint(round(lanes.x_of(6.0)), y))
    assert abs(playhead.position - 6.0) < 0.05
    QTest.mouseMove(lanes, QPoint(lanes.width() * 2, y))
    assert playhead.stop[0] == playhead.stop[1]
    QTest.mouseRelease(lanes, LEFT, NONE, QPoint(lanes.width() * 2, y))
    at = playhead.position
    QTest.mouseMove(lanes, QPoint(300, y))
    assert playhead.position == at


def colors(lanes: Lanes, time: float, mark: MarkKind) -> set[str]:
    """The colours in a lane from the middle of its mark to a time."""
    place = next(place for place in lanes.places if place.mark.kind is mark)
    y, image = round(place.center.y()), lanes.grab().toImage()
    return {image.pixelColor(x, y).name() for x in range(round(place.center.x()), round(lanes.x_of(time)))}


def test_nothing_lies_ahead_of_the_last_step(qtbot: QtBot, walk: Walk) -> None:
    lanes, playhead = lanes_of(qtbot, walk), walk[1]
    playhead.to_end()
    assert playhead.timeline is not None
    seen = colors(lanes, playhead.timeline.duration, MarkKind.REPLIED)
    assert theme.color("control").name() not in seen


def test_the_playhead_does_not_cover_the_mark_that_it_is_at(qtbot: QtBot, walk: Walk) -> None:
    lanes, playhead = lanes_of(qtbot, walk), walk[1]
    place = next(place for place in lanes.places if place.mark.kind is MarkKind.ENTRY_MADE)
    inside = QRect(0, 0, 12, 12)
    inside.moveCenter(place.center.toPoint())
    playhead.to_step(place.mark.number)
    there = lanes.grab(inside).toImage()
    playhead.to_end()
    assert lanes.grab(inside).toImage() == there


def test_a_click_on_a_mark_goes_there(qtbot: QtBot, walk: Walk) -> None:
    lanes, playhead = lanes_of(qtbot, walk), walk[1]
    for place in lanes.places:
        QTest.mouseClick(lanes, LEFT, NONE, place.center.toPoint())
        assert playhead.cursor is not None
        assert playhead.cursor.number == place.mark.number


def test_marks_do_not_cover_each_other(qtbot: QtBot, walk: Walk) -> None:
    lanes = lanes_of(qtbot, walk)
    lanes.resize(420, 260)
    for place in lanes.places:
        assert lanes.mark_at(place.center) is place.mark


def test_keys_step_and_go_from_mark_to_mark(qtbot: QtBot, walk: Walk) -> None:
    lanes, playhead = lanes_of(qtbot, walk), walk[1]
    QTest.keyClick(lanes, Qt.Key.Key_Right)
    assert playhead.stop[0] == 2
    QTest.keyClick(lanes, Qt.Key.Key_Left)
    assert playhead.stop[0] == 1
    QTest.keyClick(lanes, Qt.Key.Key_PageDown)
    assert playhead.cursor is not None
    assert playhead.cursor.number == lanes.places[0].mark.number
    QTest.keyClick(lanes, Qt.Key.Key_End)
    QTest.keyClick(lanes, Qt.Key.Key_PageUp)
    assert playhead.cursor is not None
    assert playhead.cursor.number == lanes.places[-2].mark.number
    QTest.keyClick(lanes, Qt.Key.Key_Home)
    assert playhead.stop[0] == 1


def test_the_menu_of_what_lies_ahead_runs_until_it(qtbot: QtBot, walk: Walk) -> None:
    bar, playhead = bar_of(qtbot, walk), walk[1]
    menu = until_menu(playhead, bar)
    titles = [action.text().replace("&", "") for action in menu.actions()]
    assert titles == ["Any Field Changes", "Field Changes", "Device", "Rule"]
    menu.actions()[0].trigger()
    assert playhead.cursor is not None
    assert playhead.cursor.step.before != playhead.cursor.step.after
    playhead.to_end()
    (nothing,) = until_menu(playhead, bar).actions()
    assert not nothing.isEnabled()


def test_a_screen_reader_hears_the_place(qtbot: QtBot, walk: Walk) -> None:
    lanes = lanes_of(qtbot, walk)
    walk[1].to_step(22)
    assert lanes.accessibleDescription() == "Step 8 of 27: nat / POSTROUTING on kubernetes-node-cx31"


def test_without_a_walk_the_lanes_say_what_to_do(qtbot: QtBot, walk: Walk) -> None:
    lanes = lanes_of(qtbot, walk)
    walk[0].give()
    assert not lanes.places
    assert not lanes.grab().isNull()
    assert lanes.mark_at(QPointF(300, 40)) is None
    QTest.mouseClick(lanes, LEFT, NONE, QPoint(300, 40))


def test_each_kind_of_mark_has_a_sign_and_a_word_of_its_own() -> None:
    assert len({kind.value for kind in MarkKind}) == len({kind.word for kind in MarkKind}) == len(MarkKind)
