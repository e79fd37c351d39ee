"""What did not change is written back to the byte; what did keeps all else."""

import json
from collections.abc import Callable
from ipaddress import ip_address
from typing import Any

import pytest
from msgspec.structs import replace

from sandbox.formats import dumps, loads
from sandbox.formats.yaml_text import read_yaml
from sandbox.kube import ContainerPort, LoadBalancerIngress, ObjectMeta, Pod, ServicePort, TrafficPolicy
from sandbox.scenario import AddressTarget, Client, KubeObject, Scenario
from tests.unit.formats.texts import COMPLETE, kubernetes, natwalk

CLIENT = natwalk("Client", "{addresses: [10.0.0.1]}")
AS_JSON = json.dumps({"apiVersion": "v1", "kind": "List", "items": [read_yaml(CLIENT)]}, indent=1)

LAYOUTS = {
    "complete": COMPLETE,
    "BOM": "\ufeff" + CLIENT,
    "CRLF": CLIENT.replace("\n", "\r\n"),
    "no last line break": CLIENT.rstrip("\n"),
    "blank lines": "\n\n" + CLIENT + "\n\n\n",
    "comments around": "# first\n---\n# second\n" + CLIENT + "# third\n",
    "directive": "%YAML 1.1\n---\n" + CLIENT + "...\n# end\n",
    "documents ended by dots": CLIENT + "...\n" + CLIENT.replace("name: x", "name: y") + "...\n",
    "empty documents": "---\n---\n" + CLIENT + "---\n---\n# none\n",
    "dashes in a text": kubernetes("Pod", "spec:\n  note: |\n    ---\n    ...\n"),
    "anchors": "a: &a {name: x}\napiVersion: v1\nkind: Pod\nmetadata: *a\n",
    "JSON": AS_JSON,
    "compact JSON": json.dumps(read_yaml(CLIENT), separators=(",", ":")),
    "JSON with tabs and blanks": "\n" + json.dumps(read_yaml(CLIENT), indent="\t") + "\n\n",
    "JSON values one after the other": AS_JSON + "\n" + AS_JSON.replace('"x"', '"y"') + "\n",
    "flow style": "{apiVersion: v1, kind: Pod, metadata: {name: x}}\n",
    "unmodelled only": kubernetes("Secret", "data: {}"),
}


@pytest.mark.parametrize("text", LAYOUTS.values(), ids=LAYOUTS)
def test_unchanged_text_is_identical(text: str) -> None:
    source = loads(text, "x.yaml")
    assert source.text == text
    assert dumps(source.scenario, source) == text


@pytest.mark.parametrize("text", LAYOUTS.values(), ids=LAYOUTS)
def test_moved_objects_read_back_moved(text: str) -> None:
    source = loads(text, "x.yaml")
    moved = source.scenario
    for each in moved:
        moved = with_change(moved, each, replace(each, metadata=replace(each.metadata, position=(1.0, 2.5))))
    assert loads(dumps(moved, source), "y.yaml").scenario == moved


def test_the_model_alone_is_written_so_that_it_reads_back() -> None:
    scenario = loads(COMPLETE, "x.yaml").scenario
    assert loads(dumps(scenario), "y.yaml").scenario == scenario


def test_an_empty_scenario_can_be_saved_and_opened() -> None:
    assert loads(dumps(Scenario()), "x.yaml").scenario == Scenario()


def with_change(scenario: Scenario, before: KubeObject, after: KubeObject | None) -> Scenario:
    """The scenario with one object changed, or removed."""
    for field in scenario.__struct_fields__:
        values = getattr(scenario, field)
        if before in values:
            changed = tuple(after if each is before else each for each in values)
            return replace(scenario, **{field: tuple(each for each in changed if each is not None)})
    raise AssertionError(before)


