"""`main`: opens the window."""

import gc
from pathlib import Path


def main(path: Path | None = None, text: str | None = None) -> int:
    """Open the window on a file, on text or on the example, and run until it is closed.

    Returns the exit status.
    """
    gc.disable()  # until the session's collector takes over: importing makes much that stays
    import_engine()
    from ui.app.session import run

    return run(path, text)


def import_engine() -> None:
    """Import what the first frame needs of the engine before PySide6, whose hook slows every later import."""
    import sandbox.formats
    import sandbox.playback  # noqa: F401
