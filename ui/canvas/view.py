"""`CanvasView`: the canvas as people use it. It turns events into gestures."""

from functools import cached_property
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QCursor,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from sandbox.geometry.boxes import GRID, Point
from sandbox.kube import ObjectKey
from ui.canvas.flows import SENDERS, NoFlowError, flow_between
from ui.canvas.interactions.gesture import Gesture, Pointer, Stage
from ui.canvas.paint.scene import LEGIBLE_ZOOM
from ui.canvas.surface import Surface
from ui.language import say, tr
from ui.models import Document, Selection, Simulation
from ui.models.playhead import Playhead
from ui.theme.kinds import KIND_STYLES

if TYPE_CHECKING:
    from ui.canvas.commands import Commands

NUDGES = {
    Qt.Key.Key_Left: (-GRID, 0),
    Qt.Key.Key_Right: (GRID, 0),
    Qt.Key.Key_Up: (0, -GRID),
    Qt.Key.Key_Down: (0, GRID),
}
"""How far an arrow key moves what is selected; ten times as far with Shift."""
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
WHEEL_PIXELS = 0.5
"""Pixels of scrolling for a unit of a wheel's angle, of which a notch has 120."""
WHEEL_ZOOM = 1.0016
"""Factor of zooming for such a unit."""


class CanvasView(Surface):
    """The scenario, to be edited in place; packets walk through it."""

    hint = Signal(str)
    """A sentence for the status bar: what letting go would do, or why it cannot; empty to take it away."""

    def __init__(
        self,
        document: Document,
        selection: Selection,
        simulation: Simulation,
        playhead: Playhead,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(document, selection, simulation, playhead, parent)
        self.stage = Stage(document, selection, simulation, self.picture, self.camera, self.hint.emit)
        self.arrows_move = True
        """Whether plain arrow keys move what is selected; beside a transport they step the walk."""
        self._space_held = False
        self._space_panned = False
        self.setAcceptDrops(True)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("Canvas"))
        self.setAccessibleDescription(tr("A picture of the scenario; the outline lists the same objects."))

    @cached_property
    def commands(self) -> "Commands":
        """What menus and keys do with what is selected."""
        from ui.canvas.commands import Commands

        return Commands(self.stage)

    def send(self, sender: ObjectKey, target: ObjectKey) -> None:
        """Send a packet from one object to another."""
        try:
            flow = flow_between(self.document.scenario, sender, target)
        except NoFlowError as error:
            self.hint.emit(say(str(error)))
            return
        self.simulation.send(flow)

    def pick_target(self, sender: ObjectKey, pointer: Pointer | None = None) -> None:
        """Let the next click choose where a packet from `sender` goes."""
        from ui.canvas.interactions.sending import PickingTarget

        self._begin(PickingTarget(self.stage, sender, self.send), pointer or self._pointer_now())

    def edit_note(self, key: ObjectKey) -> None:
        """Let someone write on a note, in place."""
        from ui.canvas.note_editor import write_on

        write_on(self, key)

    def place_to_add(self) -> Point:
        """Where something new goes that is asked for by key: under the pointer, else in the middle."""
        pixel = self.mapFromGlobal(QCursor.pos())
        if self.rect().contains(pixel):
            return self.camera.to_scene(QPointF(pixel))
        return self.camera.seen(self.size()).middle

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes from the one selected object to the next as the outline has them, and on at the end."""
        from ui.models.outline import outline_keys

        chosen = self.selection.keys
        if len(chosen) == 1:
            shown = [key for key in outline_keys(self.document.scenario) if key in self.picture.places]
            at = (shown.index(chosen[0]) if chosen[0] in shown else -1) + (1 if forward else -1)
            if 0 <= at < len(shown):
                self.selection.set(shown[at : at + 1])
                self.reveal(shown[at])
                return True
        return super().focusNextPrevChild(forward)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin what a press begins here."""
        pointer = self._pointer(event.position(), event.modifiers())
        if self.gesture is None:
            gesture = self._gesture_for(event.button(), pointer)
            if gesture is not None:
                self._begin(gesture, pointer)
        elif self.gesture.waits_for_click:
            self._choose(self.gesture, pointer, event.button())

    def _choose(self, picking: Gesture, pointer: Pointer, button: Qt.MouseButton) -> None:
        if button is Qt.MouseButton.RightButton:
            self.cancel_gesture()
        elif button is Qt.MouseButton.LeftButton and picking.choose(pointer):
            self.gesture = None
            self._show_cursor(pointer)
            self.update()

    def _gesture_for(self, button: Qt.MouseButton, pointer: Pointer) -> Gesture | None:
        """The gesture that a press begins, by button, key and what is under it."""
        from ui.canvas.interactions.beginning import gesture_at
        from ui.canvas.interactions.panning import Panning

        if button is Qt.MouseButton.MiddleButton:
            return Panning(self.stage)
        if button is not Qt.MouseButton.LeftButton:
            return None
        if self._space_held:
            self._space_panned = True
            return Panning(self.stage)
        return gesture_at(self, pointer)

    def _begin(self, gesture: Gesture, pointer: Pointer) -> None:
        self.gesture = gesture
        gesture.start(pointer)
        self._show_cursor(pointer)
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go on with the gesture, or show what is under the pointer."""
        pointer = self._pointer(event.position(), event.modifiers())
        if self.gesture is not None:
            if self.gesture.moves_camera:
                self._hold()
            self.gesture.move(pointer)
            self.update()
        self._hover(pointer)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End the gesture; choosing a target goes on until a click."""
        if self.gesture is None or self.gesture.waits_for_click:
            return
        gesture, self.gesture = self.gesture, None
        pointer = self._pointer(event.position(), event.modifiers())
        gesture.end(pointer)
        self._show_cursor(pointer)
        self.update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Begin to send from the object; on a button of a card it is another click."""
        pointer = self._pointer(event.position(), event.modifiers())
        key = self.picture.places.at(pointer.point)
        if key is not None and key.kind == "Note":
            self.cancel_gesture()
            self.edit_note(key)
        elif key is not None and key.kind in SENDERS and event.button() is Qt.MouseButton.LeftButton:
            self.cancel_gesture()
            self.pick_target(key, pointer)
        else:
            self.mousePressEvent(event)

    def cancel_gesture(self) -> None:
        """Drop what is going on, as if it had not begun."""
        if self.gesture is not None:
            gesture, self.gesture = self.gesture, None
            gesture.cancel()
            self.unsetCursor()
            self.update()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu of what is under the pointer, or of what is selected when it is asked for by key."""
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            self.open_menu_by_key()
        else:
            point = self.camera.to_scene(QPointF(event.pos()))
            self._open_menu(self.picture.places.at(point), point, event.globalPos())

    def open_menu_by_key(self) -> None:
        """The menu of what is selected, beside it; of the canvas if nothing is."""
        keys = [key for key in self.selection.keys if key in self.picture.places]
        seen = self.camera.seen(self.size())
        point = self.picture.places.box(keys[0]).middle if keys else seen.middle
        if not seen.holds(point):
            point = seen.middle
        pixel = self.camera.to_widget(point).toPoint()
        self._open_menu(keys[0] if keys else None, point, self.mapToGlobal(pixel))

    def _open_menu(self, key: ObjectKey | None, point: Point, pixel: QPoint) -> None:
        if key is not None and key not in self.selection.keys:
            self.selection.set((key,))
        from ui.canvas.menu import context_menu

        menu = context_menu(self, self, key, point)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(pixel)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll; with Ctrl, zoom at the pointer."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(WHEEL_ZOOM ** event.angleDelta().y(), event.position())
        else:
            away = QPointF(event.pixelDelta())
            if away.isNull():
                away = QPointF(event.angleDelta()) * WHEEL_PIXELS
            sideways = event.modifiers() & Qt.KeyboardModifier.ShiftModifier and not away.x()
            self.pan_by(*((away.y(), 0.0) if sideways else (away.x(), away.y())))
        self._hover(self._pointer(event.position(), event.modifiers()))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take a kind from the palette."""
        from ui.canvas.interactions.dropping import Dropping
        from ui.models.adding import KIND_MIME_TYPE

        kind = bytes(event.mimeData().data(KIND_MIME_TYPE).data()).decode(errors="replace")
        if kind in KIND_STYLES:
            self.cancel_gesture()
            event.acceptProposedAction()
            self._begin(Dropping(self.stage, kind), self._pointer(event.position(), event.modifiers()))

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Show where it would come to stand."""
        if self.gesture is not None:
            event.acceptProposedAction()
            self.gesture.move(self._pointer(event.position(), event.modifiers()))
            self.update()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """It has gone elsewhere."""
        self.cancel_gesture()

    def dropEvent(self, event: QDropEvent) -> None:
        """Add it."""
        if self.gesture is not None:
            gesture, self.gesture = self.gesture, None
            gesture.end(self._pointer(event.position(), event.modifiers()))
            event.acceptProposedAction()
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move what is selected, Delete deletes it, Escape cancels, Space pans while it is held."""
        key = Qt.Key(event.key())
        shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if key is Qt.Key.Key_Escape and self.gesture is not None:
            self.cancel_gesture()
        elif key is Qt.Key.Key_Escape and self.selection.keys:
            self.selection.clear()
        elif key is Qt.Key.Key_Delete:
            self.commands.delete()
        elif key in NUDGES and self.arrows_move and self.selection.keys:
            far = 10 if shifted else 1
            self.commands.nudge(NUDGES[key][0] * far, NUDGES[key][1] * far)
        elif key is Qt.Key.Key_Menu or (key is Qt.Key.Key_F10 and shifted):
            self.open_menu_by_key()
        elif key in ENTER and len(self.selection.keys) == 1 and self.selection.keys[0].kind == "Note":
            self.edit_note(self.selection.keys[0])
        elif key is Qt.Key.Key_Space and not event.isAutoRepeat():
            self._space_held, self._space_panned = True, False
            self.setCursor(Qt.CursorShape.OpenHandCursor)
        else:
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Space that did not pan plays or pauses, as it does everywhere in the window."""
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat() and self._space_held:
            self._space_held = False
            self.unsetCursor()
            if not self._space_panned:
                self.playhead.toggle()
        else:
            super().keyReleaseEvent(event)

    def event(self, event: QEvent) -> bool:
        """Tooltips, pinches, and plain keys that the canvas uses before the window's shortcuts do."""
        if event.type() is QEvent.Type.ToolTip:
            self._show_tooltip(cast(QHelpEvent, event))
            return True
        if event.type() is QEvent.Type.ShortcutOverride and self._keeps(cast(QKeyEvent, event)):
            event.accept()
            return True
        if event.type() is QEvent.Type.NativeGesture:
            pinch = cast(QNativeGestureEvent, event)
            if pinch.gestureType() is Qt.NativeGestureType.ZoomNativeGesture:
                self.zoom_by(1 + pinch.value(), pinch.position())
                return True
        return super().event(event)

    def _keeps(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        plain = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier
        if key in NUDGES and event.modifiers() in (*plain, Qt.KeyboardModifier.ShiftModifier):
            return self.arrows_move and self.commands.can_arrange(1)
        if key is Qt.Key.Key_F10 and event.modifiers() == Qt.KeyboardModifier.ShiftModifier:
            return True
        if key is Qt.Key.Key_Escape:
            return self.gesture is not None
        return key is Qt.Key.Key_Space and event.modifiers() in plain

    def _show_tooltip(self, event: QHelpEvent) -> None:
        from ui.canvas.describe import tooltip

        key = self.picture.places.at(self.camera.to_scene(QPointF(event.pos())))
        text = "" if key is None else tooltip(self.document.scenario, key)
        QToolTip.showText(event.globalPos(), text, self)

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is under the pointer any more."""
        self.hovered = None
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the focus ring."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """A key that was held when the focus left is no longer."""
        super().focusOutEvent(event)
        self._space_held = False
        self.update()

    def _pointer(self, pixel: QPointF, modifiers: Qt.KeyboardModifier) -> Pointer:
        return Pointer(pixel, self.camera.to_scene(pixel), modifiers)

    def _pointer_now(self) -> Pointer:
        pixel = QPointF(self.mapFromGlobal(self.cursor().pos()))
        return self._pointer(pixel, Qt.KeyboardModifier.NoModifier)

    def _hover(self, pointer: Pointer) -> None:
        hovered = self.picture.places.at(pointer.point)
        if hovered != self.hovered:
            self.hovered = hovered
            self.update()
        if not self._space_held:
            self._show_cursor(pointer)

    def _show_cursor(self, pointer: Pointer) -> None:
        """The gesture's own, else a hand over buttons."""
        if self.gesture is not None and self.gesture.cursor is not None:
            self.setCursor(self.gesture.cursor)
        elif self._is_button(pointer):
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        else:
            self.unsetCursor()

    def _is_button(self, pointer: Pointer) -> bool:
        key = self.hovered
        if key is None or key.kind != "Service" or key not in self.picture.places:
            return False
        return self.camera.zoom >= LEGIBLE_ZOOM and self.picture.switch_at(key, pointer.point) is not None
