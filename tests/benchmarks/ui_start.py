"""How long the window takes to its first frame, and what it takes of memory, against an empty one.

`python -m tests.benchmarks.ui_start` runs each case in turn in a fresh interpreter, and prints medians and
ratios of runs that followed each other. Goals: time at most 2.0 times an empty QMainWindow's, memory (when
all is there and the first walk computed) at most 1.5 times an empty window's with NumPy imported. Where the
machine is busy, the processor's time says more than the clock's.
"""

import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

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
    sys.modules["typing_extensions"] = None  # type: ignore[assignment] # which only the tests bring along
    from ui.app.main import prepare

    prepare()
    from PySide6.QtCore import QSettings

    from ui.app.preferences import Preferences
    from ui.app.session import make_application, open_window

    application = make_application()
    settings = QSettings(os.path.join(tempfile.mkdtemp(), "settings.ini"), QSettings.Format.IniFormat)
    window = open_window(None, Preferences(settings))
    show(application, window, lambda: window.playhead.timeline is not None)


CASES = {case.__name__: case for case in (empty_window, empty_window_with_numpy, natwalk)}


def show(application: "QApplication", window: "QMainWindow", is_ready: Callable[[], bool]) -> None:
    """Print the times of the first frame and, when all is there, the peak memory; then end the process."""
    from PySide6.QtCore import QEvent, QObject, QTimer

    class FirstFrame(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() is QEvent.Type.Paint:
                window.removeEventFilter(self)
                QTimer.singleShot(0, lambda: print(time.monotonic(), time.process_time(), flush=True))
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


class Start(NamedTuple):
    """Seconds from the process's start to its first frame, those of the processor, and peak memory in KiB."""

    clock: float
    processor: float
    memory: int


def measure(case: str) -> Start:
    """Start a case in an interpreter of its own; offscreen where there is no screen."""
    import subprocess

    from sandbox.cli.commands.window import has_screen

    command = [sys.executable, "-m", "tests.benchmarks.ui_start", case]
    installed = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    if not has_screen(installed, sys.platform):
        installed["QT_QPA_PLATFORM"] = "offscreen"
    start = time.monotonic()
    output = subprocess.run(command, cwd=ROOT, env=installed, check=True, capture_output=True, text=True)
    painted, processor, memory = output.stdout.split()[-3:]
    return Start(float(painted) - start, float(processor), int(memory))


def compare() -> None:
    """Run every case in turn and print what came of it."""
    from statistics import median

    found: dict[str, list[Start]] = {case: [] for case in CASES}
    for case in CASES:
        measure(case)  # compiles what is imported, as installing does
    for _ in range(RUNS):
        for case, results in found.items():
            results.append(measure(case))
    memory = {case: median(each.memory for each in results) for case, results in found.items()}
    for case, results in found.items():
        clock, processor = median(each.clock for each in results), median(each.processor for each in results)
        times = f"{clock * 1000:6.0f} ms, processor {processor * 1000:4.0f} ms"
        print(f"{case:24} {times}  {memory[case] / 1024:6.1f} MiB")
    pairs = list(zip(found["natwalk"], found["empty_window"], strict=True))
    clock = median(ours.clock / empty.clock for ours, empty in pairs)
    processor = median(ours.processor / empty.processor for ours, empty in pairs)
    print(f"time   {clock:.2f} × the empty window, in pairs; processor {processor:.2f} × (goal: 2.0)")
    ratio = memory["natwalk"] / memory["empty_window_with_numpy"]
    print(f"memory {ratio:.2f} × the empty window with NumPy (goal: 1.5)")
    print(f"load   {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        CASES[sys.argv[1]]()
    else:
        compare()
