"""What a row of the table of actions is."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

import msgspec
from PySide6.QtGui import QKeySequence

from ui.language import capital, mark, tr

if TYPE_CHECKING:
    from ui.app.window import Window

Key = QKeySequence.StandardKey
Keys: TypeAlias = Key | str | tuple[str, ...]
Run: TypeAlias = Callable[["Window"], object]
Ask: TypeAlias = Callable[["Window"], bool]


MENUS = (mark("&File"), mark("&Edit"), mark("&Add"), mark("&Walk"), mark("&View"), mark("&Help"))
"""The titles in the bar."""
SUBMENUS = (
    mark("&Export"),
    mark("A&lign"),
    mark("&Theme"),
    mark("&Jump"),
    mark("R&un and Stop"),
    mark("Several P&ackets"),
    mark("Sess&ion"),
    mark("&Walk Panels"),
    mark("&Answers"),
    mark("&Workspace"),
    mark("In a Window of Its &Own"),
)
"""The titles below them."""


class ActionSpec(msgspec.Struct, frozen=True, kw_only=True):
    """One action. `menu` is where it stands, `View/Theme` a submenu; `starts_group` draws a line above it.

    `words` gives a text that changes, `enabled` and `checked` are asked whenever the models change.
    """

    name: str
    menu: str
    text: str
    run: Run
    keys: Keys = ""
    icon: str = ""
    starts_group: bool = False
    words: Callable[["Window"], str] | None = None
    enabled: Ask | None = None
    checked: Ask | None = None

    @property
    def label(self) -> str:
        """The text in the reader's language."""
        return capital(tr(self.text))

    @property
    def place(self) -> str:
        """The menu, and the submenu in it, in the reader's language."""
        return ": ".join(plain(tr(title)) for title in self.menu.split("/"))


def plain(text: str) -> str:
    """A text without the mark of the letter that opens it, and without dots."""
    return re.sub("&(&?)", r"\1", text).rstrip("…")
