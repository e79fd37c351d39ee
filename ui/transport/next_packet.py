"""The button that sends what comes next, and its menu."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from ui.language import tr
from ui.models import Simulation
from ui.models.going_on import GoingOn
from ui.theme import fonts, icon


class NextButton(QToolButton):
    """Sends the flow once more, or the next packet of its connection, in the world that was left."""

    def __init__(self, simulation: Simulation, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._simulation = simulation
        self.going_on = GoingOn(simulation)
        self.setText(tr("Next packet"))
        self.setAccessibleName(tr("Send the next packet"))
        self.setToolTip(
            tr("Send another packet in the world that this one leaves behind: entries, affinity, time")
        )
        self.setFont(fonts.words(fonts.NORMAL))
        self.setFixedHeight(28)
        self.setIcon(icon("send", "muted"))
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self)
        menu.aboutToShow.connect(self.fill)
        self.setMenu(menu)
        simulation.results_changed.connect(self._show)
        simulation.session_changed.connect(self._show)
        self._show()

    def fill(self) -> None:
        """Offer what can be sent after the packet on show."""
        from sandbox.engine.segments import By

        menu, going = self.menu(), self.going_on
        menu.clear()
        has_connection = going.has_connection
        rows = (
            (tr("&Again, by a New Connection"), "Ctrl+Alt+Return", True, going.again),
            (
                tr("The &Connection's Next Packet"),
                "Ctrl+Shift+Return",
                has_connection,
                partial(going.next_packet, By.CLIENT),
            ),
            (
                tr("The &Server's Next Packet"),
                "Alt+Return",
                has_connection,
                partial(going.next_packet, By.SERVER),
            ),
        )
        for text, keys, enabled, act in rows:
            action = menu.addAction(f"{text}\t{keys}")
            action.setEnabled(enabled)
            action.triggered.connect(act)

    def _show(self) -> None:
        self.setEnabled(self.going_on.is_possible)
