"""How long the window takes to its first frame, and what it takes of memory, against an empty one.

`python -m tests.benchmarks.ui_start` runs each case in turn in a fresh interpreter, and prints medians and
ratios of runs that followed each other. Goals: time at most 2.0 times an empty QMainWindow's, memory (when
all is there and the first walk computed) at most 1.5 times an empty window's with NumPy imported.
"""

import gc
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication, QMainWindow

RUNS = 9
ROOT = Path(__file__).parents[2]


def empty_window() -> None:
    """An empty QMainWindow."""
    from PySide6.QtWidgets import QApplication, QMainWindow

    application = QApplication([])
    show(application, QMainWindow(), lambda: True)


def empty_window_with_numpy() -> None:
    """The same with NumPy imported."""
    import numpy  # noqa: F401 - its weight is what is measured

    empty_window()


def natwalk() -> None:
    """Natwalk's window on the example, as `ui.app.main` opens it."""
    gc.disable()
    from PySide6.QtCore import QSettings

    from ui.app.preferences import Preferences
    from ui.app.session import make_application, open_window

    application = make_application()
    settings = QSettings(os.path.join(tempfile.mkdtemp(), "settings.ini"), QSettings.Format.IniFormat)
    window = open_window(None, Preferences(settings))
    show(application, window, lambda: window.playhead.timeline is not None)


CASES = {case.__name__: case for case in (empty_window, empty_window_with_numpy, natwalk)}


def show(application: "QApplication", window: "QMainWindow", is_ready: Callable[[], bool]) -> None:
    """Print the time of the first frame and, when all is there, the peak memory; then end the process."""
    from PySide6.QtCore import QEvent, QObject, QTimer

    class FirstFrame(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() is QEvent.Type.Paint:
                window.removeEventFilter(self)
                QTimer.singleShot(0, lambda: print(time.monotonic(), flush=True))
            return False

    frame = FirstFrame()
    window.installEventFilter(frame)
    window.resize(1280, 800)
    window.show()
    deadline = time.monotonic() + 1
    while time.monotonic() < deadline or not is_ready():
        application.processEvents()
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, flush=True)
    os._exit(0)


def measure(case: str) -> tuple[float, int]:
    """Seconds from the process's start to its first frame, and its peak memory in KiB."""
    command = [sys.executable, "-m", "tests.benchmarks.ui_start", case]
    installed = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    start = time.monotonic()
    output = subprocess.run(command, cwd=ROOT, env=installed, check=True, capture_output=True, text=True)
    painted, memory = output.stdout.split()[-2:]
    return float(painted) - start, int(memory)


def compare() -> None:
    """Run every case in turn and print what came of it."""
    found: dict[str, list[tuple[float, int]]] = {case: [] for case in CASES}
    for case in CASES:
        measure(case)  # compiles what is imported, as installing does
    for _ in range(RUNS):
        for case, results in found.items():
            results.append(measure(case))
    seconds = {case: statistics.median(each[0] for each in results) for case, results in found.items()}
    memory = {case: statistics.median(each[1] for each in results) for case, results in found.items()}
    for case in CASES:
        print(f"{case:24} {seconds[case] * 1000:6.0f} ms  {memory[case] / 1024:6.1f} MiB")
    pairs = zip(found["natwalk"], found["empty_window"], strict=True)
    ratios = [ours[0] / empty[0] for ours, empty in pairs]
    print(f"time   {statistics.median(ratios):.2f} × the empty window, in pairs (goal: 2.0)")
    ratio = memory["natwalk"] / memory["empty_window_with_numpy"]
    print(f"memory {ratio:.2f} × the empty window with NumPy (goal: 1.5)")
    print(f"load   {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        CASES[sys.argv[1]]()
    else:
        compare()
