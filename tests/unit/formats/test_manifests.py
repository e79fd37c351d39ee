"""Manifests for another cluster: what is kept, what goes, and that kubectl and our own reader take them."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from sandbox.cli.main import main
from sandbox.formats import load, loads
from sandbox.formats.manifests import IMAGE, Manifests, manifests

SHIPPED = sorted((Path(__file__).parents[3] / "resources" / "scenarios").glob("**/*.yaml"))
DUMP = """\
apiVersion: v1
kind: List
items:
- apiVersion: v1
  kind: Node
  metadata: {name: n1}
  status: {addresses: [{type: InternalIP, address: 10.240.0.3}]}
- apiVersion: v1
  kind: Service
  metadata: {name: kubernetes}
  spec: {clusterIP: 10.0.0.1, ports: [{port: 443, targetPort: 6443}]}
- apiVersion: v1
  kind: Service
  metadata:
    name: web
    namespace: shop
    uid: 5d3f0f6e
    resourceVersion: "42"
    annotations: {natwalk/position: "1,2", team: a, kubectl.kubernetes.io/last-applied-configuration: "{}"}
    ownerReferences: [{apiVersion: v1, kind: Thing, name: t, uid: u}]
  spec:
    type: LoadBalancer
    clusterIP: 10.0.0.9
    clusterIPs: [10.0.0.9]
    externalTrafficPolicy: Local
    healthCheckNodePort: 32000
    selector: {app: web}
    ports: [{name: http, port: 80, targetPort: 8080, nodePort: 31000, appProtocol: http}]
  status: {loadBalancer: {ingress: [{ip: 203.0.113.1}]}}
- apiVersion: v1
  kind: Service
  metadata: {name: each, namespace: shop}
  spec: {clusterIP: None, clusterIPs: [None], ports: [{port: 80}]}
- apiVersion: discovery.k8s.io/v1
  kind: EndpointSlice
  metadata: {name: web-1, namespace: shop, labels: {kubernetes.io/service-name: web}}
  addressType: IPv4
  endpoints: [{addresses: [10.180.0.7]}]
- apiVersion: discovery.k8s.io/v1
  kind: EndpointSlice
  metadata: {name: each-1, namespace: shop, labels: {kubernetes.io/service-name: each}}
  addressType: IPv4
  endpoints: [{addresses: [192.0.2.7], nodeName: n1, targetRef: {kind: Pod, name: x, uid: y}}]
- apiVersion: v1
  kind: Pod
  metadata:
    name: web-1
    namespace: shop
    generateName: web-
    labels: {app: web, pod-template-hash: abc}
  spec: {nodeName: n1, containers: [{name: a, image: "nginx:1"}, {name: b}]}
  status: {phase: Running, podIP: 10.180.0.7}
- apiVersion: v1
  kind: Pod
  metadata: {name: going, deletionTimestamp: "2026-01-01T00:00:00Z"}
  spec: {nodeName: n1, containers: [{name: a}]}
  status: {phase: Running}
- apiVersion: v1
  kind: Pod
  metadata: {name: static, annotations: {kubernetes.io/config.mirror: abc}}
  spec: {nodeName: n1, containers: [{name: a}]}
  status: {phase: Running}
