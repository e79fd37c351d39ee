"""`python -m tests.benchmarks` runs every benchmark, each in an interpreter of its own."""

import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).parent
PARTS = ("__init__", "__main__", "large_cluster", "report")


def main() -> None:
    """Run them in the order of their names. Raises CalledProcessError if one fails."""
    for path in sorted(FOLDER.glob("*.py")):
        if path.stem not in PARTS:
            print(f"== {path.stem}", flush=True)
            subprocess.run([sys.executable, "-m", f"tests.benchmarks.{path.stem}"], check=True)


if __name__ == "__main__":
    main()
