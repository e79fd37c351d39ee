"""What a press begins."""

from typing import TYPE_CHECKING

from ui.canvas.interactions.gesture import Gesture, Pointer
from ui.canvas.interactions.moving import Moving, MovingPod
from ui.canvas.interactions.panning import MapDragging
from ui.canvas.interactions.resizing import Resizing, is_on_handle
from ui.canvas.interactions.selecting import RubberBand
from ui.canvas.interactions.switching import Switching
from ui.canvas.paint.scene import LEGIBLE_ZOOM

if TYPE_CHECKING:
    from ui.canvas.view import CanvasView


def gesture_at(canvas: "CanvasView", pointer: Pointer) -> Gesture:
    """The gesture that a press of the left button begins, by what is under it."""
    stage, picture, zoom = canvas.stage, canvas.picture, canvas.camera.zoom
    if canvas.minimap.area(canvas.camera, canvas.size()).contains(pointer.pixel):
        return MapDragging(stage, canvas.go_to_map)
    for selected in canvas.selection.keys[:1]:
        if selected.kind == "Note" and is_on_handle(picture.places.box(selected), pointer, zoom):
            return Resizing(stage, selected)
    key = picture.places.at(pointer.point)
    if key is None:
        return RubberBand(stage)
    if key.kind == "Service" and zoom >= LEGIBLE_ZOOM and not pointer.extends:
        switch = picture.switch_at(key, pointer.point)
        if switch is not None:
            return Switching(stage, key, switch)
    in_node = picture.node_of(key) is not None
    return MovingPod(stage, key) if in_node else Moving(stage, key)
