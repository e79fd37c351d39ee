"""The path chooser: which of the paths that the request can take is walked."""

from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QWidget

from sandbox.chance import probability_text
from sandbox.explain import path_line
from ui.language import mark, say, tr
from ui.models import Simulation
from ui.theme import icon
from ui.theme.menus import literal
from ui.transport.chooser import Chooser

MOST = 24
"""Paths that the menu lists; there may be thousands."""
CHOOSE = mark("Choose which path the packet takes, or let it be drawn")


class PathChooser(Chooser):
    """`path 1 of 3 · probability 1/3`, with a menu of every path and of drawing one by weight."""

    def __init__(self, simulation: Simulation, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._simulation = simulation
        simulation.results_changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        exchange, paths = self._simulation.exchange, self._simulation.paths
        self.setEnabled(bool(paths))
        words, short, number = tr("no path"), "–", self._simulation.chosen + 1
        if exchange is not None:
            words = tr(
                "path {number} of {count} · probability {chance}",
                number=number,
                count=len(paths),
                chance=probability_text(exchange.probability),
            )
            short = f"{number}/{len(paths)}"
        self.show_choice(words, short, tr(CHOOSE))

    def fill(self) -> None:
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

    def act(self, action: QAction) -> None:
        """Walk the path, or draw one."""
        number = action.data()
        if number == -1:
            self._simulation.draw()
        elif number is not None:
            self._simulation.choose(number)
