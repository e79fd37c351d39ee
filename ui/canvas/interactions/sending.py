"""Sending a packet from one object to another: choose the sender, then click the target."""

from collections.abc import Callable

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPen

from sandbox.geometry.boxes import Box, Point
from sandbox.kube import ObjectKey
from ui.canvas.flows import reason_against
from ui.canvas.interactions.gesture import Gesture, Pointer, Stage
from ui.canvas.paint.shapes import outline
from ui.language import tr
from ui.theme import theme

LEAST_RINGED = 0.22
"""Zoom below which targets have no rings."""
Send = Callable[[ObjectKey, ObjectKey], None]


class PickingTarget(Gesture):
    """A line from the sender to the pointer, until a target is clicked or Escape is pressed."""

    cursor = Qt.CursorShape.CrossCursor
    waits_for_click = True

    def __init__(self, stage: Stage, sender: ObjectKey, send: Send) -> None:
        super().__init__(stage)
        self.sender = sender
        self._send = send
        self._at: Point | None = None
        self._over: ObjectKey | None = None
        self._can: dict[ObjectKey, bool] = {}

    def start(self, pointer: Pointer) -> None:
        """Ask for the target."""
        self._at = pointer.point
        self._ask()

    def _ask(self) -> None:
        text = tr("Send a packet from {name}: click a Service, a node, a pod or a load balancer.")
        self.stage.say(text.format(name=self.sender.name))

    def move(self, pointer: Pointer) -> None:
        """Follow the pointer; over something that cannot be the target, say why."""
        self._at = pointer.point
        over = self.stage.picture.places.at(pointer.point)
        if over == self._over:
            return
        self._over = over
        reason = "" if over in (None, self.sender) else self._reason(over)
        if reason:
            self.stage.say(reason)
        else:
            self._ask()

    def _reason(self, key: ObjectKey | None) -> str:
        return "" if key is None else reason_against(self.stage.document.scenario, self.sender, key)

    def _targets(self, size: QSize) -> list[ObjectKey]:
        """What of the things in sight can be sent to; none from so far away that rings would hide them."""
        places, camera = self.stage.picture.places, self.stage.camera
        if camera.zoom < LEAST_RINGED:
            return []
        seen = [places.keys[index] for index in places.meeting(camera.seen(size))]
        for key in seen:
            if key not in self._can:
                self._can[key] = key != self.sender and not self._reason(key)
        return [key for key in seen if self._can[key]]

    def choose(self, pointer: Pointer) -> bool:
        """A click: send to what is there. False where nothing can be sent and choosing goes on."""
        over = self.stage.picture.places.at(pointer.point)
        if over is None:
            self.cancel()
            return True
        if (reason := self._reason(over)) != "":
            self.stage.say(reason)
            return False
        self.stage.say("")
        self._send(self.sender, over)
        return True

    def cancel(self) -> None:
        """Send nothing."""
        self.stage.say("")

    def paint(self, painter: QPainter) -> None:
        """Rings around the targets, and the line."""
        picture = self.stage.picture
        if self.sender not in picture.places or self._at is None:
            return
        ring = QPen(theme.color("accent"), 2.0)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(ring)
        for key in self._targets(QSize(painter.device().width(), painter.device().height())):
            painter.drawPath(outline(picture.places.kind(key), picture.places.box(key).grown(3)))
        line = QPen(theme.color("accent"), 2.0, Qt.PenStyle.DashLine)
        painter.setPen(line)
        start = nearest_edge(picture.places.box(self.sender), self._at)
        painter.drawLine(QPointF(*start), QPointF(*self._at))


def nearest_edge(box: Box, point: Point) -> Point:
    """The point of the box that is nearest, so that a line from it crosses nothing that is written inside."""
    return Point(min(max(point.x, box.x), box.right), min(max(point.y, box.y), box.bottom))
