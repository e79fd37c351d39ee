"""A file that others write to as well: another window is told of, another program's change is met."""

import os
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox
from pytestqt.qtbot import QtBot

from sandbox.formats import content
from sandbox.scenario import edits
from ui.app import wanted
from ui.app.changed_bar import ChangedBar
from ui.app.files import Files
from ui.app.preferences import Preferences
from ui.app.session import EXAMPLE
from ui.app.window import Window

Button = QMessageBox.StandardButton


@pytest.fixture
def lesson(tmp_path: Path) -> Path:
    path = tmp_path / "lesson.yaml"
    path.write_bytes(EXAMPLE.with_name("nodeport-local.yaml").read_bytes())
    return path


@pytest.fixture
def opened(window: Window, lesson: Path) -> Window:
    assert window.files.open(lesson)
    return window


@pytest.fixture
def second(qapp: QApplication, qtbot: QtBot, preferences: Preferences, opened: Window) -> Window:
    window = Window(preferences)
    qtbot.addWidget(window, before_close_func=lambda _: window.document.undo_stack.setClean())
    window.show()
    return window


def edit(window: Window) -> None:
    window.document.apply("Add Client", edits.add_client)


def said(window: Window) -> str:
    return str(window.message.words.text()) if window.message.isVisible() else ""


def holds(window: Window, text: str) -> bool:
    return window.document.text == text


def write_elsewhere(path: Path, *, name: str = "nodeport-cluster.yaml") -> str:
    """What an editor does: it saves under another name and renames."""
    text = EXAMPLE.with_name(name).read_text()
    part = path.with_suffix(".part")
    part.write_text(text)
    part.replace(path)
    return text


def test_a_second_window_on_a_file_is_told_and_saves_elsewhere(
    opened: Window, second: Window, lesson: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    second.files.open(lesson)
    assert "lesson.yaml is open in another window" in said(second)
    edit(second)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *args: (str(lesson), ""))
    before = lesson.read_bytes()
    assert not second.files.save()
    assert "lesson.yaml is open in another window" in said(second)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *args: (str(lesson.with_name("b.yaml")), ""))
    assert second.files.save()
    assert lesson.read_bytes() == before
    assert second.document.path == lesson.with_name("b.yaml")


def test_a_file_is_free_again_when_its_window_closes_or_opens_another(
    opened: Window, second: Window, lesson: Path
) -> None:
    opened.files.open(EXAMPLE)
    second.files.open(lesson)
    assert said(second) == ""
    second.close()
    opened.files.open(lesson)
    assert said(opened) == ""


def test_what_another_program_writes_is_loaded_and_can_be_undone(
    opened: Window, lesson: Path, qtbot: QtBot
) -> None:
    before = opened.document.scenario
    text = write_elsewhere(lesson)
    qtbot.waitUntil(lambda: opened.document.scenario != before)
    assert opened.document.text == text
    assert "Another program has changed lesson.yaml" in said(opened)
    assert not opened.document.is_modified
    opened.document.undo_stack.undo()
    assert opened.document.scenario == before
    assert opened.document.is_modified


def test_a_second_change_is_noticed_too(opened: Window, lesson: Path, qtbot: QtBot) -> None:
    for name in ("nodeport-cluster.yaml", "nodeport-local.yaml"):
        text = write_elsewhere(lesson, name=name)
        qtbot.waitUntil(partial(holds, opened, text))


@pytest.mark.parametrize("load", [True, False])
def test_where_something_was_changed_here_too_people_choose(
    opened: Window, lesson: Path, qtbot: QtBot, load: bool
) -> None:
    edit(opened)
    mine = opened.document.scenario
    text = write_elsewhere(lesson)
    qtbot.waitUntil(lambda: opened.findChild(ChangedBar) is not None)
    bar = opened.findChild(ChangedBar)
    assert bar is not None
    assert opened.document.scenario == mine
    (bar.first_button if load else bar.second_button).click()
    assert (opened.document.text == text) is load
    assert bar.isHidden()
    if load:
        opened.document.undo_stack.undo()
    assert opened.document.scenario == mine


@pytest.mark.parametrize("answer", [Button.Save, Button.SaveAll, Button.Cancel])
def test_saving_over_another_programs_change_asks_first(
    opened: Window, lesson: Path, answer: Button, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Files, "ask_overwrite", lambda self: answer)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *args: (str(lesson.with_name("b.yaml")), ""))
    edit(opened)
    text = write_elsewhere(lesson)
    assert opened.files.save() is (answer is not Button.Cancel)
    assert (lesson.read_text() == text) is (answer is not Button.Save)
    assert lesson.with_name("b.yaml").exists() is (answer is Button.SaveAll)


def test_what_cannot_be_read_is_said_and_nothing_is_lost(opened: Window, lesson: Path, qtbot: QtBot) -> None:
    before = opened.document.scenario
    lesson.write_text("kind: [")
    qtbot.waitUntil(lambda: str(lesson) in said(opened))
    assert opened.document.scenario is before


def test_touching_and_saving_are_no_change(opened: Window, lesson: Path, qtbot: QtBot) -> None:
    edit(opened)
    assert opened.files.save()
    lesson.touch()
    assert not opened.files._watch.is_changed()


def test_a_large_file_is_told_by_its_size_and_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(content, "MOST_READ", 3)
    path = tmp_path / "a"
    path.write_text("1234")
    before = content.content_of(path)
    assert before is not None
    assert before.is_same(content.content_of(path))
    os.utime(path, ns=(1, 1))
    assert not before.is_same(content.content_of(path))


def test_a_large_file_that_changed_is_read_on_the_worker(
    opened: Window, lesson: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wanted, "SMALL", 0)
    text = write_elsewhere(lesson)
    qtbot.waitUntil(partial(holds, opened, text))
    assert opened.document.path == lesson
    assert not opened.document.is_modified


def test_a_folder_that_cannot_be_written_to_is_said_once(
    window: Window, preferences: Preferences, tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "recovery").write_text("a file where the folder should be")
    autosave = window.tools.autosave
    told: list[str] = []
    window.document.problem.connect(told.append)
    for _ in range(2):
        edit(window)
        autosave.keep_now()
    assert told == [f"Unsaved work cannot be kept: the folder {tmp_path / 'recovery'} cannot be written to"]
