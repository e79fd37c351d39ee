"""How the map is painted: what is passed has the packet's edge, where the packet is has its colour."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from sandbox.netfilter import Hook
from ui.language import mark, tr
from ui.panels.netfilter_map.geometry import EDGES, TITLE, MapGeometry
from ui.panels.netfilter_map.stations import IN, LOCAL, OUT, ROUTE, Cell
from ui.theme import fonts, theme

NAMES = {IN: mark("arrives"), ROUTE: mark("routing"), LOCAL: mark("socket"), OUT: mark("leaves")}
PLACES = {
    IN: mark("the packet arrives"),
    ROUTE: mark("the packet is being routed"),
    LOCAL: mark("the packet is at the socket"),
    OUT: mark("the packet leaves"),
}
"""What is told of a packet that is at no hook."""
SIGNS = {"⇄": "changed", "↩": "accent", "+": "replied", "✓": "replied", "=": "muted", "✕": "dropped"}
WORDS = {
    "⇄": mark("rewritten"),
    "↩": mark("undone from conntrack"),
    "+": mark("entry made"),
    "✓": mark("entry kept"),
    "=": mark("connection known"),
    "✕": mark("ended here"),
}
HEAD = 7.0


@dataclass(frozen=True)
class MapPainter:
    """Paints for one step; `crossed` are the ways that the packet has gone."""

    painter: QPainter
    geometry: MapGeometry
    number: int
    crossed: frozenset[tuple[str, str]]
    chosen: Cell | None = None

    def paint(self) -> None:
        """Ways, then hooks, then what stands in them."""
        for start, end in EDGES:
            self._paint_edge(start, end)
        for hook in Hook:
            self._paint_hook(hook.value)
        for cell in self.geometry.cells:
            self._paint_cell(cell)

    def _paint_edge(self, start: str, end: str) -> None:
        painter, points = self.painter, self.geometry.edge(start, end)
        color = theme.color("packet" if (start, end) in self.crossed else "control")
        painter.setPen(QPen(color, 2 if (start, end) in self.crossed else 1.25))
        painter.drawPolyline(list(points))
        tip, before = points[-1], points[-2]
        along = QPointF(tip.x() - before.x(), tip.y() - before.y())
        length = max(abs(along.x()) + abs(along.y()), 1.0)
        along = QPointF(along.x() / length * HEAD, along.y() / length * HEAD)
        across = QPointF(-along.y() * 0.6, along.x() * 0.6)
        back = tip - along
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        painter.drawPolygon(QPolygonF([tip, back + across, back - across]))

    def _paint_hook(self, name: str) -> None:
        painter, box = self.painter, self.geometry.box(name)
        cells = self.geometry.in_station(name)
        passed = any(self._is_passed(each) for each in cells)
        painter.setPen(QPen(theme.color("packet" if passed else "control"), 1.5 if passed else 1))
        painter.setBrush(theme.color("window"))
        painter.drawRoundedRect(box, 6, 6)
        painter.setFont(fonts.words(fonts.SMALL, bold=True))
        painter.setPen(theme.color("text" if passed else "muted"))
        title = QRectF(box.left() + 8, box.top(), box.width() - 16, TITLE)
        painter.drawText(title, Qt.AlignmentFlag.AlignCenter, name)
        if not cells:
            painter.setFont(fonts.words(fonts.SMALL))
            painter.setPen(theme.color("muted"))
            painter.drawText(title.translated(0, TITLE - 2), Qt.AlignmentFlag.AlignCenter, tr("nothing here"))

    def _is_passed(self, cell: Cell) -> bool:
        return bool(cell.steps) and cell.steps[0] <= self.number

    def is_current(self, cell: Cell) -> bool:
        """Whether the packet is in a cell."""
        return self.number in cell.steps

    def _paint_cell(self, cell: Cell) -> None:
        painter, box = self.painter, self.geometry.cell_box(cell)
        passed, current = self._is_passed(cell), self.is_current(cell)
        is_hook = cell.station in Hook.__members__
        edge = theme.color("packet" if passed else "border" if is_hook else "control")
        painter.setPen(QPen(edge, 1.5 if current else 1))
        painter.setBrush(theme.color("packet_fill" if current else "surface"))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        face = fonts.code if is_hook else fonts.words
        painter.setFont(face(fonts.SMALL, bold=current))
        painter.setPen(theme.color("text" if passed else "muted"))
        left = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        flags = left if is_hook else Qt.AlignmentFlag.AlignCenter
        label = cell.label if is_hook else tr(NAMES[cell.station])
        room = box.adjusted(8, 0, 0, 0) if is_hook else box.adjusted(3, 0, -3, 0)
        words = painter.fontMetrics().elidedText(label, Qt.TextElideMode.ElideRight, int(room.width()))
        painter.drawText(room, int(flags), words)
        if passed and cell.sign:
            self._paint_sign(cell.sign, box)
        if cell is self.chosen:
            painter.setPen(QPen(theme.color("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(-1, -1, 1, 1), 5, 5)

    def _paint_sign(self, sign: str, box: QRectF) -> None:
        painter = self.painter
        area = QRectF(box.right() - 22, box.top() + 2, 20, box.height() - 4)
        if sign == "⇄":
            painter.setPen(QPen(theme.color("changed_edge"), 1))
            painter.setBrush(theme.color("changed_fill"))
            painter.drawRoundedRect(area, 3, 3)
        painter.setFont(fonts.words(fonts.SMALL, bold=True))
        painter.setPen(theme.color(SIGNS[sign]))
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, sign)
