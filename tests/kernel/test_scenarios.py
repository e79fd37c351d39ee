"""Every shipped scenario: each crossing of each flow is the kernel's, over TCP and over UDP."""

from pathlib import Path

import pytest

import resources
from sandbox.formats import load
from sandbox.lab import render, run_lab
from sandbox.scenario import LoadBalancerMode, Scenario
from tests.kernel.clusters import over_udp

SCENARIOS = sorted((Path(resources.__file__).parent / "scenarios").rglob("*.yaml"))


def has_proxy(scenario: Scenario) -> bool:
    """Whether a load balancer terminates connections, which datagrams have none of."""
    return any(each.mode is LoadBalancerMode.PROXY for each in scenario.load_balancers)


@pytest.mark.kernel
@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_the_kernel_does_what_is_predicted(path: Path) -> None:
    scenario = load(path).scenario
    report = run_lab(scenario)
    assert report.agrees, render(report.only_differing)
    untried = {flow.name for flow in report.flows if not flow.attempts}
    assert untried == {flow.metadata.name for flow in scenario.flows if flow.between}


@pytest.mark.kernel
@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_the_kernel_does_the_same_over_udp(path: Path) -> None:
    scenario = load(path).scenario
    if has_proxy(scenario):
        return
    report = run_lab(over_udp(scenario))
    assert report.agrees, render(report.only_differing)
