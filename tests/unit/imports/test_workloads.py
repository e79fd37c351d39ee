"""Workloads become pods: how many, on which nodes, called what; and only where they are not there yet."""

import re
from collections import Counter

import pytest

from sandbox.imports import completing, expansion
from sandbox.imports.importing import import_text
from sandbox.kube import Pod
from sandbox.progress import Cancelled
from sandbox.scenario import Scenario
from tests.unit.imports.texts import NODES, imported, workload


def pods(text: str, nodes: str = NODES) -> tuple[Pod, ...]:
    return imported(nodes + text).scenario.pods


def homes(found: tuple[Pod, ...]) -> dict[str, int]:
    return dict(Counter(each.node_name for each in found))


def test_a_deployment_is_spread_over_the_nodes_that_take_pods() -> None:
    found = pods(workload("Deployment", "replicas: 4\n  selector: {matchLabels: {app: web}}"))
    assert homes(found) == {"n1": 2, "n2": 2}
    assert len({each.addresses for each in found}) == 4
    assert [str(each.addresses[0]) for each in found] == [
        "10.244.1.2",
        "10.244.2.2",
        "10.244.1.3",
        "10.244.2.3",
    ]
    prefixes = {each.metadata.name.rpartition("-")[0] for each in found}
    assert len(prefixes) == 1
    assert prefixes.pop().startswith("web-")
    assert dict(found[0].metadata.labels).keys() == {"app", "pod-template-hash"}
    assert found[0].ports[0].port == 8080


def test_names_are_the_same_every_time() -> None:
    text = workload("Deployment", "replicas: 3")
    assert pods(text) == pods(text)


@pytest.mark.parametrize(
    ("kind", "spec", "version", "names"),
    [
        ("StatefulSet", "replicas: 2", "apps/v1", "web-[0-9]"),
        ("StatefulSet", "replicas: 2\n  ordinals: {start: 5}", "apps/v1", "web-[56]"),
        ("ReplicaSet", "replicas: 2", "apps/v1", "web-[a-z0-9]{5}"),
        ("ReplicationController", "replicas: 2", "v1", "web-[a-z0-9]{5}"),
        ("Job", "parallelism: 2", "batch/v1", "web-[a-z0-9]{5}"),
        ("Deployment", "replicas: 2", "apps/v1", "web-[a-z0-9]{10}-[a-z0-9]{5}"),
    ],
)
def test_each_kind_calls_its_pods_as_its_controller_does(
    kind: str, spec: str, version: str, names: str
) -> None:

    found = pods(workload(kind, spec, version=version))
    assert len(found) == 2
    assert all(re.fullmatch(names, each.metadata.name) for each in found)


def test_a_daemon_set_has_a_pod_on_each_node_that_it_tolerates() -> None:
    assert homes(pods(workload("DaemonSet"))) == {"n1": 1, "n2": 1, "cordoned": 1}
    tolerant = ", tolerations: [{operator: Exists}], hostNetwork: true"
    found = pods(workload("DaemonSet", pod=tolerant))
    assert homes(found) == {"n1": 1, "n2": 1, "cp": 1, "cordoned": 1}
    assert [str(each.addresses[0]) for each in found] == ["10.0.0.1", "10.0.0.2", "10.0.0.3", "10.0.0.4"]


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (", nodeSelector: {disk: ssd}", {"n1": 2}),
        (", nodeName: cp", {"cp": 2}),
        (
            ", tolerations: [{key: node-role.kubernetes.io/control-plane, operator: Exists}]",
            {"n1": 1, "n2": 1},
        ),
        (", nodeSelector: {disk: tape}", {"": 2}),
    ],
)
def test_rules_of_scheduling(rule: str, expected: dict[str, int]) -> None:
    found = pods(workload("Deployment", "replicas: 2", rule))
    assert homes(found) == expected
    assert all((each.phase == "Pending") == (each.node_name == "") for each in found)


