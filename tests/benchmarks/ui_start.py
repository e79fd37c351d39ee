"""How long the window takes to be painted, and what it takes of memory, against an empty one.

`python -m tests.benchmarks.ui_start` runs both in turn, each in a fresh interpreter, and prints medians and
ratios. Goals: time at most 2.0 times an empty QMainWindow's, memory at most 1.5 times an empty window's with
NumPy imported.
"""

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

RUNS = 9
ROOT = Path(__file__).parents[2]


def empty_window() -> None:
    """An empty QMainWindow, painted."""
    from PySide6.QtWidgets import QApplication, QMainWindow

    application = QApplication([])
    window = QMainWindow()
    _exit_when_painted(application, window)


def empty_window_with_numpy() -> None:
    """The same with NumPy imported."""
    import numpy  # noqa: F401

    empty_window()


def natwalk() -> None:
    """Natwalk's window on the example, painted."""
    from PySide6.QtCore import QSettings

    from ui.app.main import make_application, open_window
    from ui.app.preferences import Preferences

    application = make_application()
    settings = QSettings(os.path.join(tempfile.mkdtemp(), "settings.ini"), QSettings.Format.IniFormat)
    window = open_window(None, Preferences(settings))
    _exit_when_painted(application, window)


CASES = {case.__name__: case for case in (empty_window, empty_window_with_numpy, natwalk)}


def _exit_when_painted(application, window) -> None:  # type: ignore[no-untyped-def]
    window.resize(1280, 800)
    window.show()
    application.processEvents()
    window.grab()
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
    sys.stdout.flush()
    os._exit(0)


def measure(case: str) -> tuple[float, int]:
    """Seconds of the whole process until it is painted, and its peak memory in KiB."""
    start = time.perf_counter()
    command = [sys.executable, "-m", "tests.benchmarks.ui_start", case]
    output = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    return time.perf_counter() - start, int(output.stdout.split()[-1])


def compare() -> None:
    """Run every case in turn and print what came of it."""
    found: dict[str, list[tuple[float, int]]] = {case: [] for case in CASES}
    for _ in range(RUNS):
        for case, results in found.items():
            results.append(measure(case))
    seconds = {case: statistics.median(each[0] for each in results) for case, results in found.items()}
    memory = {case: statistics.median(each[1] for each in results) for case, results in found.items()}
    for case in CASES:
        print(f"{case:24} {seconds[case] * 1000:6.0f} ms  {memory[case] / 1024:6.1f} MiB")
    print(f"time   {seconds['natwalk'] / seconds['empty_window']:.2f} × the empty window (goal: 2.0)")
    ratio = memory["natwalk"] / memory["empty_window_with_numpy"]
    print(f"memory {ratio:.2f} × the empty window with NumPy (goal: 1.5)")
    print(f"load   {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        CASES[sys.argv[1]]()
    else:
        compare()