Edit = Callable[[Any], Any]
EDITS: list[tuple[str, Edit, list[str], list[str]]] = [
    (
        "services",
        lambda service: replace(service, external_traffic_policy=TrafficPolicy.CLUSTER),
        ["  externalTrafficPolicy: Local"],
        ["  externalTrafficPolicy: Cluster"],
    ),
    (
        "services",
        lambda service: replace(service, health_check_node_port=0),
        ["  healthCheckNodePort: 32000"],
        [],
    ),
    (
        "services",
        lambda service: replace(service, ports=service.ports[1:]),
        [
            "  - port: 80",
            "    targetPort: http",
            "    nodePort: 31000",
            "    appProtocol: http",
            "    name: plain",
        ],
        [],
    ),
    (
        "services",
        lambda service: replace(service, ports=(*service.ports, ServicePort(90, 9090, "new"))),
        [],
        ["  - name: new", "    port: 90", "    protocol: TCP", "    targetPort: 9090"],
    ),
    (
        "services",
        lambda service: replace(service, ports=(replace(service.ports[0], port=81), service.ports[1])),
        ["  - port: 80"],
        ["  - port: 81"],
    ),
    (
        "services",
        lambda service: replace(service, cluster_ips=()),
        ["  clusterIP: 10.0.0.10", "  clusterIPs:", "  - 10.0.0.10", "  - fd00:2::10"],
        ["  clusterIP: None"],
    ),
    (
        "services",
        lambda service: replace(service, ingress=()),
        ["    - ip: 203.0.113.9", "      ipMode: Proxy"],
        [],
    ),
    (
        "services",
        lambda service: replace(service, ingress=(LoadBalancerIngress(ip_address("203.0.113.10"), "Proxy"),)),
        ["    - ip: 203.0.113.9"],
        ["    - ip: 203.0.113.10"],
    ),
    (
        "nodes",
        lambda node: replace(node, metadata=replace(node.metadata, position=(7.5, -3.0))),
        ['    natwalk/position: "120,80"'],
        ['    natwalk/position: "7.5,-3"'],
    ),
    (
        "nodes",
        lambda node: replace(node, metadata=replace(node.metadata, position=None)),
        ['    natwalk/position: "120,80"'],
        [],
    ),
    ("nodes", lambda node: replace(node, ready=True), ['    status: "False"'], ['    status: "True"']),
    (
        "nodes",
        lambda node: replace(node, addresses=node.addresses[:1]),
        ['  - {address: "fd00::4", type: InternalIP}'],
        [],
    ),
    ("pods", lambda pod: replace(pod, node_name=""), ["  nodeName: n1"], []),
    (
        "pods",
        lambda pod: replace(pod, ports=(*pod.ports, ContainerPort(9))),
        ["    ports: [{containerPort: 53, protocol: UDP}]"],
        ["    ports: [{containerPort: 53, protocol: UDP}, {containerPort: 9, protocol: TCP}]"],
    ),
    (
        "pods",
        lambda pod: replace(pod, metadata=replace(pod.metadata, name="renamed")),
        ["  name: p1"],
        ["  name: renamed"],
    ),
    (
        "hosts",
        lambda host: replace(host, iptables="one line"),
        ["  iptables: |", "    *filter", "    COMMIT"],
        ["  iptables: one line"],
    ),
    (
        "flows",
        lambda flow: replace(flow, target=AddressTarget(ip_address("10.0.0.1"), 80)),
        ["  to: {service: shop/web, via: NodePort, port: 80, node: n1}"],
        ["  to: {address: 10.0.0.1, port: 80}"],
    ),
]


@pytest.mark.parametrize(("kind", "edit", "removed", "added"), EDITS)
def test_an_edit_touches_only_its_lines(kind: str, edit: Edit, removed: list[str], added: list[str]) -> None:
    source = loads(COMPLETE, "x.yaml")
    before = getattr(source.scenario, kind)[0]
    scenario = with_change(source.scenario, before, edit(before))
    text = dumps(scenario, source)
    old, new = COMPLETE.splitlines(), text.splitlines()
    assert [line for line in old if line not in new] == [line for line in removed if line not in new]
    assert [line for line in new if line not in old] == [line for line in added if line not in old]
    assert len(new) == len(old) - len(removed) + len(added)
    assert loads(text, "y.yaml").scenario == scenario


@pytest.mark.parametrize("kind", Scenario().__struct_fields__)
def test_a_removed_document_leaves(kind: str) -> None:
    source = loads(COMPLETE, "x.yaml")
    scenario = replace(source.scenario, **{kind: ()})
    text = dumps(scenario, source)
    assert loads(text, "y.yaml").scenario == scenario
    assert text.count("\nkind: ") == COMPLETE.count("\nkind: ") - 1


ADDED = Client(ObjectMeta("added"), (ip_address("10.9.9.9"),))
WRITTEN = """\
---
apiVersion: natwalk/v1alpha1
kind: Client
metadata:
  name: added
spec:
  addresses:
  - 10.9.9.9
"""


def with_added(scenario: Scenario) -> Scenario:
    return replace(scenario, clients=(*scenario.clients, ADDED))


@pytest.mark.parametrize("text", LAYOUTS.values(), ids=LAYOUTS)
def test_an_added_object_comes_last(text: str) -> None:
    source = loads(text, "x.yaml")
    scenario = with_added(source.scenario)
    again = dumps(scenario, source)
    assert loads(again, "y.yaml").scenario == scenario
    if not text.lstrip().startswith('{"') and not text.lstrip().startswith("{\n"):
        line_break = "\r\n" if "\r\n" in text else "\n"
        assert again == text + ("" if text.endswith("\n") else "\n") + WRITTEN.replace("\n", line_break)


