"""The switch between the lanes' two scales: steps, or the wall clock."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QPushButton, QWidget

from ui.language import tr
from ui.theme.controls import Segmented
from ui.transport.lanes import LanesView

HEIGHT = 28


class ScaleSwitch(Segmented):
    """Seen as long as the lanes are."""

    def __init__(self, lanes: LanesView, parent: QWidget | None = None) -> None:
        super().__init__(tr("Scale of the lanes"), [tr("Steps"), tr("Clock")], parent)
        self.set_current(0)
        self.chosen.connect(lanes.show_scale)
        for button in self.findChildren(QPushButton):
            button.setMinimumWidth(button.fontMetrics().horizontalAdvance(button.text()) + 24)
            button.setFixedHeight(HEIGHT)
        lanes.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Come and go with the lanes."""
        if event.type() in (QEvent.Type.ShowToParent, QEvent.Type.HideToParent):
            self.setVisible(event.type() is QEvent.Type.ShowToParent)
        return False
