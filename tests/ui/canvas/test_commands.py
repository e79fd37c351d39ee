"""What menus and keys do with what is selected, by real events where there are any."""

from collections.abc import Iterator
from itertools import combinations

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QPlainTextEdit

from sandbox.geometry.boxes import Point
from sandbox.kube import ObjectKey
from sandbox.playback import Breakpoint
from sandbox.scenario import NoteShape, Scenario
from tests.ui.canvas.pointing import BUSYBOX, CLOUD, LAPTOP, NODES, Hand, box_of, undo_text
from ui.canvas import CanvasView
from ui.canvas.geometry.aligning import Edge

SHIFT, ALT = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier
EMPTY = Point(1040, 300)


@pytest.fixture
def opened(canvas: CanvasView) -> Iterator[CanvasView]:
    """A canvas whose menu is closed when the test is over."""
    yield canvas
    while (popup := QApplication.activePopupWidget()) is not None:
        popup.close()


def open_menu(canvas: CanvasView, at: QPoint) -> QMenu:
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, canvas.mapToGlobal(at))
    QApplication.sendEvent(canvas, event)
    popup = QApplication.activePopupWidget()
    assert isinstance(popup, QMenu)
    return popup


def entry(menu: QMenu, *path: str) -> QAction:
    """The action that is reached by the words of a path."""
    found = {each.text().partition("\t")[0]: each for each in menu.actions()}
    action = found[path[0]]
    if len(path) == 1:
        return action
    below = next(each for each in menu.findChildren(QMenu) if each.menuAction() is action)
    return entry(below, *path[1:])


LINES = {
    Edge.LEFT: lambda box: box.x,
    Edge.CENTRE: lambda box: box.middle.x,
    Edge.RIGHT: lambda box: box.right,
    Edge.TOP: lambda box: box.y,
    Edge.MIDDLE: lambda box: box.middle.y,
    Edge.BOTTOM: lambda box: box.bottom,
}


class TestAligning:
    @pytest.mark.parametrize("edge", Edge)
    def test_what_is_lined_up_has_it_in_common(self, edge: Edge, canvas: CanvasView) -> None:
        keys = (LAPTOP, CLOUD, NODES[0])
        canvas.selection.set(keys)
        before = [box_of(canvas, key) for key in keys]
        canvas.commands.align(edge)
        assert len({LINES[edge](box_of(canvas, key)) for key in keys}) == 1
        assert undo_text(canvas) == f"Align 3 objects {edge.value}"
        canvas.document.undo_stack.undo()
        assert [box_of(canvas, key) for key in keys] == before

    def test_distributing_makes_the_room_between_even(self, canvas: CanvasView) -> None:
        canvas.selection.set(NODES[1:2])
        canvas.commands.nudge(0, 8)
        canvas.selection.set(NODES)
        canvas.commands.distribute(across=False)
        one, two, three = (box_of(canvas, key) for key in NODES)
        assert two.y - one.bottom == three.y - two.bottom
        assert undo_text(canvas) == "Distribute 3 nodes"

    def test_arrows_nudge_and_shift_nudges_ten_times_as_far(self, canvas: CanvasView, hand: Hand) -> None:
        hand.click(LAPTOP)
        before = box_of(canvas, LAPTOP)
        hand.key(Qt.Key.Key_Right)
        hand.key(Qt.Key.Key_Down, SHIFT)
        after = box_of(canvas, LAPTOP)
        assert (after.x - before.x, after.y - before.y) == (8, 80)


class TestSnapping:
    def test_a_drag_comes_in_line_with_a_neighbour_and_shows_it(self, canvas: CanvasView, hand: Hand) -> None:
        canvas.camera.zoom = 1.0
        wanted = box_of(canvas, LAPTOP).middle.y
        start = hand.pixel(CLOUD)
        hand.press(start)
        hand.move(start + QPoint(10, 30))
        away = wanted - box_of(canvas, CLOUD).middle.y
        hand.move(start + QPoint(10, 30 + round(away) + 3))
        assert box_of(canvas, CLOUD).middle.y == wanted
        assert canvas.gesture is not None
        assert canvas.gesture.guides  # type: ignore[attr-defined]
        canvas.grab()
        hand.release(start + QPoint(10, 30 + round(away) + 3))
        assert undo_text(canvas) == "Move cloud"

    def test_alt_suspends_it(self, canvas: CanvasView, hand: Hand) -> None:
        canvas.camera.zoom = 1.0
        before = box_of(canvas, CLOUD)
        start = hand.pixel(CLOUD)
        hand.press(start)
        hand.move(start + QPoint(11, 13), modifiers=ALT)
        hand.release(start + QPoint(11, 13))
        after = box_of(canvas, CLOUD)
        assert (after.x - before.x, after.y - before.y) == (11, 13)


