"""nft text as words: what stands between blanks, with quotes kept around strings."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from sandbox.net.words import hidden_in
from sandbox.netfilter.nft.errors import NftTextError

_WORD = re.compile(
    r"""
      (?P<skip>[ \t\r]+|\\\n|\#[^\n]*)
    | (?P<newline>\n)
    | (?P<word>
        "[^"\n]*" | != | == | <= | >= | [{};,=<>!|^&()] | :(?=\s)
      | (?:[^\s"{};,=<>!|^&()\#:] | :(?!\s))+
      )
    """,
    re.VERBOSE,
)

SEPARATOR = ";"
"""What ends a statement: a semicolon, or the end of a line."""


class Word(NamedTuple):
    """A word and the line that it stands in, counted from 1."""

    text: str
    line: int


def words_of(text: str) -> Iterator[Word]:
    """The words of `text`; the end of a line is a `;`. Raises NftTextError for a string that does not end."""
    _refuse_hidden(text)
    line, place = 1, 0
    while place < len(text):
        found = _WORD.match(text, place)
        if found is None:
            raise NftTextError(line, "a string does not end in its line; close it with a quotation mark")
        if found.lastgroup == "word":
            yield Word(found.group(), line)
        elif found.lastgroup == "newline":
            yield Word(SEPARATOR, line)
        line += found.group().count("\n")
        place = found.end()


def _refuse_hidden(text: str) -> None:
    for number, line in enumerate(() if text.isascii() else text.split("\n"), 1):
        if found := hidden_in(line):
            raise NftTextError(
                number, f"{found} cannot be seen and turns text around; write the rule without it"
            )


def joined(words: list[str]) -> str:
    """Words as one text, with blanks as nft sets them."""
    return " ".join(words).replace(" , ", ", ")
