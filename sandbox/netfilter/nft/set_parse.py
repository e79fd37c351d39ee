"""Reading named sets and maps and their elements."""

import re
from collections.abc import Iterable, Mapping
from itertools import takewhile

from sandbox.netfilter.fields import Key
from sandbox.netfilter.nft.cursor import Cursor
from sandbox.netfilter.nft.datatypes import ADDRESS_TYPES, TYPES
from sandbox.netfilter.nft.errors import NftMistakeError
from sandbox.netfilter.nft.match_parse import read_key
from sandbox.netfilter.nft.rule_parse import parse_verdict
from sandbox.netfilter.nft.statements import Statement
from sandbox.netfilter.sets import Element, NamedSet

_PART = re.compile(r"(\d+)([dhms]?)")
_SECONDS = {"d": 86400, "h": 3600, "m": 60, "s": 1, "": 1}
_VERDICTS = ("verdict",)
_HELD = (
    _VERDICTS,
    *((kind, *port) for kind in ADDRESS_TYPES.values() for port in ((), ("inet_service",))),
)
"""What maps may hold."""
_AFTER_KEY = frozenset({"comment", "timeout", "expires", ":", "counter"})


def read_set(name: str, statement: Statement, is_map: bool) -> NamedSet | None:
    """The set or map of a block, None if its type is not modelled. Raises NftMistakeError."""
    try:
        return _read_set(name, statement, is_map)
    except NftMistakeError:
        raise
    except (ValueError, IndexError):
        raise NftMistakeError(f"{name} has a line without what belongs there, such as size 100") from None


def _read_set(name: str, statement: Statement, is_map: bool) -> NamedSet | None:
    said = {each.words[0]: list(each.words[1:]) for each in statement.block or ()}
    if "type" not in said:
        return None
    types, held = _types(said["type"])
    data = tuple(held[::2])
    if data not in (_HELD if is_map else ((),)) or not TYPES.issuperset(types):
        return None
    return NamedSet(
        name,
        types,
        read_elements(said["elements"][1:], types, data) if "elements" in said else {},
        is_map,
        said.get("comment", [""])[0].strip('"'),
        tuple(word for word in said.get("flags", ()) if word != ","),
        _seconds(said.get("timeout", ["0"])[0]),
        int(said.get("size", ["0"])[0]),
        () if data == _VERDICTS else data,
    )


def read_elements(
    words: list[str], types: tuple[str, ...], data: tuple[str, ...] = ()
) -> Mapping[Key, Element]:
    """`{ 10.0.0.1 . 80 comment "x" : accept, … }`, or with `data` for a verdict. Raises NftMistakeError."""
    return dict(_element(part, types, data) for part in Cursor(words).take_braces())


def _types(words: Iterable[str]) -> tuple[tuple[str, ...], list[str]]:
    """The types of a key and, behind a colon, of what a map holds."""
    left = list(takewhile(lambda word: word != ":", words))
    return tuple(word for word in left if word != "."), list(words)[len(left) + 1 :]


def _element(words: list[str], types: tuple[str, ...], data: tuple[str, ...]) -> tuple[Key, Element]:
    key = list(takewhile(lambda word: word not in _AFTER_KEY, words))
    comment = "".join(words[words.index("comment") + 1 :][:1]).strip('"') if "comment" in words else ""
    held = words[words.index(":") + 1 :] if ":" in words else []
    if data not in ((), _VERDICTS):
        return read_key(key, types), Element(comment=comment, data=read_key(held, data))
    cursor = Cursor(held)
    verdict = parse_verdict(cursor) if cursor.next else None
    if ":" in words and verdict is None:
        raise NftMistakeError(f"“{' '.join(words)}” gives no verdict that is read here; write accept or drop")
    return read_key(key, types), Element(verdict, comment)


def _seconds(text: str) -> int:
    """`3h1s`."""
    return sum(int(count) * _SECONDS[unit] for count, unit in _PART.findall(text))
