"""The scenarios that come with Natwalk: readable, sound, well placed, and with the tutorial's numbers."""

import re
from pathlib import Path

import pytest

from sandbox.analysis import differences, flow_paths
from sandbox.formats import load
from sandbox.scenario import Expectation, Flow, Scenario
from sandbox.scenario.check import check

FOLDER = Path(__file__).parents[3] / "resources" / "scenarios"
FILES = sorted(FOLDER.glob("*.yaml"))
SIZES = {"Node": (520, 190), "Service": (290, 190), "Client": (120, 78), "LoadBalancer": (150, 80)}
"""The boxes that the canvas draws, in scene units."""

LAPTOP = "198.51.100.79"
MASQUERADED = ["10.180.1.1", "10.240.0.5", "10.240.0.3"]
CLIENT_ADDRESSES: dict[str, list[str | None]] = {
    "using-source-ip": ["10.180.3.8", *MASQUERADED, *MASQUERADED],
    "clusterip": ["10.180.1.8", "10.180.3.8", None],
    "clusterip-recording": ["10.244.3.8", "10.244.3.8"],
    "nodeport-cluster": [*MASQUERADED],
    "nodeport-local": [LAPTOP, None, None],
    "loadbalancer-cluster": [*MASQUERADED],
    "loadbalancer-local": [LAPTOP, None, LAPTOP, LAPTOP, *["127.0.0.1"] * 3],
    "proxy-x-forwarded-for": ["10.240.0.100", *MASQUERADED],
    "proxy-forwarded": ["10.240.0.100"],
    "proxy-protocol": ["10.240.0.100"],
    "packet-forwarder-nodeport": [*MASQUERADED, LAPTOP],
    "packet-forwarder-podip": [LAPTOP],
}
"""What each file says that servers see, flow by flow and path by path."""


def expectations(flows: tuple[Flow, ...]) -> list[Expectation]:
    """Every entry of every flow."""
    return [each for flow in flows for each in flow.expect]


def boxes(scenario: Scenario) -> list[tuple[float, float, float, float]]:
    """Left, top, right and bottom of everything that has a place of its own."""
    found = []
    for each in scenario:
        if each.key.kind in SIZES:
            assert each.metadata.position is not None, each.key
            (left, top), (width, height) = each.metadata.position, SIZES[each.key.kind]
            found.append((left, top, left + width, top + height))
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
class TestEach:
    """What holds for every file."""

    def test_nothing_is_wrong_with_it(self, path: Path) -> None:
        assert check(load(path).scenario) == ()

    def test_it_says_what_servers_see(self, path: Path) -> None:
        flows = load(path).scenario.flows
        assert [each.client_address for each in expectations(flows)] == CLIENT_ADDRESSES[path.stem]
        assert all(flow.expect for flow in flows)

    def test_its_probabilities_sum_to_one(self, path: Path) -> None:
        for flow in load(path).scenario.flows:
            known = [each.probability for each in flow.expect if each.probability is not None]
            if len(known) == len(flow.expect):
                assert float(sum(known)) == pytest.approx(1, abs=1e-5)

    def test_nothing_overlaps(self, path: Path) -> None:
        placed = boxes(load(path).scenario)
        for index, (left, top, right, bottom) in enumerate(placed):
            for other_left, other_top, other_right, other_bottom in placed[:index]:
                beside = right <= other_left or other_right <= left
                assert beside or bottom <= other_top or other_bottom <= top

    def test_it_opens_with_what_it_shows(self, path: Path) -> None:
        assert path.read_text().startswith("# ")


def test_every_file_is_known() -> None:
    assert {path.stem for path in FILES} == set(CLIENT_ADDRESSES)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_flow_comes_to_what_it_expects(path: Path) -> None:
    scenario = load(path).scenario
    found = [text for flow in scenario.flows for text in differences(flow.expect, flow_paths(scenario, flow))]
    assert found == []


def test_the_proxy_protocol_names_both_ends() -> None:
    scenario = load(FOLDER / "proxy-protocol.yaml").scenario
    (exchange,) = flow_paths(scenario, scenario.flows[0])
    assert re.fullmatch(r"TCP4 198\.51\.100\.79 203\.0\.113\.140 \d+ 80", dict(exchange.headers)["PROXY"])
