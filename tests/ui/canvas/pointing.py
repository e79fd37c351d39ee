"""A hand that clicks, drags and drops on the canvas by real events."""

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QMouseEvent,
    QWheelEvent,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from sandbox.geometry.boxes import Box, Point
from sandbox.kube import ObjectKey
from ui.canvas import CanvasView
from ui.models.adding import KIND_MIME_TYPE

LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier
ACTION = Qt.DropAction.CopyAction


def node(name: str) -> ObjectKey:
    return ObjectKey("Node", "", f"kubernetes-node-{name}")


def pod(name: str) -> ObjectKey:
    return ObjectKey("Pod", "default", name)


def service(name: str) -> ObjectKey:
    return ObjectKey("Service", "default", name)


NODES = (node("6jst"), node("cx31"), node("jj1t"))
LAPTOP = ObjectKey("Client", "", "laptop")
CLOUD = ObjectKey("LoadBalancer", "", "cloud")
BUSYBOX = pod("busybox")


class Hand:
    """Points at objects by key, or at points of the scene."""

    def __init__(self, canvas: CanvasView) -> None:
        self.canvas = canvas

    def pixel(self, where: ObjectKey | Point | QPoint) -> QPoint:
        """The pixel of a scene point, or of a place of the object that nothing is in front of."""
        if isinstance(where, QPoint):
            return where
        if isinstance(where, ObjectKey):
            box = self.canvas.picture.places.box(where)
            where = Point(box.x + 24, box.y + 22)
        return self.canvas.camera.to_widget(where).toPoint()

    def click(self, where: ObjectKey | Point | QPoint, modifiers: Qt.KeyboardModifier = NONE) -> None:
        QTest.mouseClick(self.canvas, LEFT, modifiers, self.pixel(where))

    def double_click(self, where: ObjectKey | Point | QPoint) -> None:
        QTest.mouseDClick(self.canvas, LEFT, NONE, self.pixel(where))

    def is_busy(self) -> bool:
        """Whether a gesture is going on."""
        return self.canvas.gesture is not None

    def selected(self) -> tuple[ObjectKey, ...]:
        return self.canvas.selection.keys

    def press(self, where: ObjectKey | Point | QPoint, button: Qt.MouseButton = LEFT) -> None:
        QTest.mousePress(self.canvas, button, NONE, self.pixel(where))

    def move(
        self,
        where: ObjectKey | Point | QPoint,
        button: Qt.MouseButton = LEFT,
        modifiers: Qt.KeyboardModifier = NONE,
    ) -> None:
        pixel = QPointF(self.pixel(where))
        away = self.canvas.mapToGlobal(pixel)
        none = Qt.MouseButton.NoButton
        event = QMouseEvent(QEvent.Type.MouseMove, pixel, away, none, button, modifiers)
        QApplication.sendEvent(self.canvas, event)

    def release(self, where: ObjectKey | Point | QPoint, button: Qt.MouseButton = LEFT) -> None:
        QTest.mouseRelease(self.canvas, button, NONE, self.pixel(where))

    def drag(self, way: Iterable[ObjectKey | Point | QPoint], button: Qt.MouseButton = LEFT) -> None:
        """Press at the first place, move over the others, let go at the last."""
        first, *others = [self.pixel(where) for where in way]
        self.press(first, button)
        for where in others:
            self.move(where, button)
        self.release(others[-1], button)

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
        QTest.keyClick(self.canvas, key, modifiers)

    def wheel(self, where: QPoint, angle: int, modifiers: Qt.KeyboardModifier = NONE) -> None:
        at = QPointF(where)
        phase = Qt.ScrollPhase.NoScrollPhase
        buttons = Qt.MouseButton.NoButton
        turn = QPoint(0, angle)
        event = QWheelEvent(at, self.canvas.mapToGlobal(at), QPoint(), turn, buttons, modifiers, phase, False)
        QApplication.sendEvent(self.canvas, event)

    def carry(self, kind: str, where: Point) -> bool:
        """Bring a kind from the palette over a point; whether the canvas takes it."""
        self.mime = QMimeData()
        self.mime.setData(KIND_MIME_TYPE, kind.encode())
        pixel = self.pixel(where)
        enter = QDragEnterEvent(pixel, ACTION, self.mime, LEFT, NONE)
        QApplication.sendEvent(self.canvas, enter)
        QApplication.sendEvent(self.canvas, QDragMoveEvent(pixel, ACTION, self.mime, LEFT, NONE))
        return enter.isAccepted()

    def drop(self, kind: str, where: Point) -> None:
        """Bring a kind from the palette over a point and let go."""
        self.carry(kind, where)
        event = QDropEvent(QPointF(self.pixel(where)), ACTION, self.mime, LEFT, NONE)
        QApplication.sendEvent(self.canvas, event)

    def carry_off(self) -> None:
        QApplication.sendEvent(self.canvas, QDragLeaveEvent())


def box_of(canvas: CanvasView, key: ObjectKey) -> Box:
    return canvas.picture.places.box(key)


def undo_text(canvas: CanvasView) -> str:
    return canvas.document.undo_stack.undoText()
