"""The one locator for what is shipped beside the code."""

from os.path import realpath
from pathlib import Path

import resources


def resource(*parts: str) -> Path:
    """The path of a shipped file, as in `resource("scenarios", "using-source-ip.yaml")`."""
    return Path(resources.__path__[0]).joinpath(*parts)


def is_resource(path: Path) -> bool:
    """Whether a file is one of those shipped, which are never written to."""
    return Path(realpath(path)).is_relative_to(realpath(resource()))
