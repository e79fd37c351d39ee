"""Opening the window from the command line."""

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


@pytest.mark.parametrize("named", [True, False])
def test_it_opens_the_file(named: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[Path | None] = []

    def open_window(path: Path | None) -> int:
        opened.append(path)
        return 7

    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    monkeypatch.setattr("ui.app.main.main", open_window)
    path = tmp_path / "demo.yaml"
    path.write_text(DEMO)
    assert main((str(path),) if named else ()) == 7
    assert opened == [path if named else None]
