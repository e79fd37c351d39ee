"""Load under both policies, exactly, and tables that fill and empty."""

from fractions import Fraction
from pathlib import Path

import pytest

from sandbox.analysis.growth import table_growth
from sandbox.analysis.load import service_load
from sandbox.formats import load
from sandbox.kube import ObjectMeta, TrafficPolicy
from sandbox.progress import Cancelled
from sandbox.scenario import Flow, Scenario, ServiceTarget, Via
from sandbox.scenario.edits import add_pod
from tests.fixtures.walks import cluster, key, pod

PODS = [pod(1, on=1), pod(2, on=2), pod(3, on=2, last=11)]
FLOW = Flow(ObjectMeta("f"), key("Client", "c"), ServiceTarget("default/web", Via.NODE_PORT, 80, "n1"))


def balanced() -> Scenario:
    """The tutorial's load balancer with one pod on the first node and three on the second."""
    scenario = load(Path("resources/scenarios/loadbalancer-cluster.yaml")).scenario
    for _ in range(3):
        scenario = add_pod(scenario, scenario.nodes[1].metadata.name)
    return scenario


def test_local_gives_nodes_the_same_and_pods_not() -> None:
    scenario = balanced()
    service = next(each for each in scenario.services if each.ingress)
    even, skewed = service_load(scenario, service, service.ports[0], scenario.clients[0].key)
    assert (even.policy, skewed.policy) == (TrafficPolicy.CLUSTER, TrafficPolicy.LOCAL)
    assert {round(share, 6) for share in even.by_pod.values()} == {Fraction(1, 4)}
    assert sorted(skewed.by_node.values()) == [Fraction(1, 2)] * 2
    assert max(skewed.by_pod.values()) == Fraction(1, 2)
    assert round(min(skewed.by_pod.values()), 6) == round(Fraction(1, 6), 6)


def test_node_ports_without_an_endpoint_lose_their_part_under_local() -> None:
    scenario = cluster(PODS)
    web = scenario.services[0]
    cluster_load, local = service_load(scenario, web, web.ports[0], key("Client", "c"))
    assert cluster_load.lost == 0
    assert local.lost == Fraction(1, 3)
    assert local.by_pod["default/p2"] == Fraction(1, 6)


def test_a_table_fills_to_rate_times_timeout_and_empties() -> None:
    found = table_growth(cluster(), FLOW, rate=0.5, seconds=180, interval=10)
    assert found.hosts == ("node/n1",)
    sizes = dict(zip(found.times, found.sizes[0], strict=True))
    assert sizes[100] == pytest.approx(50, abs=2)
    assert sizes[140] == sizes[160] == pytest.approx(60, abs=2)
    assert sizes[found.times[-1]] == 0


def test_openings_alone_time_out_sooner() -> None:
    found = table_growth(cluster(), FLOW, rate=0.5, seconds=100, interval=10, whole=False)
    sizes = dict(zip(found.times, found.sizes[0], strict=True))
    assert sizes[90] == pytest.approx(30, abs=2)
    assert sizes[200] == 0


def test_it_stops_when_told() -> None:
    def stop(done: int, total: int) -> None:
        assert total == 180
        raise Cancelled

    with pytest.raises(Cancelled):
        table_growth(cluster(), FLOW, progress=stop)
