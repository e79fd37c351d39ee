"""What a file says may drive a terminal, or turn its text around; here it is shown instead."""

import io
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

_CONTROLS = (*range(0x09), *range(0x0B, 0x20), *range(0x7F, 0xA0))
"""All but the tab and the line break: C0, delete and C1."""
_DIRECTIONS = (*range(0x202A, 0x202F), *range(0x2066, 0x206A))
"""Unicode's embeddings, overrides and isolates."""
_SHOWN = {code: f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" for code in (*_CONTROLS, *_DIRECTIONS)}


_COLOURS = re.compile(r"(\x1b\[[0-9;]*m)")
"""What only dresses text (ECMA-48: SGR), as Natwalk does itself; no name and no rule holds it."""


def shown(text: str) -> str:
    """The text with what would drive a terminal as escapes: `\\x1b[2J`. Colours stay."""
    parts = _COLOURS.split(text)
    return "".join(part if number % 2 else part.translate(_SHOWN) for number, part in enumerate(parts))


class _Terminal(io.TextIOWrapper):
    """A stream to a terminal that nothing can drive; `writelines` writes by `write`."""

    def isatty(self) -> bool:
        """It is: that is what it is for."""
        return True

    def write(self, text: str) -> int:
        """Write what can be seen of a text."""
        super().write(shown(text))
        return len(text)


def fill_in_streams() -> None:
    """Stand in for standard streams that the process was started without: there is nothing in them."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115 - stays open


@contextmanager
def guarded_terminals() -> Iterator[None]:
    """Let nothing drive the terminal. Pipes and files get all as it is, but for what their encoding lacks."""
    before = sys.stdout, sys.stderr
    guarded = sys.stdout, sys.stderr = _guarded(sys.stdout), _guarded(sys.stderr)
    try:
        yield
    finally:
        for stream in guarded:
            if isinstance(stream, _Terminal):
                stream.detach()  # flushes it, and leaves the buffer to whom it belongs
        sys.stdout, sys.stderr = before


def _guarded(stream: TextIO) -> TextIO:
    if not isinstance(stream, io.TextIOWrapper) or isinstance(stream, _Terminal):
        return stream
    stream.reconfigure(errors="backslashreplace")
    if not stream.isatty():
        return stream
    stream.flush()
    return _Terminal(stream.buffer, stream.encoding, "backslashreplace", line_buffering=True)
