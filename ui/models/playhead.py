"""`Playhead`: where the walk is, and whether it is playing."""

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

from sandbox.kube import ObjectKey
from sandbox.playback import (
    GAP,
    Breakpoint,
    Condition,
    Convoy,
    Cursor,
    Level,
    Timeline,
    Token,
    breaks_of,
    cursor_at,
    next_stop,
    next_where,
    on_same_device,
    previous_stop,
    stop_holding,
    stop_number,
)
from sandbox.trace import RuleStep
from ui.models.breakpoints import Breakpoints
from ui.models.simulation import Simulation

FRAME = 16
"""Milliseconds between two frames while something moves."""
SPEEDS = (0.25, 0.5, 1.0, 2.0, 4.0)
GLIDE = 0.45
"""Seconds at most that the token takes to follow a single step."""


class Playhead(QObject):
    """The place in the walk of `simulation.exchange`.

    `cursor` is the truth, and changes at once with every step. `shown` is where to draw the token: the same,
    except for the moment after a single step, while it glides there. `moved` says that one of them changed;
    `changed` that the timeline, the level, the speed or playing did.
    """

    moved = Signal()
    changed = Signal()

    def __init__(self, simulation: Simulation, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._simulation = simulation
        self._level = Level.HOOK
        self._timeline: Timeline | None = None
        self._convoy = Convoy(())
        self._only_mine = False
        self._breaks: tuple[float, ...] = ()
        self.breakpoints = Breakpoints(self)
        self._flow: ObjectKey | None = None
        self._packet = simulation.packet
        self._followed: int | None = None
        self._position = 0.0
        self._speed = 1.0
        self._is_playing = False
        self._glide: tuple[float, float] | None = None
        self._reduced_motion = False
        self._clock = QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.setInterval(FRAME)
        self._timer.timeout.connect(self._advance)
        simulation.results_changed.connect(self._follow_results)
        self.breakpoints.changed.connect(self._follow_breakpoints)
        self.breakpoints.changed.connect(self.changed)
        self._follow_results()

    @property
    def timeline(self) -> Timeline | None:
        """The walk at the current level of detail; None where nothing has been sent."""
        return self._timeline

    @property
    def cursor(self) -> Cursor | None:
        """What the current position shows; None where nothing has been sent."""
        return None if self._timeline is None else cursor_at(self._timeline, self._visible(self._position))

    @property
    def shown(self) -> Cursor | None:
        """Where to draw the token: behind `cursor` while it glides there after a step."""
        if self._timeline is None or self._glide is None:
            return self.cursor
        return cursor_at(self._timeline, self._glide[0])

    def tokens(self) -> tuple[Token, ...]:
        """Every packet to draw now, with its number from 1; `simulation.followed` says which one is walked.

        Where a flow sends one request, or `only_mine` is set, that is the walked packet alone.
        """
        shown, followed = self.shown, self._simulation.followed
        if self._timeline is None or shown is None:
            return ()
        mine = Token((followed or 0) + 1, self._timeline, shown)
        if followed is None or self._only_mine:
            return (mine,)
        position = self._position if self._glide is None else self._glide[0]
        others = self._convoy.tokens_at(followed, position)
        return tuple(mine if each.number == mine.number else each for each in others)

    @property
    def convoy(self) -> Convoy:
        """The walks of all requests that are under way together, at the current level of detail."""
        return self._convoy

    @property
    def only_mine(self) -> bool:
        """Whether the packets that are not walked are left out of the picture."""
        return self._only_mine

    @only_mine.setter
    def only_mine(self, only: bool) -> None:
        self._only_mine = only
        self.changed.emit()
        self.moved.emit()

    @property
    def position(self) -> float:
        """Seconds into the timeline."""
        return self._position

    @property
    def is_playing(self) -> bool:
        """Whether it moves by itself."""
        return self._is_playing

    @property
    def stop(self) -> tuple[int, int]:
        """The numbers of "Step 14 of 31", counted from 1; (0, 0) where nothing has been sent."""
        if self._timeline is None:
            return 0, 0
        return stop_number(self._timeline, self._number()), len(self._timeline.stops)

    @property
    def level(self) -> Level:
        """The level of detail: how far a step goes."""
        return self._level

    @level.setter
    def level(self, level: Level) -> None:
        if level is self._level:
            return
        number = self._number()
        self._level = level
        self._replace_timeline()
        self._go_to_step(number)
        self.changed.emit()

    @property
    def speed(self) -> float:
        """How fast it plays: 1 is as laid out."""
        return self._speed

    @speed.setter
    def speed(self, speed: float) -> None:
        self._speed = min(max(speed, SPEEDS[0]), SPEEDS[-1])
        self.changed.emit()

    @property
    def reduced_motion(self) -> bool:
        """Whether the token cuts from stop to stop and never glides."""
        return self._reduced_motion

    @reduced_motion.setter
    def reduced_motion(self, reduced: bool) -> None:
        self._reduced_motion = reduced
        self._glide = None
        self.moved.emit()

    def play(self) -> None:
        """Start to move; from the start if the walk is at its end."""
        if self._timeline is None or self._is_playing:
            return
        if self._position >= self._timeline.starts[-1]:
            self._position = 0.0
        self._is_playing = True
        self._glide = None
        self._run_clock()
        self.changed.emit()
        self.moved.emit()

    def pause(self) -> None:
        """Stop moving; stay where it is."""
        if self._is_playing:
            self._is_playing = False
            self._timer.stop()
            self.changed.emit()
            self.moved.emit()

    def toggle(self) -> None:
        """Play or pause."""
        if self._is_playing:
            self.pause()
        else:
            self.play()

    def step_forward(self) -> None:
        """Go to the next stop."""
        if self._timeline is not None:
            before = self._position
            self._go_to_step(next_stop(self._timeline, self._number()), glide_from=before)

    def step_back(self) -> None:
        """Go to the stop before."""
        if self._timeline is not None:
            self._go_to_step(previous_stop(self._timeline, self._number()))

    def to_start(self) -> None:
        """Go to the first stop."""
        self._go_to_step(0)

    def to_end(self) -> None:
        """Go to the last stop."""
        if self._timeline is not None:
            self._go_to_step(len(self._timeline.moments) - 1)

    def to_step(self, number: int) -> None:
        """Go to the stop that shows what step `number` of the exchange did."""
        if self._timeline is not None:
            self._go_to_step(stop_holding(self._timeline, number))

    def to_exact(self, number: int) -> None:
        """Go to exactly that step, be it a stop or not."""
        if self._timeline is not None:
            self._go_to_step(number)

    def run_until(self, condition: Condition) -> bool:
        """Go to the next step that fulfils a condition; to the end, and False, if there is none."""
        if self._timeline is None:
            return False
        found = next_where(self._timeline, self._number(), condition)
        if found is None:
            self.to_end()
        else:
            self._go_to_step(found)
        return found is not None

    def along_device(self, way: int) -> None:
        """Go to the stop before (-1) or after (1) this one that is in the same device."""
        if self._timeline is not None:
            self._jump(on_same_device(self._timeline, self._number(), way))

    def to_cause(self) -> None:
        """Go to the step that made this one do what it did, if there is one."""
        if self._timeline is not None:
            from sandbox.explain import cause_of

            jump = cause_of(self._timeline, self._number())
            self._jump(None if jump is None else jump.number)

    def to_consequence(self) -> None:
        """Go to where a reply undoes what this step rewrote, if there is such a place."""
        if self._timeline is not None:
            from sandbox.explain import undone_at

            jump = undone_at(self._timeline, self._number())
            self._jump(None if jump is None else jump.number)

    @property
    def place(self) -> Breakpoint | None:
        """The rule that the current step is about, else its device: what a breakpoint would be set on."""
        timeline = self._timeline
        if timeline is None:
            return None
        from sandbox.explain import fired_rule

        number = self._number()
        fired = fired_rule(timeline, number)
        step = None if fired is None else timeline.moments[fired].step
        ref = step.ref if isinstance(step, RuleStep) else None
        return Breakpoint(timeline.moments[number].device, ref)

    def _jump(self, number: int | None) -> None:
        if number is not None:
            self._go_to_step(number)

    def seek(self, position: float) -> None:
        """Go to a point of time; clamps. Goes on playing from there if it was."""
        if self._timeline is None:
            return
        self._position = min(max(position, 0.0), self._timeline.starts[-1])
        self._glide = None
        self._note_walked()
        self.moved.emit()

    def _note_walked(self) -> None:
        """What somebody has walked into has happened: an edit keeps it beside what it makes of it."""
        if self._position > 0:
            self._simulation.walked = True

    def _number(self) -> int:
        cursor = self.cursor
        return 0 if cursor is None else cursor.number

    def _visible(self, position: float) -> float:
        """The time to show at `position`: with reduced motion, the last stop before it."""
        timeline = self._timeline
        if timeline is None or not (self._reduced_motion and self._is_playing):
            return position
        number = cursor_at(timeline, position).number
        stop = number if number in timeline.stops else previous_stop(timeline, number)
        return timeline.starts[stop]

    def _go_to_step(self, number: int, glide_from: float | None = None) -> None:
        if self._timeline is None:
            return
        self.pause()
        self._position = self._timeline.starts[min(number, len(self._timeline.starts) - 1)]
        self._glide = None
        self._note_walked()
        if glide_from is not None and glide_from < self._position and not self._reduced_motion:
            self._glide = glide_from, max((self._position - glide_from) / GLIDE, 1.0)
            self._run_clock()
        self.moved.emit()

    def _run_clock(self) -> None:
        self._clock.restart()
        self._timer.start()

    def _advance(self) -> None:
        """One frame: move by the time that has passed since the last one."""
        elapsed = self._clock.restart() / 1000
        if self._glide is not None:
            self._advance_glide(elapsed)
        elif self._is_playing:
            self._advance_play(elapsed)
        if self._glide is None and not self._is_playing:
            self._timer.stop()

    def _advance_glide(self, elapsed: float) -> None:
        assert self._glide is not None
        position, pace = self._glide
        position += elapsed * pace
        self._glide = (position, pace) if position < self._position else None
        self.moved.emit()

    def _advance_play(self, elapsed: float) -> None:
        assert self._timeline is not None
        end, wanted = self._timeline.starts[-1], self._position + elapsed * self._speed
        passed = next((each for each in self._breaks if self._position < each <= wanted), None)
        self._position = min(wanted, end) if passed is None else passed
        self._note_walked()
        if self._position >= end or passed is not None:
            self.pause()
        else:
            self.moved.emit()

    def _replace_timeline(self) -> None:
        exchange = self._simulation.exchange
        self._timeline = None if exchange is None else Timeline.of(exchange, self._level)
        drawn = self._simulation.exchanges if self._simulation.followed is not None else ()
        self._convoy = Convoy.of(drawn, self._level)
        self._follow_breakpoints()

    def _follow_breakpoints(self) -> None:
        timeline = self._timeline
        numbers = () if timeline is None else breaks_of(timeline, self.breakpoints.places)
        self._breaks = () if timeline is None else tuple(timeline.starts[each] for each in numbers)

    def _follow_results(self) -> None:
        """Walk the new results, at the same stop number if the flow is the same."""
        old, flow = self._timeline, self._simulation.flow
        same = old is not None and old.exchange == self._simulation.exchange
        if same and not self._simulation.requests and self._packet == self._simulation.packet:
            return
        same_flow = flow is not None and flow.key == self._flow and self._packet == self._simulation.packet
        self._packet = self._simulation.packet
        self._flow = None if flow is None else flow.key
        stop, count = self.stop if same_flow else (1, 0)
        was, self._followed = self._followed, self._simulation.followed
        time = self._position
        self._replace_timeline()
        self._stay_at(stop, at_end=stop == count)
        if same_flow and was is not None and self._followed not in (None, was):
            self._stay_with_convoy(time, was)
        self.changed.emit()
        self.moved.emit()

    def _stay_with_convoy(self, time: float, was: int) -> None:
        """Keep every packet where it is, while another one is followed."""
        if self._timeline is not None and self._followed is not None:
            wanted = time + (was - self._followed) * GAP
            self._position = min(max(wanted, 0.0), self._timeline.starts[-1])

    def _stay_at(self, stop: int, *, at_end: bool) -> None:
        """Go to a stop by its number, or to the last one if there are fewer."""
        self._glide = None
        self._position = 0.0
        if self._timeline is None:
            self.pause()
            return
        stops = self._timeline.stops
        index = len(stops) - 1 if at_end else min(stop, len(stops)) - 1
        self._position = self._timeline.starts[stops[max(index, 0)]]
