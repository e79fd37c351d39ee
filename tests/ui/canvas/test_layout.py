"""What is drawn fits: no text is cut, nothing overlaps, in the shipped scenarios and in odd ones."""

from itertools import combinations
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QApplication

from sandbox.formats import load
from sandbox.geometry.boxes import Box, Point
from sandbox.geometry.lines import in_lane, length, point_at, split, tidy
from sandbox.geometry.wiring import Plug, wiring_of
from sandbox.kube import (
    TO_BE_DELETED_TAINT,
    Node,
    ObjectMeta,
    Pod,
    Service,
    ServicePort,
    ServiceType,
    SessionAffinity,
)
from sandbox.net import parse_address, parse_network
from sandbox.scenario import Client, Cni, Scenario
from sandbox.scenario.diff import diff
from ui.canvas.geometry.card import Backing, service_face
from ui.canvas.geometry.face import Face, Role, Tone, elided
from ui.canvas.geometry.node import node_layout, pod_face
from ui.canvas.paint.ink import FontMeasure
from ui.canvas.paint.shapes import switch_label
from ui.canvas.picture import Picture
from ui.theme import resource

FILES = sorted(resource("scenarios").glob("*.yaml"))
LONG = parse_address("2001:db8:1111:2222:3333:4444:5555:6666")
NODE = Node(ObjectMeta("worker-1"), (parse_network("10.244.1.0/24"),), (parse_address("10.0.0.1"),))


@pytest.fixture
def measure(qapp: QApplication) -> FontMeasure:
    return FontMeasure()


def check_face(face: Face, measure: FontMeasure) -> None:
    """Every text fits its box, every box the shape, and no two texts overlap."""
    labels = [*face.labels, *map(switch_label, face.switches)]
    whole = Box(0, 0, face.width, face.height)
    for label in labels:
        assert measure.width(label.text, label.role) <= label.box.width + 0.01, label
        assert whole.contains(label.box), label
    for one, other in combinations(labels, 2):
        assert not one.box.meets(other.box), (one.text, other.text)
    for one_plate, other_plate in combinations(face.plates, 2):
        assert not one_plate.box.meets(other_plate.box)


def picture_of(scenario: Scenario, measure: FontMeasure) -> Picture:
    picture = Picture(measure)
    picture.sync(diff(Scenario(), scenario), scenario)
    return picture


def check_picture(picture: Picture, measure: FontMeasure) -> None:
    """Every face is right, and objects overlap only where one is in the other."""
    for key in picture.places:
        check_face(picture.face(key), measure)
    for one, other in combinations(picture.places, 2):
        if picture.node_of(one) == other:
            assert picture.places.box(other).contains(picture.places.box(one))
        elif picture.node_of(other) == one:
            assert picture.places.box(one).contains(picture.places.box(other))
        else:
            assert not picture.places.box(one).meets(picture.places.box(other)), (one, other)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_shipped_scenarios(file: Path, measure: FontMeasure) -> None:
    check_picture(picture_of(load(file).scenario, measure), measure)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_shipped_scenarios_without_positions(file: Path, measure: FontMeasure) -> None:
    scenario = load(file).scenario
    bare = Scenario(
        nodes=tuple(replace(each, metadata=replace(each.metadata, position=None)) for each in scenario.nodes),
        pods=scenario.pods,
        services=tuple(
            replace(each, metadata=replace(each.metadata, position=None)) for each in scenario.services
        ),
        clients=tuple(
            replace(each, metadata=replace(each.metadata, position=None)) for each in scenario.clients
        ),
        load_balancers=tuple(
            replace(each, metadata=replace(each.metadata, position=None)) for each in scenario.load_balancers
        ),
    )
    check_picture(picture_of(bare, measure), measure)


