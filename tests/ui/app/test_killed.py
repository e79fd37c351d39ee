"""Whatever the moment at which a session is killed: the saved file is whole, and so is the kept work."""

import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.fixtures.killing import check, kill
from ui.theme import resource

KILLS = 200
LONGEST = 0.08
"""Seconds that a session goes on at most after its first edit: some thirty edits and six saves."""
LESSON = resource("scenarios", "clusterip.yaml")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="sessions are forked")
def test_hundreds_of_sessions_killed_at_any_moment_leave_whole_files(tmp_path: Path) -> None:
    """In a process of its own: one with a window and threads must not fork."""
    command = [sys.executable, "-m", __name__, str(tmp_path), str(KILLS)]
    run = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert run.returncode == 0, run.stderr
    kept = int(run.stdout)
    assert kept > 0, "some session was killed while work was kept that was not saved"


def main(folder: Path, kills: int) -> None:
    """Kill that many sessions and print how many left kept work behind."""
    moments, lesson, recovery, kept = random.Random(4), folder / "lesson.yaml", folder / "recovery", 0
    for _ in range(kills):
        shutil.copyfile(LESSON, lesson)
        told = kill(lesson, recovery, moments.uniform(0, LONGEST))
        kept += check(lesson, recovery, told)
        shutil.rmtree(recovery, ignore_errors=True)
    print(kept)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
