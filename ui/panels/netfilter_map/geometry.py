"""Where hooks and their cells are on the map: the way through above, the way to and from sockets below."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF

from sandbox.netfilter import Hook
from ui.panels.netfilter_map.stations import IN, LOCAL, OUT, ROUTE, Cell

TITLE, CELL, PAD = 22, 22, 4
LEAST_HOOK, END = 132, 72
BESIDE = 44
"""Room beside a label, for margins and a sign."""
GAP, ROW_GAP, MARGIN, TOP = 28, 26, 16, 8
EDGES: tuple[tuple[str, str], ...] = (
    (IN, "PREROUTING"),
    ("PREROUTING", ROUTE),
    (ROUTE, "FORWARD"),
    (ROUTE, "INPUT"),
    ("INPUT", LOCAL),
    (LOCAL, "OUTPUT"),
    ("FORWARD", "POSTROUTING"),
    ("OUTPUT", "POSTROUTING"),
    ("POSTROUTING", OUT),
)
"""The ways between stations, as they are drawn."""


@dataclass(frozen=True)
class MapGeometry:
    """The layout of some cells; `labels` are the widths of their labels in pixels, in the same order."""

    cells: tuple[Cell, ...]
    labels: tuple[int, ...] = ()

    def hook_width(self, hook: str) -> float:
        """How wide a hook is: as wide as its widest cell."""
        wide = (width for cell, width in zip(self.cells, self.labels, strict=False) if cell.station == hook)
        return max(LEAST_HOOK, max(wide, default=0) + BESIDE)

    @property
    def width(self) -> int:
        """How wide the map is."""
        return int(self.box(OUT).right() + MARGIN)

    @property
    def height(self) -> int:
        """How high the map is."""
        return int(max(self.box("INPUT").bottom(), self.box("OUTPUT").bottom()) + TOP)

    def in_station(self, station: str) -> tuple[Cell, ...]:
        """The cells of a station, in the order in which they run."""
        return tuple(each for each in self.cells if each.station == station)

    def box(self, station: str) -> QRectF:
        """A hook with its title and cells, or a station that is none."""
        lower = TOP + self._row_height("PREROUTING", "FORWARD", "POSTROUTING") + ROW_GAP
        top = lower if station in ("INPUT", LOCAL, "OUTPUT") else TOP
        if station in Hook.__members__:
            return QRectF(self._left(station), top, self.hook_width(station), self._height(station))
        return QRectF(self._left(station), top, END, TITLE + 8)

    def cell_box(self, cell: Cell) -> QRectF:
        """A cell inside of its hook; the whole of a station that is no hook."""
        box = self.box(cell.station)
        if cell.station not in Hook.__members__:
            return box
        row = self.in_station(cell.station).index(cell)
        return QRectF(box.left() + PAD, box.top() + TITLE + row * CELL, box.width() - 2 * PAD, CELL - 2)

    def cell_at(self, point: QPointF) -> Cell | None:
        """The cell under a point."""
        return next((each for each in self.cells if self.cell_box(each).contains(point)), None)

    def edge(self, start: str, end: str) -> tuple[QPointF, ...]:
        """The corners of the way between two stations."""
        a, b = self.box(start), self.box(end)
        if (start, end) == (ROUTE, "INPUT"):
            return QPointF(a.center().x(), a.bottom()), QPointF(a.center().x(), b.top())
        if (start, end) == ("OUTPUT", "POSTROUTING"):
            x = min(max(a.center().x(), b.left() + 20), a.right() - 20, b.right() - 20)
            return QPointF(x, a.top()), QPointF(x, b.bottom())
        y = a.top() + (TITLE + 8) / 2
        return QPointF(a.right(), y), QPointF(b.left(), y)

    def _left(self, station: str) -> float:
        route = MARGIN + END + GAP + self.hook_width("PREROUTING") + GAP
        forward = route + END + GAP
        postrouting = forward + self.hook_width("FORWARD") + GAP
        given = self.hook_width("INPUT")
        local = route + END / 2 + given / 2 + GAP
        return {
            IN: MARGIN,
            "PREROUTING": MARGIN + END + GAP,
            ROUTE: route,
            "FORWARD": forward,
            "POSTROUTING": postrouting,
            OUT: postrouting + self.hook_width("POSTROUTING") + GAP,
            "INPUT": route + END / 2 - given / 2,
            LOCAL: local,
            "OUTPUT": local + END + GAP,
        }[station]

    def _height(self, station: str) -> float:
        return TITLE + max(len(self.in_station(station)), 1) * CELL + PAD

    def _row_height(self, *stations: str) -> float:
        return max(map(self._height, stations))


def visited(cells: Sequence[Cell]) -> list[Cell]:
    """The cells that the packet comes to in this stay, in the order in which it does."""
    return sorted((each for each in cells if each.steps), key=lambda each: each.steps[0])
