"""What a file says and nothing here reads: the check names the object, the field and what it says."""

import pytest

from sandbox.formats import dumps, loads
from sandbox.imports.importing import import_text
from sandbox.kube import ObjectKey
from sandbox.scenario import Scenario, UnreadField
from sandbox.scenario.check import Problem, Severity, check

BASE = """\
apiVersion: v1
kind: Node
metadata: {name: n1}
spec: {podCIDR: 10.180.1.0/24}
status: {addresses: [{type: InternalIP, address: 10.240.0.1}, {type: ExternalIP, address: 192.0.2.1}]}
---
apiVersion: v1
kind: Service
metadata: {name: web, namespace: default}
spec:
  type: LoadBalancer
  clusterIP: 10.0.0.10
  selector: {app: web}
  healthCheckNodePort: 0
  ports: [{port: 80, targetPort: 8080, nodePort: 30080}]
status: {loadBalancer: {ingress: [{ip: 203.0.113.140}]}}
---
apiVersion: natwalk/v1alpha1
kind: LoadBalancer
metadata: {name: lb}
spec: {services: [default/web], addresses: [10.240.0.100]}
---
apiVersion: natwalk/v1alpha1
kind: Client
metadata: {name: c}
spec: {addresses: [198.51.100.79]}
"""
POD = """\
---
apiVersion: v1
kind: Pod
metadata: {{name: {name}, namespace: default, labels: {{{labels}}}, annotations: {{{annotations}}}}}
spec: {{nodeName: n1, {spec} containers: [{{name: web, ports: [{{containerPort: 8080{port}}}]}}]}}
status: {{phase: Running, podIP: {address}}}
"""
PROXY = (
    "---\napiVersion: kubeproxy.config.k8s.io/v1alpha1\nkind: KubeProxyConfiguration\nclusterCIDR: {}\n{}\n"
)
SLICE = """\
---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: {name: web-1, namespace: default, labels: {kubernetes.io/service-name: web}}
addressType: IPv4
endpoints: [{addresses: [10.180.1.10], hints: {forZones: [{name: a}]}}]
ports: [{port: 8080}]
"""
WEB, LB = ObjectKey("Service", "default", "web"), ObjectKey("LoadBalancer", "", "lb")
PROXY_KEY = ObjectKey("KubeProxyConfiguration", "", "")
TOPOLOGY_MODE = "service.kubernetes.io/topology-mode"
NETWORKS = "k8s.v1.cni.cncf.io/networks"


def pod(
    name: str = "p",
    labels: str = "app: web",
    annotations: str = "",
    spec: str = "",
    port: str = "",
    address: str = "10.180.1.10",
) -> str:
    return POD.format(
        name=name, labels=labels, annotations=annotations, spec=spec, port=port, address=address
    )


def proxy(line: str) -> str:
    return PROXY.format("10.180.0.0/16", line)


def annotated(name: str, value: str) -> str:
    """The Service with an annotation, and a pod behind it."""
    return BASE.replace("{name: web,", f"{{annotations: {{{name}: {value}}}, name: web,") + pod()


def found(text: str) -> list[Problem]:
    file = loads(text, "x.yaml")
    return list(check(file.scenario, file.passed_over, file.unread))


def flow_to(address: str, more: str = "") -> str:
    spec = f"{{from: {{client: c}}, to: {{address: {address}, port: 80}}{more}}}"
    return f"---\napiVersion: natwalk/v1alpha1\nkind: Flow\nmetadata: {{name: f}}\nspec: {spec}\n"


