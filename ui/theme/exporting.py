"""A button with a menu of forms that what is shown can be saved in."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QIODevice, QSaveFile, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QMenu, QMessageBox, QToolButton, QWidget

from sandbox.analysis.texts import Table, table_csv, table_json
from ui.language import tr


class ExportButton(QToolButton):
    """Each entry asks for a file and has it written; `problem` tells in a sentence why it could not be."""

    problem = Signal(str)

    def __init__(self, stem: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stem = stem
        self._menu = QMenu(self)
        self.setText(tr("Export…"))
        self.setProperty("wide", True)
        self.setAccessibleName(tr("Export"))
        self.setMenu(self._menu)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)

    def add(self, form: str, write: Callable[[Path], None]) -> None:
        """Offer a form, such as CSV; `write` raises OSError where the file cannot be written."""
        self._menu.addAction(f"{form}…").triggered.connect(lambda: self._save(form, write))

    def add_copy(self, text: str, text_of: Callable[[], str]) -> None:
        """Offer to put a text on the clipboard."""
        self._menu.addAction(text).triggered.connect(lambda: QGuiApplication.clipboard().setText(text_of()))

    def _save(self, form: str, write: Callable[[Path], None]) -> None:
        suffix = f".{form.lower()}"
        name, _ = QFileDialog.getSaveFileName(
            self, tr("Save as {form}", form=form), self._stem + suffix, f"{form} (*{suffix})"
        )
        if not name:
            return
        path = Path(name)
        try:
            write(path if path.suffix else path.with_suffix(suffix))
        except OSError as error:
            self.problem.emit(str(error))


def write_text(path: Path, text: str) -> None:
    """Put `text` in the file at `path`, whole or not at all. Raises OSError."""
    file = QSaveFile(str(path))
    if not file.open(QIODevice.OpenModeFlag.WriteOnly):
        raise OSError(tr("{path}: cannot be saved: {errorstring}", path=path, errorstring=file.errorString()))
    file.write(text.encode("utf-8"))
    if not file.commit():
        raise OSError(tr("{path}: cannot be saved: {errorstring}", path=path, errorstring=file.errorString()))


def add_table_actions(menu: QMenu, stem: str, table: Callable[[], Table]) -> QMenu:
    """The menu with what can be done with the table that it belongs to."""
    menu.addSeparator()
    menu.addAction(tr("Copy &Table as CSV")).triggered.connect(
        lambda: QGuiApplication.clipboard().setText(table_csv(table()))
    )
    parent = menu.parentWidget()
    menu.addAction(tr("&Export Table…")).triggered.connect(lambda: save_table(parent, stem, table()))
    return menu


def save_table(parent: QWidget | None, stem: str, table: Table) -> None:
    """Ask for a file and write the table there, as JSON if its name says so, else as CSV."""
    forms = "CSV (*.csv);;JSON (*.json)"
    name, form = QFileDialog.getSaveFileName(parent, tr("Save table"), f"{stem}.csv", forms)
    if not name:
        return
    path = Path(name)
    if not path.suffix:
        path = path.with_suffix(".json" if form.startswith("JSON") else ".csv")
    text_of = table_json if path.suffix.lower() == ".json" else table_csv
    try:
        write_text(path, text_of(table))
    except OSError as error:
        box = QMessageBox(QMessageBox.Icon.Warning, "Natwalk", str(error), parent=parent)
        box.open()
