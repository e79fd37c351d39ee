"""`LanesView`: the whole walk at a glance, a lane for each device, and the playhead to drag."""

from PySide6.QtCore import QEvent, QPointF, QSize, Qt
from PySide6.QtGui import (
    QContextMenuEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QMenu, QScrollArea, QSizePolicy, QToolTip, QWidget

from sandbox.conntrack import ConntrackTuple
from sandbox.explain import headline
from sandbox.playback import Lane, Mark, Timeline, breaks_of, cursor_at, lanes_of, marks_of
from ui.language import say, tr
from ui.models import Simulation
from ui.models.choices import choices_at
from ui.models.playhead import Playhead
from ui.theme import theme
from ui.theme.menus import add_choices, add_picture_action
from ui.transport import painting
from ui.transport.geometry import NARROW, LanesGeometry, Place
from ui.transport.lane_painter import LanePainter
from ui.transport.tracks import TrackPainter, other_lanes, tracks_of
from ui.transport.until import until_menu

SHOWN_LANES = 6
"""Lanes that the view asks room for; more are scrolled to."""


class LanesView(QScrollArea):
    """Lanes that scroll where there are many devices, on the scale of steps or on the clock's."""

    def __init__(self, simulation: Simulation, playhead: Playhead, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._models = simulation, playhead
        self.lanes = Lanes(simulation, playhead)
        self._scales: list[QWidget | None] = [self.lanes, None]
        self.setWidget(self.lanes)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusProxy(self.lanes)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def show_scale(self, number: int) -> None:
        """Show the steps (0), or the clock (1), which is made when someone first wants it."""
        if self._scales[number] is None:
            from ui.transport.clock_lanes import ClockLanes

            self._scales[number] = ClockLanes(*self._models)
        wanted = self._scales[number]
        if wanted is not None and wanted is not self.widget():
            had_focus = self.focusWidget() is not None and self.isAncestorOf(self.focusWidget())
            self.takeWidget()
            self.setWidget(wanted)
            self.setFocusProxy(wanted)
            wanted.show()
            if had_focus:
                wanted.setFocus()

    def sizeHint(self) -> QSize:
        """Room for the usual number of lanes."""
        return QSize(900, LanesGeometry(900, SHOWN_LANES).height)

    def minimumSizeHint(self) -> QSize:
        """Room for some lanes; the rest is scrolled to."""
        return QSize(320, LanesGeometry(NARROW - 1, 3).least_height)


class Lanes(QWidget):
    """Paints the playhead's timeline and scrubs it; arrow keys step, Page Up and Down go to marks."""

    def __init__(self, simulation: Simulation, playhead: Playhead, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._simulation = simulation
        self._playhead = playhead
        self._scrubbing = False
        self._timeline: Timeline | None = None
        self._rows: tuple[Lane, ...] = ()
        self._marks: tuple[Mark, ...] = ()
        self._places: tuple[Place, ...] = ()
        self.geometry_of_lanes = LanesGeometry(self.width(), 0)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName(tr("Lanes of the walk"))
        playhead.moved.connect(self._follow)
        playhead.changed.connect(self._follow)
        theme.changed.connect(self.update)
        self._follow()

    @property
    def places(self) -> tuple[Place, ...]:
        """Every mark and where it is painted."""
        return self._places

    def x_of(self, time: float) -> float:
        """Where a time of the timeline is."""
        duration = 1.0 if self._timeline is None else self._timeline.duration
        return self.geometry_of_lanes.x_of(time, duration)

    def sizeHint(self) -> QSize:
        """All lanes."""
        return QSize(900, self.geometry_of_lanes.height)

    def minimumSizeHint(self) -> QSize:
        """All lanes, in little room."""
        return QSize(320, self.geometry_of_lanes.least_height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out anew."""
        self._lay_out()
        super().resizeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Lanes, marks, legend and the playhead."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painting.paint_legend(painter, self.geometry_of_lanes)
        timeline = self._timeline
        if timeline is None:
            painting.paint_nothing(painter, self.rect(), self._simulation.problem)
            return
        plan, position = self.geometry_of_lanes, self._playhead.position
        LanePainter(painter, plan, timeline.duration, timeline.starts[-1], position).paint(self._rows)
        devices = [lane.device for lane in self._rows]
        tracks = tracks_of(self._playhead, self._simulation.followed)
        track_painter = TrackPainter(painter, plan, devices, timeline.duration)
        track_painter.paint_lines(tracks)
        painting.paint_playhead(painter, plan, self.x_of(position))
        painting.paint_marks(painter, self._places, self._number())
        for place in self.break_places():
            painting.paint_breakpoint(painter, place)
        track_painter.paint_numbers(tracks)
        if self.hasFocus():
            painting.paint_focus(painter, self.rect())

    def break_places(self) -> list[QPointF]:
        """Where breakpoints are painted: above the lane of their device, where playing stops."""
        timeline = self._timeline
        if timeline is None:
            return []
        numbers = breaks_of(timeline, self._playhead.breakpoints.places)
        lanes = {lane.device: number for number, lane in enumerate(self._rows)}
        plan = self.geometry_of_lanes
        return [
            QPointF(self.x_of(each.start), plan.y_of(lanes[each.device]) - plan.row / 2 + 3)
            for each in (timeline.moments[number] for number in numbers)
        ]

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """What can be done at a point of the walk."""
        if self._timeline is not None:
            by_key = event.reason() is QContextMenuEvent.Reason.Keyboard
            number = self._number() if by_key else self.number_at(QPointF(event.pos()))
            self.menu_of(number).popup(event.globalPos())

    def number_at(self, point: QPointF) -> int:
        """The step of the mark under a point, else the one at its time."""
        mark = self.mark_at(point)
        if mark is not None or self._timeline is None:
            return -1 if mark is None else mark.number
        time = self.geometry_of_lanes.time_at(point.x(), self._timeline.duration)
        return cursor_at(self._timeline, time).number

    def menu_of(self, number: int) -> QMenu:
        """What can be done with a step, and what can be run until."""
        menu = add_choices(QMenu(self), choices_at(self._playhead, number))
        menu.addMenu(until_menu(self._playhead, menu))
        return add_picture_action(menu, self)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to a mark, or begin to scrub."""
        if event.button() is not Qt.MouseButton.LeftButton or self._timeline is None:
            return
        mark = self.mark_at(event.position())
        if mark is not None:
            self._playhead.to_step(mark.number)
        elif event.position().x() >= self.geometry_of_lanes.left - painting.GRIP:
            self._scrubbing = True
            self._scrub(event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Scrub, or show what can be clicked."""
        if self._scrubbing:
            self._scrub(event.position().x())
            return
        on_mark = self.mark_at(event.position()) is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if on_mark else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Stop scrubbing."""
        self._scrubbing = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Step with the arrow keys; with Page Up and Page Down, go from mark to mark."""
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
            return
        keys = {
            Qt.Key.Key_Left: self._playhead.step_back,
            Qt.Key.Key_Right: self._playhead.step_forward,
            Qt.Key.Key_PageUp: lambda: self._to_mark(-1),
            Qt.Key.Key_PageDown: lambda: self._to_mark(1),
            Qt.Key.Key_Home: self._playhead.to_start,
            Qt.Key.Key_End: self._playhead.to_end,
        }
        act = keys.get(Qt.Key(event.key()))
        if act is None:
            super().keyPressEvent(event)
        else:
            act()

    def event(self, event: QEvent) -> bool:
        """Say in a tool tip what a mark stands for."""
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            mark = self.mark_at(QPointF(event.pos()))
            if mark is None or self._timeline is None:
                QToolTip.hideText()
            else:
                place = say(headline(self._timeline, mark.number))
                QToolTip.showText(event.globalPos(), f"{mark.kind.value} {tr(mark.kind.word)}: {place}", self)
            return True
        return super().event(event)

    def mark_at(self, point: QPointF) -> Mark | None:
        """The mark under a point."""
        return next((place.mark for place in reversed(self._places) if place.holds(point)), None)

    def _number(self) -> int:
        cursor = self._playhead.cursor
        return -1 if cursor is None else cursor.number

    def _scrub(self, x: float) -> None:
        if self._timeline is not None:
            self._playhead.seek(self.geometry_of_lanes.time_at(x, self._timeline.duration))

    def _to_mark(self, way: int) -> None:
        number = self._number()
        ahead = [mark.number for mark in self._marks if (mark.number - number) * way > 0]
        if ahead:
            self._playhead.to_step(min(ahead, key=lambda each: abs(each - number)))

    def _follow(self) -> None:
        """Take the playhead's timeline, and paint."""
        timeline = self._playhead.timeline
        if timeline is not self._timeline:
            self._timeline = timeline
            rows = () if timeline is None else lanes_of(timeline)
            self._rows = (*rows, *other_lanes(self._playhead, rows))
            self._marks = () if timeline is None else marks_of(timeline, self._over(timeline))
            self._lay_out()
            self.updateGeometry()
        self._describe()
        self.update()

    def _over(self, timeline: Timeline) -> frozenset[tuple[str, ConntrackTuple]]:
        """The tuples of entries whose time was up when the walk began, by device."""
        world = self._simulation.world
        if world is None:
            return frozenset()
        return frozenset(
            (device, each)
            for device in dict.fromkeys(moment.device for moment in timeline.moments)
            for entry in world.state(device).conntrack
            if entry.expires_at <= world.now
            for each in (entry.original, entry.reply)
        )

    def _lay_out(self) -> None:
        self.geometry_of_lanes = LanesGeometry(
            self.width(), len(self._rows), self.height(), painting.legend_width()
        )
        if self._timeline is not None:
            devices = [lane.device for lane in self._rows]
            self._places = self.geometry_of_lanes.places(self._marks, devices, self._timeline.duration)
        else:
            self._places = ()

    def _describe(self) -> None:
        """Tell a screen reader what sighted people see."""
        if self._timeline is None or self._playhead.is_playing:
            return
        stop, count = self._playhead.stop
        self.setAccessibleDescription(
            tr(
                "Step {stop} of {count}: {words}",
                stop=stop,
                count=count,
                words=say(headline(self._timeline, self._number())),
            )
        )
