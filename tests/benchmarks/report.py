"""What all benchmarks measure and print alike."""

import os
import platform
import statistics
import sys
import time
from collections.abc import Callable, Mapping
from importlib.metadata import PackageNotFoundError, version


def in_turn(cases: Mapping[str, Callable[[], object]], runs: int) -> dict[str, float]:
    """The median time in seconds of each case; all are run once, then all once more, and so on.

    A first round is not counted.
    """
    taken: dict[str, list[float]] = {name: [] for name in cases}
    for _ in range(runs + 1):
        for name, case in cases.items():
            taken[name].append(seconds_of(case))
    return {name: statistics.median(each[1:]) for name, each in taken.items()}


def seconds_of(case: Callable[[], object]) -> float:
    """How long one call takes."""
    start = time.perf_counter()
    case()
    return time.perf_counter() - start


def print_conditions(*packages: str) -> None:
    """The load of the machine, and the versions of what was measured."""
    versions = [f"Python {platform.python_version()}", *(f"{each} {_version(each)}" for each in packages)]
    print(f"load {os.getloadavg()[0]:.1f}; {', '.join(versions)}; {sys.platform} {platform.machine()}")


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed"
