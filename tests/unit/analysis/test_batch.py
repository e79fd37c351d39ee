"""Batches: their shares are those of the paths exactly, and they are drawn by the kernel's arithmetic."""

from collections.abc import Iterator
from fractions import Fraction
from math import prod

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from sandbox.analysis.batch import Batch, Odds, Outcome, _Fork, flow_odds
from sandbox.analysis.flows import flow_paths
from sandbox.chance import Choice, Chooser, Weights, enumerate_choices
from sandbox.kube import ObjectKey, ObjectMeta
from sandbox.kubeproxy.iptables.service_chains import probability_threshold
from sandbox.net import IPAddress
from sandbox.netfilter.lookups import numgen_weights
from sandbox.scenario import AddressTarget, Flow
from sandbox.trace import Exchange, Verdict
from tests.benchmarks.large_cluster import cluster_ip, large_cluster, node_address

CHI_SQUARED = {1: 10.8, 2: 13.8, 4: 18.5, 9: 27.9}
"""What chance exceeds once in a thousand times, by degrees of freedom."""


def flow_to(address: IPAddress, port: int, sender: str = "Client//laptop") -> Flow:
    return Flow(ObjectMeta("flow"), ObjectKey(*sender.split("/")), AddressTarget(address, port))


def chain_shares(endpoints: int) -> list[Fraction]:
    """What the rules of a chain of so many endpoints come to: each takes its part of what is left."""
    hits = [Fraction(probability_threshold(n), 2**31) for n in range(endpoints, 1, -1)] + [Fraction(1)]
    return [
        hit * prod((1 - each for each in hits[:place]), start=Fraction(1)) for place, hit in enumerate(hits)
    ]


def chi_squared(batch: Batch, shares: dict[Outcome, Fraction]) -> float:
    expected = [float(shares[each]) * len(batch.taken) for each in batch.outcomes]
    return sum((count - each) ** 2 / each for count, each in zip(batch.counts, expected, strict=True))


@pytest.mark.parametrize("endpoints", [1, 2, 3, 5, 10])
def test_shares_are_the_chain_of_probabilities_exactly(endpoints: int) -> None:
    scenario = large_cluster(nodes=2, services=1, pods=endpoints)
    shares = flow_odds(scenario, [flow_to(node_address(0), 30000)]).shares(0)
    assert sorted(shares.values()) == sorted(chain_shares(endpoints))
    assert sum(shares.values()) == 1


@pytest.mark.parametrize("endpoints", [2, 3, 5, 10])
def test_a_million_flows_are_as_the_shares_have_it(endpoints: int) -> None:
    odds = flow_odds(large_cluster(nodes=2, services=1, pods=endpoints), [flow_to(node_address(0), 30000)])
    batch = odds.draw(np.zeros(1_000_000, np.int64), seed=7)
    assert batch.masqueraded.all()
    assert {each.verdict for each in batch.outcomes} == {Verdict.REPLIED}
    assert chi_squared(batch, odds.shares(0)) < CHI_SQUARED[endpoints - 1]


def test_each_flow_comes_to_what_its_own_request_can() -> None:
    scenario = large_cluster(nodes=2, services=2, pods=4)
    flows = [
        flow_to(node_address(0), 30000),
        flow_to(cluster_ip(1), 80, "Pod/default/pod-1"),
        flow_to(cluster_ip(0), 80),
    ]
    odds = flow_odds(scenario, flows)
    requests = np.arange(3000) % 3
    batch = odds.draw(requests, seed=1)
    for request, flow in enumerate(flows):
        drawn = {batch.outcomes[each] for each in batch.taken[requests == request].tolist()}
        assert drawn == set(odds.shares(request))
        assert {each.endpoint for each in drawn} == {path.endpoint for path in flow_paths(scenario, flow)}
    assert odds.shares(2) == {Outcome(Verdict.UNROUTABLE): Fraction(1)}


def test_the_same_seed_draws_the_same() -> None:
    odds = flow_odds(large_cluster(nodes=2, services=1, pods=3), [flow_to(node_address(0), 30000)])
    requests = np.zeros(100, np.int64)
    assert odds.draw(requests, 3).taken.tolist() == odds.draw(requests, 3).taken.tolist()
    assert odds.draw(requests, 3).taken.tolist() != odds.draw(requests, 4).taken.tolist()


def test_no_flows_and_unknown_requests() -> None:
    odds = flow_odds(large_cluster(nodes=1, services=1, pods=1), [flow_to(node_address(0), 30000)])
    assert odds.draw(np.zeros(0, np.int64)).counts == (0,)
    with pytest.raises(IndexError):
        odds.draw(np.array([1]))


weights = st.lists(st.integers(0, 2**31), min_size=1, max_size=6).filter(any)


@st.composite
def made_choices(draw: st.DrawFn) -> list[Weights]:
    """Choices one after the other, each of which is made only if none before took its first branch."""
    parts = draw(st.lists(weights, max_size=5))
    return [tuple(Fraction(part, sum(each)) for part in each) for each in parts]


@settings(deadline=None)
@given(made_choices())
def test_shares_are_those_of_the_paths(choices: list[Weights]) -> None:
    def paths() -> Iterator[Exchange]:
        def run(chooser: Chooser) -> tuple[tuple[Choice, ...], str]:
            name = ""
            for number, each in enumerate(choices):
                taken = chooser.choose(f"site{number}", each)
                name += f"{taken}"
                if taken == 0:
                    break
            return chooser.choices, name

        for share, (made, name) in enumerate_choices(run):
            yield Exchange((), Verdict.REPLIED, share, endpoint=name, choices=made)

    found = Odds([paths()]).shares(0)
    expected: dict[str | None, Fraction] = {}
    for each in paths():
        expected[each.endpoint] = expected.get(each.endpoint, Fraction(0)) + each.probability
    assert {outcome.endpoint: share for outcome, share in found.items()} == expected


class EveryNumber:
    """A generator that draws each number below the range once."""

    def integers(self, low: int, high: int, count: int, kind: type[np.uint32]) -> NDArray[np.uint32]:
        assert (low, count) == (0, high)
        return np.arange(high, dtype=kind)


@given(st.lists(st.integers(0, 50), min_size=2, max_size=5).filter(any))
def test_a_branch_is_taken_for_as_many_numbers_as_its_weight_has(parts: list[int]) -> None:
    fork = _Fork(tuple(Fraction(part, sum(parts)) for part in parts))
    branches = fork.draw(EveryNumber(), fork.range)  # type: ignore[arg-type]
    counts = np.bincount(branches, minlength=len(parts)).tolist()
    assert [Fraction(count, fork.range) for count in counts] == [
        fork.share(each) for each in range(len(parts))
    ]
    assert counts == [part * fork.range // sum(parts) for part in parts]


def test_thresholds_are_the_kernels() -> None:
    third = Fraction(probability_threshold(3), 2**31)
    fork = _Fork((third, 1 - third))
    assert (fork.range, fork.bounds.tolist()) == (2**31, [715827883, 2**31])
    assert _Fork(numgen_weights(3)).range == 2**32
