"""`ClockLanes`: connections on the wall clock: since when each lives, and when its time is up."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QShowEvent
from PySide6.QtWidgets import QToolTip, QWidget

from sandbox.explain import label_of
from sandbox.explain.names import state_text, tuple_ends, ways_text
from sandbox.playback import MarkKind
from ui.language import mark, tr
from ui.models import Simulation
from ui.models.clock import Clock, clock_text
from ui.models.lifetimes import OnClock, on_clock
from ui.models.playhead import Playhead
from ui.theme import fonts, theme
from ui.transport.clock_geometry import ClockScale
from ui.transport.marks import RADIUS, paint_mark
from ui.transport.painting import paint_focus

if TYPE_CHECKING:
    from sandbox.analysis.session import Lifetime
    from sandbox.conntrack import ConntrackTuple

EMPTY = mark("No device has a connection yet: walk the request, and the time of its entries is seen here.")
TOP, ROW, BOTTOM = 28, 28, 8
NAMES, ENDS = 328, 116
"""Room for what an entry is, and for how long it has, at most this share of the width each."""
NAMES_SHARE = 0.36
TICK_APART = 64.0
THICK = 6.0


class ClockLanes(QWidget):
    """A lane for each entry. Up and Down choose one, Enter lets time pass until its time is up."""

    def __init__(self, simulation: Simulation, playhead: Playhead, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._simulation = simulation
        self._clock = Clock(simulation)
        self._known: tuple[object, ...] | None = None
        self.shown: OnClock | None = None
        self.current = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("Connections on the clock"))
        simulation.session_changed.connect(self.follow)
        simulation.results_changed.connect(self.follow)
        playhead.moved.connect(self.follow)
        theme.changed.connect(self.update)

    @property
    def lifetimes(self) -> "tuple[Lifetime, ...]":
        """What there is a lane for."""
        return () if self.shown is None else self.shown.lifetimes

    @property
    def scale(self) -> ClockScale:
        """Where times are."""
        start, now, end = (0.0, 0.0, 1.0) if self.shown is None else self.shown[1:]
        return ClockScale(self._names + 24.0, float(self.width() - ENDS), start, now, end)

    def follow(self) -> None:
        """Show what there is now, if someone sees it and it is something else."""
        simulation = self._simulation
        now = (simulation.session, simulation.exchange, simulation.walked)
        known = self._known or (None, None, None)
        if not self.isVisible() or all(one is other for one, other in zip(now, known, strict=True)):
            return
        self._known = now
        self.shown = on_clock(simulation)
        self.current = min(self.current, max(len(self.lifetimes) - 1, 0))
        self._describe()
        self.updateGeometry()
        self.update()

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with the session."""
        super().showEvent(event)
        self.follow()

    def sizeHint(self) -> QSize:
        """All entries."""
        return QSize(900, TOP + max(len(self.lifetimes), 3) * ROW + BOTTOM)

    def minimumSizeHint(self) -> QSize:
        """All entries, however narrow."""
        return QSize(320, self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose an entry, or let time pass until its time is up."""
        by = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if by is not None and self.lifetimes:
            self.current = min(max(self.current + by, 0), len(self.lifetimes) - 1)
            self._describe()
            self.update()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._pass_until(self.current)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the entry under the pointer."""
        number = self._at(event.position())
        if number is not None:
            self.current = number
            self._describe()
            self.update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Let time pass until the entry's time is up."""
        number = self._at(event.position())
        if number is not None:
            self._pass_until(number)

    def event(self, event: QEvent) -> bool:
        """Tell an entry in a tool tip."""
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            number = self._at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), "" if number is None else self.told(number), self)
            return True
        return super().event(event)

    def told(self, number: int) -> str:
        """An entry's life in words."""
        life = self.lifetimes[number]
        times = {
            "made": clock_text(life.made),
            "used": clock_text(life.used),
            "until": clock_text(life.until),
        }
        about = {"entry": _entry_text(life), "device": label_of(life.host)}
        if life.gone is not None:
            return tr("{entry} on {device}: made at {made}, removed at {until}", **about, **times)
        return tr(
            "{entry} on {device}: made at {made}, last used at {used}, its time is up at {until}",
            **about,
            **times,
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        """The clock, and a lane for each entry."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self.lifetimes:
            painter.setFont(fonts.words(fonts.NORMAL))
            painter.setPen(theme.color("muted"))
            flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(self.rect().adjusted(16, 8, -16, -8), int(flags), tr(EMPTY))
        else:
            self._paint_clock(painter)
            for number in range(len(self.lifetimes)):
                self._paint_lane(painter, number)
        if self.hasFocus():
            paint_focus(painter, self.rect())

    @property
    def _names(self) -> int:
        return min(NAMES, int(self.width() * NAMES_SHARE))

    def _y_of(self, number: int) -> float:
        return TOP + (number + 0.5) * ROW

    def _at(self, point: QPointF) -> int | None:
        number = int((point.y() - TOP) // ROW)
        return number if 0 <= number < len(self.lifetimes) else None

    def _pass_until(self, number: int) -> None:
        """Nothing happens for an entry whose time is up already."""
        wait = self.lifetimes[number].until - self._clock.now if self.lifetimes else 0.0
        if wait > 0:
            self._clock.advance(wait)

    def _paint_clock(self, painter: QPainter) -> None:
        """Now, the beginning, and what is to come, at the top."""
        scale, bottom = self.scale, self._y_of(len(self.lifetimes)) - ROW / 2
        painter.setFont(fonts.words(fonts.SMALL))
        painter.setPen(QPen(theme.color("grid"), 1))
        for time in scale.ticks(TICK_APART):
            x = scale.x_of(time)
            painter.setPen(QPen(theme.color("grid"), 1))
            painter.drawLine(QPointF(x, TOP - 4), QPointF(x, bottom))
            painter.setPen(theme.color("muted"))
            words = QRectF(x - 40, 2, 80, TOP - 8)
            painter.drawText(words, Qt.AlignmentFlag.AlignCenter, f"+{clock_text(time - scale.now)}")
        x = scale.now_x
        painter.setPen(QPen(theme.color("packet"), 2))
        painter.drawLine(QPointF(x, TOP - 4), QPointF(x, bottom))
        painter.setFont(fonts.words(fonts.SMALL, bold=True))
        now = tr("now, {time}", time=clock_text(scale.now))
        painter.drawText(QRectF(x - 60, 2, 120, TOP - 8), Qt.AlignmentFlag.AlignCenter, now)

    def _paint_lane(self, painter: QPainter, number: int) -> None:
        life, scale, y = self.lifetimes[number], self.scale, self._y_of(number)
        if number == self.current and self.hasFocus():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("accent_fill"))
            painter.drawRoundedRect(QRectF(8, y - ROW / 2 + 2, self.width() - 16, ROW - 4), 4, 4)
        self._paint_words(painter, life, y)
        made, until, now = scale.x_of(life.made), scale.x_of(life.until), scale.now_x
        over = life.until <= scale.now
        painter.setPen(_line("muted" if over else "replied"))
        painter.drawLine(QPointF(made, y), QPointF(max(min(until, now), made), y))
        if not over:
            painter.setPen(_line("replied", ahead=True))
            painter.drawLine(QPointF(max(now, made), y), QPointF(until, y))
        paint_mark(painter, MarkKind.ENTRY_MADE, QPointF(made, y))
        paint_mark(
            painter, MarkKind.ENTRY_GONE, QPointF(max(until, made + 2 * RADIUS + 2), y), faded=not over
        )

    def _paint_words(self, painter: QPainter, life: "Lifetime", y: float) -> None:
        """What the entry is, and how long it has."""
        painter.setFont(fonts.words(fonts.SMALL))
        painter.setPen(theme.color("text"))
        area = QRectF(16, y - ROW / 2, self._names - 16, ROW)
        metrics, words = painter.fontMetrics(), _short_text(life.entry.original)
        room = max(int(area.width()) - metrics.horizontalAdvance(words) - 12, int(area.width() * 0.3))
        device = metrics.elidedText(label_of(life.host), Qt.TextElideMode.ElideMiddle, room)
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, device)
        painter.setPen(theme.color("muted"))
        rest = area.adjusted(room + 12, 0, 0, 0)
        shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, int(rest.width()))
        painter.drawText(rest, Qt.AlignmentFlag.AlignVCenter, shown)
        left = life.until - self.scale.now
        told = tr("{time} left", time=clock_text(left)) if left > 0 else tr("expired")
        told = tr("removed") if life.gone is not None else told
        painter.setPen(theme.color("muted"))
        end = QRectF(self.width() - ENDS + 20, y - ROW / 2, ENDS - 28, ROW)
        painter.drawText(end, Qt.AlignmentFlag.AlignVCenter, told)

    def _describe(self) -> None:
        """Tell a screen reader what sighted people see of the chosen entry."""
        self.setAccessibleDescription(self.told(self.current) if self.lifetimes else tr(EMPTY))


def _short_text(to: "ConntrackTuple") -> str:
    """What tells a sender's entries apart: `tcp :40000 → 10.0.0.2:80`, `icmp id=1234 → 10.0.0.2`."""
    mine = f":{to.source_port}" if to.icmp is None else f"id={to.icmp[2]}"
    return f"{to.protocol.lower} {mine} → {tuple_ends(to)[1]}"


def _entry_text(life: "Lifetime") -> str:
    entry = life.entry
    return " ".join(
        filter(None, (entry.original.protocol.lower, state_text(entry), ways_text(entry.original)))
    )


def _line(token: str, *, ahead: bool = False) -> QPen:
    style = Qt.PenStyle.DotLine if ahead else Qt.PenStyle.SolidLine
    return QPen(theme.color(token), THICK / 2 if ahead else THICK, style, Qt.PenCapStyle.RoundCap)
