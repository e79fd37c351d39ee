"""What is proposed to be walked where a scenario states no flow."""

from itertools import islice

from hypothesis import given, settings

from sandbox.analysis import flow_paths
from sandbox.analysis.proposals import proposed_flows
from sandbox.imports.importing import import_path
from sandbox.kube import ObjectKey, ObjectMeta
from sandbox.scenario import Flow, Scenario, ServiceTarget, Via
from sandbox.scenario.compile import request_of
from tests.benchmarks.large_cluster import large_cluster
from tests.fixtures.random_clusters import clusters
from tests.unit.imports.texts import KUBECTL


def ways(flows: tuple[Flow, ...]) -> list[tuple[str, str, str]]:
    found = []
    for flow in flows:
        assert isinstance(flow.target, ServiceTarget)
        found.append((flow.sender.kind, flow.target.service, flow.target.via.value))
    return found


def test_from_outside_and_from_a_pod() -> None:
    scenario = import_path(KUBECTL / "eks.json").scenario
    assert ways(tuple(proposed_flows(scenario))) == [
        ("Client", "prod/api", "LoadBalancer"),
        ("Pod", "prod/api", "ClusterIP"),
    ]


def test_services_of_applications_come_first_and_those_without_addresses_not_at_all() -> None:
    scenario = import_path(KUBECTL / "kind-dual-stack.yaml").scenario
    flows = tuple(proposed_flows(scenario))
    assert ways(flows)[:2] == [("Client", "shop/web", "NodePort"), ("Pod", "shop/web", "ClusterIP")]
    assert {each[1] for each in ways(flows)} == {"shop/web", "shop/legacy-db"}


def test_they_are_found_as_they_are_asked_for() -> None:
    scenario = large_cluster(50, 2000, 4000)
    first, second = islice(proposed_flows(scenario), 2)
    assert first.sender == ObjectKey("Client", "", "laptop")
    assert second.sender.kind == "Pod"


def test_nothing_is_proposed_where_nothing_can_send() -> None:
    assert tuple(proposed_flows(Scenario())) == ()
    lonely = import_path(KUBECTL / "eks.json").scenario.services
    assert tuple(proposed_flows(Scenario(services=lonely))) == ()


@settings(max_examples=40, deadline=None)
@given(clusters())
def test_each_can_be_sent(scenario: Scenario) -> None:
    for flow in proposed_flows(scenario):
        request_of(scenario, flow)
        assert flow.metadata != ObjectMeta("")


def test_a_walk_of_a_proposal_reaches_a_server() -> None:
    for path in KUBECTL.iterdir():
        scenario = import_path(path).scenario
        first = next(proposed_flows(scenario))
        assert isinstance(first.target, ServiceTarget)
        assert first.target.via in (Via.LOAD_BALANCER, Via.NODE_PORT)
        assert all(each.endpoint for each in flow_paths(scenario, first) if each.verdict.value == "replied")