def test_a_workload_that_fits_nowhere_is_told_of() -> None:
    report = imported(NODES + workload("Deployment", "replicas: 2", ", nodeSelector: {disk: tape}")).report
    assert report.problems == (
        "Deployment shop/web: no node fits what it asks for, so its 2 pods stay Pending",
    )


POD = """\
---
apiVersion: v1
kind: Pod
metadata: {name: web-x, namespace: shop, labels: {app: web, tier: a}%s}
spec: {nodeName: n1}
status: {phase: Running, podIP: 10.244.1.77}
"""


@pytest.mark.parametrize(
    "selector",
    [
        "selector: {matchLabels: {app: web}}",
        "selector: {matchExpressions: [{key: app, operator: In, values: [web, x]}]}",
        "selector: {matchExpressions: [{key: app, operator: Exists}, {key: z, operator: DoesNotExist}]}",
        "selector: {matchLabels: {app: web}, matchExpressions: [{key: tier, operator: NotIn, values: [b]}]}",
        "replicas: 1",
    ],
)
def test_pods_that_are_there_already_are_not_made_again(selector: str) -> None:
    assert len(pods(POD % "" + workload("Deployment", selector))) == 1


@pytest.mark.parametrize(
    "selector",
    [
        "selector: {matchLabels: {app: other}}",
        "selector: {matchExpressions: [{key: tier, operator: NotIn, values: [a]}]}",
    ],
)
def test_others_pods_do_not_count(selector: str) -> None:
    assert len(pods(POD % "" + workload("Deployment", selector))) == 2


def test_a_cluster_whose_pods_are_there_has_no_others() -> None:
    live = workload("Deployment", "selector: {matchLabels: {app: other}}", meta=", uid: abc")
    assert len(pods(POD % "" + live)) == 1
    assert len(pods(live)) == 1


def test_what_another_workload_owns_is_expanded_once() -> None:
    owned = ", ownerReferences: [{kind: Deployment, name: web, apiVersion: apps/v1, uid: u}]"
    replica_set = workload("ReplicaSet", "replicas: 3", meta=owned)
    assert len(pods(replica_set)) == 3
    assert len(pods(workload("Deployment", "replicas: 3") + replica_set)) == 3


@pytest.mark.parametrize(
    ("spec", "count"),
    [
        ("parallelism: 3\n  completions: 2", 2),
        ("suspend: true", 0),
        ("parallelism: 1", 1),
    ],
)
def test_jobs(spec: str, count: int) -> None:
    assert len(pods(workload("Job", spec, version="batch/v1"))) == count


def test_a_cron_job_is_left_out_and_told_of() -> None:
    text = "---\napiVersion: batch/v1\nkind: CronJob\nmetadata: {name: nightly}\nspec: {schedule: '@daily'}\n"
    found = imported(NODES + text)
    assert found.scenario.pods == ()
    assert found.report.passed_over == (("CronJob", 1),)


def test_a_folder_without_nodes_gets_some() -> None:
    found = imported(workload("Deployment", "replicas: 7"))
    assert [each.metadata.name for each in found.scenario.nodes] == ["node-1", "node-2", "node-3"]
    assert sorted(homes(found.scenario.pods).values()) == [2, 2, 3]
    assert "Made 3 Nodes, since the input has none." in found.report.made
    assert len(imported(workload("Deployment", "replicas: 300")).scenario.nodes) == 10


def test_making_pods_can_be_cancelled() -> None:
    def cancel(done: int, total: int) -> None:
        if total == 0:
            raise Cancelled

    with pytest.raises(Cancelled):
        import_text(workload("Deployment", "replicas: 7"), "input", cancel)


