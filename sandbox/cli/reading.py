"""What the commands read: a scenario file as it is, or a folder, a dump or standard input, imported."""

import os
import sys
from typing import TYPE_CHECKING

from sandbox.formats import ScenarioError, ScenarioFile, load
from sandbox.imports.lacking import STANDARD_INPUT, lacks_pods

if TYPE_CHECKING:
    from sandbox.imports.importing import Imported


def read(name: str) -> ScenarioFile:
    """The scenario that a file, a folder or standard input (`-`) holds. Raises ScenarioError.

    What an import made, and what it could not read, is told on standard error.
    """
    file = _scenario_file(name)
    if file is not None:
        return file
    from sandbox.imports.opening import INPUT_NAME, open_source

    found = open_source(name)
    if isinstance(found, ScenarioFile):
        return found
    return _told(INPUT_NAME if name == STANDARD_INPUT else name, found)


def _scenario_file(name: str) -> ScenarioFile | None:
    """A file that is opened as it is, without a look at what imports: most runs need no more."""
    if name == STANDARD_INPUT or os.path.isdir(name):
        return None
    try:
        file = load(name)
    except ScenarioError:
        return None
    return None if lacks_pods(file) else file


def _told(name: str, imported: "Imported") -> ScenarioFile:
    """An import as a file without text: nothing is ever written back to where it came from."""
    for sentence in imported.report.made:
        print(f"{name}: {sentence}", file=sys.stderr)
    for sentence in imported.report.notes:
        print(sentence, file=sys.stderr)
    return ScenarioFile(name, imported.scenario, (), imported.passed_over, imported.unread)
