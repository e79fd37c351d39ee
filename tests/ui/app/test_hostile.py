"""The window, asked to open what hurts: it says one sentence, and shows what it showed before."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.fixtures.desk import wait_until
from ui.app.window import Window

LEVELS = 100_000
HURTING: dict[str, Callable[[Path], object]] = {
    "a pipe": lambda path: os.mkfifo(path),
    "a device": lambda path: path.symlink_to("/dev/zero"),
    "a link to itself": lambda path: path.symlink_to(path),
    "nothing but brackets": lambda path: path.write_text("[" * LEVELS),
    "nothing but line breaks": lambda path: path.write_text("\n" * 1_000_000),
    "nothing but NULs": lambda path: path.write_bytes(bytes(1_000_000)),
    "JSON without end": lambda path: path.write_text('{"a":' * LEVELS),
    "many documents": lambda path: path.write_text("{}\n" * 400_000),
    "what is no text": lambda path: path.write_bytes(b"\xff\xfe" * LEVELS),
    "a picture that is none": lambda path: path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"\xff" * LEVELS),
    "a picture of another": lambda path: path.write_text("<svg" + " " * LEVELS + ">"),
}


@pytest.mark.parametrize("name", HURTING)
def test_it_says_what_is_wrong(name: str, window: Window, tmp_path: Path) -> None:
    path, before = tmp_path / "hurting.yaml", window.document.scenario
    HURTING[name](path)
    window.files.open(path)
    wait_until(window.message.isVisible)
    said = window.message.words.text()
    assert said.isprintable()
    assert "hurting.yaml" in said
    assert window.document.scenario is before


def test_a_folder_of_them(window: Window, tmp_path: Path) -> None:
    for number, make in enumerate(HURTING.values()):
        make(tmp_path / f"{number}.yaml")
    (tmp_path / "good.yaml").write_text("apiVersion: v1\nkind: Node\nmetadata:\n  name: good\n")
    window.files.open(tmp_path)
    wait_until(lambda: [each.metadata.name for each in window.document.scenario.nodes] == ["good"])
