"""JSON text to plain values and back."""

import json
import math
import re
from collections.abc import Callable
from typing import NoReturn

import msgspec

from sandbox.formats.documents import MAX_DOCUMENTS
from sandbox.formats.errors import TextError, quoted
from sandbox.formats.yaml_text import MAX_DEPTH, MAX_VALUES
from sandbox.net.words import one_line
from sandbox.progress import SILENT, Progress

_OBJECTS_A_TICK = 512
"""Objects after which a reader says how far it is: some milliseconds' work."""

_BLANK = re.compile(r"\s*")
_INDENT = re.compile(r"[{\[]\r?\n([ \t]+)")


def split_json(text: str, progress: Progress = SILENT) -> list[str]:
    """`text` cut after each of its JSON values, each piece with the blanks around it.

    Raises TextError with a line counted from 0.
    """
    if text.count(",") > MAX_VALUES:
        raise TextError(f"more than {MAX_VALUES} values are in one piece of text")
    decoder = json.JSONDecoder(object_pairs_hook=_ticking(_forget, progress))
    pieces: list[str] = []
    start, position = 0, _skip_blank(text, text.startswith("\ufeff"))
    while position < len(text):
        position = _skip_blank(text, _end_of_value(decoder, text, position, len(pieces) + 1))
        if len(pieces) == MAX_DOCUMENTS:
            raise TextError(f"more than {MAX_DOCUMENTS} documents are in one file")
        pieces.append(text[start:position])
        start = position
    return pieces


def _forget(_: list[tuple[str, object]]) -> None:
    """Only where an object ends is asked for: what is in it takes no memory."""


def _ticking(
    make: Callable[[list[tuple[str, object]]], object], progress: Progress
) -> Callable[[list[tuple[str, object]]], object]:
    """`make`, called for each object, with a report now and then."""
    count = 0

    def made(pairs: list[tuple[str, object]]) -> object:
        nonlocal count
        count += 1
        if count % _OBJECTS_A_TICK == 0:
            progress(0, 1)
        return make(pairs)

    return made


def _skip_blank(text: str, position: int) -> int:
    match = _BLANK.match(text, position)
    return match.end() if match else position


def _end_of_value(decoder: json.JSONDecoder, text: str, position: int, document: int) -> int:
    try:
        return decoder.raw_decode(text, position)[1]
    except json.JSONDecodeError as error:
        raise TextError(f"is not JSON: {one_line(error.msg)}", error.lineno - 1, document) from None
    except RecursionError:
        raise TextError(_TOO_DEEP, None, document) from None
    except ValueError as error:
        raise TextError(f"is not JSON: {one_line(str(error))}", None, document) from None


_TOO_DEEP = f"more than {MAX_DEPTH} lists and mappings are inside one another"


_ESCAPED_BY_GO = ((b"\\u003c", b"<"), (b"\\u003e", b">"), (b"\\u0026", b"&"))
"""What kubectl escapes and need not.  # go: encoding/json HTMLEscape"""


def read_plain_json(text: str, depth: int) -> object:
    """The value of `text`, a part of a document inside `depth` lists and mappings; None: use `read_json`.

    It is read by msgspec, and written again: only if that gives the text back, blanks aside, are there no
    duplicate keys, no number that loses digits and nothing that the two readers take for different things.
    """
    try:
        content = text.encode()
        tree: object = msgspec.json.decode(content)
    except (msgspec.DecodeError, UnicodeEncodeError, RecursionError):
        return None
    lines = msgspec.json.format(content, indent=1)
    if b"\\u00" in lines:
        for escaped, plain in _ESCAPED_BY_GO:
            lines = lines.replace(escaped, plain)
    is_deep = b"\n" + b" " * (MAX_DEPTH - depth) in lines
    return tree if not is_deep and msgspec.json.format(msgspec.json.encode(tree), indent=1) == lines else None


def read_json(text: str, progress: Progress = SILENT, depth: int = 0) -> object:
    """The value of the one JSON text in `text`, inside `depth` lists and mappings.

    Raises TextError, for duplicate keys, NaN, and containers nested too deep too. `progress` hears of nothing
    but that time passes.
    """
    try:
        tree = _parsed(text, progress)
    except json.JSONDecodeError as error:
        raise TextError(f"is not JSON: {one_line(error.msg)}", error.lineno - 1) from None
    except RecursionError:
        raise TextError(_TOO_DEEP) from None
    except ValueError as error:
        raise TextError(f"is not JSON: {one_line(str(error))}") from None
    if _depth_exceeds(tree, MAX_DEPTH - depth):
        raise TextError(_TOO_DEEP)
    if not text.isascii() or "\\ud" in text or "\\uD" in text:
        _refuse_half_characters(tree)
    return tree


def _parsed(text: str, progress: Progress) -> object:
    tree: object = json.loads(
        text.removeprefix("\ufeff"),
        object_pairs_hook=_ticking(_object_of, progress),
        parse_constant=_refuse_number,
        parse_float=_finite,
    )
    return tree


def _refuse_half_characters(tree: object) -> None:
    """Half a surrogate pair, such as `\\ud83d` alone, cannot be written to any file."""
    try:
        json.dumps(tree, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        raise TextError("is not Unicode text") from None


def _object_of(pairs: list[tuple[str, object]]) -> dict[str, object]:
    entries = dict(pairs)
    if len(entries) != len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise TextError(f"the key {quoted(twice)} is there twice; keep one of them")
    return entries


def _refuse_number(text: str) -> NoReturn:
    raise TextError(f"is not JSON: {quoted(text)} is no number that can be written back")


def _finite(text: str) -> float:
    value = float(text)
    if not math.isfinite(value):
        _refuse_number(text)
    return value


def _depth_exceeds(tree: object, limit: int) -> bool:
    if isinstance(tree, dict):
        return limit == 0 or any(_depth_exceeds(value, limit - 1) for value in tree.values())
    if isinstance(tree, list):
        return limit == 0 or any(_depth_exceeds(value, limit - 1) for value in tree)
    return False


def write_json(tree: object, like: str = "") -> str:
    """`tree` as JSON with the indent, escapes and blanks around it that the text `like` has."""
    indent = _indent_of(like)
    text = json.dumps(
        tree,
        indent=indent,
        separators=(",", ": " if indent is not None or '": ' in like else ":"),
        ensure_ascii="\\u" in like and like.isascii(),
        allow_nan=False,
    )
    if "\r\n" in like:
        text = text.replace("\n", "\r\n")
    body = like.strip("\ufeff \t\r\n")
    before, _, after = like.partition(body) if body else ("", "", "\n")
    return before + text + after


def _indent_of(like: str) -> str | None:
    if not like:
        return "    "
    match = _INDENT.search(like)
    return match.group(1) if match else None
