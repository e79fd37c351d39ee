"""What the two ends of a connection count: TCP's sequence numbers, SCTP's tags."""

from hashlib import sha256

from sandbox.capture.chunks import Association
from sandbox.net import Packet, Protocol, SctpChunk, TcpFlags
from sandbox.net.wire import NOTHING, Carried
from sandbox.trace import LegKind

_RANGE = 2**32
_COUNTED = TcpFlags.SYN | TcpFlags.FIN
_PINGED = bytes(range(56))
"""What `ping` fills an echo with, which the reply repeats, without the time in front."""


class Stream:
    """One connection, packet by packet; `name` decides its initial numbers, which a kernel draws."""

    def __init__(self, name: str) -> None:
        self._initial = {kind: _number(f"{name} {kind.value}") for kind in (LegKind.REQUEST, LegKind.REPLY)}
        self._next: dict[LegKind, int] = {}
        self._asked = NOTHING
        self._association = Association(self._initial)

    def carried(self, kind: LegKind, packet: Packet, data: bytes) -> Carried:
        """What the next packet of its sender carries; for an ICMP error, what the packet that failed did."""
        if packet.icmp is not None:
            return self._asked
        found = self._counted(kind, packet, data)
        if kind is LegKind.REQUEST:
            self._asked = found
        return found

    def _counted(self, kind: LegKind, packet: Packet, data: bytes) -> Carried:
        match packet.protocol:
            case Protocol.TCP:
                return self._tcp(_side(kind), packet.flags, data)
            case Protocol.SCTP:
                return self._association.carried(_side(kind), packet.chunk or SctpChunk.DATA, data)
            case Protocol.ICMP:
                return Carried(data=_PINGED)
            case _:
                return Carried(data=data)

    def _tcp(self, side: LegKind, flags: TcpFlags, data: bytes) -> Carried:
        """RFC 9293: SYN and FIN take a number each; who refuses a SYN has none of its own to give."""
        own = self._initial[side] if flags & TcpFlags.SYN else self._next.get(side, 0)
        other = self._next.get(_other(side), 0) if flags & TcpFlags.ACK else 0
        self._next[side] = (own + len(data) + bool(flags & _COUNTED)) % _RANGE
        return Carried(own, other, data=data)


def _side(kind: LegKind) -> LegKind:
    """Who sends a packet: errors come from where the server would be."""
    return LegKind.REQUEST if kind is LegKind.REQUEST else LegKind.REPLY


def _other(side: LegKind) -> LegKind:
    return LegKind.REPLY if side is LegKind.REQUEST else LegKind.REQUEST


def _number(name: str) -> int:
    return int.from_bytes(sha256(name.encode()).digest()[:4], "big")
