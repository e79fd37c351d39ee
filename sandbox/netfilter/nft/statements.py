"""nft text as nested statements: words, and the block in braces behind them."""

from collections.abc import Iterator

import msgspec

from sandbox.netfilter.nft.errors import NftTextError
from sandbox.netfilter.nft.words import SEPARATOR, Word, words_of

OBJECTS = frozenset(
    {"table", "chain", "set", "map", "flowtable", "limit", "quota", "ct", "secmark", "synproxy", "counter"}
)
"""What a block can belong to; a brace behind any other word is an anonymous set."""

_BLOCKS = {"": OBJECTS, "table": OBJECTS - {"table"}}
_VERBS = frozenset({"add", "create"})


class Statement(msgspec.Struct, frozen=True):
    """The words of a statement, the line that it begins in, and its block, None if it has none."""

    words: tuple[str, ...]
    line: int
    block: "tuple[Statement, ...] | None" = None

    @property
    def text(self) -> str:
        """The statement as text, one line for each line of a block."""
        head = " ".join(self.words).replace(" , ", ", ")
        if self.block is None:
            return head
        inside = "".join(f"\n\t{line}" for each in self.block for line in each.text.splitlines())
        return f"{head} {{{inside}\n}}"


def statements_of(text: str) -> tuple[Statement, ...]:
    """The commands of a text, with `define`d values in place of their names. Raises NftTextError."""
    reader = _Reader(words_of(text))
    found = tuple(reader.statements(""))
    if reader.closed:
        raise NftTextError(reader.line, "a } closes nothing; leave it out")
    return found


class _Reader:
    def __init__(self, words: Iterator[Word]) -> None:
        self._words = words
        self._values: dict[str, list[str]] = {}
        self.line = 1
        self.closed = False

    def statements(self, parent: str) -> Iterator[Statement]:
        """The statements up to the end of the block that belongs to `parent`, empty for the whole text."""
        words: list[str] = []
        begun = depth = 0
        for word, line in self._words:
            self.line = line
            begun = begun if words else line
            opens = word == "{" and not depth and _kind(words) in _BLOCKS.get(parent, ())
            if opens:
                yield Statement(tuple(words), begun, self._block(_kind(words)))
                words = []
            elif word == "}" and not depth:
                self.closed = True
                break
            elif word == SEPARATOR and not depth:
                yield from self._finished(words, begun)
                words = []
            elif word != SEPARATOR:
                depth += (word == "{") - (word == "}")
                words += self._values.get(word, [word])
        yield from self._finished(words, begun)

    def _block(self, kind: str) -> tuple[Statement, ...]:
        found = tuple(self.statements(kind))
        if not self.closed:
            raise NftTextError(self.line, f"the block of a {kind} is not closed; end it with }}")
        self.closed = False
        return found

    def _finished(self, words: list[str], line: int) -> Iterator[Statement]:
        match words:
            case []:
                pass
            case ["define", name, "=", *value]:
                self._values[f"${name}"] = value
            case _:
                yield Statement(tuple(words), line)


def _kind(words: list[str]) -> str:
    """What a statement is about: its first word that is no verb."""
    return next((word for word in words if word not in _VERBS), "")
