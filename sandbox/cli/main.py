"""`main`: the command line."""

import errno
import gc
import os
import sys
from argparse import Namespace
from collections.abc import Sequence

from sandbox.cli.arguments import parse
from sandbox.cli.errors import CommandError
from sandbox.cli.status import INTERRUPTED, OK, UNUSABLE
from sandbox.cli.terminal import fill_in_streams, guarded_terminals

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)
"""What writing to standard output fails with; files have sentences of their own."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command that `argv` states (default: the process's) and return its exit status.

    A process of its own does without the garbage collector, whose rounds at start and end take a quarter of
    the time that a small trace takes; the window turns it on again.
    """
    if argv is not None:
        return _status(argv)
    gc.disable()
    status = _status(sys.argv[1:])
    gc.freeze()
    return status


def _status(argv: Sequence[str]) -> int:
    fill_in_streams()
    with guarded_terminals():
        return _told(argv)


def _told(argv: Sequence[str]) -> int:
    """Run the command; what ends it early is said, and becomes a status."""
    try:
        status = _run(parse(argv))
        sys.stdout.flush()
    except CommandError as error:
        print(error, file=sys.stderr)
        return UNUSABLE
    except BrokenPipeError:
        _forget_output()
        return OK
    except KeyboardInterrupt:
        return INTERRUPTED
    except OSError as error:
        if error.errno not in _FULL:
            raise
        _forget_output()
        print(f"natwalk: standard output cannot be written: {error.strerror}", file=sys.stderr)
        return UNUSABLE
    return status


def _run(arguments: Namespace) -> int:
    if arguments.command == "window":
        from sandbox.cli.commands import window

        gc.enable()
        return window.run(arguments)
    from sandbox.formats import ScenarioError

    try:
        return _run_without_window(arguments)
    except ScenarioError as error:
        raise CommandError(str(error)) from None


def _run_without_window(arguments: Namespace) -> int:
    match arguments.command:
        case "check":
            from sandbox.cli.commands.check import run
        case "import":
            from sandbox.cli.commands.import_ import run
        case "trace":
            from sandbox.cli.commands.trace import run
        case "attach":
            from sandbox.cli.commands.attach import run
        case "rules":
            from sandbox.cli.commands.rules import run
        case "capture":
            from sandbox.cli.commands.capture import run
        case "lab":
            from sandbox.cli.commands.lab import run
        case "export":
            from sandbox.cli.commands.export import run
        case "manifests":
            from sandbox.cli.commands.manifests import run
        case "html":
            from sandbox.cli.commands.html import run
        case "picture":
            from sandbox.cli.commands.picture import run
        case "animation":
            from sandbox.cli.commands.animation import run
        case _:
            from sandbox.cli.commands.run import run
    return run(arguments)


def _forget_output() -> None:
    """Nobody takes the output any more; without this, Python complains when it flushes at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
