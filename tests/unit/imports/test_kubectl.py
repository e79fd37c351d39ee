"""What clusters print, imported: the networking stays, the rest is left out and told of."""

import json
from pathlib import Path

import pytest

from sandbox.formats import InvalidObjectError, InvalidTextError, dumps, load, loads
from sandbox.formats.yaml_text import read_yaml
from sandbox.formats.yaml_writing import write_yaml
from sandbox.imports.importing import import_path, import_text
from sandbox.kube import ObjectKey, Pod, ProxyMode, Service
from sandbox.net import parse_address, parse_network
from sandbox.progress import Cancelled
from sandbox.scenario import Cni
from sandbox.scenario.check import Severity, check
from tests.unit.imports.texts import KUBECTL, NODES, imported

FILES = sorted(KUBECTL.iterdir())


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_an_import_holds_the_objects_that_the_file_opens_with(path: Path) -> None:
    scenario, opened = import_path(path).scenario, load(path).scenario
    assert scenario.nodes == opened.nodes
    assert scenario.pods == opened.pods
    assert scenario.services == opened.services
    assert scenario.endpoint_slices == opened.endpoint_slices
    assert not [each for each in check(scenario) if each.severity is Severity.ERROR]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_nothing_but_what_the_model_reads_is_written(path: Path) -> None:
    scenario = import_path(path).scenario
    text = dumps(scenario)
    assert loads(text, "again").scenario == scenario
    for word in (
        "hunter2",
        "sk-live",
        "env:",
        "image",
        "managedFields",
        "annotations",
        "uid",
        "ownerReferences",
    ):
        assert word not in text


def test_the_report_counts_what_was_left_out() -> None:
    sentences = import_path(KUBECTL / "eks.json").report.sentences
    assert sentences[0] == "Imported 2 Nodes, 2 Pods, 1 Service and 1 EndpointSlice."
    assert (
        "Left out of Pods: environment variables (2), volumes (2), images, commands and arguments (2), "
        "resources (2), accounts and security settings (2), owners and finalizers (2) and annotations of "
        "other tools (2)." in sentences
    )


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_yaml_and_json_of_the_same_objects_import_alike(path: Path) -> None:
    """YAML in kubectl's layout is searched for what is left out, JSON is read for it."""
    tree = read_yaml(path.read_text())
    found = [imported(write_yaml(tree)), imported(json.dumps(tree, indent=4)), imported(json.dumps(tree))]
    assert found[0].scenario == found[1].scenario == found[2].scenario
    counts = [sorted((each.kind, each.group, each.count) for each in one.report.left_out) for one in found]
    assert counts[0] == counts[1] == counts[2]
    assert [one.report.made for one in found] == [found[0].report.made] * 3


def test_a_list_with_anchors_is_read_as_a_whole() -> None:
    found = imported(
        "apiVersion: v1\nkind: List\nitems:\n"
        "- apiVersion: v1\n  kind: Pod\n  metadata:\n    name: a\n    labels: &worn\n      app: x\n"
        "- apiVersion: v1\n  kind: Pod\n  metadata:\n    name: b\n    labels: *worn\n"
    )
    assert [each.metadata.labels for each in found.scenario.pods] == [(("app", "x"),)] * 2


def test_anchors_that_are_seen_only_when_an_item_is_read_are_told_of() -> None:
    found = imported(
        "apiVersion: v1\nkind: List\nitems:\n"
        "- apiVersion: v1\n  kind: Pod\n  metadata: {name: a, labels:\n    &worn {app: x}}\n"
        "- apiVersion: v1\n  kind: Pod\n  metadata: {name: b}\n"
    )
    assert [each.metadata.name for each in found.scenario.pods] == ["b"]
    assert "has an anchor or an alias" in found.report.problems[0]


def test_items_that_are_no_yaml_are_left_out_alone() -> None:
    found = imported(
        "apiVersion: v1\nkind: List\nitems:\n"
        "- apiVersion: v1\n  kind: Pod\n  metadata:\n    name: a\n    name: b\n"
        "- apiVersion: v1\n  kind: Pod\n  metadata:\n    name: c\n"
    )
    assert [each.metadata.name for each in found.scenario.pods] == ["c"]
    assert found.report.problems[0].startswith('input: document 1, line 8: the key "name" is there twice')


def test_empty_fields_are_not_counted() -> None:
    found = imported(
        "apiVersion: v1\nkind: Pod\nmetadata: {name: p, annotations: {natwalk/position: '1,2'}}\n"
        "spec: {nodeName: n, containers: [{name: c, resources: {}, env: []}], securityContext: {}}\n"
        "status: {phase: Running, podIP: 10.0.0.9}\n"
    )
    assert found.report.left_out == ()
    assert found.scenario.pods[0].metadata.position == (1, 2)


