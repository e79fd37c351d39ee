"""Rows with two sides, and how the presence of something on them is shown: a shape, a word and a colour."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from sandbox.netfilter.difference import Presence
from ui.language import mark, tr

SIGNS: dict[Presence, tuple[str, str]] = {
    Presence.BOTH: ("=", mark("the same")),
    Presence.CHANGED: ("≠", mark("differs")),
    Presence.ONLY_GENERATED: ("−", mark("only generated")),
    Presence.ONLY_REAL: ("+", mark("only real")),
}
"""The shape and the word of each presence."""


@dataclass(frozen=True)
class SideRow:
    """One row. `is_head`: it is the words over rows; `children` may be made when it is opened."""

    left: str
    right: str = ""
    sign: str = ""
    differs: bool = False
    is_head: bool = False
    is_open: bool = False
    children: "Sequence[SideRow] | Callable[[], Iterator[SideRow]]" = field(default=())
    about: object = None

    @property
    def spoken(self) -> str:
        """The row in words."""
        return ", ".join(filter(None, (self.sign, self.left, self.right)))


def sign_of(presence: Presence) -> str:
    """The shape and the word: `≠ differs`."""
    shape, word = SIGNS[presence]
    return f"{shape} {tr(word)}"
