"""Who keeps a plain key: a focused control that uses it itself goes before the shortcut of an action."""

from collections.abc import Container

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QApplication,
    QTabBar,
    QWidget,
)

from ui.panels.palette import PaletteItem

ARROWS = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down)
ENDS = (Qt.Key.Key_Home, Qt.Key.Key_End)
LETTERS = tuple(Qt.Key(number) for number in range(Qt.Key.Key_A.value, Qt.Key.Key_Z.value + 1))

KEPT: tuple[tuple[type[QWidget], Container[Qt.Key]], ...] = (
    (QAbstractItemView, (*ARROWS, *ENDS, *LETTERS, Qt.Key.Key_Space)),
    (QAbstractSlider, (*ARROWS, *ENDS)),
    (QTabBar, (*ARROWS, *ENDS)),
    (QAbstractButton, (*ARROWS, Qt.Key.Key_Space)),
    (PaletteItem, (Qt.Key.Key_Space,)),
)
"""The keys that each sort of control uses."""


class KeyKeeper(QObject):
    """Watches the focused widget only, so that no other event costs anything."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._watch)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep a plain key for the control that uses it."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
            if plain and _keeps(watched, Qt.Key(event.key())):
                event.accept()
                return True
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            shifted = event.modifiers() == Qt.KeyboardModifier.ShiftModifier
            return shifted and event.key() == Qt.Key.Key_F10 and self._open_menu(watched)
        return False

    def _open_menu(self, watched: QObject) -> bool:
        """Ask a widget for its context menu, at its cursor: not every platform does so for Shift+F10."""
        if not isinstance(watched, QWidget):
            return False
        cursor = QRectF(watched.inputMethodQuery(Qt.InputMethodQuery.ImCursorRectangle))
        point = cursor.center().toPoint()
        reason = QContextMenuEvent.Reason.Keyboard
        QApplication.sendEvent(watched, QContextMenuEvent(reason, point, watched.mapToGlobal(point)))
        return True

    def _watch(self, old: QWidget | None, new: QWidget | None) -> None:
        if old is not None:
            old.removeEventFilter(self)
        if new is not None:
            new.installEventFilter(self)


def _keeps(watched: QObject, key: Qt.Key) -> bool:
    return any(isinstance(watched, kind) and key in keys for kind, keys in KEPT)
