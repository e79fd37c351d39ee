"""What is wrong is said in one line: the file, the document, the line, the field, what would be right."""

from pathlib import Path

import pytest

from sandbox.formats import ScenarioError, load, loads
from tests.unit.formats.texts import kubernetes, natwalk

TWO = "apiVersion: v1\nkind: Node\nmetadata: {name: a}\n---\n"
PROXY = "kubeproxy.config.k8s.io/v1alpha1"
LAUGHS = "a: &a [x,x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{name}: &{name} [{','.join(['*' + before] * 10)}]\n"
    for before, name in zip("abcdef", "bcdefg", strict=True)
)

SENTENCES: list[tuple[str, str]] = [
    ("", ": is empty; a scenario holds Kubernetes objects in YAML or JSON"),
    ("# nothing\n---\n", ": is empty; a scenario holds Kubernetes objects in YAML or JSON"),
    ("- a\n", ": document 1, line 1: is no Kubernetes object: it needs apiVersion, kind and metadata"),
    ("kind: Pod\n", ": document 1, line 1, apiVersion: is missing; give the object one such as v1"),
    ("apiVersion: v1\n", ": document 1, line 1, kind: is missing; give the object one such as Service"),
    ("apiVersion: 1\nkind: Pod\n", ': document 1, line 1, apiVersion: 1 is not text; write "1"'),
    ("a: b\na: c\n", ': document 1, line 2: the key "a" is there twice; keep one of them'),
    (
        "a:\n\tb: c\n",
        ": document 1, line 2: is not YAML: a tab cannot indent; use spaces",
    ),
    (
        "a: @b\n",
        ": document 1, line 1: is not YAML: while scanning for the next token, "
        "found character that cannot start any token",
    ),
    (
        TWO + "a: [\n",
        ": document 2, line 6: is not YAML: while parsing a flow node, did not find expected node content",
    ),
    ("a: \x00\n", ": document 1, line 1: is not YAML: control characters are not allowed"),
    (
        "a: !!python/name:os.system x\n",
        ': document 1, line 1: the tag "tag:yaml.org,2002:python/name:os.system" is not allowed; '
        "write the value without it",
    ),
    ("a: *b\n", ": document 1, line 1: the alias *b has no finished anchor before it"),
    ("a: &a [*a]\n", ": document 1, line 1: the alias *a has no finished anchor before it"),
    (LAUGHS, ": document 1, line 5: aliases stand for more than 100000 values"),
    ("a: " + "[" * 200, ": document 1, line 1: more than 100 lists and mappings are inside one another"),
    (
        '{"a": ' * 200 + "1" + "}" * 200,
        ": document 1, line 1: more than 100 lists and mappings are inside one another",
    ),
    ('{"a": 1 "b": 2}', ": document 1, line 1: is not JSON: Expecting ',' delimiter"),
    ('{"a": 1, "a": 2}', ': document 1, line 1: the key "a" is there twice; keep one of them'),
    ('{"a": NaN}', ': document 1, line 1: is not JSON: "NaN" is no number that can be written back'),
    ('{"a": "\\ud800"}', ": document 1, line 1: is not Unicode text"),
    (
        kubernetes("Pod", "").replace("x", ""),
        ": document 1, line 3, metadata.name: is missing; give the object a name",
    ),
    (
        kubernetes("Pod", "").replace("x", "X"),
        ': document 1, line 3, metadata.name: "X" is not a name of lower case letters, digits, - and .',
    ),
    (
        kubernetes("Pod", "").replace("x", "5"),
        ': document 1, line 3, metadata.name: 5 is not text; write "5"',
    ),
    (TWO + TWO, ": document 2, line 7, metadata.name: Node a is there twice; document 1 has it too"),
    (kubernetes("Pod", "status: []"), ": document 1, line 4, status: a list is not a mapping"),
    (
        kubernetes("Pod", "status: {podIP: 10.0.0}"),
        ': document 1, line 4, status.podIP: "10.0.0" is not an IP address',
    ),
    (
        kubernetes("Pod", "status: {podIP: 10.0.0, podIPs: [{ip: 10.0.0.5}]}"),
        ': document 1, line 4, status.podIP: "10.0.0" is not an IP address',
    ),
    (
        kubernetes("Service", "spec: {clusterIP: 10.0.0.300, clusterIPs: [10.0.0.30]}"),
        ': document 1, line 4, spec.clusterIP: "10.0.0.300" is not an IP address',
    ),
    (
        kubernetes("Node", "spec: {podCIDR: 10.0.0.0/99, podCIDRs: [10.0.0.0/24]}"),
        ': document 1, line 4, spec.podCIDR: "10.0.0.0/99" is not an address range such as 10.0.0.0/8',
    ),
    (
        kubernetes("EndpointSlice", "endpoints: [{addresses: []}]", "discovery.k8s.io/v1"),
        ": document 1, line 4, endpoints[0].addresses: is empty; give the endpoint its address",
    ),
    (
        kubernetes("KubeProxyConfiguration", "nodePortAddresses: [first]", PROXY),
        ': document 1, line 4, nodePortAddresses[0]: "first" is not an address range such as 10.0.0.0/8, '
        'nor "primary", "localhost" or "all"',
    ),
    (
        kubernetes("Pod", "status: {conditions: [{type: Ready, status: true}]}"),
        ': document 1, line 4, status.conditions[0].status: true is not text; write "true"',
    ),
    (
        kubernetes("Pod", "spec:\n  containers:\n  - name: a\n    ports: [{containerPort: '80'}]"),
        ': document 1, line 7, spec.containers[0].ports[0].containerPort: "80" '
        "is not a whole number from 1 to 65535",
    ),
    (
        TWO + kubernetes("Service", "spec:\n  externalTrafficPolicy: Locale"),
        ': document 2, line 9, spec.externalTrafficPolicy: "Locale" is not one of Cluster, Local',
    ),
    (
        kubernetes("Service", "spec: {ports: [{targetPort: 80}]}"),
        ": document 1, line 4, spec.ports[0].port: is missing, and is required",
    ),
    (
        kubernetes("Service", "spec: {ports: [{port: 80, targetPort: '80'}]}"),
        ': document 1, line 4, spec.ports[0].targetPort: "80" is not a port\'s '
        "name; write a port number without quotes",
    ),
    (
        kubernetes("Service", f"spec: {{ports: [{{port: {'9' * 300}}}]}}"),
        ": document 1, line 4, spec.ports[0].port: a number of more than 70 digits "
        "is not a whole number from 1 to 65535",
    ),
    (
        kubernetes("Service", "spec: {selector: {app: 5}}"),
        ': document 1, line 4, spec.selector.app: 5 is not text; write "5"',
    ),
    (
        kubernetes("Service", "").replace("}", ", annotations: {natwalk/position: here}}"),
        ': document 1, line 3, metadata.annotations["natwalk/position"]: '
        '"here" is not a place such as "120,80"',
    ),
    (
        kubernetes("KubeProxyConfiguration", "mode: userspace", PROXY),
        ': document 1, line 4, mode: "userspace" is not one of iptables, nftables, ipvs',
    ),
    (
        kubernetes("KubeProxyConfiguration", "clusterCIDR: 10.0.0.0/99", PROXY),
        ': document 1, line 4, clusterCIDR: "10.0.0.0/99" is not an address range such as 10.0.0.0/8',
    ),
    (
        kubernetes("Service", "", "v2"),
        ': document 1, line 1, apiVersion: Service is not read in "v2"; write v1',
    ),
    (kubernetes("service", ""), ': document 1, line 2, kind: "service" is no kind; write Service'),
    (
        kubernetes("EndpointSlice", "", "discovery.k8s.io/v1beta1"),
        ": document 1, line 1, apiVersion: EndpointSlice is not read in "
        '"discovery.k8s.io/v1beta1"; write discovery.k8s.io/v1',
    ),
    (
        kubernetes(
            "EndpointSlice", "addressType: IPv4\nendpoints:\n- {addresses: [fd00::1]}", "discovery.k8s.io/v1"
        ),
        ': document 1, line 6, endpoints[0].addresses: fd00::1 is not of the slice\'s addressType "IPv4"',
    ),
    (
        kubernetes("KubeProxyConfiguration", "clusterCIDR: 10.0.0.0", PROXY),
        ': document 1, line 4, clusterCIDR: "10.0.0.0" is not an address range such as 10.0.0.0/8',
    ),
    (
        natwalk("Client", "{}").replace("v1alpha1", "v1"),
        ': document 1, line 1, apiVersion: "natwalk/v1" is newer than this '
        "Natwalk, which reads natwalk/v1alpha1",
    ),
    (
        natwalk("Switch", "{}"),
        ': document 1, line 2, kind: "Switch" is not one of Client, LoadBalancer, Network, Host, Flow, Note',
    ),
    (
        natwalk("Client", "{addresses: 10.0.0.1}"),
        ': document 1, line 4, spec.addresses: "10.0.0.1" is not a list',
    ),
    (
        natwalk("LoadBalancer", "{services: [a/b/c]}"),
        ': document 1, line 4, spec.services[0]: "a/b/c" is not namespace/name',
    ),
    (
        natwalk("Network", "{overlayAddress: Pod}"),
        ': document 1, line 4, spec.overlayAddress: "Pod" is not Node; leave it out for '
        "the network address of the node's podCIDR",
    ),
    (
        natwalk("Host", "{interfaces: [{name: eth1, addresses: [10.0.0.1/99]}]}"),
        ': document 1, line 4, spec.interfaces[0].addresses[0]: "10.0.0.1/99" is not an address '
        "with its prefix length, such as 10.0.0.1/24",
    ),
    (natwalk("Flow", "{}"), ": document 1, line 4, spec.from: is missing, and is required"),
    (
        natwalk("Flow", "{from: {}}"),
        ": document 1, line 4, spec.from: must hold exactly one of client: "
        "NAME, pod: NAMESPACE/NAME, node: NAME",
    ),
    (
        natwalk("Flow", "{from: {node: n}, to: {}}"),
        ": document 1, line 4, spec.to: must hold either address and port, "
        "or service: NAMESPACE/NAME and via",
    ),
    (
        natwalk("Flow", "{from: {node: n}, to: {service: a/b, node: c}}"),
        ": document 1, line 4, spec.to.node: is only for via: NodePort; leave it out",
    ),
    (
        natwalk("Flow", "{from: {node: n}, to: {address: 10.0.0.1, port: 80}, protocol: ICMP}"),
        ": document 1, line 4, spec.to.port: is given, but ICMP has no ports; leave it out",
    ),
    (
        natwalk("Flow", "{from: {node: n}, to: {service: a/b, port: 80}, protocol: ICMP}"),
        ": document 1, line 4, spec.to.port: is given, but ICMP has no ports; leave it out",
    ),
    (
        natwalk("Flow", "{from: {node: n}, to: {address: 10.0.0.1}}"),
        ": document 1, line 4, spec.to.port: is missing, and is required",
    ),
    (
        natwalk(
            "Flow", "{from: {node: n}, to: {address: 10.0.0.1, port: 80}, expect: [{endpiont: a/b, by: x}]}"
        ),
        ': document 1, line 4, spec.expect[0]: has "endpiont", "by", which nothing can be expected of;'
        " use verdict, clientAddress, endpoint, headers, probability",
    ),
    (
        natwalk("Flow", "{from: {node: n}, to: {address: 10.0.0.1, port: 80}, expect: [{probability: 2}]}"),
        ": document 1, line 4, spec.expect[0].probability: 2 is not a probability from 0 to 1",
    ),
    (
        natwalk("Flow", "{from: {node: n}, to: {address: 10.0.0.1, port: 80}, at: -1}"),
        ": document 1, line 4, spec.at: -1 is not a number of seconds, 0 or more",
    ),
    (
        "apiVersion: v1\nkind: List\nitems:\n- {apiVersion: v1, kind: Pod, metadata: {}}\n",
        ": document 1, line 4, items[0].metadata.name: is missing; give the object a name",
    ),
    (
        "apiVersion: v1\nkind: List\nitems:\n- {apiVersion: v1, kind: List, items: []}\n",
        ": document 1, line 4, items[0].kind: List is inside a list; put its items in its place",
    ),
    ("apiVersion: v1\nkind: List\nitems: {}\n", ": document 1, line 3, items: a mapping is not a list"),
]


