"""The outcome matrix: the tutorial's answers, exactly, and what it leaves alone."""

from fractions import Fraction
from pathlib import Path

import pytest

from sandbox.analysis.matrix import Row, outcome_matrix, senders_of, ways_in
from sandbox.analysis.tables import matrix_table
from sandbox.formats import load
from sandbox.kube import ServiceType, TrafficPolicy
from sandbox.progress import Cancelled
from sandbox.scenario import Via
from sandbox.trace import Verdict
from tests.fixtures.walks import CLIENT, cluster, key, pod, service


def row_of(rows: tuple[Row, ...], policy: TrafficPolicy, name: str = "c") -> Row:
    return next(row for row in rows if row.sender.name == name and row.policy is policy)


def seen(row: Row) -> list[str]:
    return [str(each.client_address) for cell in row.cells for each in cell.answers]


def test_the_tutorials_three_answers_are_one_row() -> None:
    scenario = cluster()
    web = scenario.services[0]
    matrix = outcome_matrix(scenario, web, web.ports[0])
    assert [(way.via, way.node) for way in matrix.ways] == [
        (Via.CLUSTER_IP, ""),
        (Via.NODE_PORT, "n1"),
        (Via.NODE_PORT, "n2"),
        (Via.NODE_PORT, "n3"),
    ]
    with_cluster = row_of(matrix.rows, TrafficPolicy.CLUSTER)
    assert seen(with_cluster)[1:] == ["10.180.1.1", "10.240.0.2", "10.240.0.3"]
    assert with_cluster.is_current
    with_local = row_of(matrix.rows, TrafficPolicy.LOCAL)
    assert seen(with_local)[1:] == [str(CLIENT), "None", "None"]
    assert [cell.answers[0].verdict for cell in with_local.cells[2:]] == [Verdict.DROPPED] * 2
    assert not with_local.is_current


def test_each_cells_probabilities_sum_to_one() -> None:
    pods = [pod(1, on=1), pod(2, on=2), pod(3, on=2, last=11)]
    scenario = cluster(pods, [service(ServiceType.LOAD_BALANCER)])
    web = scenario.services[0]
    for row in outcome_matrix(scenario, web, web.ports[0]).rows:
        for cell in row.cells:
            assert sum(each.probability for each in cell.answers) == 1


def test_paths_that_look_the_same_are_one_answer() -> None:
    scenario = cluster([pod(1, on=1), pod(2, on=1, last=11)])
    web = scenario.services[0]
    cell = outcome_matrix(scenario, web, web.ports[0], [key("Client", "c")]).rows[0].cells[1]
    assert [(each.endpoint, each.probability) for each in cell.answers] == [
        ("default/p1", Fraction(1, 2)),
        ("default/p2", Fraction(1, 2)),
    ]


def test_a_cluster_ip_has_one_policy_and_one_way() -> None:
    scenario = cluster(services=[service(ServiceType.CLUSTER_IP)])
    web = scenario.services[0]
    matrix = outcome_matrix(scenario, web, web.ports[0])
    assert {row.policy for row in matrix.rows} == {TrafficPolicy.CLUSTER}
    assert len(matrix.ways) == 1
    assert len(matrix.rows) == len(list(senders_of(scenario, web)))


def test_what_cannot_be_sent_says_why() -> None:
    scenario = cluster([pod(1, on=1), pod(2, on=9)])
    web = scenario.services[0]
    cell = outcome_matrix(scenario, web, web.ports[0], [key("Pod", "p2")]).rows[0].cells[0]
    assert cell.answers == ()
    assert "is on no node" in cell.problem


def test_it_says_how_far_it_is_and_stops_when_told() -> None:
    scenario = cluster()
    web = scenario.services[0]
    told: list[tuple[int, int]] = []
    outcome_matrix(scenario, web, web.ports[0], progress=lambda *each: told.append(each))
    assert told == [(number, len(told)) for number in range(len(told))]

    def stop(done: int, total: int) -> None:
        if done == 3:
            raise Cancelled

    with pytest.raises(Cancelled):
        outcome_matrix(scenario, web, web.ports[0], progress=stop)


def test_a_large_cluster_sends_one_pod_of_each_node() -> None:
    pods = [pod(number, on=number % 3 + 1, last=number) for number in range(1, 100)]
    scenario = cluster(pods)
    senders = list(senders_of(scenario, scenario.services[0]))
    assert [each.kind for each in senders] == ["Client", *["Pod"] * 3, *["Node"] * 3]
    assert len(list(ways_in(scenario, scenario.services[0], scenario.services[0].ports[0]))) == 4


def test_what_a_proxy_tells_of_the_client_is_part_of_the_answer() -> None:
    scenario = load(Path("resources/scenarios/proxy-x-forwarded-for.yaml")).scenario
    balanced = next(each for each in scenario.services if each.ingress)
    client = scenario.clients[0]
    matrix = outcome_matrix(scenario, balanced, balanced.ports[0], [client.key], both_policies=False)
    (answer,) = matrix.rows[0].cells[-1].answers
    assert answer.headers == (("X-Forwarded-For", str(client.addresses[0])),)
    table = matrix_table([matrix])
    fields = dict(zip(table.fields, table.rows[-1], strict=True))
    assert fields["headers"] == f"X-Forwarded-For: {client.addresses[0]}"


def test_a_cell_of_very_many_paths_reports_among_them() -> None:
    scenario = cluster([pod(number, on=1, last=number) for number in range(1, 41)])
    web = scenario.services[0]
    told: list[tuple[int, int]] = []
    outcome_matrix(scenario, web, web.ports[0], [key("Client", "c")], False, lambda *each: told.append(each))
    assert told.count((1, 4)) == 3


def test_of_very_many_senders_some_of_each_kind_are_asked() -> None:
    pods = [pod(number, on=number % 3 + 1, last=number) for number in range(1, 60)]
    scenario = cluster(pods)
    everyone = [*(each.key for each in pods), *(each.key for each in scenario.nodes)]
    web = scenario.services[0]
    matrix = outcome_matrix(scenario, web, web.ports[0], everyone, both_policies=False)
    kinds = [row.sender.kind for row in matrix.rows]
    assert kinds == ["Pod"] * 21 + ["Node"] * 3
    assert matrix.left_out == (38, 0)
