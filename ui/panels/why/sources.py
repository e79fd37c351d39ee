"""Where a step's behaviour is written: file and function as text, and a link to copy, which nothing opens."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QGridLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from sandbox.explain.sources import Source
from ui.language import tr
from ui.panels.announce import announce
from ui.panels.boxes import text_label
from ui.theme import fonts
from ui.theme.controls import heading


class SourceList(QWidget):
    """A heading, and for each function its text with a button that copies the link to it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons: list[QToolButton] = []
        self._rows = QWidget()
        self._grid = QGridLayout(self._rows)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setColumnStretch(0, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 4, 0, 0)
        box.setSpacing(6)
        box.addWidget(heading(tr("Where this is written")))
        box.addWidget(self._rows)

    def show_sources(self, sources: Sequence[Source]) -> None:
        """List other functions; nothing is seen where there are none."""
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.buttons = []
        for row, source in enumerate(sources):
            label, button = self._label(source), self._button(source)
            self._grid.addWidget(label, row, 0)
            self._grid.addWidget(button, row, 1, Qt.AlignmentFlag.AlignTop)
            self.buttons.append(button)
        self.setVisible(bool(sources))

    def _label(self, source: Source) -> QLabel:
        label = text_label(fonts.code(fonts.SMALL))
        label.setText(f"{source.owner}: {source.function}\n{source.path}")
        label.setAccessibleName(f"{source.owner}: {source.function}, {source.path}")
        return label

    def _button(self, source: Source) -> QToolButton:
        button = QToolButton()
        button.setText(tr("Copy link"))
        button.setFont(fonts.words(fonts.SMALL))
        button.setToolTip(source.link)
        button.setAccessibleName(tr("Copy the link to {function}", function=source.function))
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.clicked.connect(lambda: self._copy(button, source.link))
        return button

    def _copy(self, button: QToolButton, link: str) -> None:
        QGuiApplication.clipboard().setText(link)
        button.setText(tr("Copied"))
        announce(self, tr("Copied: {link}", link=link))
