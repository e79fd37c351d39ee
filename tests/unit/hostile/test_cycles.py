"""Things that lead to each other, or lie over each other: every walk ends, and ends with a verdict."""

import json
from typing import Any

import pytest

from sandbox.analysis.flows import flow_paths
from sandbox.formats import loads
from sandbox.imports.importing import import_text
from sandbox.scenario import Scenario
from sandbox.scenario.check import check
from sandbox.scenario.compile import FlowError

Object = dict[str, Any]


def thing(kind: str, name: str, version: str = "v1", **rest: Any) -> Object:
    return {"apiVersion": version, "kind": kind, "metadata": {"name": name}, **rest}


def own(kind: str, name: str, **spec: Any) -> Object:
    return thing(kind, name, "natwalk/v1alpha1", spec=spec)


def node(number: int, pod_cidr: str = "") -> Object:
    addresses = [{"type": "InternalIP", "address": f"10.0.0.{number}"}]
    return thing(
        "Node",
        f"node{number}",
        spec={"podCIDR": pod_cidr or f"10.244.{number}.0/24"},
        status={"addresses": addresses},
    )


def pod(name: str, number: int, address: str, **rest: Any) -> Object:
    ports = [{"containerPort": 80}]
    made = thing(
        "Pod",
        name,
        spec={"nodeName": f"node{number}", "containers": [{"name": "a", "ports": ports}]},
        status={"phase": "Running", "podIP": address},
    )
    made["metadata"] |= {"labels": {"app": "a"}, **rest}
    return made


def service(name: str, cluster_ip: str, node_port: int = 30080, **spec: Any) -> Object:
    ports = [{"port": 80, "nodePort": node_port}]
    return thing("Service", name, spec={"type": "NodePort", "clusterIP": cluster_ip, "ports": ports, **spec})


def endpoints(of: str, port: int, *addresses: str) -> Object:
    made = thing("EndpointSlice", f"{of}-1", "discovery.k8s.io/v1", addressType="IPv4")
    made["metadata"]["labels"] = {"kubernetes.io/service-name": of}
    return made | {"endpoints": [{"addresses": [each]} for each in addresses], "ports": [{"port": port}]}


def flow(name: str, to: Object, sender: Object | None = None) -> Object:
    return own("Flow", name, **{"from": sender or {"client": "c"}, "to": to})


def rules(number: int, text: str) -> Object:
    return own("Host", f"node{number}", iptables=text)


