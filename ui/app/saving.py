"""Saving: at once what is small, on the worker what is large, behind a dialog that keeps edits away."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEventLoop, Qt
from PySide6.QtWidgets import QProgressDialog

from sandbox.formats import ScenarioError, dumps
from sandbox.formats.saving import save
from ui.language import tr

if TYPE_CHECKING:
    from sandbox.formats import ScenarioFile
    from sandbox.scenario import Scenario
    from ui.app.window import Window

LARGE = 5000
"""Objects from which on writing takes longer than anyone should wait without a word."""


def save_document(window: "Window", path: Path) -> None:
    """Write the document to `path`, which becomes its file. Raises ScenarioError."""
    document = window.document
    if len(document.scenario.pods) + len(document.scenario.services) < LARGE:
        document.save_as(path)
        return
    document.cancel()
    scenario = document.scenario
    _save_on_worker(window, path, scenario, document.source)
    document.saved(path, scenario)


def _save_on_worker(
    window: "Window", path: Path, scenario: "Scenario", source: "ScenarioFile | None"
) -> None:
    def write() -> ScenarioError | None:
        try:
            save(path, dumps(scenario, source))
        except ScenarioError as error:
            return error
        return None

    answers: list[ScenarioError | None] = []
    loop = QEventLoop()

    def done(error: ScenarioError | None) -> None:
        answers.append(error)
        loop.quit()

    dialog = _dialog(window, path)
    window.jobs(write, done)
    if not answers:
        loop.exec()
    dialog.close()
    dialog.deleteLater()
    if answers and answers[0] is not None:
        raise answers[0]


def _dialog(window: "Window", path: Path) -> QProgressDialog:
    dialog = QProgressDialog(tr("Saving {name}…", name=path.name), "", 0, 0, window)
    dialog.setWindowTitle("Natwalk")
    dialog.setWindowModality(Qt.WindowModality.ApplicationModal)
    dialog.setCancelButton(None)  # Qt's way to have none
    dialog.setMinimumDuration(0)
    dialog.show()
    return dialog
