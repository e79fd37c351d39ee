"""What gestures share: the stage that they act on, and where the pointer is."""

from collections.abc import Callable

import msgspec
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter

from sandbox.geometry.boxes import Box, Point
from sandbox.kube import ObjectKey
from ui.canvas.camera import Camera
from ui.canvas.picture import Picture
from ui.models import Document, Selection, Simulation

CLICK = 4.0
"""Pixels that a press may move and still be a click."""


class Pointer(msgspec.Struct, frozen=True):
    """The mouse: its pixel in the widget, its point in the scene, and the keys held."""

    pixel: QPointF
    point: Point
    modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier

    @property
    def extends(self) -> bool:
        """Whether Ctrl or Shift is held: add to the selection."""
        both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        return bool(self.modifiers & both)

    def is_far_from(self, other: "Pointer") -> bool:
        """Whether it has moved further than a click does."""
        away = self.pixel - other.pixel
        return abs(away.x()) + abs(away.y()) > CLICK


class Stage(msgspec.Struct, frozen=True):
    """What a gesture may ask and do. `say` shows a sentence, empty to take it away."""

    document: Document
    selection: Selection
    simulation: Simulation
    picture: Picture
    camera: Camera
    say: Callable[[str], None]

    def node_at(self, point: Point) -> ObjectKey | None:
        """The node whose box holds the point, pods in it included."""
        places = self.picture.places
        area = Box(point.x - 0.01, point.y - 0.01, 0.02, 0.02)
        found = [key for index in places.meeting(area) if (key := places.keys[index]).kind == "Node"]
        return found[-1] if found else None


class Gesture:
    """One press, drag or choice from its start to its end. Does nothing by itself."""

    cursor: Qt.CursorShape | None = None
    """The cursor meanwhile; None for that of what is under the pointer."""
    moves_camera = False
    waits_for_click = False
    """Whether it goes on without a button held, until `choose` ends it."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage

    def start(self, pointer: Pointer) -> None:
        """The button goes down."""

    def move(self, pointer: Pointer) -> None:
        """The pointer moves."""

    def end(self, pointer: Pointer) -> None:
        """The button goes up."""

    def choose(self, pointer: Pointer) -> bool:
        """A click of a gesture that waits for one; true if that ends it."""
        return True

    def cancel(self) -> None:
        """Escape, or the window is left: everything is as it was before."""

    def paint(self, painter: QPainter) -> None:
        """Paint what belongs to the gesture, over the picture, in scene units."""
