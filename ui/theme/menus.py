"""Menus from rows of choices: whoever knows what can be done need not know who offers it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from sandbox.net.words import one_line
from ui.language import tr


@dataclass(frozen=True)
class Choice:
    """One thing to do. `checked` is None where it is not something that is on or off."""

    text: str
    act: Callable[[], object]
    checked: bool | None = None


def literal(text: str) -> str:
    """A name that somebody else gave, for a menu or a button, where `&` would make the next letter a key."""
    return one_line(text).replace("&", "&&")


def add_choices(menu: QMenu, choices: Iterable[Choice]) -> QMenu:
    """The menu with an entry for each choice."""
    for choice in choices:
        action = menu.addAction(choice.text)
        action.triggered.connect(lambda _checked, act=choice.act: act())
        if choice.checked is not None:
            action.setCheckable(True)
            action.setChecked(choice.checked)
    return menu


PICTURE = "export_picture"
"""The name of the window's action that makes a picture, of the panel that has the keyboard for one."""


def add_picture_action(menu: QMenu, panel: QWidget) -> QMenu:
    """The menu with the window's own entry for a picture at its end, where the panel is in such a window."""
    action = panel.window().findChild(QAction, PICTURE, Qt.FindChildOption.FindDirectChildrenOnly)
    if action is not None:
        menu.addSeparator()
        menu.addAction(tr("Export picture…"), action.trigger)
    return menu
