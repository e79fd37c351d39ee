"""The two jumps: to the cause of a step, and to where it is undone."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from sandbox.explain import Jump, cause_of, undone_at
from sandbox.playback import Timeline
from ui.theme import fonts, theme

STYLE = """
QPushButton {{
    background: {fill}; color: {words}; border: 2px solid {fill}; border-radius: 6px; padding: 4px 12px;
}}
QPushButton:hover, QPushButton:focus {{ border-color: {words}; }}
"""


class Jumps(QWidget):
    """A button for each jump that there is."""

    wanted = Signal(int)
    """The number of a step to go to."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 8)
        layout.setSpacing(8)
        self.cause, self.undone = JumpButton("◂ cause: {}"), JumpButton("undone by {} ▸")
        for button in (self.cause, self.undone):
            row = QHBoxLayout()
            row.addWidget(button)
            row.addStretch(1)
            layout.addLayout(row)
            button.wanted.connect(self.wanted)

    def show_step(self, timeline: Timeline, number: int) -> None:
        """Offer the jumps of a step."""
        jumps = cause_of(timeline, number), undone_at(timeline, number)
        for button, jump in zip((self.cause, self.undone), jumps, strict=True):
            button.show_jump(jump)
        self.setVisible(any(jumps))


class JumpButton(QPushButton):
    """One jump, named by what is there."""

    wanted = Signal(int)
    """The number of the step to go to."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = text
        self._number = 0
        self.setFont(fonts.words(fonts.NORMAL, bold=True))
        self.clicked.connect(lambda: self.wanted.emit(self._number))
        theme.changed.connect(self._dress)
        self._dress()

    def show_jump(self, jump: Jump | None) -> None:
        """Offer a jump, or nothing."""
        self.setVisible(jump is not None)
        if jump is not None:
            self._number = jump.number
            self.setText(self._text.format(jump.label))
            self.setAccessibleName(self.text().strip("◂▸ "))

    def _dress(self) -> None:
        fill, words = theme.color("accent_fill").name(), theme.color("accent").name()
        self.setStyleSheet(STYLE.format(fill=fill, words=words))
