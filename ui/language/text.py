"""`tr`, `tr_n` and `mark`: the only ways by which text comes into the interface."""

from functools import cache

from PySide6.QtCore import QCoreApplication

CONTEXT = "Natwalk"
"""The one context of all messages: the same words are the same words wherever they stand."""


def tr(text: str, /, **values: object) -> str:
    """The text in the reader's language, with its `{named}` values put in.

    A literal is collected for the translators; a variable is one that `mark` was given.
    """
    found = _translated(text)
    return found.format(**values) if values else found


def tr_n(one: str, many: str, /, count: int, **values: object) -> str:
    """The text for so many, `{count}` put in: English has two forms, other languages their own number."""
    found = QCoreApplication.translate(CONTEXT, many, "", count)
    if count == 1 and found == many:
        found = one
    return found.format(count=count, **values)


def capital(text: str) -> str:
    """The text with a capital at its start; the other letters stay, as German's nouns need."""
    return text[:1].upper() + text[1:]


def mark(text: str) -> str:
    """The text as it is: it stands in a table that is made before any language is chosen."""
    return text


def forget() -> None:
    """Look every text up again: the language has changed."""
    _translated.cache_clear()


@cache
def _translated(text: str) -> str:
    return QCoreApplication.translate(CONTEXT, text) if text else ""
