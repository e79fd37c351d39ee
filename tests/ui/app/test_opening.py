"""What is large is opened on the worker, with a way to stop; an import says what it left out."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from sandbox.formats import dumps
from sandbox.scenario import edits
from tests.benchmarks.large_cluster import large_cluster
from ui.app.import_bar import ImportBar, PrivateBar, ReportSheet
from ui.app.wanted import SMALL, wanted_path, wanted_text
from ui.app.window import Window

MANIFESTS = {
    "nodes.yaml": "apiVersion: v1\nkind: Node\nmetadata: {name: a}\nspec: {podCIDR: 10.1.0.0/24}\n",
    "web.yaml": """
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop}
spec:
  replicas: 2
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: web, image: web, env: [{name: TOKEN, value: secret}]}]}
""",
}


@pytest.fixture
def large(tmp_path: Path) -> Path:
    path = tmp_path / "large.yaml"
    path.write_text(dumps(large_cluster(20, 50, 3000)))
    assert path.stat().st_size > SMALL
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "manifests"
    folder.mkdir()
    for name, text in MANIFESTS.items():
        (folder / name).write_text(text)
    return folder


def test_a_large_file_is_read_on_the_worker_and_opened_then(
    window: Window, large: Path, qtbot: QtBot
) -> None:
    before = window.document.scenario
    assert window.files.open(large)
    assert window.document.scenario is before, "what was open is there while it is read"
    qtbot.waitUntil(lambda: window.document.path == large)
    assert len(window.document.scenario.pods) == 3000
    assert window.canvas.picture.scenario is window.document.scenario
    assert len(window.canvas.picture.places) == 20 + 3000 + 50 + 1
    assert not window.document.is_modified
    assert window.files.opening.row is None


def test_reading_can_be_stopped_and_what_was_open_stays(window: Window, large: Path, qtbot: QtBot) -> None:
    before = window.document.scenario
    window.files.open(large)
    row = window.files.opening.row
    assert row is not None
    row.button.click()
    assert not window.files.opening.question.is_running
    qtbot.wait(50)
    assert window.document.scenario is before


def test_a_large_file_that_cannot_be_read_is_one_sentence(window: Window, large: Path, qtbot: QtBot) -> None:
    before = window.document.scenario
    large.write_text(large.read_text() + "\n---\nkind: [")
    window.files.open(large)
    qtbot.waitUntil(window.message.isVisible)
    assert str(large) in window.message.words.text()
    assert window.document.scenario is before


def test_work_begun_while_a_file_is_read_is_asked_about(
    window: Window, large: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Window] = []

    def refuse() -> bool:
        asked.append(window)
        return False

    window.files.open(large)
    window.document.apply("Add Client", edits.add_client)
    edited = window.document.scenario
    with monkeypatch.context() as patched:  # for the window to be closed after that
        patched.setattr(window.files, "may_discard", refuse)
        qtbot.waitUntil(lambda: bool(asked))
    assert window.document.scenario is edited


def test_a_folder_is_imported_and_says_what_it_left_out(window: Window, folder: Path, qtbot: QtBot) -> None:
    assert window.files.open(folder)
    qtbot.waitUntil(lambda: window.document.title == "manifests")
    assert window.document.path is None
    assert len(window.document.scenario.pods) == 2
    bar = window.findChild(ImportBar)
    assert bar is not None
    assert "Imported" in bar.words.text()
    bar.first_button.click()
    sheet = window.findChild(ReportSheet)
    assert sheet is not None
    assert "Made 2 Pods for 1 Deployment" in sheet.text.toPlainText()
    sheet.close()
    bar.second_button.click()
    assert bar.isHidden()


def test_the_report_goes_when_something_else_is_opened(window: Window, folder: Path, qtbot: QtBot) -> None:
    window.files.open(folder)
    qtbot.waitUntil(lambda: window.findChild(ImportBar) is not None)
    window.files.new()
    bar = window.findChild(ImportBar)
    assert bar is None or bar.isHidden()


DUMP = """apiVersion: v1
kind: List
items:
- apiVersion: v1
  kind: Pod
  metadata: {name: web, namespace: shop}
  spec:
    containers:
    - env:
      - name: TOKEN
        value: secret
      name: web
  status: {podIP: 10.1.0.2, phase: Running}
"""


@pytest.mark.parametrize("keep", [True, False])
def test_a_dump_with_more_than_networking_in_it_says_so(
    keep: bool, window: Window, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "dump.yaml"
    path.write_text(DUMP)
    assert window.files.open(path)
    assert window.document.text == DUMP
    bar = window.findChild(PrivateBar)
    assert bar is not None
    (bar.second_button if keep else bar.first_button).click()
    assert bar.isHidden()
    assert ("secret" in window.document.text) is keep
    assert (window.document.path == path) is keep, "an import has no file: it cannot write over the dump"


def test_a_dump_by_standard_input_can_be_opened_without_it_too(window: Window, qtbot: QtBot) -> None:
    window.files.open_wanted(wanted_text(DUMP, "standard input"))
    qtbot.waitUntil(lambda: window.findChild(PrivateBar) is not None)
    assert window.document.text == DUMP
    bar = window.findChild(PrivateBar)
    assert bar is not None
    bar.first_button.click()
    qtbot.waitUntil(lambda: "secret" not in window.document.text)
    assert [each.metadata.name for each in window.document.scenario.pods] == ["web"]


def test_a_scenario_of_ones_own_says_nothing(window: Window, folder: Path) -> None:
    window.files.open(folder / "nodes.yaml")
    assert window.findChild(PrivateBar) is None


def test_text_without_a_file_opens_too(window: Window, qtbot: QtBot) -> None:
    window.files.open_wanted(wanted_text(MANIFESTS["nodes.yaml"], "standard input"))
    qtbot.waitUntil(lambda: len(window.document.scenario.nodes) == 1)
    assert window.document.path is None


def test_only_what_takes_long_is_left_to_the_worker(large: Path, folder: Path) -> None:
    assert not wanted_path(large).is_small
    assert not wanted_path(folder).is_small
    assert wanted_path(folder / "web.yaml").is_small
    assert wanted_path(folder / "nothing.yaml").is_small
