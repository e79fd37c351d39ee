"""The blocks of a pcapng file. IETF: draft-ietf-opsawg-pcapng."""

from collections.abc import Iterable, Iterator
from struct import pack

_SECTION, _INTERFACE, _PACKET = 0x0A0D0D0A, 1, 6
_BYTE_ORDER = 0x1A2B3C4D
_ETHERNET = 1
_END, _COMMENT = 0, 1
_NAME, _DESCRIPTION = 2, 3
_APPLICATION = 4
_PACKET_ID = 5
_MOST = 0xFFFF
"""Bytes of an option's value at most."""


def section_block(application: str, comment: str) -> bytes:
    """The block that opens a file."""
    body = pack("<IHHq", _BYTE_ORDER, 1, 0, -1)
    return _block(_SECTION, body, ((_COMMENT, comment), (_APPLICATION, application)))


def interface_block(name: str, description: str) -> bytes:
    """An Ethernet interface whose times are microseconds; they are counted from 0 in the file's order."""
    return _block(_INTERFACE, pack("<HHI", _ETHERNET, 0, 0), ((_NAME, name), (_DESCRIPTION, description)))


def packet_block(interface: int, microseconds: int, data: bytes, identity: int, comment: str) -> bytes:
    """A packet on an interface; the same packet on another has the same `identity`."""
    header = pack("<IIIII", interface, microseconds >> 32, microseconds & 0xFFFFFFFF, len(data), len(data))
    options = ((_COMMENT, comment), (_PACKET_ID, pack("<Q", identity)))
    return _block(_PACKET, header + _padded(data), options)


def _block(kind: int, body: bytes, options: Iterable[tuple[int, str | bytes]]) -> bytes:
    content = body + b"".join(_options(options))
    length = pack("<I", 12 + len(content))
    return pack("<I", kind) + length + content + length


def _options(options: Iterable[tuple[int, str | bytes]]) -> Iterator[bytes]:
    for code, value in options:
        if value:
            data = _cut(value.encode()) if isinstance(value, str) else value
            yield pack("<HH", code, len(data)) + _padded(data)
    yield pack("<HH", _END, 0)


def _cut(text: bytes) -> bytes:
    """As much of UTF-8 text as an option can hold."""
    return text if len(text) <= _MOST else text[:_MOST].decode(errors="ignore").encode()


def _padded(data: bytes) -> bytes:
    """`data` up to a multiple of 32 bits."""
    return data + bytes(-len(data) % 4)
