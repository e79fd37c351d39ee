"""The simulated clock: what it shows, and how people let it go on."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QDoubleValidator
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QMenu, QToolButton, QWidget, QWidgetAction

from sandbox.explain import label_of
from ui.language import tr
from ui.models import Simulation
from ui.models.clock import LONGEST, Clock, clock_text
from ui.theme import fonts, icon
from ui.theme.menus import Choice, add_choices, literal

MOST_DUE = 6
"""Things to come that the menu offers."""


class ClockButton(QToolButton):
    """The time, with a menu of how far to go on: by seconds, to what comes due, or by what is typed."""

    def __init__(self, simulation: Simulation, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.clock = Clock(simulation)
        self.setFont(fonts.words(fonts.NORMAL))
        self.setFixedHeight(28)
        self.setIcon(icon("clock", "muted"))
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setToolTip(tr("The simulated clock: time-outs, health checks and affinity run on it (Ctrl+T)"))
        menu = QMenu(self)
        menu.aboutToShow.connect(self.fill)
        self.setMenu(menu)
        simulation.session_changed.connect(self._show)
        self._show()

    def fill(self) -> None:
        """Offer what there is to go on to now."""
        menu, clock = self.menu(), self.clock
        menu.clear()
        for seconds in (1, 10):
            choice = Choice(f"+{clock_text(seconds)}", partial(clock.advance, seconds))
            add_choices(menu, (choice,))
        menu.addAction(SecondsField(menu, clock))
        menu.addSeparator()
        due = clock.due()
        for each in due[:MOST_DUE]:
            wait = each.at - clock.now
            told = tr("{what} on {host}", what=clock.told(each), host=literal(label_of(each.host)))
            add_choices(menu, (Choice(f"+{clock_text(wait)}\t{told}", partial(clock.advance, wait)),))
        if not due:
            menu.addAction(tr("Nothing comes due")).setEnabled(False)

    def _show(self) -> None:
        self.setEnabled(self.clock.is_running)
        time = clock_text(self.clock.now)
        self.setText(time)
        self.setAccessibleName(tr("Clock: {time}", time=time))


class SecondsField(QWidgetAction):
    """A field in the menu: so many seconds, and Enter."""

    def __init__(self, menu: QMenu, clock: Clock) -> None:
        super().__init__(menu)
        self._menu, self._clock = menu, clock
        self.field = QLineEdit()
        self.field.setPlaceholderText(tr("seconds"))
        self.field.setAccessibleName(tr("Seconds to let pass"))
        self.field.setValidator(QDoubleValidator(0.0, LONGEST, 3, self.field))
        self.field.setFixedWidth(96)
        self.field.returnPressed.connect(self._go)
        row = QWidget()
        box = QHBoxLayout(row)
        box.setContentsMargins(24, 2, 12, 2)
        box.addWidget(QLabel("+"))
        box.addWidget(self.field)
        box.addStretch(1)
        row.setFocusProxy(self.field)
        self.setDefaultWidget(row)

    def _go(self) -> None:
        seconds, is_number = self.field.locale().toDouble(self.field.text())
        if is_number and seconds > 0:
            self._menu.close()
            self._clock.advance(seconds)