CASES = {
    "host port": (
        BASE + pod(port=", hostPort: 80"),
        ObjectKey("Pod", "default", "p"),
        "spec.containers.ports.hostPort",
        Severity.WARNING,
        "hostPort 80 of Pod default/p is not modelled",
    ),
    "the same host port on each node": (
        BASE
        + pod(port=", hostPort: 80")
        + pod("q", port=", hostPort: 80", address="10.180.1.11")
        + pod("r", port=", hostPort: 80", address="10.180.1.12"),
        ObjectKey("Pod", "default", "p"),
        "spec.containers.ports.hostPort",
        Severity.WARNING,
        "hostPort 80 of Pod default/p and 2 others is not modelled",
    ),
    "further networks": (
        BASE + pod(annotations=f'{NETWORKS}: "fast"'),
        ObjectKey("Pod", "default", "p"),
        f"metadata.annotations.{NETWORKS}",
        Severity.NOTE,
        "the further networks of Pod default/p are not modelled",
    ),
    "topology mode": (
        annotated(TOPOLOGY_MODE, "Auto"),
        WEB,
        f"metadata.annotations.{TOPOLOGY_MODE}",
        Severity.NOTE,
        "topology-mode Auto of Service default/web makes no hints here",
    ),
    "a cloud's health check": (
        annotated("service.beta.kubernetes.io/aws-load-balancer-healthcheck-port", "'80'"),
        WEB,
        "metadata.annotations",
        Severity.NOTE,
        "service.beta.kubernetes.io/aws-load-balancer-healthcheck-port of Service default/web is not read",
    ),
    "a health check of its own": (
        BASE.replace("[10.240.0.100]}", "[10.240.0.100], healthCheck: {intervalSeconds: 2, path: /}}")
        + pod(),
        LB,
        "spec.healthCheck",
        Severity.NOTE,
        "healthCheck.path of LoadBalancer lb is not modelled",
    ),
    "where kube-proxy answers health checks": (
        BASE + pod() + proxy("healthzBindAddress: 127.0.0.1:10256"),
        PROXY_KEY,
        "healthzBindAddress",
        Severity.NOTE,
        "healthzBindAddress 127.0.0.1:10256 is not modelled",
    ),
    "kube-proxy's own address": (
        BASE + pod() + proxy("bindAddress: 10.240.0.9"),
        PROXY_KEY,
        "bindAddress",
        Severity.NOTE,
        "bindAddress 10.240.0.9 is not modelled",
    ),
    "feature gates": (
        BASE + pod() + proxy("featureGates: {SomeGate: true}"),
        PROXY_KEY,
        "featureGates",
        Severity.NOTE,
        "feature gate SomeGate is not modelled",
    ),
    "external address": (
        BASE + pod() + flow_to("192.0.2.1"),
        ObjectKey("Flow", "", "f"),
        "spec.to.address",
        Severity.WARNING,
        "Flow f goes to 192.0.2.1, an ExternalIP of Node n1",
    ),
    "several machines": (
        BASE + pod() + flow_to("224.0.0.5"),
        ObjectKey("Flow", "", "f"),
        "spec.to.address",
        Severity.NOTE,
        "Flow f goes to 224.0.0.5, which stands for several machines",
    ),
    "every machine": (
        BASE + pod() + flow_to("255.255.255.255"),
        ObjectKey("Flow", "", "f"),
        "spec.to.address",
        Severity.NOTE,
        "Flow f goes to 255.255.255.255, which stands for several machines",
    ),
    "a mesh": (
        BASE + pod(labels="app: web, security.istio.io/tlsMode: istio"),
        ObjectKey("Pod", "default", "p"),
        "metadata.labels",
        Severity.NOTE,
        "Pod default/p is in a mesh of Istio, whose proxy is not modelled",
    ),
    "another dataplane": (
        BASE + pod() + pod("agent", "k8s-app: cilium", address="10.180.1.11"),
        ObjectKey("Pod", "default", "agent"),
        "metadata.labels",
        Severity.NOTE,
        "Pod default/agent is of Cilium and no pod is of kube-proxy",
    ),
    "a node that goes": (
        BASE.replace("{name: n1}", "{name: n1, deletionTimestamp: 2026-01-01T00:00:00Z}") + pod(),
        ObjectKey("Node", "", "n1"),
        "metadata.deletionTimestamp",
        Severity.NOTE,
        "Node n1 is to go, which load balancers find out by its health check alone",
    ),
    "a node that the autoscaler will delete": (
        BASE.replace("spec: {pod", "spec: {taints: [{key: ToBeDeletedByClusterAutoscaler}], pod") + pod(),
        ObjectKey("Node", "", "n1"),
        "spec.taints",
        Severity.NOTE,
        "Node n1 is to go, which load balancers find out by its health check alone",
    ),
    "no range for a bridge": (
        BASE.replace("spec: {podCIDR: 10.180.1.0/24}\n", "") + pod(),
        ObjectKey("Node", "", "n1"),
        "spec.podCIDR",
        Severity.NOTE,
        "no podCIDR is given for Node n1, so there is no bridge",
    ),
}

