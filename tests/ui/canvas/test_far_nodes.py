"""From far away a node is told by what others are not called."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from sandbox.geometry.boxes import Point
from sandbox.kube import ObjectKey
from tests.benchmarks.large_cluster import large_cluster
from ui.canvas import CanvasView
from ui.canvas.paint.far_nodes import distinct_parts
from ui.models import Document, Selection, Simulation
from ui.models.playhead import Playhead
from ui.theme import theme


@pytest.mark.parametrize(
    ("names", "parts"),
    [
        (["node-0", "node-12", "node-112"], ["0", "12", "112"]),
        (["ip-10-0-1-2.eu.internal", "ip-10-0-3-4.eu.internal"], ["1-2", "3-4"]),
        (["a", "ab"], ["a", "b"]),
        (["worker"], ["worker"]),
        ([], []),
    ],
)
def test_what_all_begin_or_end_with_is_left_out(names: list[str], parts: list[str]) -> None:
    assert distinct_parts(names) == parts


@pytest.fixture
def canvas(qapp: QApplication, qtbot: QtBot) -> Iterator[CanvasView]:
    theme.install(qapp)
    document = Document()
    selection, simulation = Selection(document), Simulation(document)
    playhead = Playhead(simulation)
    view = CanvasView(document, selection, simulation, playhead)
    view.resize(1100, 700)
    qtbot.addWidget(view)
    view.show()
    document.show(large_cluster(nodes=300, services=10, pods=6000))
    yield view
    playhead.pause()


def test_three_hundred_nodes_in_sight_are_told_apart(canvas: CanvasView) -> None:
    canvas.fit_all()
    image = canvas.grab().toImage()
    camera = canvas.camera
    for number in (7, 123):
        box = canvas.picture.places.box(ObjectKey("Node", "", f"node-{number}"))
        corner = camera.to_widget(Point(box.x, box.y))
        part = image.copy(
            round(corner.x()) + 2,
            round(corner.y()) + 2,
            round(box.width * camera.zoom) - 4,
            round(box.height * camera.zoom) - 4,
        )
        tones = {part.pixel(x, y) for x in range(part.width()) for y in range(part.height())}
        assert len(tones) > 3, "there are letters, with soft edges, on the plain block"
