"""The lock is exact, hashed, free of addresses, and up to date with what the project asks for."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
LOCKS = ("requirements.txt", "requirements-dev.txt")


def pinned(lock: str) -> set[str]:
    """Return the lock's lines up to their hashes, as `name==version ; marker`."""
    return {
        line.removesuffix("\\").strip()
        for line in (ROOT / lock).read_text().splitlines()
        if line and not line.startswith((" ", "#"))
    }


def normal_names(requirements: list[str]) -> set[str]:
    names = (re.match(r"[\w.-]+", requirement) for requirement in requirements)
    return {name[0].lower().replace("_", "-") for name in names if name}


@pytest.mark.parametrize("lock", LOCKS)
def test_every_requirement_is_pinned_and_hashed(lock: str) -> None:
    text = (ROOT / lock).read_text()
    assert pinned(lock)
    for entry in re.split(r"\n(?=\w)", text)[1:]:
        assert re.match(r"[\w.-]+==[\w.]+", entry)
        assert "--hash=sha256:" in entry


@pytest.mark.parametrize("lock", LOCKS)
def test_no_address_is_written_down(lock: str) -> None:
    assert not re.search(r"://|--(extra-)?index|--find-links", (ROOT / lock).read_text())


def test_the_locks_hold_what_the_project_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    groups = project["dependency-groups"]
    run = normal_names(project["project"]["dependencies"] + groups["build"])
    assert run <= normal_names(list(pinned("requirements.txt")))
    assert normal_names(groups["dev"]) <= normal_names(list(pinned("requirements-dev.txt")))


def test_the_tests_run_with_the_versions_that_people_run_with() -> None:
    assert pinned("requirements.txt") <= pinned("requirements-dev.txt")
