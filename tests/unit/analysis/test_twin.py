"""The twin walk: aligned by place, and the first thing that differs in words."""

from pathlib import Path

import pytest

from sandbox.analysis import flow_paths
from sandbox.analysis.twin import SAME, Twin, best_match, twin
from sandbox.analysis.variants import VARIANTS, Variant
from sandbox.formats import load
from sandbox.kube import ObjectMeta
from sandbox.net import parse_address
from sandbox.scenario import AddressTarget, Flow, Scenario
from sandbox.scenario.edits import EditError
from sandbox.trace import NatStep

TUTORIAL = load(Path("resources/scenarios/using-source-ip.yaml")).scenario
FLOWS = {each.metadata.name: each for each in TUTORIAL.flows}


def compared(flow: str, by: str, scenario: Scenario = TUTORIAL) -> Twin:
    variant: Variant = VARIANTS[by](scenario, FLOWS[flow])
    left = flow_paths(scenario, FLOWS[flow])[0]
    right = best_match(left, flow_paths(variant.scenario, FLOWS[flow]))
    return twin(left, right, (variant.here, variant.there))


def test_local_drops_where_cluster_rewrites() -> None:
    found = compared("nodeport-cx31", "externalTrafficPolicy")
    assert found.told.startswith("Cluster: nat / PREROUTING on kubernetes-node-cx31: destination")
    assert "Local: kubernetes-node-cx31, INPUT, drops it" in found.told
    assert found.divergence is not None
    assert all(pair.is_same for pair in found.pairs[: found.divergence])


def test_local_leaves_the_source_alone_where_the_pod_is() -> None:
    found = compared("nodeport-6jst", "externalTrafficPolicy")
    assert "source 198.51.100.79 → 10.180.1.1" in found.told
    assert found.divergence is not None
    pair = found.pairs[found.divergence]
    assert pair.left is not None
    assert isinstance(found.left.moments[pair.left].step, NatStep)
    assert pair.right is None


@pytest.mark.parametrize("flow", list(FLOWS))
def test_both_rulesets_do_the_same(flow: str) -> None:
    found = compared(flow, "kube-proxy mode")
    assert (found.divergence, found.told) == (None, SAME)
    assert {pair.is_same for pair in found.pairs} == {True}


def test_a_proxy_takes_the_connection_itself() -> None:
    found = compared("loadbalancer", "load balancer")
    assert found.names == ("packet forwarder", "proxy")
    assert "proxy: Delivery on cloud" in found.told


def test_every_step_that_counts_is_in_exactly_one_pair() -> None:
    found = compared("loadbalancer", "load balancer")
    for side in ("left", "right"):
        numbers = [number for pair in found.pairs if (number := getattr(pair, side)) is not None]
        assert numbers == sorted(set(numbers))


def test_the_pair_at_a_step_is_the_last_that_was_reached() -> None:
    found = compared("nodeport-cx31", "externalTrafficPolicy")
    assert found.pair_at(0) == 0
    lefts = [pair.left for pair in found.pairs if pair.left is not None]
    assert found.pairs[found.pair_at(lefts[4])].left == lefts[4]
    assert found.pairs[found.pair_at(10**6)].left == lefts[-1]


def test_what_cannot_be_compared_says_why() -> None:
    flow = Flow(ObjectMeta("bare"), FLOWS["loadbalancer"].sender, AddressTarget(parse_address("10.0.0.1"), 1))
    with pytest.raises(EditError, match="to no Service"):
        VARIANTS["externalTrafficPolicy"](TUTORIAL, flow)
    with pytest.raises(EditError, match="no load balancer serves default/nodeport"):
        VARIANTS["load balancer"](TUTORIAL, FLOWS["nodeport-cx31"])
