"""A place in the words of a text, for the parsers to move."""

from collections.abc import Sequence

from sandbox.netfilter.nft.errors import NftMistakeError


class Cursor:
    """Words that are taken one after the other; past the end there are empty ones."""

    def __init__(self, words: Sequence[str]) -> None:
        self._words = words
        self._place = 0

    @property
    def next(self) -> str:
        """The next word, left where it is."""
        return self._words[self._place] if self._place < len(self._words) else ""

    @property
    def rest(self) -> list[str]:
        """Every word that is left."""
        return list(self._words[self._place :])

    def take(self) -> str:
        """The next word."""
        word = self.next
        self._place += 1
        return word

    def take_if(self, *words: str) -> bool:
        """Take `words`, if they come next, all of them."""
        if tuple(self._words[self._place : self._place + len(words)]) != words:
            return False
        self._place += len(words)
        return True

    def expect(self, word: str) -> None:
        """Take `word`. Raises NftMistakeError if something else comes."""
        if not self.take_if(word):
            raise NftMistakeError(f"“{word}” belongs here, not “{self.next}”")

    def take_all(self) -> list[str]:
        """Every word that is left."""
        rest = self.rest
        self._place = len(self._words)
        return rest

    def take_braces(self) -> list[list[str]]:
        """The parts between `{` and `}`, which commas separate."""
        self.expect("{")
        parts: list[list[str]] = [[]]
        while not self.take_if("}"):
            if not self.next:
                raise NftMistakeError("a { is not closed; end it with }")
            word = self.take()
            if word == ",":
                parts.append([])
            else:
                parts[-1].append(word)
        return [part for part in parts if part]
