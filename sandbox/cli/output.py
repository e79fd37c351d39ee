"""Where a command's result goes: a file, or standard output."""

import sys

from sandbox.cli.errors import CommandError
from sandbox.formats.saving import save_bytes

STANDARD = "-"
"""What stands for standard output."""


def write(path: str, content: bytes) -> None:
    """Put `content` in a file, whole or not at all, or on standard output. Raises ScenarioError."""
    if path != STANDARD:
        save_bytes(path, content)
        return
    if sys.stdout.isatty() and b"\0" in content:
        raise CommandError("natwalk: this is nothing for a terminal; write it to a file or into a pipe")
    if sys.stdout.isatty():
        sys.stdout.write(content.decode())
        return
    sys.stdout.flush()
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()
