"""Writing on a note: a text field over it while it is edited."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from sandbox.geometry.boxes import Point
from sandbox.kube import ObjectKey
from sandbox.scenario import Note
from sandbox.scenario.edits import set_note_text
from ui.canvas.surface import Surface
from ui.language import tr

LEAST = (160, 64)
"""Pixels that one can write in, however small the note is."""


class NoteEditor(QPlainTextEdit):
    """Ctrl+Enter or leaving keeps what was written, Escape does not."""

    def __init__(self, parent: QWidget, text: str, area: QRect, keep: Callable[[str], None]) -> None:
        super().__init__(parent)
        self._keep: Callable[[str], None] | None = keep
        self.setAccessibleName(tr("Text of the note"))
        self.setPlainText(text)
        self.selectAll()
        self.setTabChangesFocus(True)
        size = area.size().expandedTo(area.size().__class__(*LEAST))
        self.setGeometry(QRect(area.topLeft(), size))
        self.show()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter alone begins a new line."""
        ctrl = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() == Qt.Key.Key_Escape:
            self._keep = None
            self._leave()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and ctrl:
            self._leave()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Someone went elsewhere; a menu of the field's own is not elsewhere."""
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self._end()

    def _leave(self) -> None:
        parent = self.parentWidget()
        self._end()
        assert parent is not None
        parent.setFocus(Qt.FocusReason.OtherFocusReason)

    def _end(self) -> None:
        keep, self._keep = self._keep, None
        if keep is not None:
            keep(self.toPlainText())
        self.hide()
        self.deleteLater()


def write_on(canvas: Surface, key: ObjectKey) -> None:
    """Let someone write on a note where it stands; what is written is kept if the note still is there."""
    note = canvas.document.scenario.by_key[key]
    assert isinstance(note, Note)
    box, camera = canvas.picture.places.box(key), canvas.camera
    area = QRectF(camera.to_widget(Point(box.x, box.y)), QSizeF(box.width, box.height) * camera.zoom)

    def keep(text: str) -> None:
        if key in canvas.document.scenario.by_key:
            edit = partial(set_note_text, key=key, text=text)
            canvas.document.apply(tr("Write on {name}", name=key.name), edit)

    NoteEditor(canvas, note.text, area.toRect(), keep)
