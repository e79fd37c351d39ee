"""Opening and saving: what stands between the menu and `Document`, so that no work and no file is lost."""

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from sandbox.formats import ScenarioError, ScenarioFile, load
from sandbox.progress import SILENT
from ui.app.on_disk import DiskWatch, FileHold
from ui.app.preferences import Preferences
from ui.app.wanted import Opened, Wanted, read, wanted_cluster, wanted_import, wanted_path
from ui.language import mark, tr
from ui.models import Document
from ui.theme import is_resource
from ui.theme.controls import put_above

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMessageBox

    from sandbox.formats.content import Content
    from ui.app.cluster import ClusterDialog
    from ui.app.offer_bar import OfferBar
    from ui.app.opening import Opening
    from ui.app.window import Window

FILTER = mark("Scenarios (*.yaml *.yml *.json);;All files (*)")
OPENED = mark("Scenarios and their pictures (*.yaml *.yml *.json *.png *.svg);;All files (*)")
SUFFIX = ".yaml"


class Files:
    """Opens and saves the document. Errors are told as one sentence in the window's message bar."""

    def __init__(self, document: Document, preferences: Preferences, window: "Window") -> None:
        self._document = document
        self._preferences = preferences
        self._window = window
        self._hold = FileHold(preferences.locks_folder)
        self._is_held = True
        self._bars: list[OfferBar] = []
        self._watch = DiskWatch(window)
        self._watch.changed.connect(self._meet_change)

    @cached_property
    def opening(self) -> "Opening":
        """What reads large files, made when there is one."""
        from ui.app.opening import Opening

        return Opening(self._window, self._take_later)

    def new(self) -> None:
        """Begin an empty scenario."""
        if self.may_discard():
            self._document.new()
            self._follow(None)

    def choose(self) -> None:
        """Ask which file to open, and open it."""
        from PySide6.QtWidgets import QFileDialog

        folder = str(self._document.path.parent) if self._document.path else ""
        name, _ = QFileDialog.getOpenFileName(self._window, tr("Open scenario"), folder, tr(OPENED))
        if name:
            self.open(Path(name))

    def choose_folder(self) -> None:
        """Ask which folder of manifests to open, and open it."""
        from PySide6.QtWidgets import QFileDialog

        folder = str(self._document.path.parent) if self._document.path else ""
        name = QFileDialog.getExistingDirectory(self._window, tr("Open a folder of manifests"), folder)
        if name:
            self.open(Path(name))

    def open(self, path: Path) -> bool:
        """Open a file or folder unless that would lose work; false if it was not opened.

        What is large is read on the worker, and opened when it has been read.
        """
        return self.open_wanted(wanted_path(path))

    def open_cluster(self) -> "ClusterDialog":
        """Ask which cluster to read by kubectl, and open it when it has been read."""
        from ui.app.cluster import ClusterDialog

        dialog = ClusterDialog(
            lambda text, context: self.open_wanted(wanted_cluster(text, context)), self._window
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
        return dialog

    def open_wanted(self, wanted: Wanted) -> bool:
        """Open what was asked for unless that would lose work; false if it was not opened."""
        if not self.may_discard():
            return False
        if not wanted.is_small:
            self.opening.begin(wanted)
            return True
        return self._take(read(wanted, SILENT))

    def _take_later(self, opened: Opened | str) -> None:
        """What was read on the worker; meanwhile something may have been changed here."""
        if self.may_discard():
            self._take(opened)

    def _take(self, opened: Opened | str) -> bool:
        if isinstance(opened, str):
            self._say(opened)
            return False
        source, path = opened.source, opened.wanted.path
        if opened.picture is not None:
            self._window.canvas.expect(opened.picture)
        if isinstance(source, ScenarioFile):
            self._document.take(source, path, opened.wanted.name)
        else:
            self._document.take_import(source)
        if self._document.path is not None:
            self._preferences.remember_file(self._document.path)
        self._follow(opened.known)
        self._tell_import(opened)
        return True

    def _tell_import(self, opened: Opened) -> None:
        """Say what an import left out, or what a file holds that an import would leave out."""
        source, wanted = opened.source, opened.wanted
        if not isinstance(source, ScenarioFile):
            from ui.app.import_bar import ImportBar

            self._offer(ImportBar(source.report, self._window))
        elif opened.is_private:
            from ui.app.import_bar import PrivateBar

            self._offer(PrivateBar(wanted.name, lambda: self.open_wanted(wanted_import(wanted, source))))

    def recover(self, file: ScenarioFile, path: Path | None, title: str) -> None:
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

    def _follow(self, known: "Content | None") -> None:
        """Hold the document's file and watch it; `known` is what was read from it."""
        for bar in tuple(self._bars):
            bar.end()
        path = self._document.path
        self._watch.follow(path, known)
        self._is_held = self._hold.take(path)
        if path is not None and not self._is_held:
            self._hold.release()
            name = path.name
            self._say(tr("{name} is open in another window: save this one under another name", name=name))

    def _meet_change(self) -> None:
        """Another program wrote to the file: load that, or ask first if something was changed here."""
        if not self._document.is_modified:
            self._reload()
            return
        from ui.app.changed_bar import ChangedBar

        if not any(isinstance(bar, ChangedBar) for bar in self._bars):
            self._offer(ChangedBar(self._document.title, self._reload))

    def _offer(self, bar: "OfferBar") -> None:
        """Show a bar above the canvas that goes when another file is opened."""
        self._bars.append(bar)
        bar.ended.connect(lambda: self._bars.remove(bar))
        put_above(self._window.canvas, bar)

    def _reload(self) -> None:
        path = self._document.path
        if path is None:
            return
        wanted = wanted_path(path)
        if not wanted.is_small:
            self.opening.begin(wanted)
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
        from sandbox.formats.pictures import PICTURE_SUFFIXES

        if is_resource(path):
            self._say(
                tr("{name} is one of Natwalk’s own examples; save it in another folder", name=path.name)
            )
            return False
        if path.suffix.lower() in PICTURE_SUFFIXES:
            self._say(
                tr(
                    "{name} would be a picture: File > Export writes those; save a scenario as .yaml",
                    name=path.name,
                )
            )
            return False
        if not self._hold.take(path):
            self._say(tr("{name} is open in another window; choose another name", name=path.name))
            return False
        from ui.app.saving import save_document

        try:
            save_document(self._window, path)
        except ScenarioError as error:
            self._say(str(error))
            self._hold.take(self._document.path)
            return False
        self._preferences.remember_file(path)
        self._follow(None)
        return True

    def _say(self, sentence: str) -> None:
        self._window.message.say(sentence)
