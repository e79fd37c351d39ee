"""`RecoveryBar`: what a crash left is offered above the canvas."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QDateTime, QLocale, Qt

from sandbox.formats import ScenarioError
from ui.app.autosave import Leftover
from ui.app.offer_bar import OfferBar
from ui.language import tr

if TYPE_CHECKING:
    from ui.app.window import Window


class RecoveryBar(OfferBar):
    """One offer after the other, the latest work first."""

    def __init__(self, window: "Window", found: list[Leftover]) -> None:
        super().__init__("undo", tr("Recover"), tr("Drop it"))
        self._window, self._found = window, found
        self.first_button.clicked.connect(self._recover)
        self.second_button.clicked.connect(self._drop)
        self._show()

    def _show(self) -> None:
        if not self._found:
            self.end()
            return
        first = self._found[0]
        time = QDateTime.fromSecsSinceEpoch(int(first.time))
        when = QLocale().toString(time, QLocale.FormatType.ShortFormat)
        name = first.kept.title
        self.say(
            tr("Natwalk ended before {name} was saved. Its work of {when} was kept.", name=name, when=when),
            tr("Recover {name}", name=name),
            tr("Drop the unsaved work on {name}", name=name),
        )

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
        window.files.recover(file, path, first.kept.title)
        window.tools.autosave.keep_now()
        window.canvas.setFocus(Qt.FocusReason.OtherFocusReason)
        self._drop()

    def _drop(self) -> None:
        self._found.pop(0).forget()
        self._show()
