"""Menus from rows of choices: whoever knows what can be done need not know who offers it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtWidgets import QMenu


@dataclass(frozen=True)
class Choice:
    """One thing to do. `checked` is None where it is not something that is on or off."""

    text: str
    act: Callable[[], object]
    checked: bool | None = None


def add_choices(menu: QMenu, choices: Iterable[Choice]) -> QMenu:
    """The menu with an entry for each choice."""
    for choice in choices:
        action = menu.addAction(choice.text)
        action.triggered.connect(lambda _checked, act=choice.act: act())
        if choice.checked is not None:
            action.setCheckable(True)
            action.setChecked(choice.checked)
    return menu