TUNNELLED = (
    "---\napiVersion: natwalk/v1alpha1\nkind: Network\nmetadata: {{name: net}}\nspec: {{overlay: {}}}\n"
)
HOST = "---\napiVersion: natwalk/v1alpha1\nkind: Host\nmetadata: {{name: n1}}\nspec:\n  {}: |\n    {}\n"
VXLAN_RULE = ("iptables", "-A INPUT -p udp -m udp --dport 4789 -j DROP")
IPIP_RULE = (
    "nftables",
    "table ip own { chain c { type filter hook input priority 0; ip protocol ipencap drop; } }",
)

CASES |= {
    overlay: (
        BASE + pod() + TUNNELLED.format(overlay) + HOST.format(*rule),
        ObjectKey("Host", "", "n1"),
        f"spec.{rule[0]}",
        Severity.NOTE,
        f"Host n1 has rules about “{words}”, but no rule sees the outer packets of a tunnel here",
    )
    for overlay, rule, words in (
        ("VXLAN", VXLAN_RULE, "--dport 4789"),
        ("IPIP", IPIP_RULE, "protocol ipencap"),
    )
}
QUIET = {
    "nothing at all": BASE + pod(),
    "a pod in its node's network": (
        BASE.replace("app: web", "app: none") + pod(spec="hostNetwork: true,", port=", hostPort: 8080")
    ).replace("podIP: 10.180.1.10", "podIP: 10.240.0.1"),
    "hints": annotated(TOPOLOGY_MODE, "Auto") + SLICE,
    "no tunnel": BASE + pod() + HOST.format(*VXLAN_RULE),
    "another tunnel": BASE + pod() + TUNNELLED.format("IPIP") + HOST.format(*VXLAN_RULE),
    "no hints wanted": annotated(TOPOLOGY_MODE, "Disabled"),
    "the usual addresses": BASE
    + pod()
    + proxy("healthzBindAddress: 0.0.0.0:10256\nbindAddress: '::'\nfeatureGates: {}\nportRange: ''"),
    "sync periods": BASE
    + pod()
    + proxy("iptables: {minSyncPeriod: 1s, syncPeriod: 30s}\nconfigSyncPeriod: 15m"),
    "kube-proxy beside Cilium": BASE
    + pod()
    + pod("agent", "k8s-app: cilium", address="10.180.1.11")
    + pod("proxy", "k8s-app: kube-proxy", address="10.180.1.12"),
    "one route for each pod": BASE.replace("spec: {podCIDR: 10.180.1.0/24}\n", "")
    + pod()
    + "---\napiVersion: natwalk/v1alpha1\nkind: Network\nmetadata: {name: net}\nspec: {cni: PointToPoint}\n",
}


@pytest.mark.parametrize(("text", "key", "field", "severity", "words"), CASES.values(), ids=CASES)
def test_what_nothing_reads_is_said(
    text: str, key: ObjectKey, field: str, severity: Severity, words: str
) -> None:
    (problem,) = (each for each in found(text) if words in each.message)
    assert (problem.key, problem.field, problem.severity) == (key, field, severity)
    assert "; " in problem.message


@pytest.mark.parametrize("text", QUIET.values(), ids=QUIET)
def test_what_changes_nothing_is_not_said(text: str) -> None:
    known = "selects no pod"
    assert [each.message for each in found(text) if known not in each.message] == []


def test_a_file_keeps_what_is_not_read_and_forgets_what_is_removed() -> None:
    text = BASE + pod(port=", hostPort: 80")
    file = loads(text, "x.yaml")
    address = UnreadField(ObjectKey("Node", "", "n1"), "status.addresses", "192.0.2.1")
    port = UnreadField(ObjectKey("Pod", "default", "p"), "spec.containers.ports.hostPort", "80")
    assert file.unread == (address, port)
    assert dumps(file.scenario, file) == text
    assert check(Scenario(), (), file.unread) == ()


def test_an_import_finds_what_a_file_has() -> None:
    text = BASE + pod(port=", hostPort: 80")
    assert len(import_text(text, "x.yaml").unread) == 2
    assert import_text(text, "x.yaml").unread == loads(text, "x.yaml").unread