@pytest.mark.parametrize("text", LAYOUTS.values(), ids=LAYOUTS)
def test_everything_can_be_removed(text: str) -> None:
    source = loads(text, "x.yaml")
    assert loads(dumps(Scenario(), source), "y.yaml").scenario == Scenario()


LIST = """\
apiVersion: v1
items:
- apiVersion: v1
  kind: Pod
  metadata: {name: a}   # first
  spec: {terminationGracePeriodSeconds: 30}
- apiVersion: v1
  kind: Pod
  metadata:
    name: b
    resourceVersion: "12"
- apiVersion: apps/v1
  kind: Deployment
  metadata: {name: c}
kind: List
metadata: {resourceVersion: ""}
"""


def test_an_item_of_a_list_is_changed_in_place() -> None:
    source = loads(LIST, "x.yaml")
    pods = source.scenario.pods
    text = dumps(replace(source.scenario, pods=(pods[0], replace(pods[1], node_name="n9"))), source)
    assert text == LIST.replace(
        '    resourceVersion: "12"\n', '    resourceVersion: "12"\n  spec:\n    nodeName: n9\n'
    )


def test_an_item_leaves_a_list_and_another_joins_it() -> None:
    source = loads(LIST, "x.yaml")
    pods = (source.scenario.pods[1], Pod(ObjectMeta("d", "default")))
    text = dumps(replace(source.scenario, pods=pods), source)
    assert loads(text, "y.yaml").scenario.pods == pods
    assert text.count("kind: List") == 1
    assert "Deployment" in text
    assert 'resourceVersion: "12"' in text
    assert "# first" not in text


def test_json_stays_json_with_its_indent() -> None:
    text = json.dumps(read_yaml(LIST), indent=4) + "\n"
    source = loads(text, "x.json")
    pods = source.scenario.pods
    scenario = with_added(replace(source.scenario, pods=(replace(pods[0], node_name="n9"), pods[1])))
    tree = read_yaml(LIST)
    assert isinstance(tree, dict)
    tree["items"][0]["spec"] = {"nodeName": "n9", "terminationGracePeriodSeconds": 30}
    tree["items"].append(
        {
            "apiVersion": "natwalk/v1alpha1",
            "kind": "Client",
            "metadata": {"name": "added"},
            "spec": {"addresses": ["10.9.9.9"]},
        }
    )
    assert dumps(scenario, source) == json.dumps(tree, indent=4) + "\n"


def test_a_single_json_object_becomes_a_list_when_another_joins_it() -> None:
    source = loads(json.dumps(read_yaml(CLIENT)), "x.json")
    text = dumps(with_added(source.scenario), source)
    assert [item["metadata"]["name"] for item in json.loads(text)["items"]] == ["x", "added"]


def test_documents_stay_apart_when_the_one_between_them_leaves() -> None:
    first, second, third = (CLIENT.replace("name: x", f"name: {name}") for name in "abc")
    source = loads(f"{first}---\n{second}...\n{third}", "x.yaml")
    clients = source.scenario.clients
    scenario = replace(source.scenario, clients=(clients[0], clients[2]))
    assert dumps(scenario, source) == f"{first}---\n{third}"


def test_anchors_are_written_out_when_their_document_changes() -> None:
    text = "# kept\nx: &m {name: a}\napiVersion: v1\nkind: Pod\nmetadata: *m\n"
    source = loads(text, "x.yaml")
    pod = source.scenario.pods[0]
    written = dumps(replace(source.scenario, pods=(replace(pod, node_name="n9"),)), source)
    assert written == text + "spec:\n  nodeName: n9\n"
    renamed = replace(pod, metadata=replace(pod.metadata, name="b"))
    again = dumps(replace(source.scenario, pods=(renamed,)), source)
    assert read_yaml(again) == {
        "x": {"name": "a"},
        "apiVersion": "v1",
        "kind": "Pod",
        "metadata": {"name": "b"},
    }
    assert again.startswith("# kept\n")


def test_an_empty_label_of_a_slice_stays() -> None:
    labels = '  labels: {kubernetes.io/service-name: ""}\n'
    text = f"apiVersion: discovery.k8s.io/v1\nkind: EndpointSlice\nmetadata:\n  name: x\n{labels}"
    scenario = loads(text, "a.yaml").scenario
    assert loads(dumps(scenario), "b.yaml").scenario == scenario
