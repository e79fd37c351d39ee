"""The command as a process of its own."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from sandbox.cli.json_output import json_text
from tests.unit.cli.scenario import DEMO

FORBIDDEN = ("PySide6", "shiboken6", "numpy", "networkx", "pyqtgraph", "pydantic", "ui")
WATCH = f"""
import sys
from sandbox.cli.main import main
status = main()
found = {{name.partition(".")[0] for name in sys.modules}} & set({FORBIDDEN!r})
print(*sorted(found), file=sys.stderr)
sys.exit(status)
"""


def natwalk(*argv: str, code: str = WATCH) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", code, *argv], capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    "arguments",
    [
        ("trace", "DEMO", "--flow", "outside", "--all"),
        ("trace", "DEMO", "--flow", "outside", "--json"),
        ("trace", "DEMO", "--flow", "outside", "--explain"),
        ("run", "DEMO"),
        ("check", "DEMO"),
        ("rules", "DEMO", "--node", "node1"),
    ],
)
def test_commands_without_a_window_import_nothing_heavy(arguments: tuple[str, ...], tmp_path: Path) -> None:
    path = tmp_path / "demo.yaml"
    path.write_text(DEMO)
    done = natwalk(*(str(path) if word == "DEMO" else word for word in arguments))
    assert (done.returncode, done.stderr) == (0, "\n")
    assert done.stdout


def test_formats_alone_import_nothing_heavy() -> None:
    code = f"import sys, sandbox.formats; print(sorted(set(sys.modules) & set({FORBIDDEN!r})))"
    assert natwalk(code=code).stdout == "[]\n"


def test_a_reader_that_leaves_early_is_no_failure(tmp_path: Path) -> None:
    path = tmp_path / "demo.yaml"
    path.write_text(DEMO)
    command = [
        sys.executable,
        "-m",
        "sandbox.cli",
        "trace",
        str(path),
        "--flow",
        "outside",
        "--all",
        "--json",
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        process.stdout.close()
        assert process.stderr is not None
        assert process.stderr.read() == ""
    assert process.returncode == 0


@pytest.mark.skipif(not Path("/dev/full").is_char_device(), reason="the system has no device that is full")
@pytest.mark.parametrize("arguments", [("run",), ("manifests",), ("trace", "--flow", "outside", "--json")])
def test_a_full_disk_behind_standard_output_is_said_in_one_line(
    arguments: tuple[str, ...], tmp_path: Path
) -> None:
    path = tmp_path / "demo.yaml"
    path.write_text(DEMO)
    command = [sys.executable, "-m", "sandbox.cli", arguments[0], str(path), *arguments[1:]]
    with open("/dev/full", "w") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1:] == [
        "natwalk: standard output cannot be written: No space left on device"
    ]
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="closes descriptors as a shell does")
@pytest.mark.parametrize(("closed", "status"), [("<&-", 2), (">&-", 0), ("2>&-", 0)])
def test_a_stream_that_is_closed_is_an_empty_one(closed: str, status: int, tmp_path: Path) -> None:
    path = tmp_path / "demo.yaml"
    path.write_text(DEMO)
    source = "-" if closed == "<&-" else str(path)
    shell = f'exec "$0" -m sandbox.cli run "$1" {closed}'
    done = subprocess.run(
        ["sh", "-c", shell, sys.executable, source], capture_output=True, text=True, check=False
    )
    assert (done.returncode, "Traceback" in done.stderr) == (status, False)


def test_json_is_ascii_for_every_terminal() -> None:
    value = {"é": ["😀", '"', 1.5, None, True]}
    assert json_text(value).isascii()
    assert json.loads(json_text(value)) == value
