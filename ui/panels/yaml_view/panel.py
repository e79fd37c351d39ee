"""`YamlPanel`: text that follows the document until someone types, and becomes the document on Apply."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from sandbox.formats import ScenarioError, loads
from sandbox.kube import ObjectKey
from ui.language import mark, tr
from ui.models import Document, Selection
from ui.panels.announce import announce
from ui.panels.yaml_view.editor import YamlEditor
from ui.panels.yaml_view.texts import (
    MOST_OBJECTS,
    NAME,
    Mistake,
    is_small,
    mistake_in,
    object_text,
    with_object_text,
)
from ui.theme import fonts
from ui.theme.controls import Segmented, styled_label

SELECTED, ALL = range(2)
PAUSE = 250
"""Milliseconds after the last letter before the text is checked."""
FOLLOWS = 60
"""Milliseconds without a change before the text is written again: not at each step of a drag."""
UNSAVED = mark("Edited: Ctrl+Enter applies it.")
OVERTAKEN = mark("The scenario has changed meanwhile. Apply puts this text in its place, Revert drops it.")
NOTHING = mark("Select an object to see and edit its YAML.")
TOO_LARGE = mark("The scenario has more than {most} objects: select one to edit it as text.")


class YamlPanel(QWidget):
    """What is typed stays until it is applied or reverted, whatever else changes."""

    def __init__(self, document: Document, selection: Selection, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document, self._selection = document, selection
        self.what = Segmented(tr("YAML of"), [tr("Selected object"), tr("Scenario")])
        self.editor = YamlEditor()
        self.about: QLabel = styled_label("", "title", fonts.words(bold=True))
        self.told: QLabel = styled_label("", "muted", fonts.words(fonts.SMALL))
        self.apply_button, self.revert_button = QPushButton(tr("Apply")), QPushButton(tr("Revert"))
        self._key: ObjectKey | None = None
        self._shown = ""
        self._is_overtaken = False
        self._timer = QTimer(self, singleShot=True, interval=PAUSE)
        self._later = QTimer(self, singleShot=True, interval=FOLLOWS)
        self._set_up()
        self._lay_out()
        self.what.set_current(SELECTED)
        self.follow()

    @property
    def is_edited(self) -> bool:
        """Whether there is text that is not in the document."""
        return self.editor.toPlainText() != self._shown

    def follow(self) -> None:
        """Show the document as it is now, unless someone has typed something."""
        if self.is_edited:
            self._is_overtaken = True
            self._check()
        elif self.isVisible() or not self._shown:
            self._show()

    def revert(self) -> None:
        """Drop what was typed."""
        self._show()

    def apply(self) -> None:
        """Make the text the document, as one undo step, if it can be read."""
        self._timer.stop()
        mistake = self._check()
        if mistake is not None:
            self.editor.go_to(mistake.line)
            return
        if not self.is_edited:
            return
        text = self.editor.toPlainText()
        try:
            self._take(text)
        except ScenarioError as error:
            self._say(Mistake(str(error).removeprefix(f"{NAME}: ")))
            return
        self._show()
        announce(self.told, tr("Applied"))

    def showEvent(self, event: object) -> None:
        """Catch up with what changed while nobody looked."""
        super().showEvent(event)  # type: ignore[arg-type]
        self.follow()

    def _take(self, text: str) -> None:
        """Put a text in the place of what is shown. Raises ScenarioError."""
        key, before = self._key, self._shown
        self._shown = text
        try:
            file = loads(text, NAME) if key is None else with_object_text(self._document, key, text)
        except ScenarioError:
            self._shown = before
            raise
        label = tr("Edit the YAML") if key is None else tr("Edit the YAML of {name}", name=key.name)
        self._document.apply_text(label, file)
        if key is not None and key not in file.scenario.by_key:
            self._selection.set(each for each in loads(text, NAME).scenario.by_key if each.kind == key.kind)

    def _show(self) -> None:
        """Show the text of what is chosen."""
        self._is_overtaken = False
        self._key = self._chosen_key()
        problem, text = "", ""
        if self.what.current == ALL and not is_small(self._document.scenario):
            problem = tr(TOO_LARGE, most=MOST_OBJECTS)
        elif self.what.current == ALL:
            text = self._document.text
        elif self._key is None:
            problem = tr(NOTHING)
        else:
            text = object_text(self._document, self._key)
        self._shown = text
        if self.editor.toPlainText() != text:
            self.editor.setPlainText(text)
        self.editor.setReadOnly(bool(problem))
        self.editor.setPlaceholderText(problem)
        title = "" if self._key is None else str(self._key)
        self.about.setText(
            title or (tr("Whole scenario") if self.what.current == ALL else tr("Nothing selected"))
        )
        self._check()

    def _chosen_key(self) -> ObjectKey | None:
        keys = self._selection.keys
        return keys[-1] if self.what.current == SELECTED and keys else None

    def _check(self) -> Mistake | None:
        """Say what is wrong with the text, or that it is not applied yet."""
        edited = self.is_edited
        mistake = mistake_in(self.editor.toPlainText()) if edited else None
        self.apply_button.setEnabled(edited and mistake is None)
        self.revert_button.setEnabled(edited)
        self._say(mistake)
        return mistake

    def _say(self, mistake: Mistake | None) -> None:
        self.editor.mark(0 if mistake is None else mistake.line)
        if mistake is not None:
            where = tr("Line {line}:", line=mistake.line) + " " if mistake.line else ""
            words = f"✕ {where}{mistake.message}"
        elif self.is_edited:
            words = tr(OVERTAKEN) if self._is_overtaken else tr(UNSAVED)
        else:
            words = ""
        self.told.setText(words)
        role = "muted" if mistake is None else "error"
        if self.told.property("role") != role:
            self.told.setProperty("role", role)
            self.told.style().polish(self.told)
        self.editor.setAccessibleDescription(words)

    def _choose(self) -> None:
        """Show the other text, unless what was typed would be lost."""
        if self.is_edited:
            self.what.set_current(ALL if self._key is None else SELECTED)
            self.told.setText(tr("Apply or revert what you have typed first."))
        else:
            self._show()

    def _set_up(self) -> None:
        self.editor.setAccessibleName("YAML")
        self.told.setWordWrap(True)
        self.told.setAccessibleName(tr("About the text"))
        self.apply_button.setProperty("primary", True)
        self.apply_button.setToolTip(tr("Make this text the scenario (Ctrl+Enter)"))
        self.revert_button.setToolTip(tr("Drop what was typed"))
        self.apply_button.clicked.connect(self.apply)
        self.revert_button.clicked.connect(self.revert)
        self.editor.applied.connect(self.apply)
        self.editor.textChanged.connect(self._timer.start)
        self._timer.timeout.connect(self._check)
        self.what.chosen.connect(self._choose)
        self._selection.changed.connect(self.follow)
        self._document.scenario_changed.connect(self._later.start)
        self._later.timeout.connect(self.follow)
        self.setFocusProxy(self.editor)
        self.setAccessibleName("YAML")

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        buttons.addWidget(self.revert_button)
        buttons.addWidget(self.apply_button)
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 8, 16, 12)
        box.setSpacing(8)
        for widget in (self.what, self.about, self.editor, self.told):
            box.addWidget(widget, widget is self.editor)
        box.addLayout(buttons)
