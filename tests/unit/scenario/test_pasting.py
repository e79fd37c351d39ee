"""Pasting: what collides gets a name, an address or a port of its own, and references follow."""

import time

import pytest
from msgspec.structs import replace

from sandbox.formats import dumps, loads
from sandbox.kube import Node, ObjectKey, Pod, Service, ServiceType
from sandbox.scenario import Flow, NoteShape, Scenario, ServiceTarget, edits
from sandbox.scenario.check import Severity, check
from sandbox.scenario.edits import EditError
from tests.benchmarks.large_cluster import large_cluster
from ui.theme import resource

EXAMPLE = loads(resource("scenarios", "using-source-ip.yaml").read_text(), "example").scenario


def errors(scenario: Scenario) -> list[str]:
    return [each.message for each in check(scenario) if each.severity is Severity.ERROR]


def names(scenario: Scenario, kind: str) -> list[str]:
    return [key.name for key in scenario.by_key if key.kind == kind]


def test_pasting_everything_again_collides_with_nothing() -> None:
    twice = edits.paste(EXAMPLE, EXAMPLE)
    assert errors(twice) == []
    for kind in ("Node", "Pod", "Service", "Client", "LoadBalancer", "Flow"):
        assert len(names(twice, kind)) == 2 * len(names(EXAMPLE, kind)), kind
        assert len(set(names(twice, kind))) == len(names(twice, kind))
    assert twice.proxy_configurations == EXAMPLE.proxy_configurations


def test_pods_follow_the_copy_of_their_node() -> None:
    node = EXAMPLE.nodes[0]
    pods = [pod for pod in EXAMPLE.pods if pod.node_name == node.metadata.name]
    after = edits.paste(EXAMPLE, [node, *pods])
    copy = after.nodes[-1]
    copied = [pod for pod in after.pods if pod.node_name == copy.metadata.name]
    assert len(copied) == len(pods)
    assert all(any(each in cidr for cidr in copy.pod_cidrs) for pod in copied for each in pod.addresses)
    assert not set(copy.addresses) & set(node.addresses)


def test_a_pod_without_its_node_goes_where_it_is_told_or_nowhere() -> None:
    pod = replace(EXAMPLE.pods[0], node_name="elsewhere")
    name = EXAMPLE.nodes[1].metadata.name
    placed = edits.paste(EXAMPLE, [pod], node=name).pods[-1]
    assert placed.node_name == name
    assert edits.paste(Scenario(), [pod]).pods[0].node_name == ""


def test_a_copied_service_gets_ports_and_addresses_of_its_own() -> None:
    service = next(each for each in EXAMPLE.services if each.type is ServiceType.LOAD_BALANCER)
    after = edits.paste(EXAMPLE, [service])
    copy = after.services[-1]
    assert copy.cluster_ips != service.cluster_ips
    assert copy.ports[0].node_port not in (0, service.ports[0].node_port)
    assert copy.ingress
    assert copy.ingress != service.ingress
    assert after.load_balancers[0].services[-1] == copy.key.path


def test_a_headless_service_stays_headless() -> None:
    service = Service(EXAMPLE.services[0].metadata, cluster_ips=())
    assert edits.paste(Scenario(), [service]).services[0].cluster_ips == ()


def test_flows_follow_renamed_objects_and_stay_away_without_them() -> None:
    flow = next(each for each in EXAMPLE.flows if isinstance(each.target, ServiceTarget))
    twice = edits.paste(EXAMPLE, EXAMPLE)
    copied = twice.by_key[ObjectKey("Flow", "", names(twice, "Flow")[-1])]
    assert isinstance(copied, Flow)
    assert copied.sender not in EXAMPLE.by_key
    assert edits.paste(Scenario(), [flow]).flows == ()


def test_names_count_on() -> None:
    scenario = edits.add_pod(edits.add_node(Scenario()), "node-1")
    after = edits.paste(scenario, scenario)
    assert names(after, "Node") == ["node-1", "node-2"]
    assert dict(after.nodes[1].metadata.labels)["kubernetes.io/hostname"] == "node-2"


def test_copies_stand_aside() -> None:
    scenario = edits.add_node(Scenario(), position=(10, 20))
    assert edits.paste(scenario, scenario, shift=(24, 24)).nodes[1].metadata.position == (34, 44)


def test_many_nodes_cost_what_they_must() -> None:
    cluster = large_cluster(1000, 1, 1000)
    start = time.process_time()
    after = edits.paste(Scenario(), cluster)
    assert time.process_time() - start < 1
    assert len(after.nodes) == 1000


def test_what_is_known_by_key_is_kept_up() -> None:
    scenario = EXAMPLE
    assert scenario.by_key
    for key in (EXAMPLE.nodes[0].key, EXAMPLE.pods[0].key, EXAMPLE.services[0].key):
        scenario = edits.move(scenario, {key: (7, 7)})
        scenario = edits.remove(scenario, [key])
        scenario = edits.add_node(scenario)
    assert dict(scenario.by_key) == {each.key: each for each in scenario}


def test_collapsing_touches_what_is_named_and_survives_a_file() -> None:
    key = EXAMPLE.nodes[0].key
    folded = edits.set_collapsed(EXAMPLE, [key], True)
    assert [each.metadata.collapsed for each in folded.nodes] == [True, False, False]
    assert edits.set_collapsed(folded, [key], False) == EXAMPLE
    assert loads(dumps(folded), "x").scenario == folded
    assert 'natwalk/collapsed: "true"' in dumps(folded)


def test_notes_survive_a_file() -> None:
    scenario = edits.add_note(Scenario(), (10, 20), text="Look\nhere")
    scenario = edits.add_note(scenario, shape=NoteShape.RECTANGLE)
    first, second = (each.key for each in scenario.notes)
    scenario = edits.set_note_shape(scenario, first, NoteShape.ELLIPSE)
    scenario = edits.set_note_size(scenario, first, (300, 200))
    scenario = edits.set_note_text(scenario, second, "the cluster")
    assert loads(dumps(scenario), "x").scenario == scenario
    with pytest.raises(EditError, match="at least"):
        edits.set_note_size(scenario, first, (3, 3))


def test_a_kind_that_nobody_asks_for_is_pasted_as_it_is() -> None:
    assert all(isinstance(each, Node | Pod) for each in edits.paste(Scenario(), EXAMPLE.nodes))
