"""What a moment of an exchange shows, and that the token never covers a word."""

from functools import partial
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from sandbox.engine import paths
from sandbox.formats import load
from sandbox.geometry.boxes import Box
from sandbox.kube import TrafficPolicy
from sandbox.playback import Cursor, Level, Timeline
from sandbox.scenario import Flow, Scenario
from sandbox.scenario.compile import compile_world, request_of
from sandbox.scenario.diff import diff
from sandbox.scenario.edits import set_external_traffic_policy
from sandbox.trace import Exchange
from tests.ui.canvas.pointing import LAPTOP, node, service
from tests.ui.canvas.test_layout import FILES, check_face
from ui.canvas import CanvasView
from ui.canvas.camera import LEAST_WHOLE
from ui.canvas.paint.ink import FontMeasure
from ui.canvas.paint.walk import TOKEN, WalkPainter, note_face
from ui.canvas.picture import Picture, key_of
from ui.canvas.walk import Walk, walk_at
from ui.theme import resource

CX31, APP = "node/kubernetes-node-cx31", "node/kubernetes-node-6jst"


@pytest.fixture
def measure(qapp: QApplication) -> FontMeasure:
    return FontMeasure()


@pytest.fixture
def scenario() -> Scenario:
    return load(resource("scenarios", "using-source-ip.yaml")).scenario


def exchange_of(scenario: Scenario, name: str) -> Exchange:
    flow = next(each for each in scenario.flows if each.metadata.name == name)
    return next(iter(paths(compile_world(scenario), request_of(scenario, flow))))


def walks(exchange: Exchange, level: Level = Level.RULE) -> list[Walk]:
    timeline = Timeline.of(exchange, level)
    return [walk_at(exchange, timeline.at_step(number)) for number in timeline.stops]


def last_in(exchange: Exchange, device: str, leg: int = 0) -> Walk:
    """The last moment of a packet in a device."""
    return [walk for walk in walks(exchange) if walk.device == device and walk.leg == leg][-1]


def test_a_request_through_a_node_says_what_each_hook_did(scenario: Scenario) -> None:
    walk = last_in(exchange_of(scenario, "nodeport-cx31"), CX31)
    assert [cell.title for cell in walk.cells] == ["PREROUTING", "route", "FORWARD", "POSTROUTING"]
    assert [cell.word for cell in walk.cells] == ["dnat", "via eth0", "accept", "masquerade"]
    assert walk.rewriting is not None
    assert walk.rewriting.title == "source rewritten ⇄"
    assert (walk.rewriting.before, walk.rewriting.after.split(":")[0]) == (
        "198.51.100.79:40000",
        "10.240.0.5",
    )


def test_a_reply_is_undone(scenario: Scenario) -> None:
    walk = last_in(exchange_of(scenario, "nodeport-cx31"), CX31, leg=1)
    assert [cell.word for cell in walk.cells if cell.word == "undone"] == ["undone", "undone"]
    assert walk.rewriting is not None
    assert walk.rewriting.title == "source restored ↩"
    assert walk.rewriting.after == "10.240.0.5:31380"


def test_what_is_ahead_is_not_told(scenario: Scenario, measure: FontMeasure) -> None:
    exchange = exchange_of(scenario, "nodeport-cx31")
    first = next(walk for walk in walks(exchange) if walk.device == CX31 and walk.cell == 0)
    painter = WalkPainter(picture_of(scenario, measure), first, measure, 1.0)
    assert painter.opened is not None
    texts = [label.text for label in painter.opened.face.labels]
    assert "POSTROUTING" in texts
    assert "masquerade" not in texts


def test_the_way_is_taken_and_ahead(scenario: Scenario) -> None:
    exchange = exchange_of(scenario, "nodeport-cx31")
    walk = next(walk for walk in walks(exchange) if walk.device == APP)
    assert [(each.sender, each.receiver) for each in walk.taken] == [("client/laptop", CX31), (CX31, APP)]
    assert [each.receiver for each in walk.ahead] == ["pod/default/source-ip-app-826191075-qehz4"]


def test_between_two_devices_the_node_is_closed(scenario: Scenario, measure: FontMeasure) -> None:
    exchange = exchange_of(scenario, "nodeport-cx31")
    timeline = Timeline.of(exchange)
    crossing = next(moment for moment in timeline.moments if type(moment.step).__name__ == "TransmitStep")
    number = timeline.number_of(crossing.leg, crossing.hop, crossing.step_index)
    start = timeline.at_step(number)
    half = Cursor(number, start.leg, start.hop, start.step_index, start.device, start.step, 0.5)
    walk = walk_at(exchange, half)
    painter = WalkPainter(picture_of(scenario, measure), walk, measure, 1.0)
    assert painter.opened is None
    assert walk.wire is not None
    assert walk.wire.taken == 0.5