@pytest.mark.parametrize(("text", "sentence"), SENTENCES)
def test_sentence(text: str, sentence: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        loads(text, "lesson.yaml")
    assert str(caught.value) == "lesson.yaml" + sentence


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "latin.yaml").write_bytes(b"a: b\nc: \xe9\n")
    for name, sentence in (
        ("missing.yaml", "cannot be read: No such file or directory"),
        (".", "cannot be read: Is a directory"),
        ("\0.yaml", "cannot be read: embedded null byte"),
    ):
        with pytest.raises(ScenarioError) as caught:
            load(tmp_path / name)
        assert str(caught.value).endswith(sentence)
        assert "\n" not in str(caught.value)
    with pytest.raises(ScenarioError, match=r"latin.yaml: line 2: is not UTF-8 text; save the file as UTF-8"):
        load(tmp_path / "latin.yaml")


def test_a_file_beyond_the_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sandbox.formats.scenario_file.MAX_FILE_BYTES", 10)
    (tmp_path / "large.yaml").write_text("a: 123456789\n")
    with pytest.raises(ScenarioError, match=r"large.yaml: is larger than 0 MiB"):
        load(tmp_path / "large.yaml")


def test_a_message_never_drives_the_terminal() -> None:
    with pytest.raises(ScenarioError) as caught:
        loads(natwalk("Client", '{addresses: ["\\e[31m\\n"]}'), "a\nb.yaml")
    assert str(caught.value).isprintable()
