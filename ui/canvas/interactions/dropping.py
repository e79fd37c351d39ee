"""Dragging a kind from the palette onto the canvas."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPen

from sandbox.geometry.boxes import Box, Point, snapped
from sandbox.kube import ObjectKey
from sandbox.scenario import Scenario
from sandbox.scenario.diff import diff
from sandbox.scenario.edits import add_client, add_load_balancer, add_node, add_note, add_pod, add_service
from ui.canvas.geometry.arrange import cleared
from ui.canvas.geometry.node import NODE_HEIGHT, NODE_WIDTH, POD_HEIGHT
from ui.canvas.interactions.gesture import Gesture, Pointer, Stage
from ui.canvas.interactions.moving import paint_target
from ui.canvas.paint.ink import KIND_TOKENS
from ui.canvas.paint.shapes import outline
from ui.canvas.places import KINDS, Kind, Places
from ui.language import tr
from ui.theme import theme
from ui.theme.kinds import KIND_STYLES

ADDERS: dict[str, Callable[..., Scenario]] = {
    "Node": add_node,
    "Service": add_service,
    "Client": add_client,
    "LoadBalancer": add_load_balancer,
    "Note": add_note,
}
GHOSTS: dict[str, tuple[float, float]] = {
    "Node": (NODE_WIDTH, NODE_HEIGHT),
    "Service": (288, 184),
    "Client": (120, 80),
    "LoadBalancer": (168, 80),
    "Note": (240, 96),
    "Pod": (240, POD_HEIGHT),
}
"""About how large a new object of each kind is."""


def around_point(kind: str, at: Point) -> Box:
    """About where a new object of a kind stands whose middle is at a point."""
    width, height = GHOSTS[kind]
    return Box(snapped(at.x - width / 2), snapped(at.y - height / 2), width, height)


def clear_of(places: Places, box: Box) -> Box:
    """The box, or the first place below it where it covers nothing."""
    clear = cleared(box, places.in_the_way)
    return Box(clear.x, snapped(clear.y), clear.width, clear.height)


class Dropping(Gesture):
    """Shows where an object of the kind would come to stand; a pod in the node under the pointer."""

    def __init__(self, stage: Stage, kind: str) -> None:
        super().__init__(stage)
        self._kind = kind
        self._at: Point | None = None
        self._target: ObjectKey | None = None

    def move(self, pointer: Pointer) -> None:
        """Follow the pointer, and say why it cannot be dropped where it cannot."""
        self._at = pointer.point
        if self._kind != "Pod":
            return
        self._target = self.stage.node_at(pointer.point)
        if self._target is None:
            self.stage.say(tr("A pod runs on a node: drop it on one."))
        else:
            self.stage.say(tr("Add a pod to {name}", name=self._target.name))

    def end(self, pointer: Pointer) -> None:
        """Add the object, and select it."""
        self.move(pointer)
        if self._kind == "Pod" and self._target is None:
            self.stage.say(tr("The pod was not added: drop it on a node."))
            return
        self.stage.say("")
        document = self.stage.document
        before = document.scenario
        if document.apply(tr("Add {title}", title=KIND_STYLES[self._kind].title), self._edit()):
            added = diff(before, document.scenario).added
            self.stage.selection.set(key for key in added if key.kind == self._kind)

    def cancel(self) -> None:
        """Add nothing."""
        self._at = None
        self.stage.say("")

    def _edit(self) -> Callable[[Scenario], Scenario]:
        if self._target is not None:
            return partial(add_pod, node=self._target.name)
        ghost = self._ghost()
        return partial(ADDERS[self._kind], position=(ghost.x, ghost.y))

    def _ghost(self) -> Box:
        """Where it would come to stand: around the pointer, or below what is there; a pod's node takes it."""
        at, places = self._at or Point(0, 0), self.stage.picture.places
        box = around_point(self._kind, at)
        is_free = places.in_the_way(Box(at.x, at.y, 1, 1)) is None
        return box if is_free or self._kind == "Pod" else clear_of(places, box)

    def paint(self, painter: QPainter) -> None:
        """An outline at the pointer, and the node that would take the pod."""
        if self._at is None:
            return
        kind: Kind = KINDS[self._kind]
        if self._target is not None:
            paint_target(painter, self.stage.picture.places.box(self._target))
        painter.setPen(QPen(theme.color(KIND_TOKENS[kind]), 2.0, Qt.PenStyle.DashLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(outline(kind, self._ghost()))
