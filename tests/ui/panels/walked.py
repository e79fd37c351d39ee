"""A walk through the real engine for panels that ask devices for their rules and routes."""

from pytestqt.qtbot import QtBot

from ui.models import Document, Simulation
from ui.models.playhead import Playhead
from ui.panels.lines import Line
from ui.panels.lines_view import LinesView
from ui.theme import resource


def walked(
    qtbot: QtBot, flow: str = "nodeport-6jst", scenario: str = "using-source-ip.yaml"
) -> tuple[Simulation, Playhead]:
    """A shipped scenario's flow, walked, with the playhead at its start."""
    document = Document()
    document.open(resource("scenarios", *scenario.split("/")))
    simulation = Simulation(document)
    document.setParent(simulation)
    wanted = next(each for each in document.scenario.flows if each.key.name == flow)
    with qtbot.waitSignal(simulation.results_changed):
        simulation.send(wanted)
    playhead = Playhead(simulation)
    playhead.reduced_motion = True
    simulation.setParent(playhead)
    return simulation, playhead


def lines_of(tree: LinesView) -> list[Line]:
    """Every line that there is by now."""
    found = (tree.lines.line_at(index) for index in tree.lines.indexes())
    return [line for line in found if line is not None]


def texts_of(tree: LinesView) -> list[str]:
    """What every line says, with its sign."""
    return [f"{line.sign} {line.text}".strip() for line in lines_of(tree)]