def test_a_load_balancer_known_by_a_host_name_gets_a_device_of_its_own() -> None:
    scenario = import_path(KUBECTL / "eks.json").scenario
    assert [each.services for each in scenario.load_balancers] == [("prod/api",)]
    assert scenario.services[0].ingress == ()
    assert len(scenario.clients) == 1


def test_nodes_that_pods_name_are_made_with_the_addresses_that_pods_give() -> None:
    tree = json.loads((KUBECTL / "eks.json").read_text())
    tree["items"] = [each for each in tree["items"] if each["kind"] != "Node"]
    found = imported(json.dumps(tree))
    assert [(each.metadata.name, each.addresses) for each in found.scenario.nodes] == [
        ("ip-10-0-11-20.eu-west-1.compute.internal", (parse_address("10.0.11.20"),)),
        ("ip-10-0-12-31.eu-west-1.compute.internal", (parse_address("10.0.12.31"),)),
    ]
    assert found.report.made[0].startswith("Made 2 Nodes that Pods are on")


CALICO = """\
---
apiVersion: v1
kind: Pod
metadata: {name: web, labels: {app: web}}
spec: {nodeName: n1, containers: [{name: c, ports: [{containerPort: 80}]}]}
status: {phase: Running, podIP: 10.244.77.131}
---
apiVersion: v1
kind: Pod
metadata: {name: asks}
spec: {nodeName: n2}
status: {phase: Running, podIP: 10.244.1.9}
"""


def test_pods_with_addresses_of_a_pool_of_their_own_have_routes() -> None:
    found = imported(NODES + CALICO)
    assert [each.cni for each in found.scenario.networks] == [Cni.POINT_TO_POINT]
    assert any("the addresses of 2 Pods are in no range of their Nodes" in each for each in found.report.made)
    assert "status.podIP" not in {each.field for each in check(found.scenario)}
    inside = CALICO.replace("10.244.77.131", "10.244.1.5").replace("10.244.1.9", "10.244.2.9")
    assert imported(NODES + inside).scenario.networks == ()
    stated = "---\napiVersion: natwalk/v1alpha1\nkind: Network\nmetadata: {name: mine}\nspec: {cni: Bridge}\n"
    assert [each.cni for each in imported(NODES + CALICO + stated).scenario.networks] == [Cni.BRIDGE]


def test_secrets_leave_no_name_behind() -> None:
    found = imported(
        "apiVersion: v1\nkind: SecretList\nitems:\n- {metadata: {name: hush}, data: {a: Yg==}}\n---\n"
        "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: psst}\n---\n"
        "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: deny, namespace: a}\n"
    )
    assert found.passed_over == (ObjectKey("NetworkPolicy", "a", "deny"),)
    assert found.report.sentences[-1].endswith("1 Secret, 1 ConfigMap and 1 NetworkPolicy.")
    assert "hush" not in repr(found)
    assert "psst" not in repr(found)


CONFIG_MAP = """\
apiVersion: v1
kind: ConfigMap
metadata: {name: %s, namespace: %s}
data:
  %s: |
    apiVersion: kubeproxy.config.k8s.io/v1alpha1
    kind: KubeProxyConfiguration
    clusterCIDR: 10.244.0.0/16
    mode: %s
  kubeconfig.conf: "token: hush"
"""


@pytest.mark.parametrize(("name", "key"), [("kube-proxy", "config.conf"), ("kube-proxy-config", "config")])
def test_kube_proxys_configuration_is_found_in_its_config_map(name: str, key: str) -> None:
    found = imported(CONFIG_MAP % (name, "kube-system", key, "nftables"))
    (configuration,) = found.scenario.proxy_configurations
    assert configuration.mode is ProxyMode.NFTABLES
    assert configuration.cluster_cidrs == (parse_network("10.244.0.0/16"),)
    assert loads(dumps(found.scenario), "again").scenario == found.scenario
    assert imported(CONFIG_MAP % (name, "other", key, "nftables")).scenario.proxy_configurations == ()


def test_a_configuration_that_cannot_be_read_is_told_of() -> None:
    text = CONFIG_MAP % ("kube-proxy", "kube-system", "config.conf", "kernelspace")
    (problem,) = imported(f"{text}---\napiVersion: v1\nkind: Node\nmetadata: {{name: n}}\n").report.problems
    assert '"kernelspace" is not one of' in problem
    assert "data" in problem


def test_without_a_configuration_the_defaults_are_named() -> None:
    node = "---\napiVersion: v1\nkind: Node\nmetadata: {name: n}\n"
    assert any("kube-proxy's defaults" in each for each in imported(node).report.made)
    known = imported(node + "---\n" + CONFIG_MAP % ("kube-proxy", "kube-system", "config.conf", "iptables"))
    assert not any("kube-proxy's defaults" in each for each in known.report.made)


