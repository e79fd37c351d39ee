"""The path chooser: which of the paths that the request can take is walked."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QSizePolicy, QToolButton, QWidget

from sandbox.chance import probability_text
from sandbox.explain import path_line
from ui.language import mark, say, tr
from ui.models import Simulation
from ui.theme import fonts, icon
from ui.theme.menus import literal

MOST = 24
"""Paths that the menu lists; there may be thousands."""
LEAST = 72
"""How narrow it gets where there is no room: then its tool tip says the whole."""
CHOOSE = mark("Choose which path the packet takes, or let it be drawn")


class PathChooser(QToolButton):
    """`path 1 of 3 · probability 1/3`, with a menu of every path and of drawing one by weight."""

    def __init__(self, simulation: Simulation, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._simulation = simulation
        self.setFont(fonts.words(fonts.NORMAL))
        self.setFixedHeight(36)
        self.setMinimumWidth(LEAST)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setIcon(icon("down", "muted"))
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self)
        menu.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        menu.aboutToShow.connect(self._fill)
        menu.triggered.connect(self._act)
        self.setMenu(menu)
        simulation.results_changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        exchange, paths = self._simulation.exchange, self._simulation.paths
        self.setEnabled(bool(paths))
        if exchange is None:
            self.setText(tr("no path"))
        else:
            chance = probability_text(exchange.probability)
            self.setText(
                tr(
                    "path {number} of {count} · probability {chance}",
                    number=self._simulation.chosen + 1,
                    count=len(paths),
                    chance=chance,
                )
            )
        self.setAccessibleName(self.text())
        self.setToolTip(f"{self.text()}\n{tr(CHOOSE)}")

    def _fill(self) -> None:
        """List the paths now: they may be many, and change often."""
        menu = self.menu()
        menu.clear()
        group = QActionGroup(menu)
        for number, exchange in enumerate(self._simulation.paths[:MOST]):
            action = QAction(f"{number + 1}   {literal(say(path_line(exchange)))}", menu, checkable=True)
            action.setChecked(number == self._simulation.chosen)
            action.setData(number)
            group.addAction(action)
            menu.addAction(action)
        left = len(self._simulation.paths) - MOST
        if left > 0:
            menu.addAction(tr("and {count} more", count=left)).setEnabled(False)
        menu.addSeparator()
        draw = menu.addAction(icon("dice"), tr("Draw one by its probability"))
        draw.setData(-1)

    def _act(self, action: QAction) -> None:
        number = action.data()
        if number == -1:
            self._simulation.draw()
        elif number is not None:
            self._simulation.choose(number)