def test_many_nodes_without_positions(measure: FontMeasure) -> None:
    nodes = tuple(replace(NODE, metadata=ObjectMeta(f"worker-{number}")) for number in range(23))
    clients = (Client(ObjectMeta("laptop"), (parse_address("198.51.100.7"),)),)
    check_picture(picture_of(Scenario(nodes=nodes, clients=clients), measure), measure)


@pytest.mark.parametrize("count", [0, 1, 2, 3, 4, 7, 30, 110])
@pytest.mark.parametrize("cni", list(Cni))
@pytest.mark.parametrize("address", [parse_address("10.244.1.7"), LONG])
def test_a_node_holds_its_pods(count: int, cni: Cni, address: object, measure: FontMeasure) -> None:
    pods = [
        Pod(ObjectMeta(f"application-with-a-long-name-{number}", "default"), "worker-1", (address,))  # type: ignore[arg-type]
        for number in range(count)
    ]
    layout = node_layout(NODE, pods, cni, measure)
    check_face(layout.face, measure)
    whole = Box(0, 0, layout.face.width, layout.face.height)
    bridge = layout.face.plates[0].box
    boxes = [box for box in layout.pods if box is not None]
    assert len(boxes) == count
    for box in boxes:
        assert whole.contains(box)
        assert not box.meets(bridge)
    assert not any(one.meets(other) for one, other in combinations(boxes, 2))
    for way, box in zip(layout.ways, boxes, strict=True):
        assert box.holds(way[-1])
        others = [other for other in boxes if other != box]
        assert not any(other.holds(point) for other in others for point in way)


def test_a_node_says_all_that_is_not_as_usual(measure: FontMeasure) -> None:
    going = replace(NODE, ready=False, unschedulable=True, taints=(TO_BE_DELETED_TAINT,))
    face = node_layout(going, [], Cni.BRIDGE, measure).face
    check_face(face, measure)
    assert "NotReady, SchedulingDisabled, ToBeDeleted" in [label.text for label in face.labels]
    usual = node_layout(NODE, [], Cni.BRIDGE, measure).face
    assert not any("ToBeDeleted" in label.text for label in usual.labels)


@pytest.mark.parametrize("collapsed", [True, False])
def test_a_node_says_that_its_real_state_is_attached(collapsed: bool, measure: FontMeasure) -> None:
    metadata = replace(NODE.metadata, name="a-node-with-a-long-name" * 3, collapsed=collapsed)
    node = replace(NODE, metadata=metadata, ready=False)
    face = node_layout(node, [], Cni.BRIDGE, measure, is_attached=True).face
    check_face(face, measure)
    assert [label.text for label in face.labels][1:3] == ["NotReady", "state attached"]


@pytest.mark.parametrize("ready", [True, False])
@pytest.mark.parametrize("phase", ["Running", "Pending", "CrashLoopBackOff"])
def test_a_pods_capsule(ready: bool, phase: str, measure: FontMeasure) -> None:
    pod = Pod(ObjectMeta("x" * 63, "default"), "worker-1", (LONG,), ready=ready, phase=phase)
    face = pod_face(pod, 400, measure)
    check_face(face, measure)
    word = phase if phase != "Running" else "" if ready else "NotReady"
    assert word in face.labels[1].text


@pytest.mark.parametrize("kind", list(ServiceType))
def test_a_card_with_everything(kind: ServiceType, measure: FontMeasure) -> None:
    service = Service(
        ObjectMeta("a-service-with-a-rather-long-name-of-its-own", "default"),
        kind,
        (ServicePort(80, "http", "web", node_port=31380), ServicePort(443, 8443, "secure", node_port=31381)),
        cluster_ips=(LONG,),
        external_ips=(parse_address("203.0.113.9"), LONG),
        session_affinity=SessionAffinity.CLIENT_IP,
        health_check_node_port=32122,
    )
    face = service_face(service, Backing(12, 9), measure)
    check_face(face, measure)
    texts = [label.text for label in face.labels]
    assert "12 endpoints, 3 not ready" in texts
    assert "web 80 → nodePort 31380 → http" in texts
    assert ("externalTrafficPolicy" in texts) == (kind is not ServiceType.EXTERNAL_NAME)


