"""Text from strangers in a sentence for people."""

import re

HIDDEN = r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069"
"""In a regular expression's brackets: what drives a terminal, and what turns the text around it.

Unicode: embeddings, overrides and isolates (UAX #9, 2.1 to 2.5). A letter's marks and joiners are none.
"""
_HIDDEN = re.compile(f"[{HIDDEN}]")


def hidden_in(text: str) -> str:
    """The first character that drives a terminal or turns text around, as `U+202E`; empty for none."""
    found = None if text.isprintable() else _HIDDEN.search(text)
    return "" if found is None else f"U+{ord(found.group()):04X}"


def one_line(text: str) -> str:
    """`text` with everything that would break the line or drive a terminal replaced by spaces."""
    if text.isprintable():
        return text
    return "".join(character if character.isprintable() else " " for character in text)
