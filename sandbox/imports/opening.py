"""What a name on the command line opens: a scenario file as it is, or an import.

What imports is itself imported when it is needed: the window's first frame does without.
"""

import os
import sys
from typing import TYPE_CHECKING

from sandbox.formats import ScenarioError, ScenarioFile, loads
from sandbox.formats.scenario_file import text_of_file, text_of_stream
from sandbox.imports.lacking import STANDARD_INPUT, lacks_pods
from sandbox.imports.logs import has_logs
from sandbox.progress import SILENT, Progress

if TYPE_CHECKING:
    from sandbox.imports.importing import Imported

INPUT_NAME = "standard input"
"""What messages call it."""


def open_source(name: str, progress: Progress = SILENT) -> "ScenarioFile | Imported":
    """Open a file, a folder or standard input (`-`).

    A folder is an import. A text that reads as a scenario is one, byte for byte, unless it holds workloads
    whose pods it lacks: then it is an import. A text that does not read as one is imported without what is
    wrong in it if it came by standard input or a cluster wrote it. Raises ScenarioError.
    """
    if name == STANDARD_INPUT:
        return open_text(text_of_stream(sys.stdin.buffer, INPUT_NAME, progress), INPUT_NAME, progress)
    if os.path.isdir(name):
        return import_source(name, progress)
    return _opened(text_of_file(name, progress), name, progress, is_file=True)


def open_text(text: str, name: str, progress: Progress = SILENT) -> "ScenarioFile | Imported":
    """Open text as standard input's is; `name` is what messages call it. Raises ScenarioError."""
    return _opened(text, name, progress, is_file=False)


def import_source(name: str, progress: Progress = SILENT) -> "Imported":
    """Import a file, a folder or standard input (`-`), even a scenario. Raises ScenarioError."""
    from sandbox.imports.importing import import_path, import_text

    if name == STANDARD_INPUT:
        return import_text(text_of_stream(sys.stdin.buffer, INPUT_NAME, progress), INPUT_NAME, progress)
    return import_path(name, progress)


def _opened(text: str, name: str, progress: Progress, *, is_file: bool) -> "ScenarioFile | Imported":
    try:
        file = loads(text, name, progress)
    except ScenarioError as error:
        from sandbox.imports.importing import import_text

        try:
            imported = import_text(text, name, progress)
        except ScenarioError:
            raise error from None
        if not is_file or has_logs(text) or not imported.has_mistakes:
            return imported
        raise
    if not lacks_pods(file):
        return file
    from sandbox.imports.importing import import_text

    imported = import_text(text, name, progress)
    return imported if len(imported.scenario.pods) > len(file.scenario.pods) else file
