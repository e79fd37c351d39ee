"""`natwalk html` and `natwalk picture`."""

import subprocess
import sys
from pathlib import Path

import pytest

from sandbox.cli.main import main
from sandbox.formats import load
from tests.unit.cli.scenario import DEMO


@pytest.fixture
def demo(tmp_path: Path) -> Path:
    path = tmp_path / "demo.yaml"
    path.write_text(DEMO, encoding="utf-8")
    return path


def natwalk(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run it in a process of its own, which has no screen and no application of Qt's."""
    command = [sys.executable, "-m", "sandbox.cli", *map(str, arguments)]
    environment = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"}
    return subprocess.run(command, capture_output=True, text=True, env=environment, check=False)


def test_a_walk_becomes_a_page(demo: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    assert main(["html", str(demo), "--flow", "outside", "-o", str(page)]) == 0
    assert "<h1>outside</h1>" in page.read_text(encoding="utf-8")


def test_a_page_is_of_one_flow(demo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["html", str(demo), "-o", str(tmp_path / "page.html")]) == 2
    assert "choose one with --flow: outside, inside" in capsys.readouterr().err


def test_a_page_of_the_command_line_needs_no_qt(demo: Path) -> None:
    code = f"""
import sys
from sandbox.cli.main import main
assert main(["html", {str(demo)!r}, "--flow", "inside", "-o", "-"]) == 0
assert not [name for name in sys.modules if name.startswith(("PySide6", "ui"))]
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("suffix", [".svg", ".pdf", ".png"])
def test_a_picture_is_drawn_without_a_screen(demo: Path, tmp_path: Path, suffix: str) -> None:
    picture = tmp_path / f"demo{suffix}"
    done = natwalk("picture", demo, "--flow", "outside", "--step", "3", "--theme", "dark", "-o", picture)
    assert (done.returncode, done.stderr) == (0, "")
    if suffix != ".pdf":
        assert load(picture).scenario == load(demo).scenario
        assert main(["check", str(picture)]) == 0


def test_a_picture_that_carries_environment_variables_says_so(demo: Path, tmp_path: Path) -> None:
    demo.write_text(
        DEMO.replace("containers: [{", 'containers: [{"env": [{name: TOKEN, value: secret}], ', 1)
    )
    assert "TOKEN" in demo.read_text()
    told = natwalk("picture", demo, "-o", tmp_path / "a.svg").stderr
    assert told.startswith(f"{tmp_path / 'a.svg'}: holds environment variables")
    assert told.count("\n") == 1
    assert natwalk("picture", demo, "-o", tmp_path / "a.pdf").stderr == ""


def test_what_cannot_be_drawn_is_told_in_a_sentence(demo: Path, tmp_path: Path) -> None:
    for arguments, problem in (
        (("-o", tmp_path / "a.bmp"), "does not end in .svg, .pdf or .png"),
        (("--flow", "outside", "--step", "9999", "-o", tmp_path / "a.png"), "steps, not 9999"),
        (("-o", tmp_path / "none" / "a.png"), "cannot be saved"),
    ):
        done = natwalk("picture", demo, *arguments)
        assert done.returncode == 2
        assert problem in done.stderr
        assert done.stderr.count("\n") == 1


@pytest.mark.parametrize(("suffix", "start"), [(".gif", b"GIF89a"), (".png", b"\x89PNG")])
def test_an_animation_is_made_without_a_screen(demo: Path, tmp_path: Path, suffix: str, start: bytes) -> None:
    path = tmp_path / f"demo{suffix}"
    options = ("--width", "640", "--rate", "8", "--speed", "4", "--once")
    done = natwalk("animation", demo, "--flow", "inside", *options, "-o", path)
    assert (done.returncode, done.stderr) == (0, "")
    assert path.read_bytes().startswith(start)


def test_an_animation_that_cannot_be_made_is_told_in_a_sentence(demo: Path, tmp_path: Path) -> None:
    done = natwalk("animation", demo, "--flow", "inside", "-o", tmp_path / "a.mp4")
    assert done.returncode == 2
    assert done.stderr.endswith("does not end in .gif, .png or .webm\n")
