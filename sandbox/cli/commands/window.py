"""`natwalk` and `natwalk FILE`: the window."""

import os
import sys
from argparse import Namespace
from collections.abc import Mapping
from pathlib import Path

from sandbox.cli.errors import CommandError
from sandbox.imports.lacking import STANDARD_INPUT

_NO_SCREEN = (
    "natwalk: there is no screen to open the window on (neither DISPLAY nor WAYLAND_DISPLAY is set); "
    "use a command without a window, such as natwalk trace FILE --all, or set QT_QPA_PLATFORM=offscreen"
)


def run(arguments: Namespace) -> int:
    """Open the window on a file, a folder or standard input, or on an example. Returns its exit status."""
    is_input = arguments.file == STANDARD_INPUT
    path = None if arguments.file is None or is_input else Path(arguments.file)
    if path is not None and not path.exists():
        raise CommandError(f"{path}: there is no such file or command; natwalk --help lists the commands")
    if not has_screen(os.environ, sys.platform):
        raise CommandError(_NO_SCREEN)
    try:
        from ui.app.main import main as open_window
    except ImportError as error:
        raise CommandError(f"natwalk: the window cannot be opened: {error}") from None
    return open_window(path, _input() if is_input else None)


def _input() -> str:
    """Standard input to its end: a window that waited for it could not be closed."""
    from sandbox.formats import ScenarioError
    from sandbox.formats.scenario_file import text_of_stream

    try:
        return text_of_stream(sys.stdin.buffer, "standard input")
    except ScenarioError as error:
        raise CommandError(str(error)) from None


def has_screen(environment: Mapping[str, str], platform: str) -> bool:
    """Whether a window has somewhere to open: always, but on a Linux without a display."""
    names = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return not platform.startswith("linux") or any(environment.get(name) for name in names)
