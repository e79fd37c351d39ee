"""Opening and saving: what stands between the menu and `Document`, so that no work and no file is lost."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from sandbox.formats import ScenarioError
from ui.app.preferences import Preferences
from ui.language import mark, tr
from ui.models import Document
from ui.theme import is_resource

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMessageBox

FILTER = mark("Scenarios (*.yaml *.yml *.json);;All files (*)")
SUFFIX = ".yaml"


class Files:
    """Opens and saves the document. Errors are told as one sentence through `say`."""

    def __init__(
        self, document: Document, preferences: Preferences, say: Callable[[str], None], window: QWidget
    ) -> None:
        self._document = document
        self._preferences = preferences
        self._say = say
        self._window = window

    def new(self) -> None:
        """Begin an empty scenario."""
        if self.may_discard():
            self._document.new()

    def choose(self) -> None:
        """Ask which file to open, and open it."""
        from PySide6.QtWidgets import QFileDialog

        folder = str(self._document.path.parent) if self._document.path else ""
        name, _ = QFileDialog.getOpenFileName(self._window, tr("Open scenario"), folder, tr(FILTER))
        if name:
            self.open(Path(name))

    def open(self, path: Path) -> bool:
        """Open a file unless that would lose work; false if it was not opened."""
        if not self.may_discard():
            return False
        try:
            self._document.open(path)
        except ScenarioError as error:
            self._say(str(error))
            return False
        if self._document.path is not None:
            self._preferences.remember_file(path)
        return True

    def save(self) -> bool:
        """Save to the document's file, or ask for one if it has none; false if nothing was saved."""
        path = self._document.path
        return self.save_as() if path is None else self._save_to(path)

    def save_as(self) -> bool:
        """Ask for a file and save to it; false if nothing was saved."""
        from PySide6.QtWidgets import QFileDialog

        known = self._document.path
        start = str(known) if known else self._document.title + SUFFIX
        name, _ = QFileDialog.getSaveFileName(self._window, tr("Save scenario"), start, tr(FILTER))
        if not name:
            return False
        path = Path(name)
        return self._save_to(path if path.suffix else path.with_suffix(SUFFIX))

    def may_discard(self) -> bool:
        """Whether the document may be replaced: it is saved, or someone said that it need not be."""
        if not self._document.is_modified:
            return True
        from PySide6.QtWidgets import QMessageBox

        answer = self.ask()
        if answer is QMessageBox.StandardButton.Save:
            return self.save()
        return answer is QMessageBox.StandardButton.Discard

    def ask(self) -> "QMessageBox.StandardButton":
        """Ask whether to save: Save, Discard or Cancel."""
        from PySide6.QtWidgets import QMessageBox

        button = QMessageBox.StandardButton
        box = QMessageBox(self._window)
        box.setIcon(QMessageBox.Icon.NoIcon)
        box.setWindowTitle("Natwalk")
        box.setText(tr("Save the changes to {title}?", title=self._document.title))
        box.setInformativeText(tr("They are lost if you don’t."))
        box.setStandardButtons(button.Save | button.Discard | button.Cancel)
        box.button(button.Discard).setText(tr("Don’t save"))
        box.setDefaultButton(button.Save)
        return button(box.exec())

    def _save_to(self, path: Path) -> bool:
        if is_resource(path):
            self._say(
                tr("{name} is one of Natwalk’s own examples; save it in another folder", name=path.name)
            )
            return False
        try:
            self._document.save_as(path)
        except ScenarioError as error:
            self._say(str(error))
            return False
        self._preferences.remember_file(path)
        return True
