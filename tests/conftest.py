"""What every test gets: no screen, no noise left behind, and the kernel only where there is one to ask."""

import functools
import logging
import os
import shutil
import subprocess
import threading
from collections.abc import Iterator

import hypothesis
import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.update(LANGUAGE="", LC_ALL="C.UTF-8")  # the tests read the interface in English

# CI runs the same examples each time, people new ones; neither is timed, since machines are shared.
hypothesis.settings.register_profile("natwalk", deadline=None, derandomize="CI" in os.environ)
# The tests of properties on ten times as many: `./test --hypothesis-profile thorough -k properties`.
hypothesis.settings.register_profile(
    "thorough", hypothesis.settings.get_profile("natwalk"), max_examples=1000, derandomize=False
)
hypothesis.settings.load_profile("natwalk")

KERNEL_TOOLS = ("ip", "unshare", "iptables-restore", "ip6tables-restore", "nft")


@functools.cache
def missing_for_kernel_tests() -> str:
    """Return what keeps this machine from running them, or nothing."""
    if os.geteuid() != 0:
        return "root"
    absent = [tool for tool in KERNEL_TOOLS if shutil.which(tool) is None]
    if absent:
        return ", ".join(absent)
    probe = ["unshare", "--net", "iptables", "--table", "nat", "--list-rules"]
    result = subprocess.run(probe, capture_output=True, text=True, check=False)
    return "" if result.returncode == 0 else f"a network namespace with NAT ({result.stderr.strip()})"


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip a kernel test before its fixtures where it cannot run."""
    if item.get_closest_marker("kernel") and (missing := missing_for_kernel_tests()):
        pytest.skip(f"needs {missing}")


@pytest.fixture(autouse=True)
def quiet_log(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Fail a test that logs a warning; one that means to calls `caplog.clear()` when it has looked."""
    yield
    loud = [record.getMessage() for record in caplog.get_records("call") if record.levelno >= logging.WARNING]
    assert not loud, f"logged: {loud}"


@pytest.fixture(autouse=True)
def no_leftover_threads() -> Iterator[None]:
    """Fail a test that leaves a thread running."""
    before = set(threading.enumerate())
    yield
    leftover = [thread.name for thread in threading.enumerate() if thread not in before]
    assert not leftover, f"still running: {leftover}"
