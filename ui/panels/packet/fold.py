"""`FoldButton`: unfolds what stands below it; its arrow says whether that is open."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton, QWidget

from ui.theme import fonts, icon


class FoldButton(QToolButton):
    """Checked while what is below is open."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setCheckable(True)
        self.setProperty("flat", True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setFont(fonts.words(fonts.NORMAL))
        self.toggled.connect(self._point)
        self._point(False)

    def _point(self, opened: bool) -> None:
        self.setIcon(icon("down" if opened else "right", "muted"))
