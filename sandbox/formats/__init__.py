"""The edge to files: scenarios as YAML and JSON, read into the model and written back; traces as JSON.

Knows no engine and no window. A document that was not edited is written back byte for byte; an edited one
keeps every field that Natwalk does not model.
"""

from sandbox.formats.errors import (
    InvalidObjectError,
    InvalidTextError,
    ScenarioError,
    UnreadableFileError,
    UnwritableFileError,
)
from sandbox.formats.saving import save
from sandbox.formats.scenario_file import ScenarioFile, load, loads
from sandbox.formats.writing import dumps

__all__ = [
    "InvalidObjectError",
    "InvalidTextError",
    "ScenarioError",
    "ScenarioFile",
    "UnreadableFileError",
    "UnwritableFileError",
    "dumps",
    "load",
    "loads",
    "save",
]
