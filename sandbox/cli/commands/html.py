"""`natwalk html FILE`."""

from argparse import Namespace
from pathlib import Path

from sandbox.cli.status import OK
from sandbox.cli.walks import drawn_walk
from sandbox.formats import load, save
from sandbox.formats.web import walk_page


def run(arguments: Namespace) -> int:
    """Write a walk as one web page."""
    file = load(arguments.file)
    flow, timeline = drawn_walk(file, arguments.flow, arguments.seed)
    page = walk_page(file.scenario, timeline, Path(arguments.file).stem, flow.metadata.name)
    save(arguments.output, page)
    return OK
