"""`CommandPalette`: a line to type into and what fits it, over the upper middle of the window."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QLabel, QLineEdit, QListView, QVBoxLayout, QWidget

from sandbox.kube import ObjectKey
from ui.app.command_palette.model import EntryDelegate, Results
from ui.app.command_palette.sources import ANYTHING, Source, objects, receivers, transmitters
from ui.language import mark, tr
from ui.panels.announce import announce
from ui.theme import fonts
from ui.theme.controls import styled_label

if TYPE_CHECKING:
    from ui.app.window import Window

WIDTH, TOP, MARGIN = 640, 56, 24
SENDERS = ("Client", "Pod", "Node")
MOST_ROWS = 11
NOTHING = mark("Nothing is called that. Try fewer letters.")
MOVES = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}
Finder = Callable[["Window"], Source]


class CommandPalette(QFrame):
    """Opens over the window, closes on Escape, on a click elsewhere, and when something is chosen."""

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self._window = window
        self._sources: Sequence[Source] = ()
        self._before: QWidget | None = None
        self.setObjectName("command_palette")
        self.results = Results(self)
        self.line, self.list = QLineEdit(), QListView()
        self.nothing: QLabel = styled_label(tr(NOTHING), "muted", fonts.words())
        self._set_up()
        box = self._box = QVBoxLayout(self)
        box.setContentsMargins(8, 8, 8, 8)
        box.setSpacing(6)
        box.addWidget(self.line)
        box.addWidget(self.list)
        box.addWidget(self.nothing)
        self.hide()

    def open(self) -> None:
        """Offer everything."""
        self._open(tr("Find or do anything"), ANYTHING)

    def find_object(self) -> None:
        """Offer the objects of the scenario."""
        self._open(tr("Find an object"), (objects,))

    def send_from(self, sender: ObjectKey) -> None:
        """Offer what `sender` can send to."""
        self._open(tr("Send from {name} to…", name=sender.name), (partial(receivers, sender=sender),))

    def send(self) -> None:
        """Offer what the selected object can send to, or first what can send."""
        keys = [key for key in self._window.selection.keys if key.kind in SENDERS]
        if keys:
            self.send_from(keys[0])
        else:
            self._open(tr("Send from…"), (transmitters,))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move through the list, choose, or close."""
        key = Qt.Key(event.key())
        if key in MOVES:
            self._move(MOVES[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(self.list.currentIndex())
        elif key is Qt.Key.Key_Escape:
            self.dismiss()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the keys that the line does not use, and close when the keyboard goes elsewhere."""
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() in MOVES:
            self.keyPressEvent(event)
            return True
        left = event.type() is QEvent.Type.FocusOut and isinstance(event, QFocusEvent)
        if left and event.reason() is not Qt.FocusReason.ActiveWindowFocusReason:  # type: ignore[attr-defined]
            self.hide()
        return False

    def dismiss(self) -> None:
        """Close, and give the keyboard back."""
        self.hide()
        if self._before is not None:
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)

    def _set_up(self) -> None:
        self.line.setFont(fonts.words(fonts.LARGE))
        self.line.setClearButtonEnabled(True)
        self.line.textChanged.connect(self._ask)
        self.line.installEventFilter(self)
        self.list.setModel(self.results)
        self.list.setItemDelegate(EntryDelegate(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(tr("What fits"))
        self.list.clicked.connect(self._choose)
        self.nothing.setContentsMargins(8, 4, 8, 8)

    def _open(self, prompt: str, finders: Sequence[Finder]) -> None:
        self._before = self._window.focusWidget()
        self._sources = [find(self._window) for find in finders]
        self.line.setPlaceholderText(prompt)
        self.line.setAccessibleName(prompt)
        self.line.clear()
        self._ask("")
        self.show()
        self.raise_()
        self.line.setFocus(Qt.FocusReason.PopupFocusReason)

    def _ask(self, query: str) -> None:
        self.results.ask(self._sources, query)
        count = self.results.rowCount()
        self.list.setVisible(count > 0)
        self.nothing.setVisible(count == 0)
        self.list.setFixedHeight(min(count, MOST_ROWS) * EntryDelegate.HEIGHT)
        self._place()
        self._move_to(0)

    def _place(self) -> None:
        self._box.activate()
        width = min(WIDTH, self._window.width() - 2 * MARGIN)
        self.setFixedWidth(width)
        self.adjustSize()
        self.move((self._window.width() - width) // 2, TOP)

    def _move(self, by: int) -> None:
        last = self.results.rowCount() - 1
        self._move_to(max(0, min(last, self.list.currentIndex().row() + by)))

    def _move_to(self, row: int) -> None:
        index = self.results.index(row, 0)
        self.list.setCurrentIndex(index)
        said = index.data(Qt.ItemDataRole.AccessibleTextRole) if index.isValid() else tr(NOTHING)
        announce(self.line, str(said))

    def _choose(self, index: QModelIndex) -> None:
        if not index.isValid():
            return
        entry, _ = self.results.shown[index.row()]
        self.dismiss()
        if entry.name:
            self._window.preferences.remember_command(entry.name)
        entry.run()
