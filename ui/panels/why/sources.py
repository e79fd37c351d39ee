"""Where a step's behaviour is written: file and function as text, and a link to copy, which nothing opens."""

from itertools import zip_longest

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

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
        self.rows: list[SourceRow] = []
        self._shown: tuple[Source, ...] = ()
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 4, 0, 0)
        self._box.setSpacing(6)
        self._box.addWidget(heading(tr("Where this is written")))

    def show_sources(self, sources: tuple[Source, ...]) -> None:
        """List other functions; nothing is seen where there are none. Rows are kept: steps come fast."""
        self.setVisible(bool(sources))
        if sources == self._shown:
            return
        self._shown = sources
        while len(self.rows) < len(sources):
            self.rows.append(SourceRow())
            self._box.addWidget(self.rows[-1])
        for row, source in zip_longest(self.rows, sources):
            row.show_source(source)


class SourceRow(QWidget):
    """One function, and the button that copies the link to it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._link = ""
        self.label = text_label(fonts.code(fonts.SMALL))
        self.button = QToolButton()
        self.button.setFont(fonts.words(fonts.SMALL))
        self.button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.button.clicked.connect(self._copy)
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.label, 1)
        box.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop)

    def show_source(self, source: Source | None) -> None:
        """Tell of another function, or of none."""
        self.setVisible(source is not None)
        if source is None:
            return
        self._link = source.link
        self.label.setText(f"{source.owner}: {source.function}\n{source.path}")
        self.label.setAccessibleName(f"{source.owner}: {source.function}, {source.path}")
        self.button.setText(tr("Copy link"))
        self.button.setToolTip(source.link)
        self.button.setAccessibleName(tr("Copy the link to {function}", function=source.function))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._link)
        self.button.setText(tr("Copied"))
        announce(self, tr("Copied: {link}", link=self._link))