"""


def made(*, keep_assigned: bool = False) -> Manifests:
    return manifests(loads(DUMP, "dump"), keep_assigned=keep_assigned)


def documents(text: str) -> dict[str, dict[str, object]]:
    return {f"{each['kind']} {each['metadata']['name']}": each for each in yaml.safe_load_all(text)}


def test_what_a_cluster_makes_itself_is_left_out() -> None:
    found = made()
    assert list(documents(found.text)) == [
        "Namespace shop",
        "Service web",
        "Service each",
        "EndpointSlice each-1",
        "Pod web-1",
    ]
    assert {str(key) for key in found.left_out} == {
        "Node n1",
        "Service default/kubernetes",
        "EndpointSlice shop/web-1",
        "Pod default/going",
        "Pod default/static",
    }


def test_only_what_the_owner_wrote_is_kept() -> None:
    found = documents(made().text)
    assert found["Service web"] == {
        "apiVersion": "v1",
        "kind": "Service",
        "metadata": {"name": "web", "namespace": "shop", "annotations": {"team": "a"}},
        "spec": {
            "type": "LoadBalancer",
            "externalTrafficPolicy": "Local",
            "selector": {"app": "web"},
            "ports": [{"name": "http", "port": 80, "targetPort": 8080, "appProtocol": "http"}],
        },
    }
    assert found["Service each"]["spec"] == {
        "clusterIP": "None",
        "clusterIPs": ["None"],
        "ports": [{"port": 80}],
    }
    assert found["EndpointSlice each-1"]["endpoints"] == [{"addresses": ["192.0.2.7"]}]
    assert found["Pod web-1"] == {
        "apiVersion": "v1",
        "kind": "Pod",
        "metadata": {"name": "web-1", "namespace": "shop", "labels": {"app": "web"}},
        "spec": {"containers": [{"name": "a", "image": "nginx:1"}, {"name": "b", "image": IMAGE}]},
    }


def test_what_was_assigned_can_be_kept() -> None:
    found = documents(made(keep_assigned=True).text)
    spec = found["Service web"]["spec"]
    assert isinstance(spec, dict)
    assert (spec["clusterIP"], spec["healthCheckNodePort"]) == ("10.0.0.9", 32000)
    assert spec["ports"][0]["nodePort"] == 31000
    assert found["Pod web-1"]["spec"] == {
        "nodeName": "n1",
        "containers": [{"name": "a", "image": "nginx:1"}, {"name": "b", "image": IMAGE}],
    }
    assert found["EndpointSlice each-1"]["endpoints"] == [{"addresses": ["192.0.2.7"], "nodeName": "n1"}]


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_our_own_reader_finds_the_same_services_and_pods(path: Path) -> None:
    scenario = load(path).scenario
    again = loads(manifests(load(path), keep_assigned=True).text, "again").scenario
    assert [each.key for each in again.services] == [each.key for each in scenario.services]
    assert [each.ports for each in again.services] == [each.ports for each in scenario.services]
    assert [each.selector for each in again.services] == [each.selector for each in scenario.services]
    going = [each for each in scenario.pods if not each.terminating]
    assert [each.key for each in again.pods] == [each.key for each in going]
    assert [each.ports for each in again.pods] == [each.ports for each in going]


@pytest.mark.skipif(shutil.which("kubectl") is None, reason="needs kubectl")
def test_kubectl_reads_them_as_what_they_are(tmp_path: Path) -> None:
    texts = [made().text, *(manifests(load(path), keep_assigned=True).text for path in SHIPPED)]
    assert "unable to decode" not in read_by_kubectl("---\n".join(texts), tmp_path)
    wrong = made().text.replace("port: 80\n", 'port: "80"\n')
    assert "ServicePort.spec.ports.port of type int32" in read_by_kubectl(wrong, tmp_path)


def read_by_kubectl(text: str, folder: Path) -> str:
    """What kubectl says when it turns manifests into Kubernetes' own types; it is given no cluster to ask."""
    path = folder / "manifests.yaml"
    path.write_text(text)
    command = ["kubectl", "set", "resources", "--local", "--limits=cpu=1", "-o", "name", "-f", str(path)]
    environment = {"PATH": os.environ["PATH"], "HOME": str(folder), "KUBECONFIG": os.devnull}
    return subprocess.run(
        command, capture_output=True, text=True, timeout=60, check=False, env=environment
    ).stderr


def test_the_command_says_what_it_left_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "dump.yaml"
    path.write_text(DUMP)
    assert main(["manifests", str(path), "-o", str(tmp_path / "out.yaml")]) == 0
    output = capsys.readouterr()
    assert (tmp_path / "out.yaml").read_text() == made().text
    left_out = "1 Service, 1 EndpointSlice, 2 Pods and 1 Node"
    assert output.err == f"{path}: left out, as nothing to apply: {left_out}\n"


def test_a_scenario_with_nothing_to_apply(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "client.yaml"
    path.write_text(
        "{apiVersion: natwalk/v1alpha1, kind: Client, metadata: {name: a}, spec: {addresses: [10.0.0.1]}}"
    )
    assert main(["manifests", str(path)]) == 2
    assert (
        capsys.readouterr().err == f"{path}: has no Service and no pod that could be applied to a cluster\n"
    )
