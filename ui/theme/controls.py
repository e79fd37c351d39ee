"""Plain controls that Qt has not, or not in this shape: segments, an on-off switch, headings and rules."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QBoxLayout,
    QButtonGroup,
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ui.theme import fonts
from ui.theme.current import theme

STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}


SHORT = 9
"""Letters up to which options are equally wide; longer ones get more of a narrow row."""


def paint_empty(view: QAbstractItemView, words: str) -> None:
    """Say in a list without rows what belongs into it."""
    painter = QPainter(view.viewport())
    painter.setFont(fonts.words(fonts.SMALL))
    painter.setPen(theme.color("muted"))
    flags = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap
    painter.drawText(view.viewport().rect().adjusted(16, 8, -12, -8), flags, words)


class Segmented(QWidget):
    """A row of options of which exactly one is chosen; arrow keys choose the next one."""

    chosen = Signal(int)
    """Someone chose another option; not sent by `set_current`."""

    def __init__(self, name: str, options: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for number, text in enumerate(options):
            button = _Segment(text, self)
            button.setAccessibleName(f"{name}: {text}")
            self._group.addButton(button, number)
            layout.addWidget(button, max(len(text), SHORT))
        self._group.idClicked.connect(self._click)
        self._current = -1
        self.setAccessibleName(name)

    def make_room(self) -> None:
        """Let every option be read in whole, also while it is the chosen one."""
        metrics = QFontMetrics(fonts.words(fonts.NORMAL, bold=True))
        for button in self._group.buttons():
            button.setMinimumWidth(metrics.horizontalAdvance(button.text()) + 20)

    @property
    def current(self) -> int:
        """The number of the chosen option."""
        return self._current

    def button(self, number: int) -> QAbstractButton:
        """The button of an option."""
        return self._group.button(number)

    def set_current(self, number: int) -> None:
        """Show another option as the chosen one."""
        self._current = number
        self._group.button(number).setChecked(True)
        for each in self._group.buttons():
            tab = Qt.FocusPolicy.StrongFocus if each.isChecked() else Qt.FocusPolicy.ClickFocus
            each.setFocusPolicy(tab)

    def set_enabled(self, number: int, enabled: bool, why: str = "") -> None:
        """Offer an option or not; `why` is its tool tip."""
        button = self._group.button(number)
        button.setEnabled(enabled)
        button.setToolTip(why)

    def step(self, by: int) -> None:
        """Choose the next enabled option in a direction, if there is one."""
        number = self._current + by
        while (button := self._group.button(number)) is not None:
            if button.isEnabled():
                button.setFocus(Qt.FocusReason.TabFocusReason)
                self._click(number)
                return
            number += by

    def _click(self, number: int) -> None:
        if number != self._current:
            self.set_current(number)
            self.chosen.emit(number)


class _Segment(QPushButton):
    def __init__(self, text: str, parent: Segmented) -> None:
        super().__init__(text, parent)
        self._row = parent
        self.setCheckable(True)
        self.setProperty("segment", True)
        self.setMinimumWidth(24)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let the arrow keys choose."""
        by = STEPS.get(Qt.Key(event.key()))
        if by is None:
            super().keyPressEvent(event)
        else:
            self._row.step(by)


class Switch(QCheckBox):
    """An on-off switch; its text says what is on."""

    TRACK = QSize(34, 20)
    GAP = 8

    def sizeHint(self) -> QSize:
        """The track and the text beside it."""
        words = self.fontMetrics().horizontalAdvance(self.text())
        return QSize(self.TRACK.width() + self.GAP + words + 4, 28)

    def hitButton(self, position: object) -> bool:
        """Anywhere on it."""
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        """A track, a knob at its off or on end, and the text."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        track = QRectF(2, (self.height() - self.TRACK.height()) / 2, self.TRACK.width(), self.TRACK.height())
        line = "accent" if self.isChecked() else "control"
        painter.setPen(QPen(theme.color(line), 1.5))
        painter.setBrush(theme.color("accent" if self.isChecked() else "surface"))
        painter.drawRoundedRect(track, 10, 10)
        if self.hasFocus():
            painter.setPen(QPen(theme.color("text"), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(track.adjusted(-1.25, -1.25, 1.25, 1.25), 11, 11)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("on_solid" if self.isChecked() else "control"))
        left = track.right() - 17 if self.isChecked() else track.left() + 3
        painter.drawEllipse(QRectF(left, track.top() + 3, 14, 14))
        painter.setPen(theme.color("text" if self.isEnabled() else "control"))
        words = self.rect().adjusted(self.TRACK.width() + self.GAP, 0, 0, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap, self.text())


class WrappedSwitch(Switch):
    """A switch whose text takes as many lines as it needs."""

    LEAST_WORDS = 120

    def __init__(self, text: str) -> None:
        super().__init__(text)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def minimumSizeHint(self) -> QSize:
        """Room for a word or two."""
        return QSize(self.TRACK.width() + self.GAP + self.LEAST_WORDS, self.sizeHint().height())

    def heightForWidth(self, width: int) -> int:
        """As many lines as the text takes."""
        room = QRect(0, 0, width - self.TRACK.width() - self.GAP, 1 << 15)
        words = self.fontMetrics().boundingRect(room, Qt.TextFlag.TextWordWrap, self.text())
        return max(words.height() + 8, self.sizeHint().height())


def heading(text: str) -> QLabel:
    """A small heading above a group, as in ADD and OUTLINE."""
    label = styled_label(text.upper(), "heading")
    font = QFont(fonts.words(fonts.SMALL, bold=True))
    font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, 0.4)
    label.setFont(font)
    label.setAccessibleName(text)
    return label


def styled_label(text: str, role: str, font: QFont | None = None) -> QLabel:
    """A label in one of the style sheet's roles: heading, muted, error, title."""
    label = QLabel(text)
    label.setProperty("role", role)
    label.setFont(font or fonts.words(fonts.SMALL))
    return label


def rule() -> QFrame:
    """A horizontal line between two areas."""
    line = QFrame()
    line.setProperty("role", "rule")
    line.setFixedHeight(1)
    return line


def stacked(*widgets: QWidget) -> QWidget:
    """Widgets in a column; the last one takes the room that is left."""
    stack = QWidget()
    box = QVBoxLayout(stack)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(0)
    for each in widgets:
        box.addWidget(each)
    box.setStretch(len(widgets) - 1, 1)
    return stack


def put_above(widget: QWidget, bar: QWidget) -> None:
    """Put a bar at the top of the column that a widget stands in."""
    column = widget.parentWidget()
    layout = None if column is None else column.layout()
    assert isinstance(layout, QBoxLayout), "the widget stands in a column"
    layout.insertWidget(0, bar)
