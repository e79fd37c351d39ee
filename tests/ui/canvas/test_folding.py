"""What is folded into a count, where namespaces are shown, and what notes look like."""

import pytest
from msgspec.structs import replace

from sandbox.geometry.boxes import Point
from sandbox.kube import ObjectKey
from sandbox.scenario import NoteShape, Scenario, edits
from sandbox.scenario.diff import diff
from tests.ui.canvas.pointing import BUSYBOX, node, service
from ui.canvas import CanvasView
from ui.canvas.places import Kind


def texts(canvas: CanvasView, key: ObjectKey) -> list[str]:
    return [label.text for label in canvas.picture.face(key).labels]


def fold(canvas: CanvasView, *keys: ObjectKey) -> None:
    canvas.document.apply("Collapse", lambda scenario: edits.set_collapsed(scenario, keys, True))


def test_a_collapsed_node_is_smaller_and_counts_its_pods(canvas: CanvasView) -> None:
    key = node("jj1t")
    before = canvas.picture.places.box(key)
    fold(canvas, key)
    after = canvas.picture.places.box(key)
    assert (after.x, after.y) == (before.x, before.y)
    assert after.height < before.height
    assert "1 pod" in texts(canvas, key)
    assert BUSYBOX not in canvas.picture.places
    assert canvas.picture.shown(BUSYBOX) == key
    canvas.document.undo_stack.undo()
    assert canvas.picture.places.box(key) == before
    assert BUSYBOX in canvas.picture.places


def test_packets_still_find_the_way_to_a_folded_pod(canvas: CanvasView) -> None:
    key = node("jj1t")
    fold(canvas, key)
    way = canvas.picture.route(f"node/{key.name}", "pod/default/busybox")
    assert canvas.picture.places.box(key).holds(way[-1])
    flow = next(each for each in canvas.document.scenario.flows if each.sender == BUSYBOX)
    canvas.simulation.send(flow)
    canvas.simulation._compute()
    for _ in range(6):
        canvas.grab()
        canvas.playhead.step_forward()
    painter = canvas.walk_painter()
    assert painter is not None
    assert painter.token_place() is not None


def test_folded_pods_of_a_namespace_are_one_count_in_their_node(canvas: CanvasView) -> None:
    key = node("jj1t")
    for _ in range(3):
        canvas.document.apply("Add", lambda scenario: edits.add_pod(scenario, key.name))
    fold(canvas, *canvas.picture.pods_in(key))
    assert "4 pods" in texts(canvas, key)
    assert "default" in texts(canvas, key)
    assert not any(pod in canvas.picture.places for pod in canvas.picture.pods_in(key))
    assert len(set(canvas.picture._layouts[key.name].ways)) == 1


def test_a_collapsed_card_keeps_its_title(canvas: CanvasView) -> None:
    fold(canvas, service("nodeport"))
    face = canvas.picture.face(service("nodeport"))
    assert [label.text for label in face.labels] == ["nodeport", "10.0.112.30"]
    assert face.switches == ()
    assert face.height < 60


def test_namespaces_are_shown_where_there_are_several(canvas: CanvasView) -> None:
    assert "default" not in texts(canvas, BUSYBOX)

    def elsewhere(scenario: Scenario) -> Scenario:
        pod = scenario.pods[0]
        moved = replace(pod, metadata=replace(pod.metadata, namespace="shop"))
        return replace(scenario, pods=(moved, *scenario.pods[1:]))

    canvas.document.apply("Move", elsewhere)
    assert "default" in texts(canvas, BUSYBOX)
    assert "default" in texts(canvas, service("nodeport"))
    canvas.document.undo_stack.undo()
    assert "default" not in texts(canvas, BUSYBOX)
    assert "default" not in texts(canvas, service("nodeport"))


@pytest.mark.parametrize("shape", NoteShape)
def test_a_note_is_drawn_as_its_shape(shape: NoteShape, canvas: CanvasView) -> None:
    words = "one two three four five six seven eight nine ten " * 3
    canvas.document.apply(
        "Add", lambda scenario: edits.add_note(scenario, (0, -400), text=words, shape=shape)
    )
    key = canvas.document.scenario.notes[0].key
    face = canvas.picture.face(key)
    kind = {NoteShape.PAPER: Kind.NOTE, NoteShape.RECTANGLE: Kind.FRAME, NoteShape.ELLIPSE: Kind.ELLIPSE}[
        shape
    ]
    assert canvas.picture.places.kind(key) is kind
    assert all(label.box.bottom <= face.height for label in face.labels)
    canvas.fit_all()
    canvas.grab()


def test_a_shape_lets_clicks_through_its_empty_inside(canvas: CanvasView) -> None:
    add = edits.add_note
    shape = NoteShape.RECTANGLE
    canvas.document.apply("Add", lambda scenario: add(scenario, (2000, 0), text="zone", shape=shape))
    key = canvas.document.scenario.notes[0].key
    box = canvas.picture.places.box(key)
    assert canvas.picture.places.at(box.middle) is None
    assert canvas.picture.places.at(Point(box.x + 2, box.middle.y)) == key
    assert canvas.picture.places.at(Point(box.x + 20, box.y + 10)) == key


def test_a_pod_that_changes_touches_only_the_cards_that_select_it(canvas: CanvasView) -> None:
    scenario = canvas.document.scenario
    cards = {each.key: canvas.picture.face(each.key) for each in scenario.services}
    after = edits.set_pod_terminating(scenario, BUSYBOX, True)
    canvas.picture.sync(diff(scenario, after), after)
    assert all(canvas.picture.face(key) is face for key, face in cards.items())
