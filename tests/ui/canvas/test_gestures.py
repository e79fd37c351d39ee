"""What the mouse and the keys do to the document, the selection and the camera."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest

from sandbox.geometry.boxes import Box, Point
from sandbox.kube import Pod, Service, ServiceType, TrafficPolicy
from sandbox.scenario import ServiceTarget, Via
from tests.ui.canvas.pointing import BUSYBOX, CLOUD, CTRL, LAPTOP, Hand, node, service
from ui.canvas import CanvasView

EMPTY = Point(940, 300)
"""A place of the example where nothing is."""


def box_of(canvas: CanvasView, key: object) -> Box:
    return canvas.picture.places.box(key)  # type: ignore[arg-type]


def test_a_click_selects_and_one_on_nothing_selects_nothing(canvas: CanvasView, hand: Hand) -> None:
    hand.click(LAPTOP)
    assert hand.selected() == (LAPTOP,)
    hand.click(BUSYBOX)
    assert hand.selected() == (BUSYBOX,)
    hand.click(EMPTY)
    assert hand.selected() == ()


def test_ctrl_click_adds_and_takes_away(canvas: CanvasView, hand: Hand) -> None:
    hand.click(LAPTOP)
    hand.click(CLOUD, CTRL)
    assert hand.selected() == (LAPTOP, CLOUD)
    hand.click(LAPTOP, CTRL)
    assert hand.selected() == (CLOUD,)


def test_a_rubber_band_selects_what_it_reaches_but_only_whole_nodes(canvas: CanvasView, hand: Hand) -> None:
    reach = box_of(canvas, node("6jst"))
    hand.drag([Point(10, 600), Point(300, 650), Point(reach.x + 30, 700)])
    assert set(canvas.selection.keys) == {LAPTOP, CLOUD}


def test_escape_gives_the_selection_back_that_a_band_took(canvas: CanvasView, hand: Hand) -> None:
    hand.click(BUSYBOX)
    hand.press(Point(20, 500))
    hand.move(Point(300, 700))
    assert LAPTOP in canvas.selection.keys
    hand.key(Qt.Key.Key_Escape)
    assert hand.selected() == (BUSYBOX,)


def test_dragging_a_node_is_one_undo_step_and_keeps_to_the_grid(canvas: CanvasView, hand: Hand) -> None:
    key = node("6jst")
    before, pod_before = box_of(canvas, key), canvas.picture.pods_in(key)[0]
    inside = box_of(canvas, pod_before).x - before.x
    start = hand.pixel(key)
    hand.drag([start, start + QPoint(30, 40), start + QPoint(60, 90), start + QPoint(101, 133)])
    after = box_of(canvas, key)
    assert (after.x, after.y) != (before.x, before.y)
    assert after.x % 8 == 0
    assert after.y % 8 == 0
    assert box_of(canvas, pod_before).x - after.x == inside
    assert canvas.document.undo_stack.count() == 1
    assert canvas.document.undo_stack.undoText() == "Move kubernetes-node-6jst"
    canvas.document.undo_stack.undo()
    assert box_of(canvas, key) == before
    canvas.document.undo_stack.redo()
    assert box_of(canvas, key) == after


def test_what_is_selected_moves_together(canvas: CanvasView, hand: Hand) -> None:
    canvas.selection.set((LAPTOP, CLOUD))
    before = box_of(canvas, LAPTOP), box_of(canvas, CLOUD)
    start = hand.pixel(LAPTOP)
    hand.drag([start, start + QPoint(0, 20), start + QPoint(0, 80)])
    moved = box_of(canvas, LAPTOP).y - before[0].y
    assert moved > 0
    assert box_of(canvas, CLOUD).y - before[1].y == moved
    assert canvas.document.undo_stack.undoText() == "Move 2 objects"


def test_escape_puts_a_dragged_object_back(canvas: CanvasView, hand: Hand) -> None:
    before = box_of(canvas, LAPTOP)
    start = hand.pixel(LAPTOP)
    hand.press(start)
    hand.move(start + QPoint(50, 50))
    assert box_of(canvas, LAPTOP) != before
    hand.key(Qt.Key.Key_Escape)
    hand.release(start + QPoint(50, 50))
    assert box_of(canvas, LAPTOP) == before
    assert canvas.document.undo_stack.count() == 0


def test_pods_that_are_selected_move_together(canvas: CanvasView, hand: Hand) -> None:
    other = canvas.picture.pods_in(node("6jst"))[0]
    canvas.selection.set((BUSYBOX, other))
    target = box_of(canvas, node("cx31")).middle
    hand.drag([BUSYBOX, Point(target.x, target.y - 20), target])
    assert set(canvas.picture.pods_in(node("cx31"))) == {BUSYBOX, other}
    assert canvas.document.undo_stack.undoText() == "Move 2 pods to kubernetes-node-cx31"
    canvas.document.undo_stack.undo()
    assert canvas.picture.pods_in(node("cx31")) == ()


def test_a_pod_dragged_to_another_node_lives_there(canvas: CanvasView, hand: Hand) -> None:
    target = box_of(canvas, node("cx31")).middle
    hand.drag([BUSYBOX, Point(target.x, target.y - 20), target])
    moved = canvas.document.scenario.by_key[BUSYBOX]
    assert isinstance(moved, Pod)
    assert moved.node_name == "kubernetes-node-cx31"
    assert box_of(canvas, node("cx31")).contains(box_of(canvas, BUSYBOX))
    assert canvas.document.undo_stack.undoText() == "Move busybox to kubernetes-node-cx31"
    canvas.document.undo_stack.undo()
    assert box_of(canvas, node("jj1t")).contains(box_of(canvas, BUSYBOX))


def test_a_pod_let_go_outside_stays_and_says_why(canvas: CanvasView, hand: Hand) -> None:
    said: list[str] = []
    canvas.hint.connect(said.append)
    hand.drag([BUSYBOX, EMPTY, EMPTY])
    assert canvas.document.undo_stack.count() == 0
    assert "a pod runs on a node" in said[-1]


def test_delete_removes_what_is_selected(canvas: CanvasView, hand: Hand) -> None:
    hand.click(LAPTOP)
    hand.key(Qt.Key.Key_Delete)
    assert LAPTOP not in canvas.document.scenario.by_key
    assert LAPTOP not in canvas.picture.places
    assert canvas.document.undo_stack.undoText() == "Delete laptop"
    canvas.document.undo_stack.undo()
    assert LAPTOP in canvas.picture.places


def test_arrow_keys_move_what_is_selected_and_nothing_otherwise(canvas: CanvasView, hand: Hand) -> None:
    hand.key(Qt.Key.Key_Right)
    assert canvas.document.undo_stack.count() == 0
    before = box_of(canvas, LAPTOP)
    hand.click(LAPTOP)
    hand.key(Qt.Key.Key_Right)
    hand.key(Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    after = box_of(canvas, LAPTOP)
    assert (after.x - before.x, after.y - before.y) == (8, 80)


@pytest.mark.parametrize("angle", [240, -240])
def test_ctrl_wheel_zooms_at_the_pointer(canvas: CanvasView, hand: Hand, angle: int) -> None:
    at = QPoint(400, 300)
    fixed, zoom = canvas.camera.to_scene(QPointF(at)), canvas.camera.zoom
    hand.wheel(at, angle, CTRL)
    assert (canvas.camera.zoom > zoom) == (angle > 0)
    assert canvas.camera.to_scene(QPointF(at)) == pytest.approx(fixed)


def test_the_wheel_scrolls_and_the_middle_button_pans(canvas: CanvasView, hand: Hand) -> None:
    origin = canvas.camera.origin
    hand.wheel(QPoint(400, 300), -120)
    assert canvas.camera.origin.y > origin.y
    origin = canvas.camera.origin
    hand.drag([QPoint(300, 300), QPoint(340, 300)], Qt.MouseButton.MiddleButton)
    assert canvas.camera.origin.x == pytest.approx(origin.x - 40 / canvas.camera.zoom)


def test_space_pans_while_it_is_held_and_else_plays(canvas: CanvasView, hand: Hand) -> None:
    origin = canvas.camera.origin
    QTest.keyPress(canvas, Qt.Key.Key_Space)
    hand.drag([hand.pixel(LAPTOP), hand.pixel(LAPTOP) + QPoint(40, 0)])
    QTest.keyRelease(canvas, Qt.Key.Key_Space)
    assert canvas.camera.origin.x < origin.x
    assert canvas.document.undo_stack.count() == 0


def test_zoom_commands(canvas: CanvasView) -> None:
    canvas.zoom_reset()
    assert canvas.camera.zoom == 1
    canvas.zoom_in()
    assert canvas.camera.zoom == 1.25
    canvas.zoom_out()
    assert canvas.camera.zoom == 1
    canvas.pan_by(5000, 0)
    canvas.fit_all()
    assert canvas.camera.seen(canvas.size()).contains(canvas.picture.places.bounds())


@pytest.mark.parametrize(
    ("text", "field", "label"),
    [
        ("LoadBalancer", "type", "Set type to LoadBalancer"),
        ("Local", "externalTrafficPolicy", "Set externalTrafficPolicy to Local"),
        ("Local", "internalTrafficPolicy", "Set internalTrafficPolicy to Local"),
    ],
)
def test_a_click_on_a_card_switches(
    canvas: CanvasView, hand: Hand, text: str, field: str, label: str
) -> None:
    key = service("nodeport")
    box = box_of(canvas, key)
    switches = canvas.picture.face(key).switches
    switch = next(each for each in switches if (each.text, each.field) == (text, field))
    middle = switch.box.moved(box.x, box.y).middle
    hand.click(middle)
    assert canvas.document.undo_stack.undoText() == label
    value = canvas.document.scenario.by_key[key]
    assert isinstance(value, Service)
    chosen = {
        "type": value.type is ServiceType.LOAD_BALANCER,
        "externalTrafficPolicy": value.external_traffic_policy is TrafficPolicy.LOCAL,
        "internalTrafficPolicy": value.internal_traffic_policy is TrafficPolicy.LOCAL,
    }
    assert chosen.pop(field)
    assert not any(chosen.values())
    hand.click(middle)
    assert canvas.document.undo_stack.count() == 1


def test_a_button_let_go_elsewhere_does_nothing(canvas: CanvasView, hand: Hand) -> None:
    key = service("nodeport")
    box = box_of(canvas, key)
    switch = canvas.picture.face(key).switches[0]
    hand.drag([switch.box.moved(box.x, box.y).middle, EMPTY])
    assert canvas.document.undo_stack.count() == 0


def test_double_click_then_click_sends(canvas: CanvasView, hand: Hand) -> None:
    hand.double_click(LAPTOP)
    hand.move(node("cx31"))
    hand.click(node("cx31"))
    flow = canvas.simulation.flow
    assert flow is not None
    assert flow.sender == LAPTOP
    assert flow.target == ServiceTarget("default/nodeport", Via.NODE_PORT, node="kubernetes-node-cx31")
    assert not hand.is_busy()


def test_a_target_that_does_not_listen_says_why_and_choosing_goes_on(canvas: CanvasView, hand: Hand) -> None:
    said: list[str] = []
    canvas.hint.connect(said.append)
    canvas.pick_target(BUSYBOX)
    hand.click(LAPTOP)
    assert "Nothing listens there" in said[-1]
    assert hand.is_busy()
    hand.key(Qt.Key.Key_Escape)
    assert not hand.is_busy()
    assert canvas.simulation.flow is None


def test_the_small_map_hides_nothing_while_most_of_the_picture_is_seen(canvas: CanvasView) -> None:
    canvas.pan_by(0, -240)
    assert not canvas.camera.seen(canvas.size()).contains(canvas.picture.places.bounds())
    assert canvas.minimap.area(canvas.camera, canvas.size()).isEmpty()
    canvas.pan_by(0, -240)
    assert not canvas.minimap.area(canvas.camera, canvas.size()).isEmpty()


def test_dragging_in_the_small_map_moves_the_camera(canvas: CanvasView, hand: Hand) -> None:
    canvas.zoom_by(2.5)
    area = canvas.minimap.area(canvas.camera, canvas.size())
    hand.click(area.topLeft().toPoint() + QPoint(12, 12))
    near = canvas.camera.seen(canvas.size()).middle
    hand.click(area.bottomRight().toPoint() - QPoint(12, 12))
    far = canvas.camera.seen(canvas.size()).middle
    assert far.x > near.x
    assert far.y > near.y
