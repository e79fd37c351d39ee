"""Which version this is."""

from importlib.metadata import PackageNotFoundError, version


def version_text() -> str:
    """`natwalk 0.1.0`, as the installed package says."""
    try:
        return f"natwalk {version('natwalk')}"
    except PackageNotFoundError:
        return "natwalk, run from a folder where it is not installed"
