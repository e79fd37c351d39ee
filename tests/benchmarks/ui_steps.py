"""How long a step takes with a panel in sight: at the tutorial, and in a cluster of 10,000 Services.

`python -m tests.benchmarks.ui_steps` walks a request step by step, forward and back, and prints for each
panel the median and the 95th percentile in milliseconds, with everything that the step repaints.
"""

import os
import sys
from functools import partial

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication, QWidget

from sandbox.kube import ObjectKey, ObjectMeta
from sandbox.scenario import AddressTarget, Flow, Scenario
from tests.benchmarks.large_cluster import large_cluster, node_address
from tests.benchmarks.report import print_conditions, seconds_of
from ui.models import Document, Simulation
from ui.models.playhead import Playhead
from ui.panels.conntrack import ConntrackPanel
from ui.panels.events import EventsPanel
from ui.panels.ladder import LadderPanel
from ui.panels.netfilter_map import NetfilterMapPanel
from ui.panels.packet import PacketPanel
from ui.panels.route import RoutePanel
from ui.panels.rules import RulesPanel
from ui.panels.why import WhyPanel
from ui.theme import resource, theme
from ui.transport import LanesView, TransportBar

TUTORIAL, LARGE = 16.0, 50.0
"""Milliseconds that 95 of 100 steps must not exceed, at the tutorial and with 10,000 Services."""
PANELS: tuple[type[QWidget], ...] = (
    PacketPanel,
    WhyPanel,
    RulesPanel,
    ConntrackPanel,
    RoutePanel,
    EventsPanel,
    LadderPanel,
    NetfilterMapPanel,
    LanesView,
    TransportBar,
)


def walk(scenario: Scenario, flow: Flow) -> tuple[Simulation, Playhead]:
    """The flow, walked, with the playhead at its start."""
    document = Document()
    document.show(scenario)
    simulation = Simulation(document)
    document.setParent(simulation)
    simulation.send(flow)
    while not simulation.is_current:
        QApplication.processEvents()
    playhead = Playhead(simulation, simulation)
    playhead.reduced_motion = True
    return simulation, playhead


def steps(panel: QWidget, playhead: Playhead) -> list[float]:
    """Milliseconds of each step of the walk, forward and back."""
    assert playhead.timeline is not None
    panel.resize(1200 if isinstance(panel, EventsPanel | LadderPanel | LanesView) else 400, 600)
    panel.show()
    QApplication.processEvents()
    forward = range(len(playhead.timeline.moments))
    return sorted(
        seconds_of(partial(_step, playhead, each)) * 1000 for each in (*forward, *reversed(forward))
    )


def _step(playhead: Playhead, number: int) -> None:
    playhead.to_exact(number)
    QApplication.processEvents()


def measure(title: str, scenario: Scenario, flow: Flow, limit: float) -> bool:
    """Print each panel's times; whether all are within the limit."""
    simulation, playhead = walk(scenario, flow)
    within = True
    for kind in PANELS:
        panel = kind(simulation, playhead)  # type: ignore[arg-type]
        taken = steps(panel, playhead)
        panel.hide()
        median, high = taken[len(taken) // 2], taken[int(len(taken) * 0.95)]
        within = within and high <= limit
        print(f"{title:>9} {kind.__name__:<18} median {median:5.1f} ms, 95 % {high:5.1f} of {limit:g} ms")
    return within


def main() -> int:
    """Measure both clusters; the exit status is 1 if a step is too slow."""
    application = QApplication(sys.argv[:1])
    theme.install(application)
    print_conditions("PySide6-Essentials")
    document = Document()
    document.open(resource("scenarios", "using-source-ip.yaml"))
    flow = next(each for each in document.scenario.flows if each.key.name == "nodeport-cx31")
    within = measure("tutorial", document.scenario, flow, TUTORIAL)
    target = AddressTarget(node_address(3), 30005)
    request = Flow(ObjectMeta("request"), ObjectKey("Client", "", "laptop"), target)
    return 0 if measure("10,000", large_cluster(), request, LARGE) and within else 1


if __name__ == "__main__":
    sys.exit(main())
