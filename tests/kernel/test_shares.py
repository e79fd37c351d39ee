"""How often each path is taken: real shares against exact probabilities, by Pearson's chi-squared test.

A true prediction fails a test with probability ALPHA.
"""

import pytest

from sandbox.engine import paths
from sandbox.lab import Case, Lab, Observer, compare, expected_paths
from sandbox.scenario.compile import compile_world, request_of
from tests.kernel.clusters import cluster, flow

ALPHA = 1e-5
ATTEMPTS = 600

MORE_PODS = "\n---\n".join(
    f"{{apiVersion: v1, kind: Pod,"
    f" metadata: {{name: web-{number}, namespace: default, labels: {{app: web}}}},"
    f" spec: {{nodeName: n{1 + number % 3}, containers: [{{name: c, ports: [{{containerPort: 8080}}]}}]}},"
    f" status: {{phase: Running, podIP: 10.244.{1 + number % 3}.{30 + number}}}}}"
    for number in range(3, 6)
)


@pytest.mark.kernel
@pytest.mark.parametrize("mode", ["iptables", "nftables"])
@pytest.mark.parametrize(
    ("sender", "address", "port", "balancer"),
    [
        ("pod: default/curl-3", "10.96.0.10", 80, "delivery: VIP"),
        ("client: laptop", "10.240.0.3", 30080, "delivery: VIP"),
        ("client: laptop", "203.0.113.10", 80, "delivery: NodePort"),
    ],
)
def test_shares(sender: str, address: str, port: int, balancer: str, mode: str) -> None:
    proxy = f"mode: {mode}, clusterCIDR: 10.244.0.0/16"
    scenario = cluster(
        flows=[flow("flow", sender, address, port)], balancer=balancer, proxy=proxy, more=MORE_PODS
    )
    request = request_of(scenario, scenario.flows[0])
    with Lab(compile_world(scenario)) as lab:
        case = Case("flow", request, expected_paths(paths(lab.world, request)))
        (report,) = compare([case], Observer(lab), attempts=ATTEMPTS)
    assert not report.strangers
    assert report.attempts == ATTEMPTS
    assert report.p_value > ALPHA, [(float(p.expected.probability), len(p.seen)) for p in report.paths]
