"""Pictures that carry their scenario: its text in a PNG's own chunk, or in an SVG's metadata.

Neither is decoded or parsed as a picture to read it: chunks are stepped over, and of an SVG one element with
letters of base64 alone is looked for. What is read is bounded.
"""

import base64
import binascii
import re
import zlib
from collections.abc import Iterator

PICTURE_SUFFIXES = (".png", ".svg")
MAX_TEXT = 64 << 20
"""Bytes of a scenario in a picture: what is larger is left out of one, and refused in one."""
PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
KEYWORD = b"natwalk-scenario"
_SVG_ELEMENT = re.compile(rb"<natwalk:scenario[^<>]{0,200}>([A-Za-z0-9+/=\s]*)</natwalk:scenario>")
_SVG_NAMESPACE = "https://natwalk.invalid/scenario"
_SVG_START = re.compile(rb"\s*<(\?xml|!DOCTYPE svg|!--|svg)[\s>]", re.IGNORECASE)


class PictureError(ValueError):
    """A picture that carries no scenario, or not a whole one; `str()` says which, to follow its name."""


def scenario_in(content: bytes) -> bytes | None:
    """The scenario's text, in UTF-8, that a picture carries; None if `content` is no picture at all.

    Raises PictureError.
    """
    if content.startswith(PNG_SIGNATURE):
        return _in_png(content)
    start = content[:1024].removeprefix(b"\xef\xbb\xbf")
    return _in_svg(content) if _SVG_START.match(start) else None


def png_with(content: bytes, text: str) -> bytes:
    """A PNG that carries the text as an international, compressed text chunk before its end.

    PNG (Third Edition): 11.3.3.4 iTXt.
    """
    compressed = zlib.compress(text.encode("utf-8"))
    body = b"iTXt" + KEYWORD + b"\0\1\0\0\0" + compressed
    chunk = (len(body) - 4).to_bytes(4) + body + zlib.crc32(body).to_bytes(4)
    end = content.rindex(b"IEND") - 4
    return content[:end] + chunk + content[end:]


def svg_with(content: str, text: str) -> str:
    """An SVG that carries the text in its metadata, as base64."""
    letters = base64.b64encode(text.encode("utf-8")).decode()
    element = f'<natwalk:scenario xmlns:natwalk="{_SVG_NAMESPACE}">{letters}</natwalk:scenario>'
    start = content.index("<svg")
    after = content.index(">", start) + 1
    return f"{content[:after]}\n<metadata>{element}</metadata>{content[after:]}"


def _in_png(content: bytes) -> bytes:
    for kind, data in _chunks(content):
        keyword, _, rest = data.partition(b"\0")
        if kind == b"iTXt" and keyword == KEYWORD:
            return _inflated(rest)
    raise PictureError("is a picture without a scenario in it; open one that Natwalk has exported")


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Types and data of the chunks that are whole, up to the end of the picture."""
    at = len(PNG_SIGNATURE)
    while at + 12 <= len(content):
        end = at + 8 + int.from_bytes(content[at : at + 4])
        kind = content[at + 4 : at + 8]
        if end + 4 > len(content) or kind == b"IEND":
            return
        data = content[at + 8 : end] if kind == b"iTXt" else b""
        if data and zlib.crc32(kind + data) != int.from_bytes(content[end : end + 4]):
            raise PictureError("is a damaged picture; export it again")
        yield kind, data
        at = end + 4


def _inflated(rest: bytes) -> bytes:
    """What follows the keyword: two flags, language and translated keyword, then the text.

    Programs that make pictures smaller may have written it anew without compression.
    """
    _, _, compressed = rest[2:].split(b"\0", 2) if rest.count(b"\0", 2) >= 2 else (b"", b"", b"")
    if rest.startswith(b"\0"):
        return _bounded(compressed)
    reader = zlib.decompressobj()
    try:
        text = reader.decompress(compressed, MAX_TEXT + 1)
    except zlib.error:
        raise PictureError("is a damaged picture; export it again") from None
    return _bounded(text)


def _in_svg(content: bytes) -> bytes:
    found = _SVG_ELEMENT.search(content)
    if found is None:
        raise PictureError("is a picture without a scenario in it; open one that Natwalk has exported")
    try:
        return _bounded(base64.b64decode(found[1]))
    except binascii.Error:
        raise PictureError("is a damaged picture; export it again") from None


def _bounded(text: bytes) -> bytes:
    if len(text) > MAX_TEXT:
        raise PictureError(f"carries a scenario of more than {MAX_TEXT >> 20} MiB")
    return text