class TestSelecting:
    def test_the_same_kind(self, canvas: CanvasView) -> None:
        canvas.selection.set((NODES[1],))
        canvas.commands.select_same_kind()
        assert set(canvas.selection.keys) == set(NODES)

    def test_all(self, canvas: CanvasView) -> None:
        canvas.commands.select_all()
        assert {LAPTOP, CLOUD, BUSYBOX, *NODES} < set(canvas.selection.keys)

    def test_the_camera_goes_to_what_is_selected(self, canvas: CanvasView) -> None:
        canvas.selection.set((LAPTOP,))
        canvas.fit_selection()
        assert canvas.camera.zoom == 1.5
        assert canvas.camera.seen(canvas.size()).contains(box_of(canvas, LAPTOP))
        canvas.selection.clear()
        canvas.fit_selection()
        assert canvas.camera.seen(canvas.size()).contains(canvas.picture.places.bounds())

    def test_tab_follows_the_outline_and_leaves_at_its_end(self, canvas: CanvasView, hand: Hand) -> None:
        canvas.setFocus()
        canvas.selection.set((LAPTOP,))
        walked: list[ObjectKey] = []
        for _ in range(4):
            hand.key(Qt.Key.Key_Tab)
            walked += canvas.selection.keys
        assert [key.name for key in walked] == [
            "cloud",
            "kubernetes-node-6jst",
            "source-ip-app-826191075-qehz4",
            "kubernetes-node-cx31",
        ]
        hand.key(Qt.Key.Key_Backtab)
        assert hand.selected()[0].kind == "Pod"
        assert canvas.camera.seen(canvas.size()).contains(box_of(canvas, hand.selected()[0]))


class TestLayout:
    def test_only_what_is_selected_moves_and_covers_nothing(self, canvas: CanvasView) -> None:
        canvas.selection.set(NODES)
        others = {
            key: box_of(canvas, key) for key in canvas.picture.places if key.kind not in ("Node", "Pod")
        }
        canvas.commands.auto_layout()
        assert undo_text(canvas) == "Lay out 3 nodes"
        assert {key: box_of(canvas, key) for key in others} == others
        for key in NODES:
            assert not any(box_of(canvas, key).meets(box) for box in others.values())

    def test_what_nobody_placed_is_laid_out_and_the_rest_stays(self, canvas: CanvasView) -> None:
        def unplace(scenario: Scenario) -> Scenario:
            laptop = scenario.clients[0]
            bare = replace(laptop, metadata=replace(laptop.metadata, position=None))
            return replace(scenario, clients=(bare,))

        canvas.document.apply("Unplace", unplace)
        before = {key: box_of(canvas, key) for key in (*NODES, CLOUD)}
        canvas.selection.clear()
        canvas.commands.auto_layout()
        assert {key: box_of(canvas, key) for key in before} == before
        assert canvas.document.scenario.clients[0].metadata.position is not None

    def test_where_all_is_placed_all_of_it_is_laid_out(self, canvas: CanvasView) -> None:
        canvas.selection.clear()
        canvas.commands.auto_layout()
        tops = [key for key in canvas.picture.places if key.kind != "Pod"]
        for index, one in enumerate(tops):
            assert not any(box_of(canvas, one).meets(box_of(canvas, other)) for other in tops[index + 1 :])
        left = max(box_of(canvas, each).right for each in (LAPTOP, CLOUD))
        assert all(box_of(canvas, key).x > left for key in NODES)


