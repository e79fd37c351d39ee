"""One reader under atheris: what `python -m tests.fuzz` starts."""

import sys
from importlib import import_module
from random import Random


def main(name: str, options: list[str]) -> None:
    """Hand the reader to libFuzzer, which does not come back."""
    atheris = import_module("atheris")
    with atheris.instrument_imports(include=["sandbox"]):
        from tests.fuzz.mutate import mutated
        from tests.fuzz.targets import TARGETS, attempt
    target = TARGETS[name]

    def change(data: bytes, most: int, seed: int) -> bytes:
        """Half of the inputs made as without libFuzzer, whose changes soon leave nothing to read."""
        dice = Random(seed)
        return mutated(data, dice)[:most] if dice.random() < 0.5 else bytes(atheris.Mutate(data, most))

    atheris.Setup([sys.argv[0], *options], lambda data: attempt(target, data), custom_mutator=change)
    atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
