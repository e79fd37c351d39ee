"""`tr`, `tr_n` and `mark`: the only ways by which text comes into the interface."""

from functools import cache

from PySide6.QtCore import QCoreApplication

from sandbox.telling import Told, as_sentence

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


def say(sentence: str) -> str:
    """A sentence of the engine's in the reader's language; a text that it did not make stays as it is."""
    if not isinstance(sentence, Told):
        return sentence
    if sentence.is_sentence:
        return as_sentence(say(sentence.parts[0]))
    if sentence.parts:
        return sentence.separator.join(map(say, sentence.parts))
    values = {
        name: say(value) if isinstance(value, str) else value for name, value in sentence.values.items()
    }
    if sentence.one:
        return tr_n(sentence.one, sentence.template, sentence.number, **values)
    return tr(sentence.template, **values)


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
