"""`python -m tests.fuzz --runs 100000 [TARGET...]`: feed readers with mutated seeds.

With Google's atheris (`pip install atheris`, which is not among Natwalk's packages), libFuzzer keeps what
reaches new code and goes on from there; without it, seeds alone are mutated. What a reader does not take, and
does not refuse in one sentence, is written to a file whose name is printed; the exit status is then 1.
"""

import argparse
import random
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

from tests.fuzz.mutate import mutated
from tests.fuzz.targets import TARGETS, attempt

SLOWEST = 20
"""Seconds for one input, after which libFuzzer calls it hanging."""
MEMORY = 2048
"""MiB for a whole run."""
GROWTH = 10_000
"""Bytes by which an input may be longer than the longest seed."""


def main() -> int:
    """Run what was asked for; 1 if a reader failed."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz")
    parser.add_argument(
        "targets", nargs="*", choices=[*TARGETS, []], metavar="TARGET", help=", ".join(TARGETS)
    )
    parser.add_argument("--runs", type=int, default=10_000, help="inputs for each reader (%(default)s)")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    guided = find_spec("atheris") is not None
    failed = 0
    for name in arguments.targets or TARGETS:
        print(
            f"{name}: {arguments.runs} runs, {'guided by coverage' if guided else 'mutated seeds'}",
            flush=True,
        )
        failed += (_guided if guided else _mutated)(name, arguments.runs, arguments.seed)
    return min(failed, 1)


def _mutated(name: str, runs: int, seed: int) -> int:
    dice, target, taken = random.Random(seed), TARGETS[name], 0
    for _ in range(runs):
        data = mutated(dice.choice(target.seeds), dice)
        try:
            taken += attempt(target, data)
        except BaseException:
            print(f"  it fails on {_kept(data)}", flush=True)
            raise
    print(f"  {taken} read, {runs - taken} refused in one sentence")
    return 0


def _kept(data: bytes) -> Path:
    with tempfile.NamedTemporaryFile(prefix="natwalk-fuzz-", delete=False) as stream:
        stream.write(data)
    return Path(stream.name)


def _guided(name: str, runs: int, seed: int) -> int:
    """In a process of its own: libFuzzer ends the process that it runs in."""
    with tempfile.TemporaryDirectory() as corpus:
        for number, data in enumerate(TARGETS[name].seeds):
            (Path(corpus) / str(number)).write_bytes(data)
        limits = [f"-runs={runs}", f"-seed={seed}", f"-timeout={SLOWEST}", f"-rss_limit_mb={MEMORY}"]
        longest = max(map(len, TARGETS[name].seeds)) + GROWTH
        command = [sys.executable, "-m", "tests.fuzz.guided", name, corpus, *limits, f"-max_len={longest}"]
        return subprocess.run(command, check=False).returncode != 0


if __name__ == "__main__":
    sys.exit(main())
