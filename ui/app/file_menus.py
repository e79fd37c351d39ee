"""The submenus that list files: those opened lately, and the shipped scenarios."""

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QMenu

from ui.app.examples import example_title, examples, questions
from ui.app.preferences import Preferences
from ui.language import tr
from ui.theme.menus import literal

Open = Callable[[Path], object]


def list_recent(menu: QMenu, preferences: Preferences, open_file: Open) -> None:
    """List the recent files, those that are gone greyed, and a way to clear them."""
    menu.clear()
    for path in preferences.recent_files:
        action = menu.addAction(literal(path.name), partial(open_file, path))
        action.setToolTip(str(path))
        action.setEnabled(path.exists())
    menu.setToolTipsVisible(True)
    menu.addSeparator()
    clear = menu.addAction(tr("&Clear"), preferences.forget_files)
    clear.setEnabled(bool(preferences.recent_files))


def list_examples(menu: QMenu, open_file: Open) -> None:
    """List the shipped scenarios, the questions among them in a menu of their own."""
    if menu.isEmpty():
        _list(menu, examples(), open_file)
        menu.addSeparator()
        _list(menu.addMenu(tr("&Questions")), questions(), open_file)


def _list(menu: QMenu, paths: Iterable[Path], open_file: Open) -> None:
    for path in paths:
        menu.addAction(example_title(path), partial(open_file, path))