def test_nodes_that_are_made_have_the_labels_that_pods_ask_for() -> None:
    rule = ", nodeSelector: {{disk: {}, kubernetes.io/arch: arm64}}"
    other = workload("StatefulSet", "replicas: 1", rule.format("hdd")).replace("web", "db")
    found = imported(workload("Deployment", "replicas: 2", rule.format("ssd")) + other)
    labels = [dict(each.metadata.labels) for each in found.scenario.nodes]
    assert [each["disk"] for each in labels] == ["ssd", "hdd", "ssd"]
    assert {each["kubernetes.io/arch"] for each in labels} == {"arm64"}
    assert homes(found.scenario.pods) == {"node-1": 1, "node-2": 1, "node-3": 1}
    made = "Made 3 Nodes, since the input has none, with the labels that its Pods ask for."
    assert made in found.report.made


def test_what_is_left_out_of_the_pods_that_a_workload_describes_is_counted() -> None:
    text = workload("Deployment", meta=", annotations: {tool: x}").replace(
        "image: x", "image: x, env: [{name: PASSWORD, value: hunter2}]"
    )
    found = imported(NODES + text)
    assert (
        "Left out of Deployments: environment variables (1), images, commands and arguments (1) and "
        "annotations of other tools (1)."
    ) in found.report.sentences


def test_pods_and_services_of_manifests_are_completed_as_a_cluster_would() -> None:
    found = imported(
        NODES
        + "---\napiVersion: v1\nkind: Pod\nmetadata: {name: p, labels: {app: p}}\nspec: {containers: []}\n"
        "---\napiVersion: v1\nkind: Service\nmetadata: {name: s}\n"
        "spec: {type: LoadBalancer, selector: {app: p}, ports: [{port: 80}]}\n"
        "---\napiVersion: v1\nkind: Service\nmetadata: {name: t}\n"
        "spec: {type: NodePort, selector: {app: p}, ports: [{port: 80, nodePort: 30080}]}\n"
        "---\napiVersion: v1\nkind: Service\nmetadata: {name: headless}\n"
        "spec: {clusterIP: None, selector: {app: p}, ports: [{port: 80}]}\n"
    )
    (pod,), (balanced, by_port, headless) = found.scenario.pods, found.scenario.services
    assert (pod.node_name, str(pod.addresses[0])) == ("n1", "10.244.1.2")
    assert str(balanced.ingress[0].ip) == "203.0.113.10"
    assert balanced.ports[0].node_port not in (0, 30080)
    assert by_port.ports[0].node_port == 30080
    assert len({*balanced.cluster_ips, *by_port.cluster_ips}) == 2
    assert headless.cluster_ips == ()
    assert found.scenario.load_balancers[0].services == ("default/s",)


def test_a_pod_of_a_manifest_goes_where_its_rules_allow() -> None:
    pod = "---\napiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {nodeSelector: {disk: %s}}\n"
    assert homes(pods(pod % "hdd")) == {"n2": 1}
    assert homes(pods(pod % "tape")) == {"": 1}


def test_a_workload_that_is_there_twice_is_expanded_once() -> None:
    text = workload("Deployment", "replicas: 2")
    assert len(pods(text + text)) == 2
    found = imported(NODES + text + workload("Deployment", "replicas: 3"))
    assert len(found.scenario.pods) == 2
    assert "is there twice" in found.report.problems[0]


def test_slices_that_know_nothing_of_made_pods_are_left_out() -> None:
    text = """\
---
apiVersion: v1
kind: Service
metadata: {name: web, namespace: shop}
spec: {clusterIP: 10.96.0.9, selector: {app: web}, ports: [{port: 80, targetPort: http}]}
---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: {name: web-1, namespace: shop, labels: {kubernetes.io/service-name: web}}
addressType: IPv4
endpoints: [{addresses: [10.244.1.99]}]
ports: [{port: 8080}]
"""
    scenario: Scenario = imported(NODES + text + workload("Deployment", "replicas: 2")).scenario
    assert scenario.endpoint_slices == ()
    assert len(imported(NODES + text).scenario.endpoint_slices) == 1


def test_pods_of_nodes_without_ranges_have_addresses_of_the_nodes_network() -> None:
    nodes = NODES.replace("podCIDR: 10.244.1.0/24", "providerID: aws").replace(
        "podCIDR: 10.244.2.0/24", "x: 1"
    )
    found = pods(workload("Deployment", "replicas: 2"), nodes)
    assert [str(each.addresses[0]) for each in found] == ["10.0.0.5", "10.0.0.6"]


