"""Opening and saving: what stands between the menu and `Document`, so that no work and no file is lost."""

from pathlib import Path
from typing import TYPE_CHECKING

from sandbox.formats import ScenarioError, load
from sandbox.formats.content import Content, content_of
from ui.app.on_disk import DiskWatch, FileHold
from ui.app.preferences import Preferences
from ui.language import mark, tr
from ui.models import Document
from ui.theme import is_resource

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMessageBox

    from sandbox.formats import ScenarioFile
    from ui.app.changed_bar import ChangedBar
    from ui.app.window import Window

FILTER = mark("Scenarios (*.yaml *.yml *.json);;All files (*)")
SUFFIX = ".yaml"


class Files:
    """Opens and saves the document. Errors are told as one sentence in the window's message bar."""

    def __init__(self, document: Document, preferences: Preferences, window: "Window") -> None:
        self._document = document
        self._preferences = preferences
        self._window = window
        self._bar: ChangedBar | None = None
        self._hold = FileHold(preferences.locks_folder)
        self._is_held = True
        self._watch = DiskWatch(window)
        self._watch.changed.connect(self._meet_change)

    def new(self) -> None:
        """Begin an empty scenario."""
        if self.may_discard():
            self._document.new()
            self._follow(None)

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
        known = content_of(path)
        try:
            self._document.open(path)
        except ScenarioError as error:
            self._say(str(error))
            return False
        if self._document.path is not None:
            self._preferences.remember_file(path)
        self._follow(known)
        return True

    def recover(self, file: "ScenarioFile", path: Path | None, title: str) -> None:
        """Take what was rescued; its file may have changed meanwhile."""
        self._document.recover(file, path, title)
        self._follow(None)

    def release(self) -> None:
        """The window closes: others may have the file."""
        self._watch.follow(None)
        self._hold.release()

    def save(self) -> bool:
        """Save to the document's file, or ask for one if it has none; false if nothing was saved."""
        path = self._document.path
        if path is None or not self._is_held:
            return self.save_as()
        if not self._watch.is_changed():
            return self._save_to(path)
        from PySide6.QtWidgets import QMessageBox

        answer = self.ask_overwrite()
        if answer is QMessageBox.StandardButton.Save:
            return self._save_to(path)
        return answer is QMessageBox.StandardButton.SaveAll and self.save_as()

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

    def ask_overwrite(self) -> "QMessageBox.StandardButton":
        """Ask whether to write over what another program wrote: Save, SaveAll (elsewhere) or Cancel."""
        from PySide6.QtWidgets import QMessageBox

        button, name = QMessageBox.StandardButton, self._document.title
        box = QMessageBox(self._window)
        box.setIcon(QMessageBox.Icon.NoIcon)
        box.setWindowTitle("Natwalk")
        box.setText(tr("Another program has changed {name} on disk. Write over it?", name=name))
        box.setStandardButtons(button.Save | button.SaveAll | button.Cancel)
        box.button(button.Save).setText(tr("Write over it"))
        box.button(button.SaveAll).setText(tr("Save as…"))
        box.setDefaultButton(button.SaveAll)
        return button(box.exec())

    def _follow(self, known: Content | None) -> None:
        """Hold the document's file and watch it; `known` is what was read from it."""
        if self._bar is not None:
            self._bar.end()
        path = self._document.path
        self._watch.follow(path, known)
        self._is_held = self._hold.take(path)
        if not self._is_held:
            self._hold.release()
            name = self._document.title
            self._say(tr("{name} is open in another window: save this one under another name", name=name))

    def _meet_change(self) -> None:
        """Another program wrote to the file: load that, or ask first if something was changed here."""
        if not self._document.is_modified:
            self._reload()
        elif self._bar is None:
            from ui.app.changed_bar import ChangedBar

            self._bar = ChangedBar(self._document.title, self._reload)
            self._bar.destroyed.connect(self._forget_bar)
            self._bar.show_above(self._window.canvas)

    def _forget_bar(self) -> None:
        self._bar = None

    def _reload(self) -> None:
        path = self._document.path
        if path is None:
            return
        try:
            file = load(path)
        except ScenarioError as error:
            self._say(str(error))
            return
        if file.text != self._document.text:
            self._document.reload(file)
            name = path.name
            self._say(tr("Another program has changed {name}: this is what it holds now", name=name))

    def _save_to(self, path: Path) -> bool:
        if is_resource(path):
            self._say(
                tr("{name} is one of Natwalk’s own examples; save it in another folder", name=path.name)
            )
            return False
        if not self._hold.take(path):
            self._say(tr("{name} is open in another window; choose another name", name=path.name))
            return False
        try:
            self._document.save_as(path)
        except ScenarioError as error:
            self._say(str(error))
            self._hold.take(self._document.path)
            return False
        self._preferences.remember_file(path)
        self._follow(None)
        return True

    def _say(self, sentence: str) -> None:
        self._window.message.say(sentence)
