"""One reader under atheris: what `python -m tests.fuzz` starts."""

import sys
from importlib import import_module


def main(name: str, options: list[str]) -> None:
    """Hand the reader to libFuzzer, which does not come back."""
    atheris = import_module("atheris")
    with atheris.instrument_imports(include=["sandbox"]):
        from tests.fuzz.targets import TARGETS, attempt
    target = TARGETS[name]
    atheris.Setup([sys.argv[0], *options], lambda data: attempt(target, data))
    atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
