"""The questions that people ask: each file says the true answer, and the rules come to it."""

from collections import Counter
from pathlib import Path

import pytest

from sandbox.analysis import differences, flow_paths, flow_requests
from sandbox.formats import load, loads
from sandbox.scenario import Scenario
from sandbox.scenario.check import Severity, check
from sandbox.trace import Verdict
from tests.unit.scenario.test_shipped import boxes

FOLDER = Path(__file__).parents[3] / "resources" / "scenarios" / "questions"
FILES = sorted(FOLDER.glob("*.yaml"))
NUMBERS = (2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30, 32, 34, 36, 38, 40, 42, 44, 46, 48, 50)


def scenario_of(number: int) -> Scenario:
    """The first file of a question."""
    return load(next(iter(sorted(FOLDER.glob(f"q-{number:02}-*.yaml"))))).scenario


def endpoints_of_flow(number: int, flow: int = 0) -> list[str | None]:
    """Where a flow's requests go, one after the other."""
    scenario = scenario_of(number)
    return [each.endpoint for each in flow_requests(scenario, scenario.flows[flow])]


def test_every_question_that_iptables_mode_can_answer_has_a_file() -> None:
    assert {int(path.name[2:4]) for path in FILES} == set(NUMBERS)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
class TestEach:
    def test_the_answer_is_true(self, path: Path) -> None:
        scenario = load(path).scenario
        found = [
            text for flow in scenario.flows for text in differences(flow.expect, flow_paths(scenario, flow))
        ]
        assert found == []
        assert all(flow.expect for flow in scenario.flows)

    def test_nothing_is_wrong_with_it(self, path: Path) -> None:
        assert [each for each in check(load(path).scenario) if each.severity is not Severity.NOTE] == []

    def test_it_opens_with_its_question_and_where_people_asked_it(self, path: Path) -> None:
        head = path.read_text().partition("\n\n")[0].splitlines()
        assert all(line.startswith("# ") for line in head)
        assert head[-1].startswith("# https://github.com/")

    def test_nothing_overlaps(self, path: Path) -> None:
        placed = boxes(load(path).scenario)
        for index, (left, top, right, bottom) in enumerate(placed):
            for other_left, other_top, other_right, other_bottom in placed[:index]:
                beside = right <= other_left or other_right <= left
                assert beside or bottom <= other_top or other_bottom <= top

    def test_it_comes_back_as_it_was(self, path: Path) -> None:
        scenario = load(path).scenario
        assert loads(path.read_text(), path.name).scenario == scenario


def test_affinity_sends_every_later_connection_to_the_same_local_pod() -> None:
    assert len(set(endpoints_of_flow(38))) == 1


def test_each_port_remembers_for_itself() -> None:
    assert len(set(endpoints_of_flow(48, 0))) == 1
    assert len(set(endpoints_of_flow(48, 1))) == 1


def test_a_thousand_connections_come_to_equal_shares() -> None:
    counts = Counter(endpoints_of_flow(40))
    assert len(counts) == 5
    assert all(150 < count < 250 for count in counts.values())


def test_health_checks_say_who_has_an_endpoint() -> None:
    scenario = scenario_of(20)
    answers = {
        flow.metadata.name: [each.status for each in flow_requests(scenario, flow)]
        for flow in scenario.flows
        if flow.metadata.name.startswith("health")
    }
    assert answers == {"health-of-n1": [200], "health-of-n2": [503]}


def test_an_invalid_answer_is_dropped_before_it_reaches_the_pod() -> None:
    scenario = scenario_of(12)
    flow = next(each for each in scenario.flows if each.metadata.name == "pod-of-another-node")
    strays = [
        each
        for seed in range(8)
        for each in flow_requests(scenario, flow, seed)
        if each.verdict is Verdict.DELIVERED
    ]
    assert {each.legs[-1].trace.hops[-1].device for each in strays} == {"node/n2"}


def test_an_answer_that_conntrack_lost_is_dropped_on_its_way_or_reset_where_it_arrives() -> None:
    scenario = scenario_of(44)
    ends = {
        flow.metadata.name: each.legs[1].trace.hops[-1].device
        for flow in scenario.flows
        for each in flow_requests(scenario, flow)
    }
    assert ends == {
        "undisturbed": "pod/default/asker-1",
        "iptables-mode": "node/n1",
        "nftables-mode": "pod/default/asker-2",
        "from-the-node-itself": "node/n1",
    }
    reasons = [each.reason for flow in scenario.flows for each in flow_requests(scenario, flow)]
    assert "drops it by rule filter/KUBE-FORWARD#1" in reasons[1]
    assert all("which the sender did not ask" in each for each in reasons[2:])
