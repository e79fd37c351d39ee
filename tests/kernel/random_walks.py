"""Random clusters on the real kernel: everyone sends to a sample of everything, every crossing is compared.

`python -m tests.kernel.random_walks --count 1000 --seed 7` runs as many as wanted and prints what differs; a
few dozen are part of every test run.
"""

import argparse
import random
import sys
from collections.abc import Iterator

import msgspec

from sandbox.kube import ObjectMeta, ProxyMode
from sandbox.lab import LabReport, render, run_lab
from sandbox.net import Protocol
from sandbox.scenario import AddressTarget, Extent, Flow, Scenario
from tests.fixtures.random_clusters import TIMES, drawn_clusters, senders, targets

TARGETS_EACH = 8
"""How many of the addresses that it could send to each sender tries."""

WHOLE_EVERY = 3
"""Of so many flows one is played, and compared, to its end."""


def random_scenarios(seed: int, count: int) -> Iterator[Scenario]:
    """Drawn clusters of both proxy modes, with flows from every sender at one time; none of SCTP alone."""
    modes = (ProxyMode.IPTABLES, ProxyMode.NFTABLES)
    for number, scenario in enumerate(drawn_clusters(seed, count, modes=modes)):
        dice = random.Random(seed * 1_000_003 + number)
        flows = tuple(_flows(scenario, dice))
        if flows:
            yield msgspec.structs.replace(scenario, flows=flows)


def _flows(scenario: Scenario, dice: random.Random) -> Iterator[Flow]:
    number, at = 0, dice.choice(TIMES)
    for sender in senders(scenario):
        possible = [each for each in targets(scenario, sender) if each[2] is not Protocol.SCTP]
        for address, port, protocol in dice.sample(possible, min(len(possible), TARGETS_EACH)):
            number += 1
            name = f"{number}: {sender} to {address}:{port}"
            extent = Extent.OPENING if number % WHOLE_EVERY else Extent.WHOLE
            target = AddressTarget(address, port)
            yield Flow(ObjectMeta(name), sender, target, protocol, at=at, connection=extent)


def main() -> int:
    """Compare `--count` clusters and print each difference; the exit status says whether there was one."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=100)
    arguments = parser.parse_args()
    flows = crossings = differing = 0
    for number, scenario in enumerate(random_scenarios(arguments.seed, arguments.count)):
        report: LabReport = run_lab(scenario)
        flows += len(report.flows)
        crossings += sum(flow.crossings for flow in report.flows)
        if not report.agrees:
            differing += 1
            print(f"cluster {number} of seed {arguments.seed}\n{render(report.only_differing)}", flush=True)
    print(f"{arguments.count} clusters, {flows} flows, {crossings} crossings, {differing} clusters differ")
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
