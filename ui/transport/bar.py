"""`TransportBar`: where the walk is, what comes next, and the buttons that move it."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QMenu, QPushButton, QToolButton, QWidget

from sandbox.explain import next_sentence, summary
from sandbox.playback import Level
from ui.language import mark, say, tr
from ui.models import Simulation
from ui.models.playhead import SPEEDS, Playhead
from ui.theme import fonts, icon
from ui.theme.controls import Segmented
from ui.transport.packets import PacketChooser
from ui.transport.paths import PathChooser
from ui.transport.two_lines import TwoLineLabel

WIDE = 1200
"""From this width on, words and buttons stand in one line, if the words have room."""
LEAST_WORDS = 240
"""Room for what comes next, beside the buttons."""


@dataclass(frozen=True)
class ButtonSpec:
    """One button: its icon, its name, its key in the tool tip and what it does."""

    icon: str
    name: str
    key: str
    act: Callable[[Playhead], None]


BUTTONS = (
    ButtonSpec("start", mark("To the start"), mark("Home"), Playhead.to_start),
    ButtonSpec("step_back", mark("Step back"), mark("← or F7"), Playhead.step_back),
    ButtonSpec("play", mark("Play"), mark("Space or F5"), Playhead.toggle),
    ButtonSpec("step_forward", mark("Step forward"), mark("→ or F10"), Playhead.step_forward),
    ButtonSpec("end", mark("To the end"), mark("End"), Playhead.to_end),
)
PLAY = 2


class TransportBar(QWidget):
    """Steps and plays the walk; everything that it shows comes from the playhead and the simulation."""

    def __init__(self, simulation: Simulation, playhead: Playhead, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._playhead = playhead
        self._shown: object = None
        self.step_label = QLabel()
        self.step_label.setFont(fonts.words(fonts.LARGE, bold=True))
        self.next_label = TwoLineLabel()
        self.buttons = [self._button(spec) for spec in BUTTONS]
        self.speed = self._speed_button()
        self.levels = Segmented(tr("Level of detail"), [tr(level.label) for level in Level])
        for button in self.levels.findChildren(QPushButton):
            button.setMinimumSize(button.fontMetrics().horizontalAdvance(button.text()) + 24, 36)
        self.levels.chosen.connect(self._choose_level)
        self.paths = PathChooser(simulation)
        self.packets = PacketChooser(simulation, playhead)
        self._lay_out()
        playhead.moved.connect(self._show_place)
        playhead.changed.connect(self._show_state)
        self._show_state()
        self._show_place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the words above the buttons where both have no room in one line."""
        self._arrange()
        super().resizeEvent(event)

    def _arrange(self) -> None:
        wide = self.width() >= self.wide_from
        way = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        if self._rows.direction() is not way:
            self._rows.setDirection(way)
            self._rows.setSpacing(8 if wide else 0)  # a line of words has room for two
            self._rows.setContentsMargins(16, *((8, 16, 8) if wide else (2, 16, 6)))

    @property
    def wide_from(self) -> int:
        """From which width on all stands in one line: wider where a language has longer words."""
        words = self.step_label.sizeHint().width() + LEAST_WORDS
        return max(WIDE, self._buttons_row.sizeHint().width() + words)

    def height_for(self, width: int) -> int:
        """How high it is at a width: two rows where it is narrow."""
        return 52 if width >= self.wide_from else 96

    def minimumSizeHint(self) -> QSize:
        """Room for the buttons: the words can stand above them."""
        least = super().minimumSizeHint()
        margins = self._rows.contentsMargins()
        buttons = self._buttons_row.minimumSize().width() + margins.left() + margins.right()
        return QSize(min(buttons, least.width()), least.height())

    def _lay_out(self) -> None:
        self._rows = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._rows.setContentsMargins(16, 8, 16, 8)
        self._rows.setSpacing(8)
        self._rows.addLayout(self._words(), 1)
        self._buttons_row = self._controls()
        self._rows.addLayout(self._buttons_row)
        self.setAccessibleName(tr("Transport"))

    def _words(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self.step_label)
        row.addWidget(self.next_label, 1)
        return row

    def _controls(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        for button in self.buttons:
            row.addWidget(button)
        row.addWidget(self.speed)
        row.addSpacing(8)
        row.addWidget(self.levels)
        row.addSpacing(8)
        row.addStretch(1)
        row.addWidget(self.packets)
        row.addWidget(self.paths)
        return row

    def _button(self, spec: ButtonSpec) -> QToolButton:
        button = QToolButton()
        button.setIcon(icon(spec.icon))
        button.setIconSize(QSize(18, 18))
        button.setFixedSize(56 if spec is BUTTONS[PLAY] else 36, 36)
        button.setToolTip(f"{tr(spec.name)} ({tr(spec.key)})")
        button.setAccessibleName(tr(spec.name))
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.setProperty("primary", spec is BUTTONS[PLAY])
        button.clicked.connect(lambda: spec.act(self._playhead))
        return button

    def _speed_button(self) -> QToolButton:
        button = QToolButton()
        button.setFont(fonts.code(fonts.NORMAL))
        button.setFixedHeight(36)
        button.setMinimumWidth(64)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(button)
        for speed in SPEEDS:
            action = menu.addAction(f"{speed:g} ×")
            action.setData(speed)
        menu.triggered.connect(lambda action: setattr(self._playhead, "speed", action.data()))
        button.setMenu(menu)
        return button

    def _choose_level(self, number: int) -> None:
        self._playhead.level = Level(number)

    def _show_place(self) -> None:
        timeline, cursor = self._playhead.timeline, self._playhead.cursor
        shown = (timeline, None if cursor is None else cursor.number)
        if shown == self._shown:
            return
        self._shown = shown
        stop, count = self._playhead.stop
        self.step_label.setText(
            tr("Step {stop} of {count}", stop=stop, count=count) if count else tr("Nothing sent yet")
        )
        if timeline is None or cursor is None:
            self.next_label.set_text("")
        else:
            coming = say(next_sentence(timeline, cursor.number))
            self.next_label.set_text(
                coming or say(summary(timeline.exchange)), tr("Next:") if coming else tr("End:")
            )
        self._enable(cursor is not None, stop > 1, stop < count)
        self._arrange()

    def _enable(self, any_walk: bool, back: bool, forward: bool) -> None:
        """A button that can go no further hands the keyboard to the one that plays."""
        for button, enabled in zip(self.buttons, (back, back, any_walk, forward, forward), strict=True):
            if button.hasFocus() and not enabled and any_walk:
                self.buttons[PLAY].setFocus(Qt.FocusReason.OtherFocusReason)
            button.setEnabled(enabled)

    def _show_state(self) -> None:
        playing = self._playhead.is_playing
        name = tr("Pause") if playing else tr("Play")
        play = self.buttons[PLAY]
        play.setIcon(icon("pause" if playing else "play", "on_solid"))
        play.setToolTip(f"{name} ({tr(BUTTONS[PLAY].key)})")
        play.setAccessibleName(name)
        self.levels.set_current(int(self._playhead.level))
        self.speed.setText(f"{self._playhead.speed:g} ×")
        self.speed.setAccessibleName(tr("Speed {speed:g} times", speed=self._playhead.speed))
        self.speed.setToolTip(tr("Speed of playing"))
        self._show_place()
