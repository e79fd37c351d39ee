from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu, QMessageBox
from pytestqt.qtbot import QtBot

from sandbox.formats.pictures import svg_with
from sandbox.scenario import edits
from ui.app.examples import examples, questions
from ui.app.files import Files
from ui.app.preferences import MOST_RECENT, Preferences
from ui.app.session import EXAMPLE
from ui.app.window import Window


class Answers:
    """What people answer when they are asked."""

    def __init__(self) -> None:
        self.button = QMessageBox.StandardButton.Cancel
        self.path = ""
        self.asked = 0


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> Iterator[Answers]:
    answers = Answers()

    def ask(files: Files) -> QMessageBox.StandardButton:
        answers.asked += 1
        return answers.button

    with monkeypatch.context() as patched:
        patched.setattr(Files, "ask", ask)
        for name in ("getOpenFileName", "getSaveFileName"):
            patched.setattr(QFileDialog, name, lambda *args: (answers.path, ""))
        yield answers


@pytest.fixture
def edited(window: Window) -> Window:
    window.document.apply("Add Client", edits.add_client)
    return window


def run(window: Window, name: str) -> None:
    window.actions_by_name[name][1].trigger()


def other_file(tmp_path: Path) -> Path:
    path = tmp_path / "other.yaml"
    path.write_bytes(EXAMPLE.with_name("nodeport-local.yaml").read_bytes())
    return path


def test_the_title_names_the_file_and_its_mark(window: Window, tmp_path: Path) -> None:
    assert window.windowTitle() == "using-source-ip[*] — Natwalk"
    assert not window.isWindowModified()
    window.document.apply("Add Client", edits.add_client)
    assert window.isWindowModified()
    assert window.top_bar.edited.isVisible()
    window.document.undo_stack.undo()
    assert not window.top_bar.edited.isVisible()


def test_saving_an_example_asks_for_a_name(edited: Window, answers: Answers, tmp_path: Path) -> None:
    answers.path = str(tmp_path / "mine")
    run(edited, "save")
    assert edited.document.path == tmp_path / "mine.yaml"
    assert "client-1" in (tmp_path / "mine.yaml").read_text()
    assert edited.windowTitle() == "mine[*] — Natwalk"
    assert not edited.isWindowModified()


def test_a_shipped_example_is_never_overwritten(edited: Window, answers: Answers) -> None:
    before = EXAMPLE.read_bytes()
    answers.path = str(EXAMPLE)
    run(edited, "save_as")
    assert EXAMPLE.read_bytes() == before
    assert "own examples" in edited.message.words.text()
    assert edited.document.is_modified


def test_a_scenario_is_not_saved_as_a_picture(edited: Window, answers: Answers, tmp_path: Path) -> None:
    answers.path = str(tmp_path / "mine.png")
    run(edited, "save_as")
    assert not (tmp_path / "mine.png").exists()
    assert "save a scenario as .yaml" in edited.message.words.text()


def test_saving_again_asks_nothing(edited: Window, answers: Answers, tmp_path: Path) -> None:
    answers.path = str(tmp_path / "mine.yaml")
    run(edited, "save_as")
    answers.path = ""
    edited.document.apply("Add Client", edits.add_client)
    run(edited, "save")
    assert "client-2" in (tmp_path / "mine.yaml").read_text()
    assert answers.asked == 0


@pytest.mark.parametrize("action", ["new", "open", "quit"])
def test_cancel_keeps_everything(action: str, edited: Window, answers: Answers, tmp_path: Path) -> None:
    before = edited.document.scenario
    answers.path = str(other_file(tmp_path))
    run(edited, action)
    assert answers.asked == 1
    assert edited.document.scenario is before
    assert edited.isVisible()


def test_dont_save_lets_the_changes_go(edited: Window, answers: Answers, tmp_path: Path) -> None:
    answers.button, answers.path = QMessageBox.StandardButton.Discard, str(other_file(tmp_path))
    run(edited, "open")
    assert edited.document.title == "other"
    assert not edited.isWindowModified()


def test_save_saves_before_it_goes_on(edited: Window, answers: Answers, tmp_path: Path) -> None:
    answers.button, answers.path = QMessageBox.StandardButton.Save, str(tmp_path / "mine.yaml")
    run(edited, "new")
    assert "client-1" in (tmp_path / "mine.yaml").read_text()
    assert edited.document.title == "Untitled"


