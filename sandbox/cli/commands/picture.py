"""`natwalk picture FILE`."""

import sys
from argparse import Namespace
from pathlib import Path

from sandbox.cli.errors import CommandError
from sandbox.cli.reading import read
from sandbox.cli.status import OK
from sandbox.cli.walks import drawn_walk
from sandbox.formats import ScenarioFile
from sandbox.formats.saving import save_bytes
from sandbox.imports.private import holds_private_fields
from sandbox.playback import Timeline


def run(arguments: Namespace) -> int:
    """Draw a scenario, or a moment of a walk through it, into a file."""
    file = read(arguments.file)
    timeline, number = None, 0
    if arguments.flow is not None or arguments.step is not None:
        _, timeline = drawn_walk(file, arguments.flow, arguments.seed)
        number = _step(timeline, arguments.step)
    try:
        from ui.export import headless
        from ui.export.forms import PictureTooLargeError, form_of
    except ImportError as error:
        raise CommandError(f"natwalk: pictures cannot be made: {error}") from None
    form = form_of(Path(arguments.output).suffix)
    if form is None:
        raise CommandError(f"natwalk picture: -o: {arguments.output} does not end in .svg, .pdf or .png")
    application = headless.begin(arguments.theme)
    try:
        save_bytes(arguments.output, headless.picture(file, form, arguments.scale, timeline, number))
    except PictureTooLargeError as error:
        raise CommandError(f"{arguments.file}: {error}") from None
    del application  # it had to be there until now
    if form.carries:
        _warn(file, arguments.output)
    return OK


def _warn(file: ScenarioFile, output: str) -> None:
    """A picture that is passed on had better not hold what nobody sees in it."""
    if holds_private_fields(file.text):
        print(
            f"{output}: holds environment variables or tools' own notes of {file.name}; "
            "draw what natwalk import makes of it to leave them out",
            file=sys.stderr,
        )


def _step(timeline: Timeline, step: int | None) -> int:
    """The number of the step that the stop counted from 1 is at; the last one by default."""
    stops = timeline.stops
    if step is None:
        return stops[-1]
    if step > len(stops):
        raise CommandError(f"natwalk picture: --step: the walk has {len(stops)} steps, not {step}")
    return stops[step - 1]
