"""Nodes that are to go: kube-proxy's health check fails, and load balancers stop sending to them."""

from collections.abc import Callable
from fractions import Fraction

import pytest
from msgspec.structs import replace

from sandbox.analysis import differences, flow_paths
from sandbox.engine.history import History
from sandbox.formats import dumps, loads
from sandbox.kube import TO_BE_DELETED_TAINT
from sandbox.scenario import Scenario, edits
from sandbox.scenario.compile import compile_world, recompiled
from tests.fixtures.walks import CLIENT, VIP, only, send

DELETED = "metadata: {name: n2, deletionTimestamp: 2026-01-01T00:00:00Z}\nspec: {podCIDR: 10.180.2.0/24}"
TAINTED = (
    "metadata: {name: n2}\nspec: {podCIDR: 10.180.2.0/24, "
    f"taints: [{{key: {TO_BE_DELETED_TAINT}, value: '1700000000', effect: NoSchedule}}]}}"
)
OTHERWISE_TAINTED = (
    "metadata: {name: n2}\nspec: {podCIDR: 10.180.2.0/24, taints: [{key: own, effect: NoSchedule}]}"
)
STAYING = "metadata: {name: n2}\nspec: {podCIDR: 10.180.2.0/24}"
GOING = pytest.mark.parametrize("second", [DELETED, TAINTED], ids=["deleted", "tainted"])

REST = """\
status: {addresses: [{type: InternalIP, address: 10.240.0.2}]}
---
apiVersion: v1
kind: Node
metadata: {name: n1}
spec: {podCIDR: 10.180.1.0/24}
status: {addresses: [{type: InternalIP, address: 10.240.0.1}]}
---
apiVersion: v1
kind: Pod
metadata: {name: p2, namespace: default, labels: {app: web}}
spec: {nodeName: n2, containers: [{name: web, ports: [{containerPort: 8080}]}]}
status: {phase: Running, podIP: 10.180.2.10}
---
apiVersion: v1
kind: Service
metadata: {name: web, namespace: default}
spec:
  type: LoadBalancer
  clusterIP: 10.0.0.10
  selector: {app: web}
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
"""A Service whose only server is on the second node, behind a load balancer."""

FLOW = """\
---
apiVersion: natwalk/v1alpha1
kind: Flow
metadata: {{name: f}}
spec:
  from: {{client: c}}
  to: {{address: {to}, port: {port}}}
{at}  expect: [{expect}]
"""

BOTH = "{clientAddress: 10.240.0.1, probability: 0.5}, {clientAddress: 10.180.2.1, probability: 0.5}"
"""The server sees the node that passed it on, or the bridge of its own."""


def text(second: str, *flows: str) -> str:
    return "".join((f"apiVersion: v1\nkind: Node\n{second}\n{REST}", *flows))


def scenario(second: str) -> Scenario:
    return loads(text(second), "x.yaml").scenario


def local(second: str) -> Scenario:
    """The same with externalTrafficPolicy Local."""
    key = scenario(second).services[0].key
    policy = loads(text(second).replace("  type: L", "  externalTrafficPolicy: Local\n  type: L"), "x.yaml")
    web = replace(policy.scenario.services[0], health_check_node_port=32122)
    return edits.replace_object(policy.scenario, key, web)


@pytest.mark.parametrize(
    ("second", "status", "eligible"),
    [
        (STAYING, 200, "true"),
        (OTHERWISE_TAINTED, 200, "true"),
        (DELETED, 503, "false"),
        (TAINTED, 503, "false"),
    ],
)
def test_kube_proxy_is_well_but_refuses_for_a_node_that_is_to_go(
    second: str, status: int, eligible: str
) -> None:
    world = compile_world(scenario(second))
    address = scenario(second).nodes[0].addresses[0]
    answer = only(send(world, "client/c", address, 10256))
    assert (answer.status, answer.body) == (status, f'{{"nodeEligible": {eligible}, "healthy": true}}')


@GOING
@pytest.mark.parametrize(
    ("at", "expect"),
    [
        ("  at: 0\n", BOTH),
        ("  at: 9.9\n", BOTH),
        ("  at: 10\n", "{verdict: replied, clientAddress: 10.240.0.1, probability: 1}"),
        ("", "{verdict: replied, clientAddress: 10.240.0.1, probability: 1}"),
    ],
    ids=["at once", "before the fifth failure", "after it", "settled"],
)
def test_a_load_balancer_leaves_the_node_out_after_five_failures(second: str, at: str, expect: str) -> None:
    flow = FLOW.format(to=VIP, port=80, at=at, expect=expect)
    read = loads(text(second, flow), "x.yaml").scenario
    assert list(differences(read.flows[0].expect, flow_paths(read, read.flows[0]))) == []


@GOING
def test_the_check_of_a_local_service_asks_for_endpoints_alone(second: str) -> None:
    world = compile_world(local(second))
    answer = only(send(world, "client/c", local(second).nodes[0].addresses[0], 32122))
    assert (answer.status, answer.body and '"serviceProxyHealthy": true' in answer.body) == (200, True)
    exchange = only(send(world, "client/c", VIP))
    assert (exchange.probability, exchange.client_address) == (Fraction(1), CLIENT)


def pools(history: History, *seconds: float) -> list[int]:
    """How many nodes the load balancer sends to, so long from now."""
    return [len(send(history.advanced(each).now.world, "client/c", VIP)) for each in seconds]


@pytest.mark.parametrize("going", [edits.set_node_deleted, edits.set_node_to_be_deleted])
def test_the_pool_follows_an_edit_over_the_clock(going: Callable[..., Scenario]) -> None:
    before = scenario(STAYING)
    after = going(before, before.nodes[0].key, True)
    assert not after.nodes[0].eligible
    assert going(after, before.nodes[0].key, False) == before
    settled = History.of(compile_world(before))
    edited = settled.edited("Delete node n2", lambda world: recompiled(world, after))
    assert pools(edited, 0, 9.9, 10) == [2, 2, 1]
    returned = edited.advanced(10).edited("Keep node n2", lambda world: recompiled(world, before))
    assert pools(returned, 0, 1.9, 2) == [1, 1, 2]


def test_other_taints_and_what_stands_beside_a_key_stay_as_they_are() -> None:
    source = loads(text(OTHERWISE_TAINTED), "x.yaml")
    key = source.scenario.nodes[0].key
    tainted = dumps(edits.set_node_to_be_deleted(source.scenario, key, True), source)
    assert "key: own" in tainted
    assert loads(tainted, "y.yaml").scenario.nodes[0].taints == (TO_BE_DELETED_TAINT,)
    again = loads(tainted, "y.yaml")
    assert "key: own" in dumps(edits.set_node_to_be_deleted(again.scenario, key, False), again)
    kept = loads(text(TAINTED), "x.yaml")
    assert "1700000000" in dumps(edits.set_node_unschedulable(kept.scenario, key, True), kept)
