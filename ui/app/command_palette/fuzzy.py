"""How well a few typed letters fit a text. Pure."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

START_OF_WORD, NEXT_TO, WHOLE, FIRST = 8, 5, 40, 20
"""What a letter earns at a word's start or beside the last; what the query earns in one piece, or first."""
MANY = 5000
"""Texts from which on a query must stand in a text in one piece, which is far quicker to tell."""


class Match(NamedTuple):
    """How well a text fits, more is better, and the places of the letters that were found."""

    score: int
    places: tuple[int, ...]


def match(query: str, text: str) -> Match | None:
    """How `query` fits `text`; None if its letters do not stand there in this order.

    >>> match("uwalk", "To the Start") is None
    True
    >>> match("sf", "Step Forward").places
    (0, 5)
    """
    wanted, found = query.casefold().replace(" ", ""), text.casefold()
    if not wanted:
        return Match(0, ())
    at = found.find(query.casefold().strip())
    if at >= 0:
        size = len(query.strip())
        score = WHOLE + size * NEXT_TO + (FIRST if at == 0 else START_OF_WORD * _starts_word(text, at))
        return Match(score - len(text) // 8, tuple(range(at, at + size)))
    places = _places(wanted, text, found)
    return None if places is None else Match(_score(places, text), places)


def best(query: str, texts: Sequence[str], most: int) -> list[tuple[Match, int]]:
    """The matches that fit best with the numbers of their texts, at most `most`; equal ones stay in order."""
    if not query.strip():
        return [(Match(0, ()), number) for number in range(min(most, len(texts)))]
    if len(texts) > MANY:
        piece = query.casefold().strip()
        numbers = [number for number, text in enumerate(texts) if piece in text.casefold()][: most * 20]
    else:
        numbers = list(range(len(texts)))
    found = ((match(query, texts[number]), number) for number in numbers)
    fitting = [(each, number) for each, number in found if each is not None]
    fitting.sort(key=lambda pair: -pair[0].score)
    return fitting[:most]


def _places(wanted: str, text: str, found: str) -> tuple[int, ...] | None:
    """Each letter at the start of a word where that works, else wherever it comes next."""
    places: list[int] = []
    at = 0
    for number, letter in enumerate(wanted):
        rest = wanted[number + 1 :]
        nearest = found.find(letter, at)
        start = _next_start(letter, text, found, at)
        place = start if start >= 0 and _stands_after(rest, found, start + 1) else nearest
        if places and nearest == places[-1] + 1:
            place = nearest
        if place < 0:
            return None
        places.append(place)
        at = place + 1
    return tuple(places)


def _next_start(letter: str, text: str, found: str, at: int) -> int:
    while (at := found.find(letter, at)) >= 0:
        if _starts_word(text, at):
            return at
        at += 1
    return -1


def _stands_after(rest: str, found: str, at: int) -> bool:
    for letter in rest:
        at = found.find(letter, at) + 1
        if at == 0:
            return False
    return True


def _starts_word(text: str, at: int) -> bool:
    return at == 0 or not text[at - 1].isalnum() or (text[at].isupper() and text[at - 1].islower())


def _score(places: tuple[int, ...], text: str) -> int:
    starts = sum(START_OF_WORD for place in places if _starts_word(text, place))
    beside = sum(NEXT_TO for one, other in pairwise(places) if other == one + 1)
    return starts + beside - (places[-1] - places[0]) // 4 - len(text) // 8