def test_what_cannot_be_read_is_left_out_with_a_sentence_and_the_rest_stays() -> None:
    found = imported(
        "apiVersion: v1\nkind: List\nitems:\n"
        "- {apiVersion: v1, kind: Pod, metadata: {name: bad}, status: {podIP: 10.0.0.300}}\n"
        "- {apiVersion: v1, kind: Pod, metadata: {name: good}, status: {podIP: 10.0.0.3}}\n"
        "- 7\n"
        "- {kind: Pod}\n---\nx: [\n---\njust text\n"
    )
    assert [each.metadata.name for each in found.scenario.pods] == ["good"]
    no_object = "is no Kubernetes object: it needs apiVersion, kind and metadata"
    no_yaml = "is not YAML: while parsing a flow node, did not find expected node content"
    assert sorted(found.report.problems) == [
        'input: document 1, line 4, items[0].status.podIP: "10.0.0.300" is not an IP address '
        "(the Pod was left out)",
        f"input: document 1, line 6, items[2]: {no_object}",
        "input: document 1, line 7, items[3].apiVersion: is missing; give the object one such as v1",
        f"input: document 2, line 10: {no_yaml}",
        f"input: document 3, line 11: {no_object}",
    ]


def test_many_problems_are_counted() -> None:
    text = "---\n".join("apiVersion: v1\nkind: Pod\nmetadata: {name: 7}\n" for _ in range(30))
    notes = imported(text + "---\napiVersion: v1\nkind: Node\nmetadata: {name: n}\n").report.notes
    assert len(notes) == 21
    assert notes[-1] == "10 more problems were found"


def test_natwalks_own_kinds_are_read_strictly() -> None:
    with pytest.raises(
        InvalidObjectError, match=r"input: document 1, line 4, spec.addresses\[0\]: .* IP address"
    ):
        imported("apiVersion: natwalk/v1alpha1\nkind: Client\nmetadata: {name: c}\nspec: {addresses: [x]}\n")


def test_natwalks_own_kinds_say_what_is_outside() -> None:
    found = imported(
        "apiVersion: v1\nkind: Node\nmetadata: {name: n}\n---\n"
        "apiVersion: natwalk/v1alpha1\nkind: Client\nmetadata: {name: mine}\nspec: {addresses: [192.0.2.1]}\n"
    )
    assert [each.metadata.name for each in found.scenario.clients] == ["mine"]


def test_the_same_object_twice_is_taken_once() -> None:
    pod = "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {nodeName: n}\nstatus: {phase: %s}\n"
    found = imported("---\n".join((pod % "Running", pod % "Running", pod % "Failed")))
    assert [each.phase for each in found.scenario.pods] == ["Running"]
    assert len(found.report.problems) == 1
    assert "is there twice" in found.report.problems[0]


@pytest.mark.parametrize("text", ["", "# nothing\n", "{}", "a: ["])
def test_nothing_to_import_is_refused(text: str) -> None:
    with pytest.raises(InvalidTextError):
        imported(text)


def test_logs_in_a_cluster_info_dump_are_read_past() -> None:
    text = (
        '{"kind": "NodeList", "apiVersion": "v1", "items": [{"metadata": {"name": "n"}}]}\n'
        "==== START logs for container a of pod shop/web ====\n"
        '{"kind": "Pod"} ==== START logs for container b of pod x/y ====\nno newline at the end'
        "==== END logs for container a of pod shop/web ====\n"
        '{"kind": "PodList", "apiVersion": "v1", "items": [{"metadata": {"name": 1}}]}\n'
        "==== START logs for container a of pod shop/last ====\n{{{"
    )
    found = imported(text)
    assert [each.metadata.name for each in found.scenario.nodes] == ["n"]
    assert found.report.problems == (
        'input: document 2, line 5, items[0].metadata.name: 1 is not text; write "1" (the Pod was left out)',
    )


def test_progress_counts_characters_and_can_cancel() -> None:
    seen: list[tuple[int, int]] = []
    text = (KUBECTL / "eks.json").read_text()
    import_text(text, "input", lambda done, total: seen.append((done, total)))
    assert seen[-1] == (len(text), len(text))
    assert seen == sorted(seen)

    def cancel(done: int, total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        import_text(text, "input", cancel)


def test_terminating_host_network_and_headless_come_through() -> None:
    by_key = import_path(KUBECTL / "kind-dual-stack.yaml").scenario.by_key
    leaving = by_key[ObjectKey("Pod", "shop", "web-6d8c4bdf4d-dkk9p")]
    proxy = by_key[ObjectKey("Pod", "kube-system", "kube-proxy-2xlm6")]
    headless = by_key[ObjectKey("Service", "shop", "web-headless")]
    assert isinstance(leaving, Pod)
    assert leaving.terminating
    assert isinstance(proxy, Pod)
    assert proxy.host_network
    assert isinstance(headless, Service)
    assert headless.cluster_ips == ()
