"""The two jumps: to the cause of a step, and to where it is undone."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QPushButton, QSizePolicy, QWidget

from sandbox.explain import Jump, cause_of, undone_at
from sandbox.playback import Timeline
from ui.language import say, tr
from ui.theme import fonts, theme
from ui.theme.menus import literal

PADDING = 10

STYLE = """
QPushButton {{
    background: {fill}; color: {words}; border: 2px solid {fill}; border-radius: 6px; padding: 5px 8px;
}}
QPushButton:hover, QPushButton:focus {{ border-color: {words}; }}
"""


class Jumps(QWidget):
    """A button for each jump that there is."""

    wanted = Signal(int)
    """The number of a step to go to."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 4, 0, 4)
        self._row.setSpacing(8)
        self.cause, self.undone = (
            JumpButton("◂ " + tr("cause: {place}"), tr("cause: {place}")),
            JumpButton(tr("undone by reply") + " ▸", tr("undone in {place}")),
        )
        for button in (self.cause, self.undone):
            self._row.addWidget(button)
            button.wanted.connect(self.wanted)
        self._row.addStretch(1)

    def show_step(self, timeline: Timeline, number: int) -> None:
        """Offer the jumps of a step."""
        jumps = cause_of(timeline, number), undone_at(timeline, number)
        for button, jump in zip((self.cause, self.undone), jumps, strict=True):
            button.show_jump(jump)
        self.setVisible(any(jumps))
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the buttons below each other where they have no room side by side."""
        self._arrange()
        super().resizeEvent(event)

    def _arrange(self) -> None:
        shown = [button for button in (self.cause, self.undone) if not button.isHidden()]
        wanted = sum(button.sizeHint().width() for button in shown) + self._row.spacing()
        way = QBoxLayout.Direction.LeftToRight
        if len(shown) > 1 and wanted > self.width():
            way = QBoxLayout.Direction.TopToBottom
        if way is not self._row.direction():
            self._row.setDirection(way)


class JumpButton(QPushButton):
    """One jump, named by what is there."""

    wanted = Signal(int)
    """The number of the step to go to."""

    def __init__(self, text: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text, self._name = text, name
        self._number = 0
        self.whole = ""
        self.setFont(fonts.words(fonts.SMALL, bold=True))
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.clicked.connect(lambda: self.wanted.emit(self._number))
        theme.changed.connect(self._dress)
        self._dress()

    def show_jump(self, jump: Jump | None) -> None:
        """Offer a jump, or nothing."""
        self.setVisible(jump is not None)
        if jump is not None:
            self._number = jump.number
            self.whole = self._text.format(place=say(jump.label))
            self.setAccessibleName(self._name.format(place=say(jump.label)))
            self.setToolTip(self.accessibleName())
            self.updateGeometry()
            self._elide()

    def sizeHint(self) -> QSize:
        """Room for the whole text."""
        words = self.fontMetrics().horizontalAdvance(self.whole)
        return QSize(words + 2 * PADDING, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Room for some of it: the middle can be left out."""
        return QSize(88, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out the middle where there is no room."""
        self._elide()
        super().resizeEvent(event)

    def _elide(self) -> None:
        room = self.width() - 2 * PADDING + 2
        self.setText(literal(self.fontMetrics().elidedText(self.whole, Qt.TextElideMode.ElideMiddle, room)))

    def _dress(self) -> None:
        fill, words = theme.color("accent_fill").name(), theme.color("accent").name()
        self.setStyleSheet(STYLE.format(fill=fill, words=words))
