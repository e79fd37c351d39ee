from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.canvas.pointing import Hand
from ui.canvas import CanvasView
from ui.models import Document, Selection, Simulation
from ui.models.playhead import Playhead
from ui.theme import resource, theme

EXAMPLE = resource("scenarios", "using-source-ip.yaml")


@pytest.fixture
def canvas(qapp: QApplication, qtbot: QtBot) -> Iterator[CanvasView]:
    """A canvas on the shipped example, all of it in view."""
    theme.install(qapp)
    document = Document()
    selection, simulation = Selection(document), Simulation(document)
    playhead = Playhead(simulation)
    view = CanvasView(document, selection, simulation, playhead)
    view.resize(1280, 960)
    qtbot.addWidget(view)
    view.show()
    document.open(EXAMPLE)
    yield view
    playhead.pause()
    view.hide()


@pytest.fixture
def hand(canvas: CanvasView) -> Hand:
    """The mouse and the keyboard over the canvas."""
    return Hand(canvas)
