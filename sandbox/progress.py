"""How long work says how far it is, and is told to stop. Knows nothing of what the work is."""

from typing import Protocol


class Cancelled(Exception):  # noqa: N818 - not an error
    """Nobody waits for the answer any more; raised by a `Progress` to end the work."""


class Progress(Protocol):
    """Called now and then by long work. Raises Cancelled to end it."""

    def __call__(self, done: int, total: int) -> None:
        """`done` of `total` parts are done."""


def SILENT(done: int, total: int) -> None:  # noqa: N802 - a constant that can be called
    """Listen to nothing, and never stop the work."""
