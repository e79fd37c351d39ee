"""Whatever edits follow one another, a scenario stays one that a cluster could have."""

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from sandbox.kube import ServiceType, TrafficPolicy
from sandbox.scenario import Scenario, ServiceTarget, edits
from sandbox.scenario.check import Severity, check
from sandbox.scenario.diff import diff
from sandbox.scenario.edits import EditError
from sandbox.scenario.naming import addresses_of
from tests.fixtures.edited import NODE, built


def some_edit(scenario: Scenario, kind: int, which: int) -> Scenario:
    """One of many edits on one of many objects; the scenario itself where that edit is refused."""
    keys = list(scenario.by_key)
    pick = keys[which % len(keys)] if keys else NODE
    node = scenario.nodes[which % len(scenario.nodes)].metadata.name if scenario.nodes else "none"
    choices: list[Callable[[], Scenario]] = [
        lambda: edits.add_node(scenario),
        lambda: edits.add_pod(scenario, node),
        lambda: edits.add_service(scenario),
        lambda: edits.add_client(scenario),
        lambda: edits.add_load_balancer(scenario),
        lambda: edits.remove(scenario, [pick]),
        lambda: edits.move_pod_to_node(scenario, pick, node),
        lambda: edits.set_service_type(scenario, pick, list(ServiceType)[which % 3]),
        lambda: edits.set_external_traffic_policy(scenario, pick, list(TrafficPolicy)[which % 2]),
        lambda: edits.add_flow(scenario, pick, ServiceTarget("default/app")),
        lambda: edits.rename(scenario, pick, f"renamed-{which}"),
    ]
    try:
        return choices[kind % len(choices)]()
    except EditError:
        return scenario


@given(st.lists(st.tuples(st.integers(0, 10), st.integers(0, 30)), max_size=40))
def test_no_sequence_of_edits_breaks_the_scenario(steps: list[tuple[int, int]]) -> None:
    scenario = built()
    for kind, which in steps:
        scenario = some_edit(scenario, kind, which)
    names = {each.metadata.name for each in scenario.nodes}
    assert all(each.node_name in names for each in scenario.pods)
    addresses = [address for each in scenario for address in addresses_of(each)]
    assert len(set(addresses)) == len(addresses)
    ports = [port.node_port for each in scenario.services for port in each.ports if port.node_port]
    ports += [each.health_check_node_port for each in scenario.services if each.health_check_node_port]
    assert len(set(ports)) == len(ports)
    assert [each.message for each in check(scenario) if each.severity is Severity.ERROR] == []


@given(st.lists(st.tuples(st.integers(0, 10), st.integers(0, 30)), max_size=10))
def test_a_difference_says_what_changed(steps: list[tuple[int, int]]) -> None:
    before = after = built()
    for kind, which in steps:
        after = some_edit(after, kind, which)
    found = diff(before, after)
    assert not diff(after, after)
    assert {*found.added} == {*after.by_key} - {*before.by_key}
    assert {*found.removed} == {*before.by_key} - {*after.by_key}
    shared = {*before.by_key} & {*after.by_key}
    assert {*found.changed} == {key for key in shared if before.by_key[key] != after.by_key[key]}
