"""Where lanes, times and marks are: plain numbers of a width and a count."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF

from sandbox.playback import Mark, MarkKind
from ui.transport.marks import RADIUS

TOP = 24
ROW, LEAST_ROW = 28, 20
"""The height of a lane, and what it shrinks to where there is no room."""
BOTTOM = 12
NARROW = 720
"""Below this width there is no legend beside the lanes, and names have less room."""
LEGEND_ROW, LEAST_LEGEND_ROW = 22, 20
"""The height of a line of the legend, and what it shrinks to."""
LEGEND_MARGIN = 8


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
    available: int = 0
    """The height that there is; 0 asks for as much as it likes."""
    legend: float = 162
    """Room for the legend's signs and words."""

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
        return self.width - (self.legend + 54 if self.has_legend else 24.0)

    @property
    def height(self) -> int:
        """The height that it likes best: that of all lanes, and of the legend where there is one."""
        return self._height(ROW, LEGEND_ROW)

    @property
    def least_height(self) -> int:
        """The height below which it is cut."""
        return self._height(LEAST_ROW, LEAST_LEGEND_ROW)

    @property
    def row(self) -> float:
        """The height of a lane."""
        return self._shrunk(ROW, LEAST_ROW, self.lanes, TOP + BOTTOM)

    @property
    def legend_row(self) -> float:
        """The height of a line of the legend."""
        return self._shrunk(LEGEND_ROW, LEAST_LEGEND_ROW, len(MarkKind), 2 * LEGEND_MARGIN)

    def _height(self, row: int, legend_row: int) -> int:
        legend = len(MarkKind) * legend_row + 2 * LEGEND_MARGIN if self.has_legend else 0
        return max(TOP + self.lanes * row + BOTTOM, legend)

    def _shrunk(self, best: int, least: int, count: int, rest: int) -> float:
        if not self.available or not count:
            return best
        return min(best, max(least, (self.available - rest) / count))

    def y_of(self, lane: int) -> float:
        """The middle of a lane."""
        return TOP + (lane + 0.5) * self.row

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
