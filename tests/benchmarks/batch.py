"""How many flows a second a batch of 1,000,000 draws, against the bare arithmetic of one chain in NumPy.

`python -m tests.benchmarks.batch` draws flows from a client to a NodePort in turn with the bare chain, and
prints medians and ratios. Goal: 2,000,000 flows a second, with shares that agree exactly with the chain of
probabilities.
"""

from fractions import Fraction
from math import prod

import numpy as np

from sandbox.analysis.batch import Odds, flow_odds
from sandbox.kube import ObjectKey, ObjectMeta
from sandbox.kubeproxy.iptables.service_chains import probability_threshold
from sandbox.scenario import AddressTarget, Flow
from tests.benchmarks.large_cluster import large_cluster, node_address
from tests.benchmarks.report import in_turn, print_conditions

FLOWS = 1_000_000
ENDPOINTS = (2, 5, 20)
RUNS = 7
GOAL = 2_000_000


def bare_chain(thresholds: list[int]) -> np.ndarray[tuple[int], np.dtype[np.int32]]:
    """The endpoint of each flow by one chain of `statistic` rules, and nothing else."""
    generator = np.random.default_rng(0)
    taken = np.full(FLOWS, len(thresholds), np.int32)
    left = np.arange(FLOWS)
    for number, threshold in enumerate(thresholds):
        hit = generator.integers(0, 2**31, len(left), np.uint32) < threshold
        taken[left[hit]] = number
        left = left[~hit]
    return taken


def odds_for(endpoints: int) -> Odds:
    """The odds of one client's connections to one node port in front of so many pods."""
    scenario = large_cluster(nodes=10, services=1, pods=endpoints)
    target = AddressTarget(node_address(0), 30000)
    return flow_odds(scenario, [Flow(ObjectMeta("flow"), ObjectKey("Client", "", "laptop"), target)])


def is_exact(odds: Odds, thresholds: list[int]) -> bool:
    """Whether the shares are the product of what each rule takes and those before it leave."""
    hits = [Fraction(each, 2**31) for each in thresholds] + [Fraction(1)]
    wanted = [
        hit * prod((1 - each for each in hits[:place]), start=Fraction(1)) for place, hit in enumerate(hits)
    ]
    return sorted(odds.shares(0).values()) == sorted(wanted)


def compare(endpoints: int) -> None:
    """Measure one Service and print what came of it."""
    odds, requests = odds_for(endpoints), np.zeros(FLOWS, np.int64)
    thresholds = [probability_threshold(each) for each in range(endpoints, 1, -1)]
    seconds = in_turn(
        {"batch": lambda: odds.draw(requests), "bare": lambda: bare_chain(thresholds)},
        RUNS,
    )
    rates = {name: FLOWS / taken for name, taken in seconds.items()}
    exact = "exact" if is_exact(odds, thresholds) else "NOT EXACT"
    print(
        f"{endpoints:3} endpoints  {rates['batch']:12,.0f} flows/s (goal: {GOAL:,}), "
        f"{rates['batch'] / rates['bare']:.2f} × a bare chain's {rates['bare']:,.0f}; shares {exact}"
    )


def main() -> None:
    """Measure Services of several sizes."""
    for endpoints in ENDPOINTS:
        compare(endpoints)
    print_conditions("numpy")


if __name__ == "__main__":
    main()
