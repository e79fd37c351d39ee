"""`natwalk run FILE...`."""

import sys
from argparse import Namespace
from collections.abc import Iterator
from os.path import isdir
from time import perf_counter
from typing import TYPE_CHECKING

import msgspec

from sandbox.analysis.checking import FlowCheck, check_flow
from sandbox.cli.errors import CommandError
from sandbox.cli.flows import unsent
from sandbox.cli.reading import read
from sandbox.cli.status import DIFFERENT, OK, UNUSABLE
from sandbox.formats import ScenarioError, ScenarioFile

if TYPE_CHECKING:
    from pathlib import Path

SUFFIXES = (".yaml", ".yml", ".json")
"""What the scenarios in a folder end in."""


class Checked(msgspec.Struct, frozen=True):
    """The checks of a file, and what keeps it, or a flow of it, from being checked."""

    name: str
    checks: tuple[FlowCheck, ...] = ()
    errors: tuple[str, ...] = ()


def run(arguments: Namespace) -> int:
    """Check all flows that say what they expect; a line for each difference. Returns the worst status."""
    checked = tuple(map(_check, _files(arguments.files)))
    if arguments.junit is not None:
        _write_junit(arguments.junit, checked)
    return max(_tell(each) for each in checked)


def _files(given: list[str]) -> Iterator[str]:
    """The files, those of folders in alphabetical order. Raises CommandError for an empty folder."""
    for name in given:
        found = _files_in(name) if isdir(name) else [name]
        if not found:
            raise CommandError(f"{name}: has no scenarios; their names end in {', '.join(SUFFIXES)}")
        yield from found


def _files_in(folder: str) -> list[str]:
    """The scenarios in a folder and in those below it, but not in hidden ones, which are tools'."""
    from pathlib import Path

    root = Path(folder)
    found = (each for each in sorted(root.rglob("*")) if each.is_file() and _is_scenario(each, root))
    return [str(each) for each in found if _is_inside(each, root)]


def _is_inside(path: "Path", root: "Path") -> bool:
    """Whether it is a file of the folder; a link that leads out of it is told of."""
    inside = path.resolve().is_relative_to(root.resolve())
    if not inside:
        print(f"{path}: is a link out of the folder, and was not followed", file=sys.stderr)
    return inside


def _is_scenario(path: "Path", root: "Path") -> bool:
    parts = path.relative_to(root).parts
    return path.suffix.lower() in SUFFIXES and not any(part.startswith(".") for part in parts)


def _check(name: str) -> Checked:
    try:
        file = read(name)
    except ScenarioError as error:
        return Checked(name, errors=(str(error),))
    flows = (flow for flow in file.scenario.flows if flow.expect)
    checks = tuple(check_flow(file.scenario, flow, perf_counter) for flow in flows)
    return Checked(name, checks, tuple(_unsent(file, checks)))


def _unsent(file: ScenarioFile, checks: tuple[FlowCheck, ...]) -> Iterator[str]:
    for each in checks:
        if each.error is not None:
            yield unsent(file, each.flow, each.error)


def _tell(checked: Checked) -> int:
    for error in checked.errors:
        print(error, file=sys.stderr)
    found = [f"{each.flow.metadata.name}: {line}" for each in checked.checks for line in each.differences]
    for line in found:
        print(f"{checked.name}: {line}")
    if not found and not checked.errors:
        print(f"{checked.name}: {_summary(len(checked.checks))}")
    return UNUSABLE if checked.errors else DIFFERENT if found else OK


def _summary(count: int) -> str:
    if count == 0:
        return "no flow says what it expects (spec.expect)"
    return "1 flow as expected" if count == 1 else f"{count} flows as expected"


def _write_junit(path: str, checked: tuple[Checked, ...]) -> None:
    from sandbox.analysis.junit import Suite, junit_xml
    from sandbox.formats.saving import save_bytes

    suites = (Suite(each.name, each.checks, "" if each.checks else "".join(each.errors)) for each in checked)
    save_bytes(path, junit_xml(suites))
