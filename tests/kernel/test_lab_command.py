"""`natwalk lab`: what it prints, and that nothing is left behind when it is stopped."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from sandbox.cli.main import main
from tests.unit.cli.scenario import DEMO

pytestmark = pytest.mark.kernel

SECONDS = 30


@pytest.fixture
def demo(tmp_path: Path) -> str:
    path = tmp_path / "demo.yaml"
    path.write_text(DEMO)
    return str(path)


def test_predicted_and_observed_stand_side_by_side(demo: str, capsys: pytest.CaptureFixture[str]) -> None:
    status = main(["lab", demo, "--flow", "outside", "--requests", "40"])
    out = capsys.readouterr().out
    assert status == 0, out
    assert out.startswith("outside: agrees, 40 connections\n  predicted 50 %, observed ")
    assert "client_address 10.240.0.4" in out
    assert "    on the kernel:\n" in out
    assert "outside: its shares are as even as chance has it" in out


def descendants(process: int) -> set[int]:
    """Processes that were started by `process`, and by those."""
    found: set[int] = set()
    for path in Path(f"/proc/{process}/task").glob("*/children"):
        try:
            children = {int(each) for each in path.read_text().split()}
        except OSError:
            continue
        found |= children.union(*map(descendants, children))
    return found


def namespace_of(process: int) -> str:
    """The network namespace of a process, empty if the process has ended."""
    try:
        return os.readlink(f"/proc/{process}/ns/net")
    except OSError:
        return ""


def namespaces() -> set[str]:
    """Every network namespace that a process is in."""
    return {namespace_of(int(each.name)) for each in Path("/proc").iterdir() if each.name.isdigit()}


def lab_namespaces(process: int) -> set[str]:
    """The namespaces of a lab's processes, once it has several."""
    own = namespace_of(process)
    deadline = time.monotonic() + SECONDS
    while time.monotonic() < deadline:
        found = {namespace_of(each) for each in descendants(process)} - {own, ""}
        if len(found) > 3:
            return found
        time.sleep(0.02)
    raise AssertionError("the lab did not come up")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL])
def test_nothing_is_left_behind_when_it_is_stopped(demo: str, number: signal.Signals) -> None:
    # a test run in the background ignores SIGINT, and so would what it starts
    ready = ["env", "--default-signal=INT", sys.executable]
    command = [*ready, "-m", "sandbox.cli", "lab", demo, "--requests", "10000"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        made = lab_namespaces(process.pid)
        children = descendants(process.pid)
        process.send_signal(number)
        _, error = process.communicate(timeout=SECONDS)
    assert (process.returncode, error) == (130 if number == signal.SIGINT else -number, "")
    deadline = time.monotonic() + SECONDS
    while made & namespaces() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not made & namespaces()
    assert not any(namespace_of(each) in made for each in children)
