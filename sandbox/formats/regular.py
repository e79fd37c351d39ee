"""Opening files that strangers named: a file is read, and nothing that never begins or never ends."""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedReader

_HANDED_OVER = ("/dev/fd/", "/dev/stdin", "/proc/self/fd/")
"""Where a shell puts the pipe of `<(kubectl …)`."""


@contextmanager
def opened(path: str | os.PathLike[str]) -> Iterator[BufferedReader]:
    """A file's bytes, or those of a pipe that a shell has handed over.

    Raises OSError, also for any other pipe and for a device, and ValueError for what is no path at all.
    """
    with open(path, "rb", opener=_without_waiting) as stream:
        mode = os.fstat(stream.fileno()).st_mode
        if not stat.S_ISREG(mode):
            if not stat.S_ISFIFO(mode) or not os.fspath(path).startswith(_HANDED_OVER):
                raise OSError(0, "it is a pipe or a device, no file; give - to read standard input")
            os.set_blocking(stream.fileno(), True)
        yield stream


def _without_waiting(path: str, flags: int) -> int:
    """A pipe that nobody writes to is opened at once, so that it can be seen to be one."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))
