"""Splitting a line into words, as `iptables-restore` does and as a shell does."""

import re
import shlex
from typing import NamedTuple

from sandbox.netfilter.iptables.errors import MistakeError
from sandbox.netfilter.iptables.rule_text import quoted


class Word(NamedTuple):
    """One argument, and how it was written."""

    text: str
    raw: str

    @property
    def is_flag(self) -> bool:
        """Whether it starts with a hyphen that is not in quotes."""
        return self.raw.startswith("-") and len(self.raw) > 1


_WORD = re.compile(r'\s*(?P<raw>(?P<bare>[^\s"]*)(?:"(?P<quoted>(?:\\.|[^"\\])*)")?)')
_ESCAPED = re.compile(r"\\(.)")
_PLAIN = re.compile(r"[^\s\"'\\]+")


def restore_words(line: str) -> tuple[Word, ...]:
    """The words of a line between `*table` and `COMMIT`; only double quotes quote, and one ends its word."""
    # iptables: iptables/xshared.c add_param_to_argv
    found, position = [], 0
    while line[position:].strip():
        match = _WORD.match(line, position)
        if match is None or not match["raw"]:
            raise MistakeError('a double quote is open at the end of the line; close it with "')
        found.append(Word(match["bare"] + _ESCAPED.sub(r"\1", match["quoted"] or ""), match["raw"]))
        position = match.end()
    return tuple(found)


def shell_words(line: str) -> tuple[Word, ...]:
    """The words of a line that is written for a shell.

    Raises MistakeError if a quote is not closed.
    """
    try:
        texts = shlex.split(line)
    except ValueError:
        raise MistakeError("a quote is open at the end of the line; close it") from None
    return tuple(Word(text, text if _PLAIN.fullmatch(text) else quoted(text)) for text in texts)
