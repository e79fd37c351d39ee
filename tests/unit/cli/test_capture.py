"""`natwalk capture`: its file, its choices and its mistakes."""

import io
import sys
from pathlib import Path

import pytest

from sandbox.cli.main import main
from tests.unit.cli.scenario import DEMO

SECTION = bytes.fromhex("0a0d0d0a")


@pytest.fixture
def demo(tmp_path: Path) -> str:
    path = tmp_path / "demo.yaml"
    path.write_text(DEMO)
    return str(path)


def captured(demo: str, *options: str) -> bytes:
    out = Path(demo).with_name("out.pcapng")
    assert main(["capture", demo, "-o", str(out), *options]) == 0
    return out.read_bytes()


def test_all_flows_or_one(demo: str) -> None:
    every, one = captured(demo), captured(demo, "--flow", "inside")
    assert every.startswith(SECTION)
    assert (b"outside: replied" in every, b"inside: replied" in every) == (True, True)
    assert (b"outside: replied" in one, b"inside: replied" in one) == (False, True)


def test_the_same_seed_gives_the_same_file(demo: str) -> None:
    files = {seed: captured(demo, "--seed", seed) for seed in map(str, range(6))}
    assert len(set(files.values())) > 1
    assert captured(demo, "--seed", "3") == files["3"]


def test_one_link(demo: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert captured(demo, "--link", "laptop eth0 – node2 eth0").count(b"node2 eth0") == 1
    assert main(["capture", demo, "--link", "nowhere", "-o", "-"]) == 2
    assert capsys.readouterr().err.startswith(
        f'{demo}: nothing crosses a link "nowhere"; the links are: "laptop eth0 – node2 eth0", '
    )


def test_into_a_pipe(demo: str, monkeypatch: pytest.MonkeyPatch) -> None:
    content = io.BytesIO()
    pipe = io.TextIOWrapper(content)
    monkeypatch.setattr(sys, "stdout", pipe)
    assert main(["capture", demo, "-o", "-"]) == 0
    assert content.getvalue() == captured(demo)


def test_not_onto_a_terminal(
    demo: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    assert main(["capture", demo, "-o", "-"]) == 2
    assert capsys.readouterr().err.startswith("natwalk: this is nothing for a terminal")


def test_a_scenario_without_flows_and_a_folder_that_is_not_there(
    tmp_path: Path, demo: str, capsys: pytest.CaptureFixture[str]
) -> None:
    empty = tmp_path / "empty.yaml"
    empty.write_text(DEMO[: DEMO.index("---\napiVersion: natwalk/v1alpha1\nkind: Flow")])
    assert main(["capture", str(empty), "-o", "-"]) == 2
    assert capsys.readouterr().err == f"{empty}: has no flows to send; add an object of kind Flow\n"
    assert main(["capture", demo, "-o", str(tmp_path / "none" / "out.pcapng")]) == 2
    assert "cannot be saved: No such file or directory" in capsys.readouterr().err
