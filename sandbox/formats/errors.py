"""Everything that can be wrong with a scenario file.

ScenarioError
├── UnreadableFileError     the file cannot be opened, is too large, or is not UTF-8 text
├── InvalidTextError        the text is not YAML or JSON, or goes beyond a limit
├── InvalidObjectError      a document is not an object that Natwalk can read
└── UnwritableFileError     the file cannot be saved

Each message is one line that names the file, the document, the line, the field and what would be right.
"""

import msgspec

from sandbox.net.words import one_line

MAX_QUOTED = 60
"""Characters of a wrong value that a message repeats."""


class ScenarioError(Exception):
    """A scenario that cannot be read or saved; `str()` is one line for a person."""


class UnreadableFileError(ScenarioError):
    """The file cannot be opened, is too large, or is not UTF-8 text."""


class InvalidTextError(ScenarioError):
    """The text is not YAML or JSON, or it goes beyond a limit."""


class InvalidObjectError(ScenarioError):
    """A document is not an object that Natwalk can read."""


class UnwritableFileError(ScenarioError):
    """The file cannot be saved."""


FieldPath = tuple[str | int, ...]
"""Keys and list positions from the document's root to a value."""


class FieldError(Exception):
    """What is wrong with one value. `path` grows from the inside out while the error rises."""

    def __init__(self, problem: str, path: FieldPath = ()) -> None:
        super().__init__(problem)
        self.problem = problem
        self.path = path

    def within(self, *outer: str | int) -> "FieldError":
        """The same error seen from `outer`, the container that the value is in."""
        return FieldError(self.problem, outer + self.path)


class TextError(Exception):
    """Text that cannot be parsed. `line` counts from 0 at the start of the text parsed; None if unknown.

    `document` counts from 1; 0 means that it is not known, or that the text is one document.
    """

    def __init__(self, problem: str, line: int | None = None, document: int = 0) -> None:
        super().__init__(problem)
        self.problem = problem
        self.line = line
        self.document = document


class Place(msgspec.Struct, frozen=True):
    """Where in a file something is wrong; `document` and `line` count from 1, 0 means the whole file."""

    file: str
    document: int = 0
    line: int = 0
    path: FieldPath = ()

    def __str__(self) -> str:
        parts = [
            f"document {self.document}" if self.document else "",
            f"line {self.line}" if self.line else "",
            path_text(self.path),
        ]
        present = ", ".join(part for part in parts if part)
        return f"{one_line(self.file)}: {present}" if present else one_line(self.file)


def path_text(path: FieldPath) -> str:
    """`spec.ports[0].port`; keys that are no plain words are quoted in brackets."""
    text = ""
    for step in path:
        if isinstance(step, int):
            text += f"[{step}]"
        elif step.replace("_", "").replace("-", "").isalnum() and step.isascii():
            text += f".{step}" if text else step
        else:
            text += f"[{quoted(step)}]"
    return text


def quoted(value: object) -> str:
    """A wrong value as a message shows it: JSON notation, shortened, never more than one line."""
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list):
        return "a list"
    if isinstance(value, int) and value.bit_length() > 4 * MAX_QUOTED:
        return "a number of more than 70 digits"
    cut = value[: MAX_QUOTED + 1] if isinstance(value, str) else value
    text = one_line(_json_text(cut))
    return text if len(text) <= MAX_QUOTED else text[: MAX_QUOTED - 1] + "…"


def _json_text(value: object) -> str:
    try:
        return msgspec.json.encode(value).decode()
    except (TypeError, ValueError, OverflowError):
        return str(value)
