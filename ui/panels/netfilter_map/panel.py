"""`NetfilterMapPanel`: the way through the packet's device, hook by hook. A click goes to that step."""

from PySide6.QtCore import QEvent, QPointF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QScrollArea, QToolTip, QVBoxLayout, QWidget

from sandbox.explain import label_of
from sandbox.playback import Timeline
from ui.language import capital, mark, tr
from ui.models import Simulation
from ui.models.playhead import Playhead
from ui.panels.boxes import text_label
from ui.panels.following import Following
from ui.panels.netfilter_map.geometry import CELL, MapGeometry, visited
from ui.panels.netfilter_map.paint import NAMES, PLACES, WORDS, MapPainter
from ui.panels.netfilter_map.stations import Cell, cells_of, crossed
from ui.theme import fonts, theme

EMPTY = mark("Send a request: the hooks of each device that its packets pass appear here, lit as they go.")

SIGHT = 160
"""How much beside the packet's cell is kept in sight."""


class NetfilterMapPanel(QWidget):
    """A line that says which device it is, and its map."""

    def __init__(self, simulation: Simulation, playhead: Playhead, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._simulation, self._playhead = simulation, playhead
        self.told = text_label(fonts.words(fonts.NORMAL, bold=True))
        self.told.setContentsMargins(16, 8, 16, 0)
        self.map = NetfilterMap(playhead)
        self.area = self._area()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.told)
        layout.addWidget(self.area, 1)
        self.setAccessibleName(tr("Netfilter map"))
        self._following = Following(self, simulation, playhead, self._refresh)

    def _refresh(self) -> None:
        timeline, cursor = self._playhead.timeline, self._playhead.cursor
        if timeline is None or cursor is None:
            self.told.setText(self._simulation.problem or tr(EMPTY))
            self.map.show_nothing()
            return
        world = self._simulation.world
        host = None if world is None else world.topology.hosts.get(cursor.device)
        self.map.show_step(timeline, cursor.number, cells_of(timeline, cursor.number, host))
        self.told.setText(f"{label_of(cursor.device)}: {self.map.described()}")
        self._bring_into_sight()

    def _bring_into_sight(self) -> None:
        if self.map.current is not None:
            box = self.map.plan.cell_box(self.map.current).center()
            self.area.ensureVisible(int(box.x()), int(box.y()), SIGHT, CELL)

    def _area(self) -> QScrollArea:
        scroll = QScrollArea()
        scroll.setWidget(self.map)
        scroll.setWidgetResizable(True)
        scroll.setFocusProxy(self.map)
        scroll.setAccessibleName(tr("Netfilter map, scrolled"))
        return scroll


class NetfilterMap(QWidget):
    """The map itself; Up and Down go along the packet's way, Enter goes to a step."""

    def __init__(self, playhead: Playhead, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._playhead = playhead
        self._plan = MapGeometry(())
        self._number = -1
        self._crossed: frozenset[tuple[str, str]] = frozenset()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName(tr("Netfilter map of the device"))

    @property
    def plan(self) -> MapGeometry:
        """Where everything is."""
        return self._plan

    @property
    def current(self) -> Cell | None:
        """The cell that the packet is in."""
        return next((each for each in self._plan.cells if self._number in each.steps), None)

    def show_nothing(self) -> None:
        """Show no device."""
        self._plan, self._number = MapGeometry(()), -1
        self.update()

    def show_step(self, timeline: Timeline, number: int, cells: tuple[Cell, ...]) -> None:
        """Show the device of a step."""
        metrics = QFontMetrics(fonts.code(fonts.SMALL, bold=True))
        self._plan = MapGeometry(cells, tuple(metrics.horizontalAdvance(each.label) for each in cells))
        self._number, self._crossed = number, crossed(timeline, number)
        self.setMinimumSize(self._plan.width, self._plan.height)
        self.setAccessibleDescription(self.described())
        self.update()

    def described(self) -> str:
        """Where the packet is, and what happens there, in words."""
        cell = self.current
        if cell is None:
            return tr("between its hooks")
        if cell.station in PLACES:
            return tr(PLACES[cell.station])
        done = tr(WORDS[cell.sign]) if cell.sign else tr("unchanged")
        return tr(
            "the packet is in {station}, at {label}, {done}",
            station=cell.station,
            label=cell.label,
            done=done,
        )

    def sizeHint(self) -> QSize:
        """The whole map."""
        return QSize(self._plan.width, self._plan.height)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The map; nothing where there is no device."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._plan.cells:
            chosen = self.current if self.hasFocus() else None
            MapPainter(painter, self._plan, self._number, self._crossed, chosen).paint()
        elif self.hasFocus():
            painter.setPen(theme.color("accent"))
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to what stands under the pointer."""
        cell = self._plan.cell_at(event.position())
        if event.button() is Qt.MouseButton.LeftButton and cell is not None and cell.steps:
            self._playhead.to_exact(cell.steps[-1])

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show what can be clicked."""
        cell = self._plan.cell_at(event.position())
        on = cell is not None and bool(cell.steps)
        self.setCursor(Qt.CursorShape.PointingHandCursor if on else Qt.CursorShape.ArrowCursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down go to the cell before and after, along the packet's way."""
        way = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if not way:
            super().keyPressEvent(event)
            return
        cells = visited(self._plan.cells)
        at = cells.index(self.current) + way if self.current in cells else 0
        if 0 <= at < len(cells):
            self._playhead.to_exact(cells[at].steps[-1])

    def event(self, event: QEvent) -> bool:
        """Say in a tool tip what a cell did."""
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            cell = self._plan.cell_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), "" if cell is None else tip_of(cell), self)
            return True
        return super().event(event)


def tip_of(cell: Cell) -> str:
    """What a cell is and did."""
    name = tr(NAMES[cell.station]) if cell.station in NAMES else f"{cell.station}: {cell.label}"
    if not cell.steps:
        return tr("{name}. The packet does not come here.", name=name)
    return f"{name}. {capital(tr(WORDS[cell.sign]) if cell.sign else tr('unchanged'))}."
