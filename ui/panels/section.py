"""A heading and a text below it, in a box or without one."""

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from ui.language import tr
from ui.panels.boxes import TextBox, text_label
from ui.theme import fonts
from ui.theme.controls import heading


class Section(QWidget):
    """Hidden where there is no text; `title` is marked for translation."""

    def __init__(self, title: str, *, boxed: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(heading(tr(title)))
        self.label: QLabel
        if boxed:
            box = TextBox(tr(title))
            self.label = box.label
            layout.addWidget(box)
        else:
            self.label = text_label(fonts.words(fonts.NORMAL))
            self.label.setAccessibleName(tr(title))
            layout.addWidget(self.label)

    def show_text(self, text: str) -> None:
        """Show a text, or nothing if it is empty."""
        self.setVisible(bool(text))
        self.label.setText(text)
