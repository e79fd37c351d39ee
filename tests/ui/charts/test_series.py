"""What charts show, as values: exact, in words, and as CSV."""

import pytest
from msgspec.structs import replace

from sandbox.formats import load
from sandbox.net import Protocol, parse_address
from sandbox.progress import SILENT
from sandbox.scenario import AddressTarget, Scenario
from sandbox.scenario.edits import EditError, add_pod
from ui.charts import asking
from ui.charts.series import MOST_BARS, Bars, Series
from ui.theme import resource


def uneven() -> Scenario:
    """The tutorial's load balancer with one pod on the first node and three on the second."""
    scenario = load(resource("scenarios/loadbalancer-cluster.yaml")).scenario
    for _ in range(3):
        scenario = add_pod(scenario, scenario.nodes[1].metadata.name)
    return scenario


def test_drawn_shares_come_near_the_predicted_ones() -> None:
    scenario = uneven()
    chart = asking.shares(scenario, scenario.flows[0], 200_000, 1, SILENT)
    predicted, drawn = chart.series
    assert predicted.values == pytest.approx([0.25] * 4)
    assert drawn.values == pytest.approx(predicted.values, abs=0.01)
    assert sum(drawn.values) == pytest.approx(1)
    assert chart.described.startswith("Drawn is at most 0.")


def test_another_seed_draws_others() -> None:
    scenario = uneven()
    one, other = (asking.shares(scenario, scenario.flows[0], 1000, seed, SILENT) for seed in (1, 2))
    assert one.series[0] == other.series[0]
    assert one.series[1] != other.series[1]


def test_load_shows_the_imbalance_of_local() -> None:
    scenario = uneven()
    pods = asking.load(scenario, scenario.flows[0], 0, SILENT)
    assert [each.name for each in pods.series] == ["Cluster", "Local"]
    assert "Local: the busiest pod serves 3 × the idlest." in pods.told
    nodes = asking.load(scenario, scenario.flows[0], 1, SILENT)
    assert nodes.series[1].values == pytest.approx([0.5, 0.5])
    assert nodes.labels == tuple(each.metadata.name for each in scenario.nodes[:2])


def test_what_no_server_answers_has_a_bar() -> None:
    scenario = load(resource("scenarios/using-source-ip.yaml")).scenario
    chart = asking.load(scenario, scenario.flows[1], 0, SILENT)
    assert chart.labels[-1] == "no server"
    assert [each.values[-1] for each in chart.series] == pytest.approx([0, 2 / 3])


def test_load_needs_a_service() -> None:
    scenario = uneven()
    flow = replace(scenario.flows[0], target=AddressTarget(parse_address("10.0.0.1"), 80))
    with pytest.raises(EditError):
        asking.load(scenario, flow, 0, SILENT)


def test_a_ping_has_no_load() -> None:
    scenario = uneven()
    flow = replace(scenario.flows[0], protocol=Protocol.ICMP)
    with pytest.raises(EditError, match="not spread by kube-proxy"):
        asking.load(scenario, flow, 0, SILENT)


def test_tables_are_told_in_words_and_as_csv() -> None:
    scenario = load(resource("scenarios/using-source-ip.yaml")).scenario
    chart = asking.growth(scenario, scenario.flows[2], 0.5, True, SILENT)
    assert chart.series[0].name.startswith("kubernetes-node-")
    assert "at most 60 entries" in chart.described or "at most 61 entries" in chart.described
    lines = chart.csv.splitlines()
    assert lines[0].split(",")[0] == "seconds"
    assert len(lines) == len(chart.times) + 1


def test_too_many_bars_are_shown_together() -> None:
    values = tuple(1 / 40 for _ in range(40))
    chart = Bars("many", tuple(map(str, range(40))), (Series("drawn", "pod", values),))
    shown = chart.shortened()
    assert len(shown.labels) == MOST_BARS
    assert shown.labels[-1] == "17 others"
    assert sum(shown.series[0].values) == pytest.approx(1)
    assert chart.csv.count("\r\n") == 41