def test_a_range_that_is_full_leaves_pods_without_an_address() -> None:
    nodes = NODES.replace("10.244.1.0/24", "10.244.1.0/30").replace("10.244.2.0/24", "10.244.2.0/30")
    found = imported(nodes + workload("Deployment", "replicas: 4"))
    assert [bool(each.addresses) for each in found.scenario.pods] == [True, True, False, False]
    assert len(found.report.problems) == 2


@pytest.mark.parametrize(
    ("spec", "sentence"),
    [
        ("replicas: many", '"many" is not a whole number from 0 to 100000'),
        ("replicas: 1000000000", "1000000000 is not a whole number from 0 to 100000"),
        ("selector: [1]", "a list is not a mapping"),
        (
            "selector: {matchExpressions: [{key: a, operator: Like}]}",
            "one of In, NotIn, Exists, DoesNotExist",
        ),
        ("selector: {matchExpressions: [{operator: In}]}", "is missing, and is required"),
    ],
)
def test_a_workload_that_cannot_be_read_is_left_out_with_a_sentence(spec: str, sentence: str) -> None:
    found = imported(NODES + workload("Deployment", spec))
    assert found.scenario.pods == ()
    assert len(found.report.problems) == 1
    assert sentence in found.report.problems[0]


def test_a_wrong_selector_is_found_in_its_template() -> None:
    (problem,) = imported(NODES + workload("Deployment", pod=", nodeSelector: [1]")).report.problems
    assert "spec.template.spec.nodeSelector: a list is not a mapping" in problem


def test_looking_for_pods_and_allocating_come_to_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(expansion, "MOST_LOOKS", 0)
    monkeypatch.setattr(completing, "MOST_ALLOCATED", 0)
    other = workload("Deployment", "selector: {matchExpressions: [{key: app, operator: In, values: [b]}]}")
    found = imported(NODES + POD % "" + other + "---\napiVersion: v1\nkind: Service\nmetadata: {name: s}\n")
    assert len(found.scenario.pods) == 1
    assert found.scenario.services[0].cluster_ips == ()
    assert found.report.problems[-1].startswith("an import gives addresses to 0 Services")


def test_no_import_makes_more_pods_than_can_be() -> None:
    text = "".join(
        workload("Deployment", "replicas: 60000")
        .replace("name: web,", f"name: web-{number},")
        .replace("app: web", f"app: web-{number}")
        for number in range(2)
    )
    wide = NODES.replace("10.244.1.0/24", "10.0.0.0/8").replace("10.244.2.0/24", "11.0.0.0/8")
    found = imported(wide + text)
    assert len(found.scenario.pods) == 60_000
    assert found.report.problems[-1].startswith(
        "Deployment shop/web-1: was left out: an import makes 100,000"
    )


def test_long_names_are_cut_as_the_api_server_cuts_them() -> None:
    name = "a" * 252
    for kind in ("StatefulSet", "DaemonSet", "Deployment"):
        text = workload(kind).replace("name: web,", f"name: {name},")
        assert all(re.fullmatch("a{58}[a-z0-9]{5}", each.metadata.name) for each in pods(text))
    (service,) = imported(
        NODES
        + f"---\napiVersion: v1\nkind: Service\nmetadata: {{name: {name}}}\nspec: {{type: LoadBalancer, "
        "clusterIP: 10.96.0.1, ports: [{port: 1}]}\nstatus: {loadBalancer: {ingress: [{hostname: x}]}}\n"
    ).scenario.services
    assert service.metadata.name == name


def test_no_node_is_made_of_what_is_no_name() -> None:
    pod = (
        "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {nodeName: 'A b'}\nstatus: {phase: Running}\n"
    )
    assert "A b" not in {each.metadata.name for each in imported(pod).scenario.nodes}
