"""A few dozen random clusters in every test run; `tests.kernel.random_walks` runs thousands."""

import functools

import pytest

from sandbox.lab import render, run_lab
from sandbox.scenario import Scenario
from tests.kernel.random_walks import random_scenarios

SEED, COUNT = 2026, 48


@functools.cache
def drawn() -> list[Scenario]:
    """The clusters, drawn once."""
    return list(random_scenarios(SEED, COUNT))


@pytest.mark.kernel
@pytest.mark.parametrize("number", range(COUNT))
def test_the_kernel_does_in_a_random_cluster_what_is_predicted(number: int) -> None:
    report = run_lab(drawn()[number])
    assert report.flows
    assert report.agrees, render(report.only_differing)
