"""SCTP packets as they are on the wire: their verification tags and chunks. RFC 9260 section 3.3."""

from collections.abc import Mapping
from hashlib import sha256
from types import MappingProxyType

from sandbox.net import SctpChunk
from sandbox.net.wire import Carried
from sandbox.trace import LegKind

_TYPES: Mapping[SctpChunk, int] = MappingProxyType(
    {
        SctpChunk.DATA: 0,
        SctpChunk.INIT: 1,
        SctpChunk.INIT_ACK: 2,
        SctpChunk.ABORT: 6,
        SctpChunk.SHUTDOWN: 7,
        SctpChunk.SHUTDOWN_ACK: 8,
        SctpChunk.COOKIE_ECHO: 10,
        SctpChunk.COOKIE_ACK: 11,
        SctpChunk.SHUTDOWN_COMPLETE: 14,
    }
)
_COOKIE_PARAMETER = 7
_WINDOW, _STREAMS = 106496, 10
_WHOLE_MESSAGE = 0b11
"""The flags of a DATA chunk that holds all that its sender says: its beginning and its end."""
_FIRST = 1
"""The transmission sequence number that each end begins with."""


class Association:
    """One association, packet by packet; `initial` has the tag by which each end is called."""

    def __init__(self, initial: Mapping[LegKind, int]) -> None:
        self._initial = initial
        self._sent = dict.fromkeys((LegKind.REQUEST, LegKind.REPLY), 0)

    def carried(self, side: LegKind, chunk: SctpChunk, data: bytes) -> Carried:
        """What the next packet carries, which `side` sends."""
        other = LegKind.REPLY if side is LegKind.REQUEST else LegKind.REQUEST
        tag = 0 if chunk is SctpChunk.INIT else self._initial[other]
        flags = _WHOLE_MESSAGE if chunk is SctpChunk.DATA else 0
        return Carried(tag=tag, data=_chunk(_TYPES[chunk], flags, self._value(side, other, chunk, data)))

    def _value(self, side: LegKind, other: LegKind, chunk: SctpChunk, data: bytes) -> bytes:
        match chunk:
            case SctpChunk.INIT:
                return self._opening(side)
            case SctpChunk.INIT_ACK:
                return self._opening(side) + _parameter(_COOKIE_PARAMETER, _cookie(self._initial[side]))
            case SctpChunk.COOKIE_ECHO:
                return _cookie(self._initial[other])
            case SctpChunk.SHUTDOWN:
                return _number(_FIRST + self._sent[other] - 1, 4)
            case SctpChunk.DATA:
                sequence = self._sent[side]
                self._sent[side] += 1
                return _number(_FIRST + sequence, 4) + _number(0, 2) + _number(sequence, 2) + bytes(4) + data
            case _:
                return b""

    def _opening(self, side: LegKind) -> bytes:
        fields = ((self._initial[side], 4), (_WINDOW, 4), (_STREAMS, 2), (_STREAMS, 2), (_FIRST, 4))
        return b"".join(_number(value, size) for value, size in fields)


def _chunk(kind: int, flags: int, value: bytes) -> bytes:
    """A chunk, filled up to a multiple of four bytes, which its length does not count."""
    return bytes((kind, flags)) + _number(4 + len(value), 2) + value + bytes(-len(value) % 4)


def _parameter(kind: int, value: bytes) -> bytes:
    return _number(kind, 2) + _number(4 + len(value), 2) + value


def _cookie(number: int) -> bytes:
    """What is in a cookie is its sender's business."""
    return sha256(str(number).encode()).digest()


def _number(value: int, size: int) -> bytes:
    return value.to_bytes(size, "big")
