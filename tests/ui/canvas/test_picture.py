"""The picture follows the scenario: whatever the way to it, the same scenario is the same picture."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest
from PySide6.QtWidgets import QApplication

from sandbox.formats import load
from sandbox.geometry.boxes import Box
from sandbox.kube import ObjectKey, ServiceType
from sandbox.scenario import NodeState, Scenario
from sandbox.scenario.diff import diff
from sandbox.scenario.edits import (
    add_client,
    add_load_balancer,
    add_node,
    add_pod,
    add_service,
    attach_state,
    move,
    move_pod_to_node,
    remove,
    set_node_ready,
    set_pod_ready,
    set_service_type,
)
from tests.ui.canvas.pointing import BUSYBOX, CLOUD, LAPTOP, node, service
from ui.canvas.paint.ink import FontMeasure
from ui.canvas.picture import Picture, device_of, key_of
from ui.canvas.places import Kind, Places
from ui.theme import resource

Edit = Callable[[Scenario], Scenario]

ENTRY = (
    "tcp 6 100 ESTABLISHED src=10.0.0.1 dst=10.0.0.2 sport=40000 dport=80 "
    "src=10.0.0.2 dst=10.0.0.1 sport=80 dport=40000 [ASSURED] use=1"
)
EDITS: list[Edit] = [
    partial(add_pod, node="kubernetes-node-cx31"),
    partial(add_node, position=(40.0, 1000.0)),
    partial(add_client, position=(40.0, 900.0)),
    partial(add_service, position=(1100.0, 40.0)),
    partial(add_load_balancer, position=(240.0, 900.0)),
    partial(move, positions={LAPTOP: (8.0, 8.0), node("6jst"): (600.0, 200.0)}),
    partial(move_pod_to_node, key=BUSYBOX, node="kubernetes-node-6jst"),
    partial(remove, keys=(node("jj1t"),)),
    partial(remove, keys=(LAPTOP, CLOUD, service("clusterip"))),
    partial(remove, keys=(BUSYBOX,)),
    partial(set_pod_ready, key=BUSYBOX, ready=False),
    partial(set_node_ready, key=node("cx31"), ready=False),
    partial(attach_state, key=node("cx31"), state=NodeState(conntrack=ENTRY)),
    partial(set_service_type, key=service("clusterip"), kind=ServiceType.NODE_PORT),
]


@pytest.fixture
def scenario() -> Scenario:
    return load(resource("scenarios", "using-source-ip.yaml")).scenario


def picture_of(scenario: Scenario) -> Picture:
    return Picture.ahead(scenario, FontMeasure())


def drawn(picture: Picture) -> dict[ObjectKey, tuple[object, ...]]:
    return {key: (picture.places.box(key), picture.face(key)) for key in picture.places}


@pytest.mark.parametrize("edit", EDITS)
def test_an_edit_and_its_undoing_draw_what_drawing_anew_does(
    qapp: QApplication, scenario: Scenario, edit: Edit
) -> None:
    picture = picture_of(scenario)
    before, edited = drawn(picture), edit(scenario)
    picture.sync(diff(scenario, edited), edited)
    assert drawn(picture) == drawn(picture_of(edited))
    assert picture.wiring == picture_of(edited).wiring
    picture.sync(diff(edited, scenario), scenario)
    assert drawn(picture) == before


def test_edits_one_after_the_other(qapp: QApplication, scenario: Scenario) -> None:
    picture, now = picture_of(scenario), scenario
    for edit in EDITS[:7]:
        after = edit(now)
        picture.sync(diff(now, after), after)
        now = after
    assert drawn(picture) == drawn(picture_of(now))


def test_a_picture_laid_out_ahead_on_another_thread_is_drawn_and_kept_up(
    qapp: QApplication, scenario: Scenario
) -> None:
    with ThreadPoolExecutor(1) as worker:
        ahead = worker.submit(lambda: Picture.ahead(scenario, FontMeasure())).result()
    picture = picture_of(Scenario())
    picture.take(ahead)
    assert drawn(picture) == drawn(picture_of(scenario))
    edited = EDITS[0](scenario)
    picture.sync(diff(scenario, edited), edited)
    assert drawn(picture) == drawn(picture_of(edited))


def test_a_pod_without_a_node_stands_by_itself(qapp: QApplication, scenario: Scenario) -> None:
    bare = Scenario(pods=scenario.pods)
    picture = picture_of(bare)
    first, second = (picture.places.box(pod.key) for pod in bare.pods)
    assert not first.meets(second)
    assert picture.node_of(bare.pods[0].key) is None


def test_every_way_of_a_packet_is_on_the_lines(qapp: QApplication, scenario: Scenario) -> None:
    picture = picture_of(scenario)
    devices = [device_of(key) for key in (LAPTOP, CLOUD, node("6jst"), node("cx31"))]
    for sender in devices:
        for receiver in devices:
            if sender != receiver:
                way = picture.route(sender, receiver)
                assert len(way) >= 2
                assert way == tuple(reversed(picture.route(receiver, sender)))
    assert picture.route(device_of(node("jj1t")), device_of(BUSYBOX))
    assert not picture.route(device_of(node("cx31")), device_of(BUSYBOX))


def test_devices_and_keys_are_each_others_inverse() -> None:
    for key in (LAPTOP, CLOUD, BUSYBOX, node("cx31")):
        assert key_of(device_of(key)) == key


def test_places_without_holes() -> None:
    places = Places()
    keys = [ObjectKey("Client", "", str(number)) for number in range(5)]
    for number, key in enumerate(keys):
        places.put(key, Box(number * 10, 0, 8, 8))
    places.remove(keys[1])
    places.remove(keys[4])
    assert {key: places.box(key).x for key in places} == {keys[0]: 0, keys[2]: 20, keys[3]: 30}
    assert list(places.kinds) == [Kind.CLIENT] * 3


def test_many_places_are_found_as_few_are(monkeypatch: pytest.MonkeyPatch) -> None:
    places = Places()
    for number in range(50):
        places.put(ObjectKey("Pod", "", str(number)), Box(number % 10 * 20, number // 10 * 20, 15, 15))
    areas = [Box(0, 0, 30, 30), Box(15, 15, 5, 5), Box(-5, -5, 400, 400), Box(14.5, 0, 1, 1)]
    few = [places.meeting(area) for area in areas]
    monkeypatch.setattr("ui.canvas.places.MANY", 10)
    assert [places.meeting(area) for area in areas] == few