def test_what_a_stranger_writes_stays_one_short_line() -> None:
    file = loads(BASE + pod() + proxy(f'bindAddress: "a\\e[2J{"x" * 500}"'), "x.yaml")
    (unread,) = (each for each in file.unread if each.field == "bindAddress")
    assert unread.value.isprintable()
    assert len(unread.value) == 100


def test_what_kubectl_prints_is_looked_at_as_any_other_text_is() -> None:
    head, *lines = POD_AS_PRINTED.splitlines()
    items = "\n".join([f"- {head}", *(f"  {line}" for line in lines)])
    printed = (
        f"apiVersion: v1\nitems:\n{items}\n{items.replace('p1', 'p2').replace('443', '444')}\nkind: List\n"
    )
    assert [(each.key.name, each.value) for each in loads(printed, "x").unread] == [
        ("p1", "443"),
        ("p2", "444"),
    ]


POD_AS_PRINTED = """\
apiVersion: v1
kind: Pod
metadata:
  name: p1
  namespace: default
spec:
  containers:
  - name: web
    ports:
    - containerPort: 8443
      hostPort: 443
      protocol: TCP
  nodeName: n1
status:
  phase: Running
"""


REACHED = "{0}\n---\napiVersion: v1\nkind: Service\nmetadata: {{name: other}}\nspec:\n  {1}\n"
OTHER_PORTS = "ports: [{port: 80, targetPort: 8080}]"


@pytest.mark.parametrize(
    ("spec", "field"),
    [
        (f"clusterIP: 10.0.0.11\n  externalIPs: [203.0.113.140]\n  {OTHER_PORTS}", "spec.externalIPs"),
        (f"clusterIP: 10.0.0.11\n  externalIPs: [10.0.0.10]\n  {OTHER_PORTS}", "spec.externalIPs"),
        (f"clusterIP: 203.0.113.140\n  {OTHER_PORTS}", "spec.externalIPs"),
        (
            f"clusterIP: 10.0.0.11\n  type: LoadBalancer\n  {OTHER_PORTS}\n"
            "status: {loadBalancer: {ingress: [{ip: 203.0.113.140}]}}",
            "status.loadBalancer.ingress",
        ),
    ],
)
def test_two_services_at_one_address_and_port_are_named(spec: str, field: str) -> None:
    shared = [each for each in found(REACHED.format(BASE, spec)) if "both reached" in each.message]
    assert [(each.key.name, each.field, each.severity) for each in shared] == [
        ("other", field, Severity.WARNING)
    ]
    assert "Service default/other and Service default/web are both reached at" in shared[0].message


@pytest.mark.parametrize(
    "spec",
    [
        "clusterIP: 10.0.0.11\n  externalIPs: [203.0.113.140]\n  ports: [{port: 81, targetPort: 8080}]",
        "clusterIP: 10.0.0.11\n  externalIPs: [203.0.113.140]\n  ports: [{port: 80, protocol: UDP}]",
        f"clusterIP: 10.0.0.11\n  externalIPs: [203.0.113.141]\n  {OTHER_PORTS}",
        f"clusterIP: 10.0.0.10\n  {OTHER_PORTS}",
    ],
    ids=["port", "protocol", "address", "an error already"],
)
def test_services_that_share_an_address_alone_are_fine(spec: str) -> None:
    assert not any("both reached" in each.message for each in found(REACHED.format(BASE, spec)))


def test_expectations_of_later_requests_are_said_to_be_left_out_where_they_may_differ() -> None:
    sticky = BASE.replace("  healthCheckNodePort: 0", "  sessionAffinity: ClientIP") + pod()
    many = flow_to("203.0.113.140", ", requests: 20, expect: [{verdict: replied}]")
    (note,) = (each for each in found(sticky + many) if each.field == "spec.requests")
    assert note.severity is Severity.NOTE
    assert "expect of Flow f looks at the first of its 20 requests" in note.message
    assert not any(each.field == "spec.requests" for each in found(BASE + pod() + many))
    unasked = flow_to("203.0.113.140", ", requests: 20")
    assert not any(each.field == "spec.requests" for each in found(sticky + unasked))
