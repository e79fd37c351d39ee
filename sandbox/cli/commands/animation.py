"""`natwalk animation FILE`."""

from argparse import Namespace
from pathlib import Path

from sandbox.cli.errors import CommandError
from sandbox.cli.reading import read
from sandbox.cli.status import OK
from sandbox.cli.walks import drawn_walk
from sandbox.formats.saving import save_bytes


def run(arguments: Namespace) -> int:
    """Write a walk as an animation."""
    file = read(arguments.file)
    _, timeline = drawn_walk(file, arguments.flow, arguments.seed)
    try:
        from ui.export import headless
        from ui.export.animation import AnimationError, form_of
    except ImportError as error:
        raise CommandError(f"natwalk: animations cannot be made: {error}") from None
    form = form_of(Path(arguments.output).suffix)
    if form is None:
        raise CommandError(f"natwalk animation: -o: {arguments.output} does not end in .gif, .png or .webm")
    application = headless.begin(arguments.theme)
    look = headless.FilmLook(arguments.width, arguments.rate, arguments.speed, not arguments.once)
    try:
        save_bytes(arguments.output, headless.animation(file, form, timeline, look))
    except AnimationError as error:
        raise CommandError(f"{arguments.file}: {error}") from None
    del application  # it had to be there until now
    return OK
