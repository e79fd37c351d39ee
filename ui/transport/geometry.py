"""Where lanes, times and marks are: plain numbers of a width and a count."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF

from sandbox.playback import Mark, MarkKind
from ui.transport.marks import RADIUS

TOP = 24
ROW = 28
BOTTOM = 12
NARROW = 720
"""Below this width there is no legend beside the lanes, and names have less room."""
LEGEND_ROW = 22


@dataclass(frozen=True)
class Place:
    """A mark and the middle of where it is painted."""

    mark: Mark
    center: QPointF

    def holds(self, point: QPointF) -> bool:
        """Whether a point is on it; generous, so that it is easy to hit."""
        away = point - self.center
        return abs(away.x()) <= RADIUS + 3 and abs(away.y()) <= RADIUS + 3


@dataclass(frozen=True)
class LanesGeometry:
    """The lanes' layout: names at the left, time in the middle, the legend at the right if it has room."""

    width: int
    lanes: int

    @property
    def has_legend(self) -> bool:
        """Whether the legend has room."""
        return self.width >= NARROW

    @property
    def name_width(self) -> int:
        """Room for a device's name."""
        return 184 if self.has_legend else 112

    @property
    def left(self) -> float:
        """Where time begins."""
        return 16.0 + self.name_width + 12

    @property
    def right(self) -> float:
        """Where time ends."""
        return self.width - (216.0 if self.has_legend else 24.0)

    @property
    def height(self) -> int:
        """Height of all lanes, and of the legend where there is one."""
        legend = len(MarkKind) * LEGEND_ROW + 16 if self.has_legend else 0
        return max(TOP + self.lanes * ROW + BOTTOM, legend)

    def y_of(self, lane: int) -> float:
        """The middle of a lane."""
        return TOP + (lane + 0.5) * ROW

    def x_of(self, time: float, duration: float) -> float:
        """Where a time is."""
        return self.left + time / duration * (self.right - self.left)

    def time_at(self, x: float, duration: float) -> float:
        """Which time is at `x`; may be outside of the timeline."""
        return (x - self.left) / max(self.right - self.left, 1.0) * duration

    def places(self, marks: Sequence[Mark], devices: Sequence[str], duration: float) -> tuple[Place, ...]:
        """Where to paint marks; in a lane they move apart rather than cover each other."""
        last: dict[str, float] = {}
        found = []
        for mark in marks:
            x = max(self.x_of(mark.time, duration), last.get(mark.device, 0.0) + 2 * RADIUS + 2)
            last[mark.device] = x
            found.append(Place(mark, QPointF(x, self.y_of(devices.index(mark.device)))))
        return tuple(found)
