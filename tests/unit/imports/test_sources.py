"""Folders: which files are read, in which bounds, and what is said of the others."""

import json
from pathlib import Path

import pytest

from sandbox.formats import UnreadableFileError
from sandbox.imports import sources
from sandbox.imports.importing import import_path

POD = "apiVersion: v1\nkind: Pod\nmetadata: {name: %s}\nspec: {nodeName: n}\nstatus: {phase: Running}\n"


def names(folder: Path) -> list[str]:
    return [each.metadata.name for each in import_path(folder).scenario.pods]


def test_yaml_and_json_of_all_folders_by_name(tmp_path: Path) -> None:
    inner = tmp_path / "b" / "c"
    inner.mkdir(parents=True)
    (tmp_path / "z.yaml").write_text(POD % "z")
    (tmp_path / "a.yml").write_text(POD % "a")
    (inner / "x.json").write_text('{"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "x"}}')
    (tmp_path / "notes.txt").write_text(POD % "no")
    assert names(tmp_path) == ["a", "x", "z"]
    assert import_path(tmp_path).title == tmp_path.name
    versioned = tmp_path / "chart.v2"
    versioned.mkdir()
    (versioned / "a.yaml").write_text(POD % "a")
    assert import_path(versioned).title == "chart.v2"
    assert import_path(versioned / "a.yaml").title == "a"


def test_a_file_that_cannot_be_read_is_named_and_the_rest_stays(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(POD % "a")
    (tmp_path / "b.yaml").write_bytes(b"\xff\xfe")
    (tmp_path / "c.yaml").write_text("x: {{ .Values.name }}\n")
    found = import_path(tmp_path)
    assert [each.metadata.name for each in found.scenario.pods] == ["a"]
    assert found.report.problems[0] == f"{tmp_path}/b.yaml: line 1: is not UTF-8 text; save the file as UTF-8"
    assert found.report.problems[1].startswith(f"{tmp_path}/c.yaml: document 1, line 1: is not YAML")


def test_links_out_of_the_folder_are_not_followed(tmp_path: Path) -> None:
    outside, folder = tmp_path / "outside", tmp_path / "in"
    outside.mkdir()
    folder.mkdir()
    (outside / "o.yaml").write_text(POD % "outside")
    (folder / "a.yaml").write_text(POD % "a")
    (folder / "b.yaml").symlink_to(folder / "a.yaml")
    (folder / "link.yaml").symlink_to(outside / "o.yaml")
    (folder / "linked").symlink_to(outside)
    (folder / "loop").symlink_to(folder)
    found = import_path(folder)
    assert [each.metadata.name for each in found.scenario.pods] == ["a"]
    assert found.report.problems == (
        f"{folder}/link.yaml: is a link out of the folder, and was not followed",
    )


def test_a_folder_without_objects_is_refused(tmp_path: Path) -> None:
    (tmp_path / "readme.md").write_text("nothing")
    with pytest.raises(UnreadableFileError, match=r"holds no file that ends in .yaml, .yml, .json"):
        import_path(tmp_path)


@pytest.mark.parametrize(
    ("limit", "value", "sentence"),
    [("MAX_FILES", 2, "holds more than 2 files"), ("MAX_FILE_BYTES", 200, "hold more than 0 MiB")],
)
def test_folders_are_bounded(
    limit: str, value: int, sentence: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sources, limit, value)
    for number in range(3):
        (tmp_path / f"{number}.yaml").write_text(POD % number)
    with pytest.raises(UnreadableFileError, match=sentence):
        import_path(tmp_path)


def test_folders_are_not_looked_into_without_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "MAX_DEPTH", 1)
    deep = tmp_path / "a" / "b"
    deep.mkdir(parents=True)
    (deep / "x.yaml").write_text(POD % "x")
    (tmp_path / "y.yaml").write_text(POD % "y")
    found = import_path(tmp_path)
    assert [each.metadata.name for each in found.scenario.pods] == ["y"]
    assert found.report.problems == (f"{deep}: is more than 1 folders deep, and was not read",)


def test_a_cluster_info_dump(tmp_path: Path) -> None:
    """The layout of `kubectl cluster-info dump --output-directory`: items of its lists state no kind."""
    shop = tmp_path / "shop"
    (shop / "web-1").mkdir(parents=True)
    (shop / "web-1" / "logs.txt").write_text("listening")
    node = {"metadata": {"name": "n"}, "spec": {"podCIDR": "10.244.1.0/24"}}
    pod = {"metadata": {"name": "web-1", "namespace": "shop"}, "spec": {"nodeName": "n"}}
    lists = {
        "nodes.json": ("v1", "NodeList", [node]),
        "shop/pods.json": ("v1", "PodList", [{**pod, "status": {"phase": "Running"}}]),
        "shop/events.json": ("v1", "EventList", [{"metadata": {"name": "e"}}, {"metadata": {"name": "f"}}]),
        "shop/services.json": ("v1", "ServiceList", None),
        "shop/deployments.json": ("apps/v1", "DeploymentList", [{"metadata": {"name": "old", "uid": "u"}}]),
    }
    for name, (version, kind, items) in lists.items():
        tree = {"kind": kind, "apiVersion": version, "metadata": {"resourceVersion": "1"}, "items": items}
        (tmp_path / name).write_text(json.dumps(tree, indent=4))
    found = import_path(tmp_path)
    assert [each.metadata.name for each in found.scenario.pods] == ["web-1"]
    assert found.report.problems == ()
    assert found.report.passed_over == (("Event", 2),)
