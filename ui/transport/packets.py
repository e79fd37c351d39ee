"""The packet chooser: which of several requests is walked, and whether the others are shown."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QAction, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QWidget

from sandbox.explain import path_line
from ui.language import mark, say, tr
from ui.models import Simulation
from ui.models.playhead import Playhead
from ui.theme import theme
from ui.theme.menus import literal
from ui.theme.tokens import packet_token
from ui.transport.chooser import Chooser

SIDE = 14
ONLY_MINE = -1
CHOOSE = mark("Choose which of the requests is walked (Ctrl+. and Ctrl+,)")


class PacketChooser(Chooser):
    """`packet 2 of 12`, with a menu of them; hidden where the flow sends one request."""

    def __init__(self, simulation: Simulation, playhead: Playhead, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._simulation, self._playhead = simulation, playhead
        simulation.results_changed.connect(self._show)
        playhead.changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        count, followed = len(self._simulation.requests), self._simulation.followed
        self.setVisible(count > 0)
        mine = f" · {tr('alone')}" if self._playhead.only_mine else ""
        words, short = tr("all packets"), str(count)
        if followed is not None:
            words = tr("packet {number} of {count}", number=followed + 1, count=count) + mine
            short = f"{followed + 1}/{count}"
        self.show_choice(words, short, tr(CHOOSE))

    def fill(self) -> None:
        """List the requests as they are now."""
        menu = self.menu()
        menu.clear()
        for number, exchange in enumerate(self._simulation.requests):
            walked = number == self._simulation.followed
            dot = dot_icon("packet" if walked else packet_token(number + 1))
            action = QAction(dot, f"{number + 1}   {literal(say(path_line(exchange)))}", menu, checkable=True)
            action.setChecked(walked)
            action.setData(number)
            menu.addAction(action)
        menu.addSeparator()
        only = QAction(tr("Only my packet"), menu, checkable=True)
        only.setChecked(self._playhead.only_mine)
        only.setData(ONLY_MINE)
        menu.addAction(only)

    def act(self, action: QAction) -> None:
        """Follow the request, or show and hide the others."""
        if action.data() == ONLY_MINE:
            self._playhead.only_mine = action.isChecked()
        else:
            self._simulation.follow(action.data())


def dot_icon(token: str) -> QIcon:
    """A dot in a token's colour."""
    pixmap = QPixmap(QSize(SIDE, SIDE))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color(token))
    painter.drawEllipse(QRect(2, 2, SIDE - 4, SIDE - 4))
    painter.end()
    return QIcon(pixmap)
