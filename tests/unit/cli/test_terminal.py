"""What a file says reaches no terminal as anything but text."""

import io
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from sandbox.cli.terminal import guarded_terminals, shown

DRIVING = "\x1b[2J\x07\x9b2J\u202e"
CLIENT = """\
apiVersion: natwalk/v1alpha1
kind: Client
metadata:
  name: laptop
spec:
  addresses: [198.51.100.7]
---
apiVersion: natwalk/v1alpha1
kind: Flow
metadata:
  name: a
spec:
  from: {client: laptop}
  to: {service: default/none, via: ClusterIP}
"""


def on_terminal(*arguments: str) -> str:
    """What `natwalk` writes to a terminal, on both streams."""
    leader, follower = pty.openpty()
    command = [sys.executable, "-m", "sandbox.cli", *arguments]
    with subprocess.Popen(command, stdout=follower, stderr=follower, stdin=subprocess.DEVNULL) as process:
        os.close(follower)
        said = b""
        while part := _read(leader):
            said += part
        process.wait()
    os.close(leader)
    return said.decode()


def _read(leader: int) -> bytes:
    try:
        return os.read(leader, 65536)
    except OSError:  # Linux: the other side is closed
        return b""


def test_what_drives_a_terminal_is_shown() -> None:
    assert shown(f"a{DRIVING}\tb\n") == "a\\x1b[2J\\x07\\x9b2J\\u202e\tb\n"


def test_colours_stay() -> None:
    assert shown("\x1b[1;32mreplied\x1b[0m \x1b[H") == "\x1b[1;32mreplied\x1b[0m \\x1b[H"


def test_other_languages_are_as_they_are() -> None:
    assert shown("שלום é 😀 \u200d") == "שלום é 😀 \u200d"


@pytest.mark.parametrize("command", [("check",), ("trace", "--all", "--flow", "x\x1b[2J"), ("manifests",)])
def test_nothing_in_a_file_drives_the_terminal(tmp_path: Path, command: tuple[str, ...]) -> None:
    path = tmp_path / f"{DRIVING}.yaml"
    label = '"\\x1b[2J\\x9b\\u202e"'
    path.write_text(CLIENT.replace("name: laptop\n", f"name: laptop\n  labels: {{x: {label}}}\n"))
    name, *options = command
    said = on_terminal(name, str(path), *options)
    assert said
    assert not set(said) & set(DRIVING) - set("[2J")


def test_a_pipe_gets_all_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    service = {
        "apiVersion": "v1",
        "kind": "Service",
        "metadata": {"name": "a", "annotations": {"x": "\u202e"}},
    }
    path.write_text(str(service).replace("'", '"'))
    command = [sys.executable, "-X", "utf8", "-m", "sandbox.cli", "manifests", str(path)]
    assert "\u202e" in subprocess.run(command, capture_output=True, check=True, encoding="utf-8").stdout


def test_the_guard_stands_on_streams_without_a_buffer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", io.StringIO())
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    before = sys.stdout
    with guarded_terminals():
        assert sys.stdout is before


def test_the_streams_are_whole_when_the_guard_has_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    leader, follower = pty.openpty()
    with open(follower, "w", encoding="utf-8") as stream:
        monkeypatch.setattr(sys, "stdout", stream)
        with guarded_terminals():
            print("a\x07")
        assert sys.stdout is stream
        print("b", flush=True)
        said = b""
        while not said.endswith(b"b\r\n"):
            said += os.read(leader, 100)
        assert said.split() == [b"a\\x07", b"b"]
    os.close(leader)