def test_the_end_of_a_walk_has_a_word(scenario: Scenario) -> None:
    replied = walks(exchange_of(scenario, "nodeport-cx31"))
    assert [walk.ending for walk in replied[:-1]] == [None] * (len(replied) - 1)
    ending = replied[-1].ending
    assert ending is not None
    assert (ending.device, ending.sign, ending.word) == ("client/laptop", "✓", "replied")


def test_a_dropped_packet_says_why(scenario: Scenario) -> None:
    local = set_external_traffic_policy(scenario, service("nodeport"), TrafficPolicy.LOCAL)
    walk = walks(exchange_of(local, "nodeport-cx31"))[-1]
    assert walk.ending is not None
    assert (walk.ending.device, walk.ending.sign, walk.ending.word) == (CX31, "✕", "dropped")
    assert "no local endpoints" in walk.reason
    assert walk.cells[-1].word == "drop"


def picture_of(scenario: Scenario, measure: FontMeasure) -> Picture:
    picture = Picture(measure)
    picture.sync(diff(Scenario(), scenario), scenario)
    return picture


def check_token(picture: Picture, painter: WalkPainter, walk: Walk) -> None:
    """The token is somewhere, and over no text of the device that it is in."""
    at = painter.token_place()
    assert at is not None, walk.device
    token = Box(at.x - TOKEN, at.y - TOKEN, 2 * TOKEN, 2 * TOKEN)
    key = key_of(walk.device)
    box, face = picture.places.box(key), picture.face(key)
    if painter.opened is not None:
        box, face = painter.opened.box, painter.opened.face
    for label in face.labels:
        if walk.wire is None:
            assert not label.box.moved(box.x, box.y).meets(token), (walk.device, label.text)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_no_moment_of_a_shipped_flow_cuts_or_covers_text(file: Path, measure: FontMeasure) -> None:
    scenario = load(file).scenario
    picture = picture_of(scenario, measure)
    world = compile_world(scenario)
    for flow in scenario.flows:
        for exchange in paths(world, request_of(scenario, flow)):
            for walk in walks(exchange):
                painter = WalkPainter(picture, walk, measure, 1.0)
                check_token(picture, painter, walk)
                if painter.opened is not None:
                    check_face(painter.opened.face, measure)
                if (note := note_face(walk, measure)) is not None:
                    check_face(note, measure)


def test_a_packet_that_is_sent_is_shown(canvas: CanvasView) -> None:
    flow = canvas.document.scenario.flows[1]
    assert isinstance(flow, Flow)
    assert canvas.walk() is None
    canvas.simulation.send(flow)
    canvas.send(LAPTOP, node("cx31"))
    QApplication.processEvents()
    walk = canvas.walk()
    assert walk is not None
    assert walk.device == "client/laptop"
    canvas.playhead.to_end()
    ended = canvas.walk()
    assert ended is not None
    assert ended.ending is not None


def test_a_walk_survives_the_removal_of_what_it_passes(canvas: CanvasView) -> None:
    from sandbox.scenario.edits import remove

    canvas.send(LAPTOP, node("cx31"))
    QApplication.processEvents()
    for number in range(0, 40, 3):
        canvas.playhead.to_step(number)
        canvas.document.preview(partial(remove, keys=(node("cx31"), node("6jst"), LAPTOP)))
        canvas.grab()
        canvas.document.cancel()
    QApplication.processEvents()


def test_the_packet_is_kept_in_view(canvas: CanvasView) -> None:
    canvas.resize(280, 300)
    canvas.send(LAPTOP, node("cx31"))
    QApplication.processEvents()
    timeline = canvas.playhead.timeline
    assert timeline is not None
    for number in timeline.stops:
        canvas.playhead.to_step(number)
        painter = canvas.walk_painter()
        assert painter is not None
        place = painter.token_place()
        assert place is not None
        assert canvas.camera.seen(canvas.size()).holds(place)


def test_the_packet_stays_in_view_when_the_canvas_shrinks(canvas: CanvasView) -> None:
    canvas.send(LAPTOP, node("cx31"))
    QApplication.processEvents()
    canvas.playhead.to_end()
    canvas.resize(500, 400)
    painter = canvas.walk_painter()
    assert painter is not None
    place = painter.token_place()
    assert place is not None
    assert canvas.camera.seen(canvas.size()).holds(place)


def test_a_scenario_opens_large_enough_to_be_read(canvas: CanvasView) -> None:
    canvas.resize(500, 400)
    canvas.document.open(resource("scenarios", "nodeport-local.yaml"))
    assert canvas.camera.zoom == 0.75
    canvas.fit_all()
    assert canvas.camera.zoom < 0.75


@pytest.mark.parametrize("height", [463, 444])
def test_a_scenario_opens_whole_where_that_is_only_a_little_small(canvas: CanvasView, height: int) -> None:
    canvas.resize(668, height)
    canvas.document.open(resource("scenarios", "using-source-ip.yaml"))
    assert canvas.camera.seen(canvas.size()).contains(canvas.picture.places.bounds())
    assert canvas.camera.zoom >= LEAST_WHOLE
