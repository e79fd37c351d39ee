"""Dragging from the palette."""

import pytest

from sandbox.geometry.boxes import Point
from sandbox.kube import ObjectKey, Pod
from tests.ui.canvas.pointing import Hand, node
from ui.canvas import CanvasView

EMPTY = Point(940, 300)


@pytest.mark.parametrize("kind", ["Node", "Service", "Client", "LoadBalancer"])
def test_a_kind_dropped_on_the_canvas_stands_there(canvas: CanvasView, hand: Hand, kind: str) -> None:
    before = set(canvas.document.scenario.by_key)
    hand.drop(kind, EMPTY)
    added = set(canvas.document.scenario.by_key) - before
    assert [key.kind for key in added] == [kind]
    key = added.pop()
    assert canvas.selection.keys == (key,)
    box = canvas.picture.places.box(key)
    assert box.holds(EMPTY)
    assert (box.x % 8, box.y % 8) == (0, 0)
    canvas.document.undo_stack.undo()
    assert key not in canvas.picture.places


@pytest.mark.parametrize("kind", ["Node", "Service", "Client", "LoadBalancer"])
def test_what_is_dropped_on_a_node_stands_below_it(canvas: CanvasView, hand: Hand, kind: str) -> None:
    boxes = [canvas.picture.places.box(key) for key in canvas.picture.places]
    hand.drop(kind, canvas.picture.places.box(node("cx31")).middle)
    (key,) = canvas.selection.keys
    assert not any(canvas.picture.places.box(key).meets(each) for each in boxes)


def test_a_pod_dropped_on_a_node_is_in_it(canvas: CanvasView, hand: Hand) -> None:
    target = canvas.picture.places.box(node("cx31"))
    hand.drop("Pod", target.middle)
    (key,) = canvas.selection.keys
    added = canvas.document.scenario.by_key[key]
    assert isinstance(added, Pod)
    assert added.node_name == "kubernetes-node-cx31"
    assert canvas.picture.places.box(node("cx31")).contains(canvas.picture.places.box(key))


def test_a_pod_dropped_beside_the_nodes_says_why_not(canvas: CanvasView, hand: Hand) -> None:
    said: list[str] = []
    canvas.hint.connect(said.append)
    hand.carry("Pod", EMPTY)
    assert said[-1] == "A pod runs on a node: drop it on one."
    hand.drop("Pod", EMPTY)
    assert said[-1] == "The pod was not added: drop it on a node."
    assert canvas.document.undo_stack.count() == 0


def test_what_is_carried_off_leaves_nothing(canvas: CanvasView, hand: Hand) -> None:
    assert hand.carry("Client", EMPTY)
    assert hand.is_busy()
    hand.carry_off()
    assert not hand.is_busy()
    assert canvas.document.undo_stack.count() == 0


def test_other_things_are_not_taken(canvas: CanvasView, hand: Hand) -> None:
    assert not hand.carry("Teapot", EMPTY)
    assert not hand.is_busy()
    assert ObjectKey("Client", "", "client-1") not in canvas.picture.places
