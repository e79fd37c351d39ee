"""`natwalk html FILE`."""

from argparse import Namespace
from pathlib import Path

from sandbox.cli.output import write
from sandbox.cli.reading import read
from sandbox.cli.status import OK
from sandbox.cli.walks import drawn_walk
from sandbox.formats.web import walk_page


def run(arguments: Namespace) -> int:
    """Write a walk as one web page."""
    file = read(arguments.file)
    flow, timeline = drawn_walk(file, arguments.flow, arguments.seed)
    page = walk_page(file.scenario, timeline, Path(file.name).stem, flow.metadata.name)
    write(arguments.output, page.encode("utf-8"))
    return OK
