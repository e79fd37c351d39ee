"""`Camera`: which part of the scene is seen, and how large."""

from PySide6.QtCore import QPointF, QRectF, QSize

from sandbox.geometry.boxes import Box, Point

LEAST_ZOOM = 0.005
MOST_ZOOM = 4.0
STEP = 1.25
"""One press of zoom in or out."""
READABLE_ZOOM = 0.75
"""What is looked at is no smaller than this: the smallest text has nine pixels."""
LEAST_WHOLE = 0.6
"""A scenario is opened as a whole down to this zoom: the smallest text has seven pixels."""
MARGIN = 32.0
"""Pixels around everything when all of it is shown."""
NARROW_MARGIN = 12.0
"""The same where there is little room."""


class Camera:
    """The scene point in the top left corner of the widget, and pixels per scene unit."""

    def __init__(self) -> None:
        self.zoom = 1.0
        self.origin = Point(0.0, 0.0)

    def to_scene(self, at: QPointF) -> Point:
        """The scene point under a pixel of the widget."""
        return Point(self.origin.x + at.x() / self.zoom, self.origin.y + at.y() / self.zoom)

    def to_widget(self, point: Point) -> QPointF:
        """The pixel that a scene point is at."""
        return QPointF((point.x - self.origin.x) * self.zoom, (point.y - self.origin.y) * self.zoom)

    def seen(self, size: QSize) -> Box:
        """The part of the scene that a widget of this size shows."""
        return self.seen_in(QRectF(0, 0, size.width(), size.height()))

    def seen_in(self, area: QRectF) -> Box:
        """The part of the scene that an area of the widget shows."""
        corner = self.to_scene(area.topLeft())
        return Box(corner.x, corner.y, area.width() / self.zoom, area.height() / self.zoom)

    def pan(self, dx: float, dy: float) -> None:
        """Move the picture by pixels."""
        self.origin = Point(self.origin.x - dx / self.zoom, self.origin.y - dy / self.zoom)

    def zoom_at(self, factor: float, at: QPointF) -> None:
        """Zoom; the scene point under the pixel `at` stays there."""
        fixed = self.to_scene(at)
        self.zoom = min(max(self.zoom * factor, LEAST_ZOOM), MOST_ZOOM)
        self.origin = Point(fixed.x - at.x() / self.zoom, fixed.y - at.y() / self.zoom)

    def fit(self, bounds: Box, size: QSize, most: float = 1.0, margin: float = MARGIN) -> None:
        """Show all of `bounds` in the middle, no larger than `most`."""
        if not bounds.width or not bounds.height:
            self.zoom, self.origin = 1.0, Point(0.0, 0.0)
            return
        across = (size.width() - 2 * margin) / bounds.width
        down = (size.height() - 2 * margin) / bounds.height
        self.zoom = min(max(min(across, down), LEAST_ZOOM), most)
        self.center(bounds.middle, size)

    def open_on(self, bounds: Box, size: QSize) -> None:
        """Show all of `bounds` if it can be read so, else its top left part, large enough to be read."""
        for margin in (MARGIN, NARROW_MARGIN):
            self.fit(bounds, size, margin=margin)
            if self.zoom >= LEAST_WHOLE:
                return
        self.zoom = READABLE_ZOOM
        margin = MARGIN / self.zoom
        self.origin = Point(bounds.x - margin, bounds.y - margin)

    def reveal(self, box: Box, size: QSize) -> None:
        """Pan as little as brings `box` into view, its top left corner first."""
        seen, margin = self.seen(size), MARGIN / self.zoom
        x = _nearest(seen.x, seen.width, box.x - margin, box.right + margin)
        y = _nearest(seen.y, seen.height, box.y - margin, box.bottom + margin)
        self.pan(round((seen.x - x) * self.zoom), round((seen.y - y) * self.zoom))

    def center(self, point: Point, size: QSize) -> None:
        """Bring a scene point to the middle, on whole pixels so that text stays crisp."""
        left = round(point.x * self.zoom - size.width() / 2)
        top = round(point.y * self.zoom - size.height() / 2)
        self.origin = Point(left / self.zoom, top / self.zoom)


def _nearest(start: float, room: float, low: float, high: float) -> float:
    """Where a view of `room`, now at `start`, must start to show `low` to `high`, `low` at least."""
    if start <= low and high <= start + room:
        return start
    return low if low < start or high - low > room else high - room
