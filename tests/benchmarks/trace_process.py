"""How long `natwalk trace` takes as a whole process, against an interpreter that does nothing.

`python -m tests.benchmarks.trace_process` runs both in turn and prints medians and the ratio. Goal: at most 8
times `python -c pass`, with none of the libraries imported that only the window or the analyses need. Byte
code is written to a directory of the benchmark's own, as an installed Natwalk has it; and the development
tools' typing_extensions, which msgspec would import, is hidden: Natwalk's packages do not bring it.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.benchmarks.report import in_turn, print_conditions

ROOT = Path(__file__).parents[2]
SCENARIO = ROOT / "resources" / "scenarios" / "using-source-ip.yaml"
RUNS = 25
GOAL = 8.0
HEAVY = ("PySide6", "numpy", "networkx", "pyqtgraph")
HIDDEN = "import sys; sys.modules['typing_extensions'] = None; "
NATWALK = HIDDEN + "from sandbox.cli.main import main; status = main(); {}sys.exit(status)"
WATCH = f"print(*sorted(set(sys.modules) & set({HEAVY!r})), file=sys.stderr); "


def _run(code: str, byte_code: str, *arguments: str) -> str:
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": byte_code}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    command = [sys.executable, "-c", code, *arguments]
    done = subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True, text=True)
    return done.stderr.strip()


def main() -> None:
    """Measure both and print what came of it."""
    arguments = ("trace", str(SCENARIO), "--flow", "nodeport-cx31")
    with tempfile.TemporaryDirectory() as byte_code:
        heavy = _run(NATWALK.format(WATCH), byte_code, *arguments)
        seconds = in_turn(
            {
                "python -c pass": lambda: _run("pass", byte_code),
                "natwalk trace": lambda: _run(NATWALK.format(""), byte_code, *arguments),
            },
            RUNS,
        )
    for case, taken in seconds.items():
        print(f"{case:20} {taken * 1000:6.1f} ms")
    ratio = seconds["natwalk trace"] / seconds["python -c pass"]
    print(f"ratio {ratio:.2f} (goal: at most {GOAL})")
    print(f"heavy imports: {heavy or 'none'} (goal: none)")
    print_conditions("msgspec", "PyYAML")


if __name__ == "__main__":
    main()
