"""A row that says how far long work is, and lets people stop it."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QSizePolicy, QWidget

from ui.language import tr
from ui.theme import fonts
from ui.theme.controls import styled_label

PATIENCE = 300
"""Milliseconds for which nothing is shown: most work is done by then."""


class ProgressRow(QWidget):
    """Words, a bar and a button; it comes into sight when work takes longer than PATIENCE."""

    cancelled = Signal()

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bar = QProgressBar()
        self.bar.setAccessibleName(words)
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(8)
        self.button = QPushButton(tr("Cancel"))
        self.button.setAccessibleName(tr("Cancel: {words}", words=words))
        self.button.clicked.connect(self.cancelled)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 4, 16, 4)
        layout.setSpacing(12)
        layout.addWidget(styled_label(words, "muted", fonts.words(fonts.SMALL)))
        layout.addWidget(self.bar, 1)
        layout.addWidget(self.button)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._timer = QTimer(self, singleShot=True, interval=PATIENCE)
        self._timer.timeout.connect(self.show)
        self.hide()

    def show_progress(self, is_running: bool, progress: tuple[int, int]) -> None:
        """Show how far it is; (0, 0) is not known. Work that has ended hides the row."""
        if not is_running:
            self._timer.stop()
            self.hide()
            return
        if self.isHidden() and not self._timer.isActive():
            self._timer.start()
        done, total = progress
        self.bar.setRange(0, total)
        self.bar.setValue(done)