def test_save_without_a_name_keeps_everything(edited: Window, answers: Answers) -> None:
    answers.button = QMessageBox.StandardButton.Save
    run(edited, "quit")
    assert edited.isVisible()
    assert edited.document.is_modified


def test_nothing_is_asked_when_nothing_changed(window: Window, answers: Answers) -> None:
    run(window, "new")
    assert answers.asked == 0


def test_a_file_that_cannot_be_read_is_one_sentence(window: Window, answers: Answers, tmp_path: Path) -> None:
    path = tmp_path / "broken.yaml"
    path.write_text("apiVersion: v1\nkind: Service\nmetadata: {name: 7}\nspec: 8\n")
    answers.path = str(path)
    run(window, "open")
    assert window.message.isVisible()
    assert str(path) in window.message.words.text()
    assert window.document.title == "using-source-ip"
    assert window.preferences.recent_files == ()


def recent_actions(window: Window) -> list[QAction]:
    window.recent.aboutToShow.emit()
    return [each for each in window.recent.actions() if not each.isSeparator()]


def test_recent_files(window: Window, answers: Answers, tmp_path: Path) -> None:
    first, second = other_file(tmp_path), tmp_path / "second.yaml"
    second.write_bytes(first.read_bytes())
    for path in (first, second, first):
        assert window.files.open(path)
    assert [each.text() for each in recent_actions(window)] == ["other.yaml", "second.yaml", "&Clear"]
    second.unlink()
    assert [each.isEnabled() for each in recent_actions(window)] == [True, False, True]
    recent_actions(window)[0].trigger()
    assert window.document.path == first
    recent_actions(window)[-1].trigger()
    assert [each.isEnabled() for each in recent_actions(window)] == [False]


def test_examples_are_not_recent_files(window: Window) -> None:
    assert window.preferences.recent_files == ()


def test_only_so_many_are_remembered(preferences: Preferences, tmp_path: Path) -> None:
    for number in range(MOST_RECENT + 5):
        preferences.remember_file(tmp_path / f"{number}.yaml")
    assert len(preferences.recent_files) == MOST_RECENT
    assert preferences.recent_files[0].name == f"{MOST_RECENT + 4}.yaml"


def test_a_dropped_file_opens(window: Window, answers: Answers, tmp_path: Path) -> None:
    drop(window, other_file(tmp_path))
    assert window.document.title == "other"


def drop(window: Window, path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    how = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    entering = QDragEnterEvent(QPoint(200, 200), *how)
    QApplication.sendEvent(window.canvas, entering)
    assert entering.isAccepted()
    QApplication.sendEvent(window.canvas, QDropEvent(QPointF(200, 200), *how))


def test_a_dropped_picture_opens_as_its_scenario(window: Window, answers: Answers, tmp_path: Path) -> None:
    picture = tmp_path / "picture.svg"
    picture.write_text(svg_with("<svg ></svg>", other_file(tmp_path).read_text()))
    drop(window, picture)
    assert window.document.title == "picture"
    assert window.document.path is None


def example_actions(window: Window) -> list[QAction]:
    window.examples.aboutToShow.emit()
    return [each for each in window.examples.actions() if not each.isSeparator()]


def test_examples_open_by_their_titles(window: Window) -> None:
    *tutorial, questions = example_actions(window)
    assert tutorial[0].text() == "Using source IP"
    by_title = {each.text(): each for each in tutorial}
    by_title["NodePort Local"].trigger()
    assert window.document.title == "nodeport-local"
    assert window.document.path is None
    menu = questions.menu()
    assert isinstance(menu, QMenu)
    assert all(each.text().endswith("?") for each in menu.actions())
    assert len(example_actions(window)) == len(tutorial) + 1


@pytest.mark.parametrize("path", [*examples(), *questions()], ids=lambda path: path.stem)
def test_every_example_opens_and_walks(path: Path, window: Window, qtbot: QtBot) -> None:
    window.files.open(path)
    assert window.message.isHidden()
    qtbot.waitUntil(lambda: window.simulation.is_current)
    assert window.simulation.problem == ""
    while window.playhead.stop[0] < window.playhead.stop[1]:
        window.playhead.step_forward()
    window.playhead.to_start()
