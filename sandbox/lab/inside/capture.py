"""The capture: one raw socket that sees every frame of the namespace."""

import asyncio
import socket
import struct

from sandbox.lab.inside.frames import decode_frame
from sandbox.lab.inside.messages import Frame

ETH_P_ALL = 3
SO_RCVBUFFORCE = 33
SO_TIMESTAMPNS = 35
SOL_PACKET = 263
PACKET_STATISTICS = 6
PACKET_OUTGOING = 4
BUFFER_BYTES = 16 << 20
SNAP_BYTES = 256
TIMESPEC = struct.Struct("@qq")


class FrameCapture:
    """Keeps the lab's own packets that cross the given interfaces, with the kernel's time of each."""

    def __init__(self, interfaces: tuple[str, ...]) -> None:
        self._interfaces = frozenset(interfaces)
        self._frames: list[Frame] = []
        self._socket = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(ETH_P_ALL))
        self._socket.setsockopt(socket.SOL_SOCKET, SO_RCVBUFFORCE, BUFFER_BYTES)
        self._socket.setsockopt(socket.SOL_SOCKET, SO_TIMESTAMPNS, 1)
        self._socket.setblocking(False)
        asyncio.get_running_loop().add_reader(self._socket.fileno(), self.drain)

    def drain(self) -> None:
        """Read what the kernel has."""
        while True:
            try:
                data, ancillary, _, address = self._socket.recvmsg(SNAP_BYTES, 64)
            except BlockingIOError:
                return
            if address[0] in self._interfaces:
                self._keep(data, _time_of(ancillary), address[0], address[2] == PACKET_OUTGOING)

    def _keep(self, data: bytes, time: int, interface: str, outgoing: bool) -> None:
        found = decode_frame(data)
        if found is None:
            return
        self._frames.append(
            Frame(
                time,
                interface,
                outgoing,
                found.dye,
                found.leg,
                found.protocol,
                found.source,
                found.source_port,
                found.destination,
                found.destination_port,
            )
        )

    def take(self) -> tuple[Frame, ...]:
        """The frames since the last time."""
        self.drain()
        frames, self._frames = self._frames, []
        return tuple(frames)

    def lost(self) -> int:
        """How many frames the kernel had no room for since the last time."""
        counts = self._socket.getsockopt(SOL_PACKET, PACKET_STATISTICS, 8)
        return int(struct.unpack("@II", counts)[1])


def _time_of(ancillary: list[tuple[int, int, bytes]]) -> int:
    for level, kind, data in ancillary:
        if level == socket.SOL_SOCKET and kind == SO_TIMESTAMPNS:
            seconds, nanoseconds = TIMESPEC.unpack_from(data)
            return int(seconds) * 10**9 + int(nanoseconds)
    return 0
