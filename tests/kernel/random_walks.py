"""Random clusters on the real kernel: everyone sends to a sample of everything, every crossing is compared.

`python -m tests.kernel.random_walks --count 1000 --seed 7` runs as many as wanted and prints what differs; a
few dozen are part of every test run.
"""

import argparse
import os
import random
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from typing import NamedTuple

import msgspec

from sandbox.kube import ObjectMeta, ProxyMode
from sandbox.lab import render, run_lab
from sandbox.lab.report import HANDSHAKE
from sandbox.net import Protocol
from sandbox.scenario import AddressTarget, Extent, Flow, Interruption, Scenario, TableChange
from tests.fixtures.random_clusters import TIMES, drawn_clusters, senders, targets

TARGETS_EACH = 8
"""How many of the addresses that it could send to each sender tries."""

JOBS = 2 * (os.cpu_count() or 1)
"""A cluster waits for half of its time, and no two share a namespace."""

WHOLE_EVERY = 3
"""Of so many flows one is played, and compared, to its end."""

LOSING_EVERY = 5
"""Of so many TCP connections that are played to their end a node forgets one behind the handshake."""


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
            loses = protocol is Protocol.TCP and extent is Extent.WHOLE and not dice.randrange(LOSING_EVERY)
            between = (_loss(scenario, dice),) if loses else ()
            yield Flow(ObjectMeta(name), sender, target, protocol, at=at, connection=extent, between=between)


def _loss(scenario: Scenario, dice: random.Random) -> Interruption:
    """A node forgets its connections, or their time is up."""
    node = dice.choice(scenario.nodes).metadata.name
    return Interruption(HANDSHAKE, node, dice.choice(tuple(TableChange)))


class Judged(NamedTuple):
    """What the kernel's comparison of one cluster came to; `text` tells the flows that differ."""

    flows: int
    crossings: int
    text: str


def judged(scenario: Scenario) -> Judged:
    """Hold one cluster to the kernel."""
    report = run_lab(scenario)
    crossings = sum(flow.crossings for flow in report.flows)
    return Judged(len(report.flows), crossings, "" if report.agrees else render(report.only_differing))


def main() -> int:
    """Compare `--count` clusters and print each difference; the exit status says whether there was one."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--jobs", type=int, default=JOBS, help="clusters at a time (%(default)s)")
    arguments = parser.parse_args()
    found: list[Judged] = []
    with ProcessPoolExecutor(arguments.jobs) as pool:
        for each in pool.map(judged, random_scenarios(arguments.seed, arguments.count)):
            if each.text:
                print(f"cluster {len(found)} of seed {arguments.seed}\n{each.text}", flush=True)
            found.append(each)
    flows, crossings = sum(each.flows for each in found), sum(each.crossings for each in found)
    differing = sum(bool(each.text) for each in found)
    print(f"{len(found)} clusters, {flows} flows, {crossings} crossings, {differing} clusters differ")
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
