"""Dragging the lower right corner of a note or shape."""

from functools import partial

from sandbox.geometry.boxes import Box, snapped
from sandbox.kube import ObjectKey
from sandbox.scenario import Note
from sandbox.scenario.edits import set_note_size
from sandbox.scenario.edits.notes import LEAST_NOTE
from ui.canvas.interactions.gesture import Gesture, Pointer, Stage
from ui.language import tr

HANDLE = 12.0
"""Pixels around the corner in which it is grasped."""


class Resizing(Gesture):
    """Makes the note larger or smaller, on the grid."""

    def __init__(self, stage: Stage, key: ObjectKey) -> None:
        super().__init__(stage)
        self._key = key

    def start(self, pointer: Pointer) -> None:
        """Remember the size."""
        self._press = pointer
        note = self.stage.document.scenario.by_key[self._key]
        assert isinstance(note, Note)
        self._size = note.size

    def move(self, pointer: Pointer) -> None:
        """Show it in the size that the pointer asks for."""
        dx, dy = pointer.point.x - self._press.point.x, pointer.point.y - self._press.point.y
        size = (
            max(snapped(self._size[0] + dx), LEAST_NOTE[0]),
            max(snapped(self._size[1] + dy), LEAST_NOTE[1]),
        )
        self.stage.document.preview(partial(set_note_size, key=self._key, size=size))

    def end(self, pointer: Pointer) -> None:
        """Keep the size."""
        self.stage.document.commit(tr("Resize {name}", name=self._key.name))

    def cancel(self) -> None:
        """Back to the size that it had."""
        self.stage.document.cancel()


def is_on_handle(box: Box, pointer: Pointer, zoom: float) -> bool:
    """Whether the pointer is at the corner."""
    reach = HANDLE / zoom
    return abs(pointer.point.x - box.right) <= reach and abs(pointer.point.y - box.bottom) <= reach
