"""How many fully explained walks a second, against scapy's rate for the headers of one packet.

`python -m tests.benchmarks.walk` walks the request of the NodePort lesson with every hop, hook and rule
recorded, walks request and reply, and lets scapy parse one packet, rewrite its destination and source and sum
its checksums anew, all in turn. Goal: a walk at 10 times scapy's rate. Beside it: scapy that builds it
after each of the two translations, as the packet of the walk is changed twice; the goal is not with that one.
scapy is not among Natwalk's packages: without it the rates are printed alone (`pip install scapy` brings it).
"""

from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from sandbox.chance import SeededChooser
from sandbox.conntrack import tuple_of
from sandbox.engine import Request, World, first_packet, one_path
from sandbox.engine.walk import Waiting, walk
from sandbox.formats import load
from sandbox.scenario.compile import compile_world, request_of
from sandbox.trace import Trace
from tests.benchmarks.report import in_turn, print_conditions

SCENARIO = Path(__file__).parents[2] / "resources" / "scenarios" / "nodeport-cluster.yaml"
ROUNDS = 21
EACH = 50
GOAL = 10.0
TWO_BUILDS = "scapy, two builds"


def request_walk(world: World, request: Request) -> Trace:
    """The way of the packet that opens the request."""
    packet = first_packet(world, request)
    waiting = Waiting(request.host, tuple_of(packet))
    return walk(world, packet, request.host, SeededChooser(), waiting).trace


def scapy_rewrites() -> dict[str, Callable[[], bytes]]:
    """What scapy does to one packet that is translated on both sides, building it once or twice."""
    inet = import_module("scapy.layers.inet")
    syn = inet.IP(src="198.51.100.79", dst="10.240.0.4") / inet.TCP(sport=40000, dport=31380, flags="S")
    wire = bytes(syn)

    def rewrite(builds: int) -> bytes:
        packet = inet.IP(wire)
        segment = packet[inet.TCP]
        packet.dst, segment.dport = "10.180.3.2", 8080
        del packet.chksum, segment.chksum
        if builds == 2:
            bytes(packet)
        packet.src, segment.sport = "10.240.0.4", 50000
        return bytes(packet)

    return {"scapy": lambda: rewrite(1), TWO_BUILDS: lambda: rewrite(2)}


def repeated(function: Callable[[], object]) -> Callable[[], None]:
    """The function `EACH` times over."""

    def run() -> None:
        for _ in range(EACH):
            function()

    return run


def main() -> None:
    """Measure all and print what came of it."""
    scenario = load(SCENARIO).scenario
    world, request = compile_world(scenario), request_of(scenario, scenario.flows[0])
    steps = sum(len(hop.steps) for hop in request_walk(world, request).hops)
    walk_case = f"walk of {steps} steps"
    cases = {
        walk_case: repeated(lambda: request_walk(world, request)),
        "request and reply": repeated(lambda: one_path(world, request)),
    }
    if find_spec("scapy") is not None:
        cases |= {case: repeated(rewrite) for case, rewrite in scapy_rewrites().items()}
    seconds = {case: taken / EACH for case, taken in in_turn(cases, ROUNDS).items()}
    for case, taken in seconds.items():
        print(f"{case:20} {taken * 1e6:7.1f} µs  {1 / taken:8,.0f} a second")
    walked, once, twice = (seconds.get(case) for case in (walk_case, "scapy", TWO_BUILDS))
    if walked is None or once is None or twice is None:
        print("scapy is not installed: nothing to compare with")
    else:
        print(f"a walk: {once / walked:.2f} × scapy's rate (goal: {GOAL})")
        print(f"a walk: {twice / walked:.2f} × the rate of scapy that sums checksums after each translation")
    print_conditions("scapy", "msgspec")


if __name__ == "__main__":
    main()