CLIENT = own("Client", "c", addresses=["198.51.100.7"])
NODES = [CLIENT, node(1), node(2)]
AT_NODE_PORT = flow("at-node-port", {"address": "10.0.0.1", "port": 30080})
JUMPS = "*filter\n:A - [0:0]\n:B - [0:0]\n-A INPUT -j A\n-A FORWARD -j A\n-A A -j B\n-A B -j A\nCOMMIT\n"
SCENARIOS: dict[str, list[Object]] = {
    "a Service whose endpoint is its own node port": [
        *NODES, service("a", "10.96.0.1"), endpoints("a", 30080, "10.0.0.1"), AT_NODE_PORT,
    ],
    "two Services whose endpoints are each other's node ports": [
        *NODES, service("a", "10.96.0.1"), endpoints("a", 30081, "10.0.0.2"),
        service("b", "10.96.0.2", 30081), endpoints("b", 30080, "10.0.0.1"), AT_NODE_PORT,
    ],
    "a Service whose endpoint is its own cluster address": [
        *NODES, service("a", "10.96.0.1"), endpoints("a", 80, "10.96.0.1"), AT_NODE_PORT,
        flow("at-address", {"address": "10.96.0.1", "port": 80}, {"node": "node1"}),
    ],
    "load balancers that have each other's addresses": [
        *NODES, pod("p", 1, "10.244.1.5"),
        service("a", "10.96.0.1", externalIPs=["10.0.0.101"], selector={"app": "a"}),
        own("LoadBalancer", "x", services=["default/a"], addresses=["10.0.0.101"], mode="Proxy",
            delivery="NodePort"),
        own("LoadBalancer", "y", services=["default/a"], addresses=["10.0.0.101", "10.0.0.1"]), AT_NODE_PORT,
        flow("at-balancer", {"address": "10.0.0.101", "port": 80}),
    ],
    "routes that lead back": [
        *NODES,
        own("Network", "n", routes=[{"destination": "203.0.113.0/24", "node": "node1"},
                                    {"destination": "0.0.0.0/0", "node": "node2"}]),
        flow("there", {"address": "203.0.113.9", "port": 80}),
    ],
    "translations that lead back": [
        *NODES,
        rules(1, "*nat\n-A PREROUTING -p tcp -j DNAT --to-destination 10.0.0.2:81\nCOMMIT\n"),
        rules(2, "*nat\n-A PREROUTING -p tcp -j DNAT --to-destination 10.0.0.1:80\nCOMMIT\n"), AT_NODE_PORT,
    ],
    "chains that jump to each other": [*NODES, rules(1, JUMPS), AT_NODE_PORT],
    "chains that go to each other": [*NODES, rules(1, JUMPS.replace("-j B", "-g B")), AT_NODE_PORT],
    "a chain of a thousand chains": [
        *NODES,
        rules(1, "*filter\n" + "".join(f":C{n} - [0:0]\n" for n in range(1001)) + "-A INPUT -j C0\n"
              + "".join(f"-A C{n} -j C{n + 1}\n" for n in range(1000)) + "COMMIT\n"), AT_NODE_PORT,
    ],
    "pod ranges over each other": [
        CLIENT, node(1, "10.0.0.0/8"), node(2, "10.0.0.0/16"),
        pod("p", 1, "10.0.0.2"), pod("q", 2, "10.0.0.1"),
        service("a", "10.0.0.1", selector={"app": "a"}), AT_NODE_PORT,
        flow("at-pod", {"address": "10.0.0.2", "port": 80}, {"pod": "default/q"}),
    ],
    "everything at one address": [
        own("Client", "c", addresses=["10.0.0.1"]), node(1, "10.0.0.1/32"), node(2, "10.0.0.1/32"),
        pod("p", 1, "10.0.0.1"), pod("q", 2, "10.0.0.1"), service("a", "10.0.0.1", selector={"app": "a"}),
        own("LoadBalancer", "x", services=["default/a"], addresses=["10.0.0.1"]), AT_NODE_PORT,
    ],
    "service ranges over pods and nodes": [
        *NODES, pod("p", 1, "10.244.1.5"), thing("ServiceCIDR", "s", "networking.k8s.io/v1",
                                               spec={"cidrs": ["0.0.0.0/0", "10.0.0.0/8"]}),
        thing("KubeProxyConfiguration", "k", "kubeproxy.config.k8s.io/v1alpha1", mode="nftables"),
        service("a", "10.96.0.1", selector={"app": "a"}), AT_NODE_PORT,
    ],
    "addresses that nobody has": [
        own("Client", "c", addresses=["0.0.0.0", "255.255.255.255", "224.0.0.1", "127.0.0.1", "::"]),
        node(1, "0.0.0.0/0"), node(2, "255.255.255.255/32"),
        pod("p", 1, "127.0.0.1"), pod("q", 2, "224.0.0.1"),
        service("a", "127.0.0.1", selector={"app": "a"}), AT_NODE_PORT,
        flow("to-nowhere", {"address": "0.0.0.0", "port": 80}),
        flow("to-all", {"address": "224.0.0.1", "port": 80}),
    ],
}  # fmt: skip


def dump(objects: list[Object]) -> str:
    return json.dumps({"apiVersion": "v1", "kind": "List", "items": objects})


def walked(scenario: Scenario) -> list[str]:
    """What came of every path of every flow, or why it cannot be sent."""
    found: list[str] = []
    for each in scenario.flows:
        try:
            found += [path.verdict.value for path in flow_paths(scenario, each)]
        except FlowError as error:
            found.append(str(error))
    return found


@pytest.mark.parametrize("name", SCENARIOS)
@pytest.mark.parametrize("mode", ["iptables", "nftables"])
def test_every_walk_ends(name: str, mode: str) -> None:
    proxy = thing("KubeProxyConfiguration", "k", "kubeproxy.config.k8s.io/v1alpha1", mode=mode)
    others = [each for each in SCENARIOS[name] if each["kind"] != "KubeProxyConfiguration"]
    scenario = loads(dump([*others, proxy]), "a.json").scenario
    check(scenario, ())
    found = walked(scenario)
    assert found
    assert all(each and each.isprintable() for each in found)


def test_owners_that_own_each_other() -> None:
    def owned(name: str, owner: str) -> Object:
        return pod(name, 1, "10.244.1.5", ownerReferences=[{"kind": "Pod", "name": owner, "uid": owner}])

    deployment = thing(
        "Deployment", "d", "apps/v1", spec={"replicas": 1_000_000_000, "template": {"spec": {}}}
    )
    deployment["metadata"]["ownerReferences"] = [{"kind": "ReplicaSet", "name": "r"}]
    replicas = thing("ReplicaSet", "r", "apps/v1", spec={"replicas": 10**12, "template": {}})
    replicas["metadata"]["ownerReferences"] = [{"kind": "Deployment", "name": "d"}]
    found = import_text(dump([*NODES, owned("a", "b"), owned("b", "a"), deployment, replicas]), "a.json")
    assert {each.metadata.name for each in found.scenario.pods} >= {"a", "b"}
    assert len(found.scenario.pods) < 1_000_000
