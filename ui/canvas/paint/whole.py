"""`paint_whole`: part of the picture in full detail and as shapes alone, for files and for other threads.

The window's own painter keeps pixmaps, which no file should hold and no other thread may have.
"""

from collections.abc import Iterable

from PySide6.QtGui import QPainter

from sandbox.geometry.boxes import Box, around
from ui.canvas.geometry.face import Measure
from ui.canvas.paint.scene import LINK_WIDTH, is_out
from ui.canvas.paint.shapes import paint_path, paint_shape, rect
from ui.canvas.paint.walk import WalkPainter
from ui.canvas.picture import Picture
from ui.canvas.places import Kind
from ui.canvas.walk import Walk
from ui.theme import theme

MARGIN = 24.0
"""Around everything: room for what a walk writes on the edges of shapes."""


def whole_area(picture: Picture, measure: Measure, walks: Iterable[Walk] = ()) -> Box:
    """What a picture of everything shows, with what moments of a walk add beside it."""
    ways = (Box(*point, 0, 0) for path in picture.wiring.paths for point in path)
    opened = (WalkPainter(picture, walk, measure, 1.0).device_box() for walk in walks)
    found = around((picture.places.bounds(), *ways, *filter(None, opened)))
    return found.grown(MARGIN)


def walked_area(picture: Picture, measure: Measure, walks: Iterable[Walk]) -> Box:
    """What a picture shows of the devices that a packet is in at some moments."""
    painters = (WalkPainter(picture, walk, measure, 1.0) for walk in walks)
    boxes = (box for each in painters for box in (each.device_box(), each.token_box()))
    return around(filter(None, boxes)).grown(2 * MARGIN)


def paint_whole(painter: QPainter, picture: Picture, measure: Measure, area: Box, walk: Walk | None) -> None:
    """Paint `area`, with a moment of a walk over it if there is one; the painter is in scene units."""
    paint_still(painter, picture, area)
    if walk is not None:
        paint_moment(painter, picture, measure, walk)


def paint_still(painter: QPainter, picture: Picture, area: Box) -> None:
    """Paint what of the picture is in `area`, and nothing beside it."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillRect(rect(area), theme.color("canvas"))
    painter.setClipRect(rect(area))
    for path in picture.wiring.near(area.grown(LINK_WIDTH)):
        paint_path(painter, path, theme.color("border"), LINK_WIDTH)
    for index in picture.places.meeting(area.grown(6)):
        kind, key = Kind(picture.places.kinds[index]), picture.places.keys[index]
        box = picture.places.box_at(index)
        paint_shape(painter, kind, box, picture.face(key), faded=is_out(picture, key))


def paint_moment(painter: QPainter, picture: Picture, measure: Measure, walk: Walk) -> None:
    """Paint what a walk adds to the picture."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    walk_painter = WalkPainter(picture, walk, measure, 1.0)
    walk_painter.paint(painter)
    walk_painter.paint_token(painter)
