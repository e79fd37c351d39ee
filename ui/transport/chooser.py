"""`Chooser`: a button that says what is chosen, with a menu of everything that can be."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QSizePolicy, QToolButton, QWidget

from ui.theme import fonts, icon

LEAST = 72
"""How narrow it gets where there is no room: then its tool tip says the whole."""


class Chooser(QToolButton):
    """Subclasses list what there is in `fill` and choose in `act`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFont(fonts.words(fonts.NORMAL))
        self.setFixedHeight(36)
        self.setMinimumWidth(LEAST)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setIcon(icon("down", "muted"))
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self)
        menu.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        menu.aboutToShow.connect(self.fill)
        menu.triggered.connect(self.act)
        self.setMenu(menu)

    def show_choice(self, words: str, hint: str) -> None:
        """Say what is chosen, and in the tool tip what can be."""
        self.setText(words)
        self.setAccessibleName(words)
        self.setToolTip(f"{words}\n{hint}")

    def fill(self) -> None:
        """List what there is now: it may be much, and change often."""
        raise NotImplementedError

    def act(self, action: QAction) -> None:
        """Choose."""
        raise NotImplementedError
