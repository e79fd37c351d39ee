"""tshark: what Wireshark makes of a file."""

import shutil
import subprocess
from pathlib import Path

import pytest

needs_tshark = pytest.mark.skipif(shutil.which("tshark") is None, reason="needs tshark")

CHECKS = ("tcp.check_checksum", "ip.check_checksum", "udp.check_checksum")
SETTINGS = (*(f"{each}:TRUE" for each in CHECKS), "sctp.checksum:CRC-32c", "tcp.try_heuristic_first:TRUE")


def rows(file: Path, *fields: str, only: str = "") -> list[tuple[str, ...]]:
    """The first value of each of `fields` in each frame that the display filter `only` keeps."""
    command = ["tshark", "-n", "-r", str(file), "-T", "fields", "-E", "occurrence=f", "-E", "separator=/t"]
    for each in SETTINGS:
        command += ["-o", each]
    for each in fields:
        command += ["-e", each]
    if only:
        command += ["-Y", only]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    return [tuple(line.split("\t")) for line in done.stdout.splitlines()]
