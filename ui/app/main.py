"""`main`: opens the window."""

import gc
import sys
from pathlib import Path


def main(path: Path | None = None, text: str | None = None) -> int:
    """Open the window on a file, on text or on the example, and run until it is closed.

    Returns the exit status.
    """
    prepare()
    from ui.app.session import run

    return run(path, text)


def prepare() -> None:
    """Make what is imported from now on cheap."""
    gc.disable()  # until the session's collector takes over: importing makes much that stays
    import_engine()
    spare_sources()


def import_engine() -> None:
    """Import what the first frame needs of the engine before PySide6, whose hook slows every later import."""
    import sandbox.formats
    import sandbox.playback  # noqa: F401


class _All(dict[str, int]):
    """A dict in which everything seems to be."""

    def __contains__(self, key: object) -> bool:
        return True


def spare_sources() -> None:
    """Keep PySide6 from reading the source of each module that is imported, which would also stay in memory.

    It searches them for PySide6's switchable features, such as snake_case, unless it knows the module; none
    is used here. Where PySide6 does it in another way, nothing is changed.
    PySide6: shibokensupport/feature.py feature_imported
    """
    import PySide6.QtCore  # noqa: F401 - brings the hook

    feature = sys.modules.get("shibokensupport.feature")
    known = getattr(feature, "pyside_feature_dict", None)
    if isinstance(known, dict):
        feature.pyside_feature_dict = _All(known)  # type: ignore[union-attr]