@pytest.mark.parametrize(("backing", "tone"), [(Backing(2, 1), Tone.MUTED), (Backing(2, 0), Tone.DROPPED)])
def test_a_card_shows_that_nothing_answers(backing: Backing, tone: Tone, measure: FontMeasure) -> None:
    service = Service(ObjectMeta("web", "default"), ports=(ServicePort(80, 8080),))
    labels = service_face(service, backing, measure).labels
    assert [label.tone for label in labels if "endpoint" in label.text] == [tone]


def test_a_cluster_ip_service_has_no_external_policy(measure: FontMeasure) -> None:
    service = Service(ObjectMeta("web", "default"), ports=(ServicePort(80, 8080),), cluster_ips=(LONG,))
    fields = {switch.field for switch in service_face(service, Backing(1, 1), measure).switches}
    assert fields == {"type", "internalTrafficPolicy"}


def test_names_are_elided_in_the_middle(measure: FontMeasure) -> None:
    text = elided("source-ip-app-826191075-qehz4", Role.NAME, 150, measure)
    assert text.startswith("source")
    assert text.endswith("qehz4")
    assert measure.width(text, Role.NAME) <= 150


def test_a_branch_goes_around_what_is_in_its_way() -> None:
    nodes = {"node/a": Plug(Box(400, 0, 200, 100), 50)}
    laptop, balancer = Plug(Box(0, 10, 100, 80), 50), Plug(Box(200, 10, 100, 80), 50)
    wiring = wiring_of(nodes, {"client/laptop": laptop, "lb/cloud": balancer}, ())
    way = wiring.branches["client/laptop"].path
    level = [y for _, y in way if y != 50]
    assert level
    assert not balancer.box.grown(4).holds(Point(250, level[0]))
    assert wiring.branches["lb/cloud"].path[0].y == wiring.branches["lb/cloud"].path[-1].y


def test_columns_of_nodes_have_a_trunk_each() -> None:
    nodes = {
        f"node/{number}": Plug(Box(number % 2 * 300, number // 2 * 200, 200, 100), 50) for number in range(4)
    }
    nodes = {name: Plug(plug.box, plug.box.y + 50) for name, plug in nodes.items()}
    wiring = wiring_of(nodes, {LAPTOP: Plug(Box(-300, 0, 100, 80), 40)}, ())
    assert len(wiring.trunks) == 2
    way = wiring.route(LAPTOP, "node/3")
    assert way[0].x == -200
    assert way[-1] == Point(300, 250)


def test_a_device_alone_has_no_line() -> None:
    plug = Plug(Box(0, 0, 100, 80), 40)
    for nodes, outside in (({}, {LAPTOP: plug}), ({"node/a": plug}, {})):
        wiring = wiring_of(nodes, outside, ())
        assert wiring.paths == []
        assert wiring.route(LAPTOP, "node/a") == ()
    assert wiring_of({}, {LAPTOP: plug, "lb/cloud": Plug(Box(200, 0, 100, 80), 40)}, ()).paths


LAPTOP = "client/laptop"


def test_paths() -> None:
    path = tidy([Point(0, 0), Point(10, 0), Point(10, 10), Point(10, 10)])
    assert length(path) == 20
    assert point_at(path, 0.75) == Point(10, 5)
    assert split(path, 0.25) == ((Point(0, 0), Point(5, 0)), (Point(5, 0), Point(10, 0), Point(10, 10)))
    back = tuple(reversed(in_lane(tuple(reversed(path)), 2)))
    assert in_lane(path, 2) == (Point(0, 2), Point(8, 2), Point(8, 10))
    assert back == (Point(0, -2), Point(12, -2), Point(12, 10))
