"""Which keys each action has: those of its row in the table, unless someone chose others."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QKeySequence

if TYPE_CHECKING:
    from ui.app.window import Window

PORTABLE = QKeySequence.SequenceFormat.PortableText
NATIVE = QKeySequence.SequenceFormat.NativeText


class KeyBindings:
    """The keys of a window's actions, kept in its preferences."""

    def __init__(self, window: "Window") -> None:
        self._window = window

    def apply(self) -> None:
        """Give every action its keys."""
        chosen, letters = self._window.preferences.keys, self._window.preferences.single_keys
        for spec, action in self._window.actions_by_name.values():
            wanted = _parsed(chosen[spec.name]) if spec.name in chosen else own_keys(spec.keys)
            usable = [each for each in wanted if letters or not is_single(each)]
            if usable != action.shortcuts():
                action.setShortcuts(usable)
        self._window.top_bar.show_find_keys(self._window.actions_by_name["find"][1].shortcut())

    def is_chosen(self, name: str) -> bool:
        """Whether someone chose the keys of an action."""
        return name in self._window.preferences.keys

    def owner(self, name: str, sequence: QKeySequence) -> QAction | None:
        """The action other than `name` that has these keys, or keys that begin or go on with them."""
        for other, action in self._actions():
            if other != name and any(_clash(sequence, each) for each in action.shortcuts()):
                return action
        return None

    def choose(self, name: str, sequence: QKeySequence) -> None:
        """Give an action other keys, none if `sequence` is empty; whatever had them loses them."""
        chosen = dict(self._window.preferences.keys)
        for other, action in self._actions():
            left = [each for each in action.shortcuts() if not _clash(sequence, each)]
            if other != name and left != action.shortcuts():
                chosen[other] = _written(left)
        chosen[name] = _written([sequence] if not sequence.isEmpty() else [])
        self._take(chosen)

    def reset(self, name: str) -> None:
        """Give an action its own keys again, unless another has them now."""
        self._take({other: keys for other, keys in self._window.preferences.keys.items() if other != name})

    def reset_all(self) -> None:
        """Give every action its own keys again."""
        self._take({})

    def allow_single(self, allowed: bool) -> None:
        """Let single letters and signs be keys of actions, or not."""
        self._window.preferences.single_keys = allowed
        self.apply()

    def _take(self, chosen: dict[str, str]) -> None:
        self._window.preferences.keys = chosen
        self.apply()

    def _actions(self) -> Iterator[tuple[str, QAction]]:
        return ((name, action) for name, (_, action) in self._window.actions_by_name.items())


def own_keys(keys: QKeySequence.StandardKey | str | tuple[str, ...]) -> list[QKeySequence]:
    """The keys that a row of the table gives."""
    if isinstance(keys, tuple):
        return [QKeySequence(each) for each in keys]
    return [QKeySequence(keys)] if keys else []


def is_single(sequence: QKeySequence) -> bool:
    """Whether it is one letter, digit or sign, which speech input may type by accident."""
    return len(sequence.toString(PORTABLE)) == 1


def _clash(one: QKeySequence, other: QKeySequence) -> bool:
    no_match = QKeySequence.SequenceMatch.NoMatch
    if one.isEmpty() or other.isEmpty():
        return False
    return one.matches(other) is not no_match or other.matches(one) is not no_match


def _parsed(text: str) -> list[QKeySequence]:
    return [QKeySequence.fromString(each, PORTABLE) for each in text.split() if each]


def _written(keys: list[QKeySequence]) -> str:
    return " ".join(each.toString(PORTABLE) for each in keys)
