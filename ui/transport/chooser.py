"""`Chooser`: a button that says what is chosen, with a menu of everything that can be."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QMenu, QSizePolicy, QToolButton, QWidget

from ui.theme import fonts, icon

LEAST = 72
"""How narrow it gets where there is no room: then it says the short form, and its tool tip the whole."""


class Chooser(QToolButton):
    """Subclasses list what there is in `fill` and choose in `act`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = self._short = ""
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

    def show_choice(self, words: str, short: str, hint: str) -> None:
        """Say what is chosen, shortly where there is no room, and in the tool tip what can be."""
        self._words, self._short = words, short
        self._fit(self.width())
        self.setAccessibleName(words)
        self.setToolTip(f"{words}\n{hint}")

    def sizeHint(self) -> QSize:
        """Room for all words, whether they are shown or not."""
        hint, measure = super().sizeHint(), self.fontMetrics()
        more = measure.horizontalAdvance(self._words) - measure.horizontalAdvance(self.text())
        return QSize(hint.width() + more, hint.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say as much as there is room for."""
        super().resizeEvent(event)
        self._fit(event.size().width())

    def _fit(self, width: int) -> None:
        self.setText(self._words if width >= self.sizeHint().width() else self._short)

    def fill(self) -> None:
        """List what there is now: it may be much, and change often."""
        raise NotImplementedError

    def act(self, action: QAction) -> None:
        """Choose."""
        raise NotImplementedError
