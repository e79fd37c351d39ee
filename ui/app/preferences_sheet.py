"""`PreferencesSheet`: language, theme, text size and motion, each taken as soon as it is chosen."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QLabel, QVBoxLayout

from ui.app.preferences import TEXT_SIZES
from ui.language import Language, mark, tr
from ui.theme import Appearance, fonts
from ui.theme.choice_box import ChoiceBox
from ui.theme.controls import styled_label

if TYPE_CHECKING:
    from ui.app.window import Window

Value = TypeVar("Value")

LANGUAGES = {Language.SYSTEM: mark("As the system"), Language.ENGLISH: "English", Language.GERMAN: "Deutsch"}
"""A language is named in itself, so that whoever reads no other finds it."""
APPEARANCES = {
    Appearance.SYSTEM: mark("As the system"),
    Appearance.LIGHT: mark("Light"),
    Appearance.DARK: mark("Dark"),
    Appearance.HIGH_CONTRAST: mark("High contrast"),
}
MOTIONS = {
    None: mark("As the system"),
    False: mark("The packet glides"),
    True: mark("The packet jumps"),
}
LATER = mark("Language and text size change at the next start.")


class PreferencesSheet(QDialog):
    """One row for each choice; nothing needs to be confirmed."""

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self._window, self._chosen = window, window.preferences
        self.setWindowTitle(tr("Preferences"))
        self._form = QFormLayout()
        self._form.setHorizontalSpacing(16)
        self._form.setVerticalSpacing(10)
        self.later: QLabel = styled_label(tr(LATER), "muted", fonts.words())
        self.later.setWordWrap(True)
        self._add_rows()
        close = QDialogButtonBox()
        close.addButton(tr("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        close.rejected.connect(self.reject)
        box = QVBoxLayout(self)
        box.setContentsMargins(20, 20, 20, 16)
        box.setSpacing(16)
        box.addLayout(self._form)
        box.addWidget(self.later)
        box.addWidget(close)
        self.setMinimumWidth(420)

    def _add_rows(self) -> None:
        window, chosen = self._window, self._chosen
        languages = [(tr(words), each) for each, words in LANGUAGES.items()]
        self.language = self._row(
            tr("&Language"), languages, chosen.language, lambda each: setattr(chosen, "language", each)
        )
        themes = [(tr(words), each) for each, words in APPEARANCES.items()]
        self.theme = self._row(tr("&Theme"), themes, chosen.appearance, window.choose_appearance)
        sizes = [(f"{each} %", each) for each in TEXT_SIZES]
        self.size_of_text = self._row(
            tr("Text &size"), sizes, chosen.text_size, lambda each: setattr(chosen, "text_size", each)
        )
        motions = [(tr(words), each) for each, words in MOTIONS.items()]
        self.motion = self._row(tr("&Motion"), motions, chosen.reduced_motion, window.reduce_motion)

    def _row(
        self,
        title: str,
        options: Sequence[tuple[str, Value]],
        current: Value,
        choose: Callable[[Value], object],
    ) -> ChoiceBox:
        """A list to choose from, with its title as its label and its name."""
        choice = ChoiceBox(title.replace("&", ""))
        choice.addItems([words for words, _ in options])
        choice.setCurrentIndex([value for _, value in options].index(current))
        choice.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        choice.activated.connect(lambda number: choose(options[number][1]))
        label = QLabel(title)
        label.setBuddy(choice)
        self._form.addRow(label, choice)
        return choice
