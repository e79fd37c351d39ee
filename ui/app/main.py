"""`main`: opens the window."""

import gc
from pathlib import Path


def main(path: Path | None = None) -> int:
    """Open the window on a file, or on the example, and run until it is closed. Returns the exit status."""
    gc.disable()  # until the session's collector takes over: importing makes much that stays
    from ui.app.session import run

    return run(path)