class TestNotes:
    def test_writing_on_a_note_in_place(self, canvas: CanvasView, hand: Hand) -> None:
        canvas.commands.add_note(Point(40, 700))
        assert undo_text(canvas) == "Add Note"
        (key,) = canvas.selection.keys
        canvas.fit_all()
        hand.double_click(key)
        editor = canvas.findChild(QPlainTextEdit)
        assert editor is not None
        QTest.keyClicks(editor, "Look here")
        QTest.keyClick(editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        assert canvas.document.scenario.notes[0].text == "Look here"
        assert undo_text(canvas) == "Write on note-1"

    def test_escape_writes_nothing(self, canvas: CanvasView, hand: Hand) -> None:
        canvas.commands.add_note(Point(40, 700))
        hand.key(Qt.Key.Key_Return)
        editor = canvas.findChild(QPlainTextEdit)
        assert editor is not None
        QTest.keyClicks(editor, "never mind")
        QTest.keyClick(editor, Qt.Key.Key_Escape)
        assert canvas.document.scenario.notes[0].text == ""

    def test_the_corner_makes_it_larger(self, canvas: CanvasView, hand: Hand) -> None:
        canvas.commands.add_note(Point(40, 700), NoteShape.RECTANGLE)
        (key,) = canvas.selection.keys
        canvas.fit_all()
        before = box_of(canvas, key)
        corner = Point(before.right, before.bottom)
        hand.drag([corner, Point(corner.x + 100, corner.y + 50), Point(corner.x + 160, corner.y + 80)])
        after = box_of(canvas, key)
        assert (after.width - before.width, after.height - before.height) == (160, 80)
        assert undo_text(canvas) == "Resize note-1"

    def test_a_frame_goes_around_what_is_selected(self, canvas: CanvasView) -> None:
        canvas.selection.set(NODES)
        canvas.commands.add_note(Point(0, 0), NoteShape.RECTANGLE)
        (key,) = canvas.selection.keys
        assert all(box_of(canvas, key).contains(box_of(canvas, each)) for each in NODES)


class TestAdding:
    def test_at_a_point(self, canvas: CanvasView) -> None:
        canvas.commands.add("Client", EMPTY)
        (key,) = canvas.selection.keys
        assert box_of(canvas, key).holds(EMPTY)

    def test_what_stands_there_is_not_covered(self, canvas: CanvasView) -> None:
        boxes = []
        for across in range(3):
            canvas.commands.add("Node", Point(1600 + 400 * across, 200))
            (key,) = canvas.selection.keys
            boxes.append(box_of(canvas, key))
        assert not any(one.meets(other) for one, other in combinations(boxes, 2))
        assert len({box.y for box in boxes}) > 1

    def test_what_is_added_comes_into_view(self, opened: CanvasView) -> None:
        for _ in range(2):
            opened.commands.add("Node", Point(6000, 5000))
            (key,) = opened.selection.keys
            assert opened.camera.seen(opened.size()).contains(box_of(opened, key))
            opened.zoom_by(1.1)  # from here on the camera is where someone has put it

    def test_a_pod_goes_to_the_node_there(self, canvas: CanvasView) -> None:
        canvas.commands.add("Pod", box_of(canvas, NODES[1]).middle)
        (key,) = canvas.selection.keys
        assert canvas.picture.node_of(key) == NODES[1]


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
class TestMenus:
    def test_an_objects_menu_selects_it_and_acts(self, opened: CanvasView, hand: Hand) -> None:
        menu = open_menu(opened, hand.pixel(NODES[2]))
        assert hand.selected() == (NODES[2],)
        entry(menu, "Collapse to a Count").trigger()
        assert BUSYBOX not in opened.picture.places
        assert undo_text(opened) == "Collapse kubernetes-node-jj1t"
        menu.close()
        entry(open_menu(opened, hand.pixel(NODES[2])), "Expand").trigger()
        assert BUSYBOX in opened.picture.places

    def test_a_device_is_made_a_stop_and_shows_it(self, opened: CanvasView, hand: Hand) -> None:
        corner = hand.pixel(Point(box_of(opened, NODES[2]).x, box_of(opened, NODES[2]).y))
        before = opened.grab().toImage().pixelColor(corner)
        menu = open_menu(opened, hand.pixel(NODES[2]))
        entry(menu, "Stop Here").trigger()
        menu.close()
        assert opened.playhead.breakpoints.places == (Breakpoint("node/kubernetes-node-jj1t"),)
        opened.selection.clear()
        assert opened.grab().toImage().pixelColor(corner) != before
        entry(open_menu(opened, hand.pixel(NODES[2])), "Do Not Stop Here").trigger()
        assert not opened.playhead.breakpoints.places

    def test_the_empty_canvas_has_one_too(self, opened: CanvasView, hand: Hand) -> None:
        menu = open_menu(opened, hand.pixel(EMPTY))
        shown = {each.text().partition("\t")[0] for each in menu.actions()}
        assert {"Select All", "Fit All", "Auto-Layout", "Paste Here"} <= shown
        entry(menu, "Add Here", "Client").trigger()
        (key,) = opened.selection.keys
        assert box_of(opened, key).holds(EMPTY)

    @pytest.mark.parametrize(("key", "modifiers"), [(Qt.Key.Key_Menu, None), (Qt.Key.Key_F10, SHIFT)])
    def test_a_key_opens_the_menu_of_what_is_selected(
        self, key: Qt.Key, modifiers: Qt.KeyboardModifier | None, opened: CanvasView, hand: Hand
    ) -> None:
        opened.selection.set((NODES[0], LAPTOP))
        hand.key(key, modifiers or Qt.KeyboardModifier.NoModifier)
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        entry(menu, "Align", "Left").trigger()
        assert undo_text(opened) == "Align 2 objects left"

    def test_a_namespace_is_collapsed_from_any_of_its_objects(self, opened: CanvasView, hand: Hand) -> None:
        entry(open_menu(opened, hand.pixel(BUSYBOX)), "Collapse Namespace default").trigger()
        assert not any(key.kind == "Pod" for key in opened.picture.places)
        assert undo_text(opened) == "Collapse namespace default"
