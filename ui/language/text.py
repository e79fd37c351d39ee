"""`tr`, `tr_n` and `mark`: the only ways by which text comes into the interface."""

from collections.abc import Mapping
from functools import cache
from string import Formatter

from PySide6.QtCore import QCoreApplication

from sandbox.telling import Told, as_sentence

CONTEXT = "Natwalk"
"""The one context of all messages: the same words are the same words wherever they stand."""


def mark(text: str) -> str:
    """The text as it is: it stands in a table that is made before any language is chosen."""
    return text


NUMBER = mark("1,0.5")
"""A number with both its signs, so that a translation says which ones its language has: `1.0,5`."""


def tr(text: str, /, **values: object) -> str:
    """The text in the reader's language, with its `{named}` values put in.

    A literal is collected for the translators; a variable is one that `mark` was given.
    """
    found = _translated(text)
    return _filled(found, values) if values else found


def tr_n(one: str, many: str, /, count: int, **values: object) -> str:
    """The text for so many, `{count}` put in: English has two forms, other languages their own number."""
    found = QCoreApplication.translate(CONTEXT, many, "", count)
    if count == 1 and found == many:
        found = one
    return _filled(found, {"count": count, **values})


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


def number(value: float, form: str) -> str:
    """A number in the reader's language, in the form of `format`: `1,000.5` is `1.000,5` in German.

    Never for addresses, ports and what rules say: those are the same everywhere.
    """
    return format(value, form).translate(_signs())


def forget() -> None:
    """Look every text up again: the language has changed."""
    _translated.cache_clear()
    _signs.cache_clear()


class _Numbers(Formatter):
    def format_field(self, value: object, format_spec: str) -> str:
        if format_spec[-1:] in (",", "f", "g") and isinstance(value, int | float):
            return number(value, format_spec)
        return format(value, format_spec)


_FORMATTER = _Numbers()


def _filled(text: str, values: Mapping[str, object]) -> str:
    return _FORMATTER.vformat(text, (), values) if _signs() else text.format(**values)


@cache
def _signs() -> dict[int, str]:
    """What stands in the language for the comma and the point in English numbers; empty for English."""
    signs = QCoreApplication.translate(CONTEXT, NUMBER)
    return {} if signs == NUMBER else {ord(","): signs[1], ord("."): signs[3]}


@cache
def _translated(text: str) -> str:
    return QCoreApplication.translate(CONTEXT, text) if text else ""
