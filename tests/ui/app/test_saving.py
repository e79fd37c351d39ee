"""What is large is saved on the worker, and nothing is lost on the way."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QProgressDialog

from sandbox.formats import load
from sandbox.scenario import edits
from ui.app import saving
from ui.app.window import Window
from ui.jobs import Job


@pytest.fixture
def large(window: Window, monkeypatch: pytest.MonkeyPatch) -> Window:
    """A window that takes every scenario for a large one, with an edit in it."""
    monkeypatch.setattr(saving, "LARGE", 0)
    window.document.apply("Add Client", edits.add_client)
    return window


def test_a_large_scenario_is_saved_behind_a_dialog(
    large: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[str] = []
    begin = large.jobs

    def jobs(work: Callable[[], Any], done: Callable[[Any], None]) -> Job:
        shown.extend(each.labelText() for each in large.findChildren(QProgressDialog) if each.isVisible())
        return begin(work, done)

    path = tmp_path / "a.yaml"
    with monkeypatch.context() as patched:
        patched.setattr(large, "jobs", jobs)
        saving.save_document(large, path)
    assert shown == ["Saving a.yaml…"]
    assert load(path).scenario == large.document.scenario
    assert large.document.path == path
    assert not large.document.is_modified
    assert not any(each.isVisible() for each in large.findChildren(QProgressDialog))


def test_what_is_changed_while_it_is_saved_counts_as_changed(
    large: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin = large.jobs

    def jobs(work: Callable[[], Any], done: Callable[[Any], None]) -> Job:
        large.document.apply("Add Client", edits.add_client)
        return begin(work, done)

    with monkeypatch.context() as patched:
        patched.setattr(large, "jobs", jobs)
        saving.save_document(large, tmp_path / "a.yaml")
    assert len(load(tmp_path / "a.yaml").scenario.clients) == 2
    assert len(large.document.scenario.clients) == 3
    assert large.document.is_modified


def test_what_keeps_it_from_being_saved_is_said(large: Window, tmp_path: Path) -> None:
    assert not large.files._save_to(tmp_path / "none" / "a.yaml")
    assert "cannot be saved" in large.message.words.text()
    assert large.document.is_modified
    assert large.document.path is None
