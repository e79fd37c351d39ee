"""Pages that the tests of the web page look at."""

from pathlib import Path

from sandbox.analysis import flow_requests
from sandbox.formats import load, loads
from sandbox.formats.web import walk_page
from sandbox.playback import Level, Timeline
from sandbox.scenario import Scenario

TUTORIAL = Path(__file__).parents[3] / "resources" / "scenarios" / "using-source-ip.yaml"


def timeline_of(scenario: Scenario, flow: str) -> Timeline:
    (found,) = (each for each in scenario.flows if each.metadata.name == flow)
    return Timeline.of(next(flow_requests(scenario, found)), Level.HOOK)


def page_of(text: str, flow: str, title: str = "test") -> str:
    scenario = loads(text, "test.yaml").scenario
    return walk_page(scenario, timeline_of(scenario, flow), title, flow)


def tutorial() -> Scenario:
    return load(TUTORIAL).scenario


def tutorial_page(flow: str = "nodeport-6jst") -> str:
    return walk_page(tutorial(), timeline_of(tutorial(), flow), "using-source-ip", flow)
