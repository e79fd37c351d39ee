"""What a cluster of 1,000 nodes, 10,000 Services and 50,000 pods costs to compile, walk, print and hold.

`python -m tests.benchmarks.scale` holds clusters of several sizes, each in a fresh interpreter; then it
compiles the whole one and one with 10 Services, both with five pods a Service, walks through both in turn and
prints one node's rules. Goals: compiled in seconds; a walk below a millisecond after the first and at most
twice as long as with 10 Services; memory that grows as the number of objects does. The collector is off, as
the command line has it.
"""

import gc
import resource
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from sandbox.analysis.node_rules import node_rules
from sandbox.engine import Request, World, one_path
from sandbox.kube import ProxyMode
from sandbox.net import Family
from sandbox.scenario import Scenario
from sandbox.scenario.compile import compile_world
from tests.benchmarks.large_cluster import cluster_ip, large_cluster, node_address
from tests.benchmarks.report import in_turn, print_conditions, seconds_of

ROOT = Path(__file__).parents[2]
WHOLE = (1000, 10_000, 50_000)
FEW_SERVICES = (1000, 10, 50)
SIZES = ((100, 1000, 5000), (500, 5000, 25_000), WHOLE)
ROUNDS = 201
CONNECTIONS = 2000
REQUESTS = {
    "client to node port": Request("client/laptop", node_address(3), 30007),
    "pod to cluster IP": Request("pod/default/pod-5", cluster_ip(7), 80),
}


def compile_times(scenario: Scenario) -> World:
    """Print what it takes to compile the scenario and to walk for the first time; return the world."""
    worlds: list[World] = []
    print(f"{'compiled':20} {seconds_of(lambda: worlds.append(compile_world(scenario))):6.3f} s")
    for name, request in REQUESTS.items():
        print(f"{name:20} {seconds_of(partial(one_path, worlds[0], request)):6.3f} s for the first walk")
    return worlds[0]


def walk_times(many: World, few: World) -> None:
    """Print how long later walks take in each world, and the ratio."""
    for name, request in REQUESTS.items():
        cases = {"many": partial(one_path, many, request), "few": partial(one_path, few, request)}
        seconds = in_turn(cases, ROUNDS)
        many_us, few_us = seconds["many"] * 1e6, seconds["few"] * 1e6
        print(f"{name:20} {many_us:6.0f} µs a walk (goal: 1000)")
        print(f"{'':20} {many_us / few_us:6.2f} × the {few_us:.0f} µs with 10 Services (goal: 2.0)")


def crowded_times(world: World) -> None:
    """Print how long a walk takes when many connections are open on its way, and when none is."""
    request, crowded = REQUESTS["client to node port"], world
    for number in range(CONNECTIONS):
        _, crowded = one_path(crowded, request, number, number)
    after = partial(one_path, crowded, request, 0, CONNECTIONS)
    seconds = in_turn({"none": partial(one_path, world, request), "many": after}, ROUNDS)
    ratio = seconds["many"] / seconds["none"]
    print(f"{'open connections':20} {ratio:6.2f} × as long a walk with {CONNECTIONS:,} of them as with none")


def rule_times(scenario: Scenario) -> None:
    """Print how fast one node's rules come, in either mode."""
    for mode in (ProxyMode.IPTABLES, ProxyMode.NFTABLES):
        lines: list[str] = []
        taken = seconds_of(partial(_print_rules, scenario, mode, lines))
        print(f"rules in {mode.value:11} {taken:6.3f} s for {len(lines):,} lines")


def _print_rules(scenario: Scenario, mode: ProxyMode, lines: list[str]) -> None:
    lines.extend(node_rules(scenario, "node-1", Family.IPV4, mode) or ())


def memory_of(size: tuple[int, int, int]) -> int:
    """Peak memory in KiB of an interpreter that holds a walked world of that size, or of none for zeros."""
    command = [sys.executable, "-m", "tests.benchmarks.scale", *map(str, size)]
    return int(subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout)


def memory_lines() -> Iterator[str]:
    """What clusters of several sizes take beside the interpreter, in all and for each object."""
    empty = memory_of((0, 0, 0))
    for size in SIZES:
        taken = memory_of(size) - empty
        yield f"{sum(size):12,} objects {taken / 1024:6.1f} MiB, {taken / sum(size):.2f} KiB an object"


def hold(size: tuple[int, int, int]) -> None:
    """Compile and walk a cluster and print the peak memory in KiB."""
    if any(size):
        one_path(compile_world(large_cluster(*size)), REQUESTS["client to node port"])
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)


def main() -> None:
    """Measure all and print what came of it; memory first, as a process counts its parent's as its own."""
    print(*memory_lines(), sep="\n")
    scenario = large_cluster(*WHOLE)
    world = compile_times(scenario)
    walk_times(world, compile_world(large_cluster(*FEW_SERVICES)))
    crowded_times(world)
    rule_times(scenario)
    print_conditions("msgspec")


if __name__ == "__main__":
    gc.disable()
    if sys.argv[1:]:
        nodes, services, pods = map(int, sys.argv[1:])
        hold((nodes, services, pods))
    else:
        main()
