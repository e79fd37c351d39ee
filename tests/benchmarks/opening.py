"""What opening and saving a cluster dump costs, beside the parsers on the same text.

`python -m tests.benchmarks.opening [PODS]`. Goals: JSON in at most 3 times the time of `json.loads` with the
collector off; YAML with at least 25 times the pods a second of PyYAML's C loader as it comes, on the first
pods of the same dump (its rate falls as a file grows); 50,000 pods in less than 1 GB, text and all; one edit
of a dump of 5,000 pods saved within half a second; a cancel heard within 50 ms.
"""

import gc
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import yaml
from msgspec.structs import replace

from sandbox.formats import ScenarioFile, dumps, load, loads, save
from sandbox.scenario import Scenario
from tests.benchmarks.kubectl_dump import dump
from tests.benchmarks.report import in_turn, print_conditions, seconds_of

ROOT = Path(__file__).parents[2]
PODS = 5000
PYYAML_PODS = 1000
"""PyYAML reads no more of them: it takes seconds for that."""
MANY = 50_000
ROUNDS = 3


def yaml_rates(pods: int) -> None:
    """Print how many pods a second are opened from YAML, and how many times PyYAML's rate that is."""
    texts = {"kubectl's layout": dump(pods), "every pod of another shape": dump(pods, is_odd=True)}
    few = dump(min(pods, PYYAML_PODS))
    rates = {}
    for collector in ("on", "off"):
        if collector == "off":
            gc.disable()
        rates[collector] = min(pods, PYYAML_PODS) / seconds_of(lambda: yaml.load(few, yaml.CSafeLoader))
        print(f"{'PyYAML, collector ' + collector:36} {rates[collector]:7.0f} pods a second")
    gc.enable()
    for name, text in texts.items():
        seconds = in_turn({"": lambda text=text: loads(text, "dump")}, ROUNDS)[""]  # type: ignore[misc]
        rate = pods / seconds
        beside = ", ".join(f"{rate / each:.1f} × with its collector {way}" for way, each in rates.items())
        print(f"YAML, {name:30} {rate:7.0f} pods a second, {beside} (goal: 25 with it on)")


def json_times(pods: int) -> None:
    """Print how long opening JSON takes beside `json.loads`."""
    for name, text in {"kubectl's layout": dump(pods, "json"), "one line": _in_one_line(pods)}.items():
        gc.disable()
        seconds = in_turn(
            {"json.loads": lambda text=text: json.loads(text), "open": lambda text=text: loads(text, "dump")},  # type: ignore[misc]
            ROUNDS,
        )
        gc.enable()
        ratio = seconds["open"] / seconds["json.loads"]
        print(
            f"JSON, {name:30} {pods / seconds['open']:7.0f} pods a second, {ratio:.2f} × json.loads (goal: 3)"
        )


def _in_one_line(pods: int) -> str:
    return json.dumps(json.loads(dump(pods, "json")), separators=(",", ":"))


def saving_times(pods: int) -> None:
    """Print how long it takes to save one edit into a dump."""
    with tempfile.TemporaryDirectory() as folder:
        for syntax in ("yaml", "json"):
            path = Path(folder) / f"dump.{syntax}"
            source = loads(dump(pods, syntax), path.name)
            seconds = seconds_of(lambda: save(path, dumps(_edited(source), source)))  # noqa: B023
            print(f"one edit saved, {syntax:20} {seconds:7.3f} s (goal: 0.5)")


def _edited(source: ScenarioFile) -> Scenario:
    """The scenario with one pod, in the middle, moved."""
    pods = list(source.scenario.pods)
    middle = len(pods) // 2
    pods[middle] = replace(pods[middle], metadata=replace(pods[middle].metadata, position=(1.0, 2.0)))
    return replace(source.scenario, pods=tuple(pods))


def gap_between_reports(path: Path) -> float:
    """The longest time in seconds of computing between two chances to cancel, while a file is opened."""
    gaps = [0.0]
    last = time.process_time()

    def progress(done: int, total: int) -> None:
        nonlocal last
        now = time.process_time()
        gaps.append(now - last)
        last = now

    file = load(path, progress)
    gaps.append(time.process_time() - last)
    assert file.scenario.pods
    return max(gaps)


def memory_of(path: str, measured: Callable[[Path], float]) -> None:
    """Open a file and print the peak memory in MB, the seconds, and the longest gap between two reports."""
    gc.disable()
    start = time.perf_counter()
    gap = measured(Path(path))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6
    print(f"{peak:.0f} MB at most, {time.perf_counter() - start:.1f} s, {gap * 1000:.0f} ms between reports")


def memory_lines(pods: int) -> None:
    """Print what opening takes in fresh interpreters."""
    with tempfile.TemporaryDirectory() as folder:
        for syntax in ("yaml", "json"):
            path = Path(folder) / f"dump.{syntax}"
            subprocess.run(_self("write", str(pods), syntax, str(path)), cwd=ROOT, check=True)
            done = subprocess.run(
                _self("hold", str(path)), cwd=ROOT, check=True, capture_output=True, text=True
            )
            size = path.stat().st_size / 1e6
            print(f"{pods:,} pods, {syntax} of {size:4.0f} MB: {done.stdout.strip()} (goals: 1000 MB, 50 ms)")


def _self(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "tests.benchmarks.opening", *arguments]


def main() -> None:
    """Measure all; memory first, as a process counts its parent's as its own."""
    match sys.argv[1:]:
        case ["write", count, syntax, path]:
            Path(path).write_text(dump(int(count), syntax))
        case ["hold", path]:
            memory_of(path, gap_between_reports)
        case arguments:
            pods = int(arguments[0]) if arguments else PODS
            memory_lines(MANY)
            yaml_rates(pods)
            json_times(pods)
            saving_times(pods)
            print_conditions("msgspec", "PyYAML")


if __name__ == "__main__":
    main()
