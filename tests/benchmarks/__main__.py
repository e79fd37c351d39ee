"""`python -m tests.benchmarks` runs every benchmark, each in an interpreter of its own."""

import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).parent
PARTS = ("__init__", "__main__", "kubectl_dump", "large_cluster", "report")


def main() -> int:
    """Run them in the order of their names; the exit status is how many failed."""
    failed = 0
    for path in sorted(FOLDER.glob("*.py")):
        if path.stem not in PARTS:
            print(f"== {path.stem}", flush=True)
            done = subprocess.run([sys.executable, "-m", f"tests.benchmarks.{path.stem}"], check=False)
            failed += done.returncode != 0
    return failed


if __name__ == "__main__":
    sys.exit(main())
