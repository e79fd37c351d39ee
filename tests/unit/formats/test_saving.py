"""A file is replaced whole or not at all."""

import os
import stat
from pathlib import Path

import pytest

from sandbox.formats import ScenarioError, save


def test_a_new_file_has_the_text_as_it_is(tmp_path: Path) -> None:
    save(tmp_path / "a.yaml", "a: é\r\n")
    assert (tmp_path / "a.yaml").read_bytes() == "a: é\r\n".encode()
    assert os.listdir(tmp_path) == ["a.yaml"]


def test_an_old_file_keeps_its_permissions_and_its_link(tmp_path: Path) -> None:
    target = tmp_path / "target.yaml"
    target.write_text("old")
    target.chmod(0o640)
    (tmp_path / "link.yaml").symlink_to(target)
    save(tmp_path / "link.yaml", "new")
    assert (tmp_path / "link.yaml").is_symlink()
    assert target.read_text() == "new"
    assert stat.S_IMODE(target.stat().st_mode) == 0o640


def test_a_failure_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    (tmp_path / "a.yaml").write_text("old")
    with pytest.raises(ScenarioError, match=r"a.yaml: cannot be saved: No space left on device$"):
        save(tmp_path / "a.yaml", "new")
    assert (tmp_path / "a.yaml").read_text() == "old"
    assert os.listdir(tmp_path) == ["a.yaml"]


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("missing/a.yaml", "", "No such file or directory"),
        (".", "", "it is a folder"),
        ("a.yaml", "\ud800", "surrogates not allowed"),
    ],
)
def test_what_cannot_be_saved_is_said_in_one_line(tmp_path: Path, name: str, text: str, reason: str) -> None:
    with pytest.raises(ScenarioError, match=rf"cannot be saved: .*{reason}$") as caught:
        save(tmp_path / name, text)
    assert "\n" not in str(caught.value)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
def test_a_pipe_is_not_replaced_by_a_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(ScenarioError, match=r"pipe: cannot be saved: it is a pipe or a device, no file$"):
        save(tmp_path / "pipe", "new")
    assert stat.S_ISFIFO((tmp_path / "pipe").stat().st_mode)
