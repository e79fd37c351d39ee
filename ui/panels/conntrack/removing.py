"""Taking an entry out of a device's table: at once, or by letting its time run out."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QWidget

from sandbox.analysis.session import Session, expired, forgotten
from sandbox.conntrack import ConntrackEntry
from sandbox.trace import Exchange
from ui.language import mark, tr
from ui.models import Simulation
from ui.theme import fonts

Ending = Callable[[Session, Exchange | None, bool, str, ConntrackEntry], Session]
ENDINGS: dict[str, tuple[str, str, Ending]] = {
    mark("Delete entry"): (
        "Del",
        mark("As conntrack -D does; the connection's next packet is walked then, and back undoes it"),
        forgotten,
    ),
    mark("Let it expire"): (
        "Shift+Del",
        mark("As if its time were up; the connection's next packet is walked then, and back undoes it"),
        expired,
    ),
}
"""What can be done with an entry: its words, its key, what it does, and the session's event."""


class EntryEnding(QWidget):
    """A button for each way to end the entry that the keyboard is at; `choose` says which one that is."""

    wanted = Signal(str)
    """The words of what is to be done with the chosen entry."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 8)
        row.setSpacing(8)
        self.buttons: dict[str, QPushButton] = {}
        for words, (keys, tip, _) in ENDINGS.items():
            button = QPushButton(tr(words))
            button.setFont(fonts.words(fonts.SMALL))
            button.setToolTip(f"{tr(tip)} ({keys})")
            button.setAccessibleName(tr(words))
            button.clicked.connect(lambda _checked, words=words: self.wanted.emit(words))
            row.addWidget(button)
            self.buttons[words] = button
        row.addStretch(1)
        self.choose(None)

    def choose(self, entry: ConntrackEntry | None) -> None:
        """Offer to end an entry, or nothing."""
        for button in self.buttons.values():
            button.setEnabled(entry is not None)

    def menu(self, parent: QWidget) -> QMenu:
        """The same as a menu."""
        menu = QMenu(parent)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for words, (keys, _, _) in ENDINGS.items():
            menu.addAction(f"{tr(words)}\t{keys}", partial(self.wanted.emit, words))
        return menu


def end_entry(simulation: Simulation, words: str, host: str, entry: ConntrackEntry) -> None:
    """Let the event happen: after the packet on show, if that was walked, else before it."""
    ending = ENDINGS[words][2]
    simulation.happen(lambda session, taken, walked: ending(session, taken, walked, host, entry))
