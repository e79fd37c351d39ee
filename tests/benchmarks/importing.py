"""What importing and anonymizing a cluster dump cost, beside opening the same text as it is.

`python -m tests.benchmarks.importing [PODS]`. Goal: an import in at most twice the time of opening.
"""

import gc
import sys

from sandbox.formats import loads
from sandbox.imports.anonymize import anonymized
from sandbox.imports.importing import import_text
from tests.benchmarks.kubectl_dump import dump
from tests.benchmarks.report import in_turn, print_conditions

PODS = 5000
ROUNDS = 3


def main() -> None:
    """Measure YAML and JSON of a dump."""
    pods = int(sys.argv[1]) if len(sys.argv) > 1 else PODS
    gc.disable()
    for syntax in ("yaml", "json"):
        text = dump(pods, syntax)
        scenario = import_text(text, "dump").scenario
        seconds = in_turn(
            {
                "open": lambda text=text: loads(text, "dump"),  # type: ignore[misc]
                "import": lambda text=text: import_text(text, "dump"),  # type: ignore[misc]
                "anonymize": lambda scenario=scenario: anonymized(scenario, b"key"),  # type: ignore[misc]
            },
            ROUNDS,
        )
        for name, taken in seconds.items():
            ratio = taken / seconds["open"]
            print(f"{syntax:5} {name:10} {pods / taken:7.0f} pods a second, {ratio:.2f} × opening")
    print_conditions("msgspec", "PyYAML")


if __name__ == "__main__":
    main()
