"""Opening the window from the command line."""

from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest

from sandbox.cli.commands.window import has_screen
from sandbox.cli.main import main
from tests.unit.cli.scenario import DEMO


@pytest.mark.parametrize(
    ("environment", "platform", "answer"),
    [
        ({}, "linux", False),
        ({"DISPLAY": ""}, "linux", False),
        ({"DISPLAY": ":0"}, "linux", True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", True),
        ({"QT_QPA_PLATFORM": "offscreen"}, "linux", True),
        ({}, "darwin", True),
        ({}, "win32", True),
    ],
)
def test_where_a_window_can_open(environment: dict[str, str], platform: str, answer: bool) -> None:
    assert has_screen(environment, platform) is answer


def test_without_a_screen_it_says_how_to_go_on(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("sys.platform", "linux")
    assert main(()) == 2
    error = capsys.readouterr().err
    assert "natwalk trace FILE --all" in error
    assert error.count("\n") == 1


Opened = list[tuple[Path | None, str | None]]


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> Opened:
    """What the window was opened on: a path, or text."""
    opened: Opened = []

    def open_window(path: Path | None, text: str | None = None) -> int:
        opened.append((path, text))
        return 7

    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    monkeypatch.setattr("ui.app.main.main", open_window)
    return opened


@pytest.mark.parametrize("named", [True, False])
def test_it_opens_the_file(named: bool, tmp_path: Path, opened: Opened) -> None:
    path = tmp_path / "demo.yaml"
    path.write_text(DEMO)
    assert main((str(path),) if named else ()) == 7
    assert opened == [(path if named else None, None)]


def test_it_opens_standard_input(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO(DEMO.encode())))
    assert main(("-",)) == 7
    assert opened == [(None, DEMO)]


def test_standard_input_that_is_no_text_is_one_sentence(
    opened: Opened, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO(b"\xff\xfe")))
    assert main(("-",)) == 2
    assert "standard input" in capsys.readouterr().err
    assert opened == []
