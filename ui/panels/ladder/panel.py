"""`LadderPanel`: the sequence chart of the walk. It scrolls with the playhead; a click seeks."""

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QContextMenuEvent, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QMenu, QScrollArea, QWidget

from sandbox.explain import headline, label_of
from sandbox.playback import Timeline
from ui.language import mark, say, tr
from ui.models import Simulation
from ui.models.choices import choices_at
from ui.models.playhead import Playhead
from ui.panels.following import Following
from ui.panels.ladder.geometry import HEAD, WIDEST_NAME, LadderGeometry, height_of, rung_of
from ui.panels.ladder.paint import LadderPainter, note_text
from ui.panels.ladder.rungs import Arrow, Note, Rung, devices_of, rungs_of
from ui.theme import fonts, theme
from ui.theme.menus import add_choices, add_picture_action

EMPTY = mark(
    "Send a request: each crossing of a link becomes an arrow here, with the addresses that it has there."
)


class LadderPanel(QScrollArea):
    """Scrolls the ladder, and keeps the playhead's rung in sight."""

    def __init__(self, simulation: Simulation, playhead: Playhead, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ladder = Ladder(simulation, playhead)
        self.setWidget(self.ladder)
        self.setWidgetResizable(True)
        self.setFocusProxy(self.ladder)
        self.setAccessibleName(tr("Ladder"))
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        self._following = Following(self, simulation, playhead, self._refresh)

    def sizeHint(self) -> QSize:
        """As much as the lanes beside it ask for."""
        return QSize(900, 200)

    def _scrolled(self, top: int) -> None:
        self.ladder.top = top
        self.ladder.update()

    def _refresh(self) -> None:
        self.ladder.follow()
        y, height = self.ladder.place_of_current()
        bar = self.verticalScrollBar()
        lowest, highest = y - HEAD, y + height - self.viewport().height()
        if bar.value() > lowest or bar.value() < highest:
            bar.setValue(int(min(max(bar.value(), highest + height), lowest)))
        left, right = self.ladder.reach_of_current()
        across = self.horizontalScrollBar()
        across.setValue(int(min(max(across.value(), right - self.viewport().width()), left)))


class Ladder(QWidget):
    """The chart itself."""

    def __init__(self, simulation: Simulation, playhead: Playhead, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._simulation, self._playhead = simulation, playhead
        self._timeline: Timeline | None = None
        self._plan = LadderGeometry((), (), 0)
        self.top = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName(tr("Ladder of the walk"))

    @property
    def rungs(self) -> tuple[Rung, ...]:
        """Every rung in order."""
        return self._plan.rungs

    @property
    def current(self) -> int:
        """The index of the rung that the walk is at; -1 before the first."""
        cursor = self._playhead.cursor
        return -1 if cursor is None else rung_of(self.rungs, cursor.number)

    def place_of(self, index: int) -> QPointF:
        """The middle of a rung."""
        rung = self.rungs[index]
        x = self.geometry_now.x_of(rung.sender if isinstance(rung, Arrow) else rung.device)
        return QPointF(x + 20, self.geometry_now.tops()[index] + height_of(rung) / 2)

    def place_of_current(self) -> tuple[float, int]:
        """Top and height of the current rung."""
        index = self.current
        return (float(HEAD), 0) if index < 0 else (self._plan.tops()[index], height_of(self.rungs[index]))

    def reach_of_current(self) -> tuple[float, float]:
        """The left and right end of the current rung, with the names above it."""
        index, plan = self.current, self.geometry_now
        if index < 0:
            return 0.0, 0.0
        rung = self.rungs[index]
        devices = (rung.sender, rung.receiver) if isinstance(rung, Arrow) else (rung.device,)
        ends = [plan.x_of(each) for each in devices]
        return min(ends) - plan.left, max(ends) + plan.right_margin

    @property
    def geometry_now(self) -> LadderGeometry:
        """The layout for the width that it has."""
        plan = self._plan
        return LadderGeometry(plan.devices, plan.rungs, self.width(), plan.label, plan.name, plan.note)

    def follow(self) -> None:
        """Take the playhead's walk and place."""
        timeline = self._playhead.timeline
        if timeline is not self._timeline:
            self._timeline = timeline
            self._plan = LadderGeometry((), (), 0) if timeline is None else _plan(timeline)
            least = QSize() if timeline is None else QSize(self._plan.least_width, self._plan.height)
            self.setMinimumSize(least.expandedTo(QSize(0, 0)))
        self._describe()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ladder, or what there is to do."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._timeline is None:
            painter.setPen(theme.color("muted"))
            painter.setFont(fonts.words(fonts.NORMAL))
            flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(
                self.rect().adjusted(16, 8, -16, -8), int(flags), self._simulation.problem or tr(EMPTY)
            )
            return
        area = event.rect()
        LadderPainter(painter, self.geometry_now, self.current, self.top).paint(area.top(), area.bottom())
        if self.hasFocus():
            painter.setPen(theme.color("accent"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.visibleRegion().boundingRect().adjusted(0, 0, -1, -1))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to a rung."""
        rung = self.geometry_now.rung_at(event.position().y())
        if event.button() is Qt.MouseButton.LeftButton and rung is not None:
            self._playhead.to_exact(rung.number)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show what can be clicked."""
        on = self.geometry_now.rung_at(event.position().y()) is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if on else Qt.CursorShape.ArrowCursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down go from rung to rung."""
        way = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        wanted = self.current + way
        if way and 0 <= wanted < len(self.rungs):
            self._playhead.to_exact(self.rungs[wanted].number)
        elif not way:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """What can be done with a rung."""
        by_key = event.reason() is QContextMenuEvent.Reason.Keyboard
        found = None if by_key else self.geometry_now.rung_at(event.pos().y())
        rung = self.rungs[max(self.current, 0)] if found is None and self.rungs else found
        if rung is not None:
            self.menu_of(rung).popup(event.globalPos())

    def menu_of(self, rung: Rung) -> QMenu:
        """What can be done with a rung."""
        return add_picture_action(add_choices(QMenu(self), choices_at(self._playhead, rung.number)), self)

    def _describe(self) -> None:
        cursor = self._playhead.cursor
        if self._timeline is not None and cursor is not None and not self._playhead.is_playing:
            self.setAccessibleDescription(say(headline(self._timeline, cursor.number)))


def _plan(timeline: Timeline) -> LadderGeometry:
    """The ladder of a walk, measured."""
    devices, rungs = devices_of(timeline), rungs_of(timeline)
    code, bold = QFontMetrics(fonts.code(fonts.SMALL)), QFontMetrics(fonts.words(fonts.SMALL, bold=True))
    arrows = [each for each in rungs if isinstance(each, Arrow)]
    notes = [each for each in rungs if isinstance(each, Note)]
    label = max(
        (code.horizontalAdvance(text) for each in arrows for text in (each.above, each.below)), default=0
    )
    at_last = [bold.horizontalAdvance(note_text(each)) + 16 for each in notes if each.device == devices[-1]]
    name = max((bold.horizontalAdvance(label_of(each)) for each in devices), default=0)
    return LadderGeometry(devices, rungs, 0, label, min(name, WIDEST_NAME), max(at_last, default=0))
