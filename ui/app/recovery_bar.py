"""`RecoveryBar`: what a crash left is offered above the canvas, in the way of nothing."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QDateTime, QLocale, QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from sandbox.formats import ScenarioError
from ui.app.autosave import Leftover
from ui.language import tr
from ui.panels.announce import announce
from ui.theme import fonts, icon

if TYPE_CHECKING:
    from ui.app.window import Window


class RecoveryBar(QWidget):
    """One offer after the other, the latest work first."""

    def __init__(self, window: "Window", found: list[Leftover]) -> None:
        super().__init__()
        self._window, self._found = window, found
        self.setObjectName("message_bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.words = QLabel()
        self.words.setFont(fonts.words())
        self.words.setWordWrap(True)
        self.recover_button, self.drop_button = QPushButton(tr("Recover")), QPushButton(tr("Drop it"))
        self.recover_button.setProperty("primary", True)
        self.recover_button.clicked.connect(self._recover)
        self.drop_button.clicked.connect(self._drop)
        sign = QLabel()
        sign.setPixmap(icon("undo", "changed").pixmap(QSize(18, 18), self.devicePixelRatioF()))
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 12, 6)
        row.setSpacing(12)
        row.addWidget(sign)
        row.addWidget(self.words, 1)
        row.addWidget(self.recover_button)
        row.addWidget(self.drop_button)
        self._show()

    def _show(self) -> None:
        if not self._found:
            self.hide()
            self.deleteLater()
            return
        first = self._found[0]
        time = QDateTime.fromSecsSinceEpoch(int(first.time))
        when = QLocale().toString(time, QLocale.FormatType.ShortFormat)
        name = first.kept.title
        self.words.setText(
            tr("Natwalk ended before {name} was saved. Its work of {when} was kept.", name=name, when=when)
        )
        self.recover_button.setAccessibleName(tr("Recover {name}", name=name))
        self.drop_button.setAccessibleName(tr("Drop the unsaved work on {name}", name=name))
        announce(self, self.words.text())

    def _recover(self) -> None:
        """Open it, unless that would lose other work; it stays kept, now as this session's."""
        window, first = self._window, self._found[0]
        if not window.files.may_discard():
            return
        try:
            file = first.scenario()
        except ScenarioError as error:
            window.message.say(str(error))
            return
        path = Path(first.kept.path) if first.kept.path else None
        window.document.recover(file, path, first.kept.title)
        window.tools.autosave.keep_now()
        window.canvas.setFocus(Qt.FocusReason.OtherFocusReason)
        self._drop()

    def _drop(self) -> None:
        self._found.pop(0).forget()
        self._show()
