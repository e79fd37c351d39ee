"""The branch tree: choices in order, exact weights, and the paths as leaves."""

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

from sandbox.analysis import flow_paths
from sandbox.analysis.branches import Branch, branch_tree, site_text
from sandbox.formats import load
from tests.fixtures.walks import NODE_PORT, NODES, cluster, pod, send

SHIPPED = Path("resources/scenarios")


def leaves(branch: Branch) -> Iterator[Branch]:
    if branch.path is not None:
        yield branch
    for child in branch.children:
        yield from leaves(child)


PODS = [pod(1, on=1), pod(2, on=2), pod(3, on=2, last=11)]


def test_rules_are_asked_one_after_the_other() -> None:
    paths = send(cluster(PODS), "client/c", NODES[2], NODE_PORT)
    root = branch_tree(paths)
    assert [each.label for each in root.children] == ["p1", "p2", "p3"]
    assert [each.weight for each in root.children] == [Fraction(715827883, 2**31), *[Fraction(1, 2)] * 2]
    assert [site_text(each.site)[-6:] for each in root.children] == ["rule 2", "rule 3", "rule 3"]
    assert site_text(root.children[0].site).startswith("n3 · KUBE-SVC-")


def test_a_chain_of_any_length_is_a_list() -> None:
    pods = [pod(number, on=1 + number % 3, last=number) for number in range(1, 201)]
    paths = send(cluster(pods), "client/c", NODES[2], NODE_PORT)
    root = branch_tree(paths)
    assert len(root.children) == 200
    assert sum(each.probability for each in root.children) == 1


def test_the_leaves_are_the_paths_and_sum_to_one() -> None:
    paths = send(cluster(PODS), "client/c", NODES[2], NODE_PORT)
    found = list(leaves(branch_tree(paths)))
    assert [each.path for each in found] == list(range(len(paths)))
    assert [each.probability for each in found] == [each.probability for each in paths]
    assert sum(each.probability for each in found) == 1


def test_one_path_is_the_root_alone() -> None:
    root = branch_tree(send(cluster(), "client/c", NODES[2], NODE_PORT))
    assert root == Branch("", "", Fraction(1), Fraction(1), path=0)


def test_without_paths_there_is_a_root_without_anything() -> None:
    assert branch_tree(()) == Branch("", "", Fraction(1), Fraction(1))


def test_a_load_balancers_choice_is_named_after_its_target() -> None:
    scenario = load(SHIPPED / "loadbalancer-cluster.yaml").scenario
    root = branch_tree(flow_paths(scenario, scenario.flows[0]))
    assert [each.label for each in root.children] == [each.metadata.name for each in scenario.nodes]
    assert site_text(root.children[0].site) == "load balancer cloud"


def test_a_site_without_a_rule_is_named_by_its_chain() -> None:
    assert site_text("node/n1/service-ABC") == "n1 · service-ABC"
