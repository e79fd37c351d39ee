"""The menu of what lies ahead to run until: a drop, a change, a device, a rule."""

from PySide6.QtWidgets import QMenu, QWidget

from ui.language import tr
from ui.models.choices import until_choices
from ui.models.playhead import Playhead
from ui.theme.menus import add_choices


def until_menu(playhead: Playhead, parent: QWidget) -> QMenu:
    """A menu of everything that the walk can run until; it says so where nothing lies ahead."""
    menu = QMenu(tr("Run Until"), parent)
    for title, choices in until_choices(playhead).items():
        add_choices(menu.addMenu(title) if title else menu, choices)
    if menu.isEmpty():
        menu.addAction(tr("Nothing lies ahead: this is the end")).setEnabled(False)
    return menu
