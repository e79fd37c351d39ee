"""`ProblemsPanel`: a card for each finding: how much it matters, what is wrong, a jump and a fix."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
    QVBoxLayout,
    QWidget,
)

from sandbox.kube import ObjectKey
from sandbox.scenario.check import Problem, Severity
from sandbox.scenario.check.problem import Census
from ui.language import capital, mark, say, tr
from ui.models import Document
from ui.panels.boxes import Box, text_label
from ui.panels.problems.finder import Problems, counted
from ui.panels.problems.fixes import Fix, fix_of
from ui.theme import fonts, icon
from ui.theme.controls import styled_label

MOST = 100
"""Cards that are shown; the rest is counted."""
NOTHING = mark("No problem: everything refers to what is there, and nothing is out of the ordinary.")
SIGNS: dict[Severity, tuple[str, str]] = {
    Severity.ERROR: ("close", "dropped"),
    Severity.WARNING: ("warning", "changed"),
    Severity.NOTE: ("about", "muted"),
}
"""The icon of each severity and its colour."""


class ProblemsPanel(QScrollArea):
    """The findings, errors first."""

    jump = Signal(object)
    """Someone wants to see the object with this ObjectKey."""

    def __init__(self, document: Document, problems: Problems, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document, self._problems = document, problems
        self.cards: list[Card] = []
        self._fixes: dict[tuple[ObjectKey, str], Fix | None] = {}
        self._census = Census(document.scenario)
        self.summary = styled_label("", "muted", fonts.words())
        self.summary.setWordWrap(True)
        body = QWidget()
        self._box = QVBoxLayout(body)
        self._box.setContentsMargins(14, 6, 14, 14)
        self._box.setSpacing(8)
        self._box.addWidget(self.summary)
        self._box.addStretch()
        self.setWidget(body)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(tr("Problems"))
        problems.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show the findings as they are now."""
        found = self._problems.found
        more = "; " + tr("the first {most} are shown", most=MOST) if len(found) > MOST else ""
        self.summary.setText(capital(counted(self._problems)) + more if found else tr(NOTHING))
        for card in self.cards:
            self._box.removeWidget(card)
            card.hide()
            card.deleteLater()
        self._fixes, self._census = {}, Census(self._document.scenario)
        self.cards = [Card(self, each) for each in found[:MOST]]
        for number, card in enumerate(self.cards, 1):
            self._box.insertWidget(number, card)

    def add_fix(self, card: "Card", problem: Problem) -> None:
        """Offer the fix of a finding, if there is one."""
        place = (problem.key, problem.field)
        if place not in self._fixes:
            self._fixes[place] = fix_of(problem, self._census)
        fix = self._fixes[place]
        if fix is not None:
            card.offer(fix.label, lambda: self._document.apply(fix.label, fix.edit))


class Card(Box):
    """One finding."""

    def __init__(self, panel: ProblemsPanel, problem: Problem) -> None:
        super().__init__()
        self.problem = problem
        self.fix_button: QPushButton | None = None
        self.jump_button = QPushButton(tr("Show"))
        self.jump_button.setAccessibleName(tr("Show {key}", key=problem.key))
        self.jump_button.setToolTip(tr("Select {key}", key=problem.key))
        self.jump_button.setAccessibleDescription(say(problem.message))
        self.jump_button.clicked.connect(partial(panel.jump.emit, problem.key))
        words = text_label(fonts.words())
        words.setText(capital(say(problem.message)))
        words.setAccessibleName(f"{problem.severity.value}: {problem.field}")
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(8)
        self._buttons.addWidget(self.jump_button)
        self._buttons.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(12, 10, 12, 10)
        box.setSpacing(6)
        box.addLayout(self._head(problem))
        box.addWidget(words)
        box.addLayout(self._buttons)
        panel.add_fix(self, problem)

    def offer(self, label: str, take: Callable[[], object]) -> None:
        """Add a button that puts it right."""
        self.fix_button = ElidedButton(label)
        self.fix_button.setAccessibleName(label)
        self.fix_button.setIcon(icon("check", "accent"))
        self.fix_button.setToolTip(tr("{label}. Undo takes it back.", label=label))
        self.fix_button.clicked.connect(take)
        self._buttons.insertWidget(0, self.fix_button)

    def _head(self, problem: Problem) -> QHBoxLayout:
        name, token = SIGNS[problem.severity]
        sign = QLabel()
        sign.setPixmap(icon(name, token).pixmap(QSize(14, 14), self.devicePixelRatioF()))
        head = QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(sign)
        word = styled_label(capital(tr(problem.severity.value)), "title", fonts.words(fonts.SMALL, bold=True))
        head.addWidget(word)
        head.addWidget(styled_label(problem.field, "muted", fonts.code()), 1)
        return head


class ElidedButton(QPushButton):
    """A button whose words give way in the middle when there is no room."""

    ROOM = 40
    """What icon and padding take."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        """Room for a few letters."""
        return QSize(72, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """As much of the words as there is room for."""
        option = QStyleOptionButton()
        self.initStyleOption(option)
        room = self.width() - self.ROOM
        option.text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideMiddle, room)
        QStylePainter(self).drawControl(QStyle.ControlElement.CE_PushButton, option)
