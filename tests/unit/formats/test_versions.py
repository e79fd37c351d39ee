"""Files of every version ever shipped open; a file of a newer one is refused with a sentence."""

from pathlib import Path

import pytest

from sandbox.formats import ScenarioError, dumps, load, loads
from sandbox.formats.kinds import KINDS, NATWALK_GROUP
from sandbox.scenario.model import KIND_FIELDS
from tests.unit.formats.texts import natwalk

SHIPPED = sorted((Path(__file__).parents[2] / "fixtures" / "versions").glob("*.yaml"))
"""A file with every kind for each version; none of them is ever changed."""


def test_each_version_that_is_read_has_a_file() -> None:
    read = {version for kind in KINDS for version in kind.api_versions if version.startswith(NATWALK_GROUP)}
    assert {version.replace("/", "-") for version in read} == {path.stem for path in SHIPPED}


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_a_shipped_version_opens_and_comes_back(path: Path) -> None:
    file = load(path)
    assert all(getattr(file.scenario, field) for field in KIND_FIELDS.values())
    assert dumps(file.scenario, file) == path.read_text()
    assert loads(dumps(file.scenario), "again").scenario == file.scenario


@pytest.mark.parametrize("version", ["v1alpha2", "v1beta1", "v1", "v10"])
def test_a_newer_version_is_refused(version: str) -> None:
    text = natwalk("Client", "{addresses: [10.0.0.1]}").replace("v1alpha1", version)
    listed = "apiVersion: v1\nkind: List\nitems:\n- " + text.replace("\n", "\n  ").rstrip() + "\n"
    problem = f'apiVersion: "natwalk/{version}" is newer than this Natwalk, which reads natwalk/v1alpha1'
    for each, place in ((text, "line 1, "), (listed, "line 4, items[0].")):
        with pytest.raises(ScenarioError) as caught:
            loads(each, "x")
        assert str(caught.value) == f"x: document 1, {place}{problem}"
