"""Saving to a disk that is full or may not be written to: one sentence, and the old file stays whole."""

import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.kernel

SAVE = """
import sys
from sandbox.formats import ScenarioError, save
try:
    save(sys.argv[1], "x" * 200_000)
except ScenarioError as error:
    print(error)
"""
MOUNT = """
set -eu
mount -t tmpfs -o size=64k natwalk-test "$1"
printf old >"$1/a.yaml"
[ "$4" = full ] || mount -o remount,ro "$1"
"$2" -c "$3" "$1/a.yaml"
cat "$1/a.yaml"
ls -A "$1"
"""


@pytest.mark.parametrize(
    ("how", "reason"), [("full", "No space left on device"), ("read-only", "Read-only file system")]
)
def test_a_disk_that_does_not_take_the_file_is_said_and_nothing_is_lost(
    tmp_path: Path, how: str, reason: str
) -> None:
    """In a mount namespace of its own, which takes the small disk along when it ends."""
    script = ["sh", "-c", MOUNT, "sh", str(tmp_path), sys.executable, SAVE, how]
    run = subprocess.run(
        ["unshare", "--mount", *script], capture_output=True, text=True, check=True, timeout=60
    )
    assert run.stdout == f"{tmp_path}/a.yaml: cannot be saved: {reason}\nolda.yaml\n"
