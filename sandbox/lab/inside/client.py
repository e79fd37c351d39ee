"""The client: opens real connections whose packets can be recognised, and says what came of each."""

import asyncio
import errno
import socket
import struct
from collections.abc import Awaitable, Callable
from typing import TypeAlias

import msgspec

from sandbox.lab.inside.frames import UDP_DYE, UDP_SIGNATURE
from sandbox.lab.inside.messages import Attempt, Outcome

SO_MARK = 36
IP_RECVERR = 11
IPV6_RECVERR = 25
TCP_REPAIR = 19
TCP_REPAIR_QUEUE = 20
TCP_QUEUE_SEQ = 21
REPAIR_ON, REPAIR_OFF, SEND_QUEUE = 1, -1, 2
ECHO_REQUEST = {socket.IPPROTO_ICMP: 8, socket.IPPROTO_ICMPV6: 128}
ECHO_HEADER = struct.Struct("!BBHHH")
"""Type, code, and what the kernel fills in: checksum and identifier; then the sequence number."""
ORIGIN_ICMP = frozenset({2, 3})
EXTENDED_ERROR = struct.Struct("@IBBB")
MAX_ANSWER = 65536
ANSWER_SECONDS = 2.0
"""How much longer an established connection may take to answer: a proxy waits for one of its own."""

EVENTS = {
    errno.ECONNREFUSED: "reset",
    errno.ECONNRESET: "reset",
    errno.ENETUNREACH: "no route",
    errno.EHOSTUNREACH: "no route",
    errno.EPERM: "timeout",  # an OUTPUT chain dropped the datagram
}


Pause: TypeAlias = Callable[[], Awaitable[None]]
"""What a connection waits for between its handshake and its request."""


class Reply(msgspec.Struct, frozen=True):
    """What came of a connection, with the answer's bytes."""

    event: str
    icmp: tuple[int, int] = (0, 0)
    data: bytes = b""


async def at_once() -> None:
    """Wait for nothing."""


async def carry_out(attempt: Attempt, pause: Pause = at_once) -> Outcome:
    """Open the attempt's connection, ask after the `pause`, and wait for the answer."""
    if attempt.protocol == "UDP":
        return _outcome_of_datagram(attempt, await exchange_datagrams(attempt))
    if attempt.protocol == "ICMP":
        reply = await exchange_echoes(attempt)
        return Outcome(attempt.dye, reply.event, reply.icmp, answer=reply.data.decode())
    reply = await exchange_over_tcp(attempt, request_of(attempt), pause=pause)
    return _outcome_of_http(attempt, reply)


def request_of(attempt: Attempt) -> bytes:
    """The HTTP request of an attempt."""
    return f"GET / HTTP/1.0\r\nDye: {attempt.dye}\r\nPatience: {attempt.timeout}\r\n\r\n".encode()


async def exchange_over_tcp(attempt: Attempt, request: bytes, mark: int = 0, pause: Pause = at_once) -> Reply:
    """Send `request` over a new connection, after the `pause`, and read until the other side closes it."""
    with _socket(attempt, socket.SOCK_STREAM) as connection:
        _choose_initial_sequence_number(connection, attempt.dye)
        if mark:
            connection.setsockopt(socket.SOL_SOCKET, SO_MARK, mark)
        _bind(connection, attempt)
        code = connection.connect_ex((attempt.destination, attempt.port))
        if code not in (0, errno.EINPROGRESS):
            return _failed(code)
        ready = await _wait(connection, attempt.timeout, for_writing=True)
        if (failure := _failure(connection)) is not None:
            return failure
        if not ready:
            return Reply("timeout")
        await pause()
        return await _ask(connection, request, attempt.timeout)


async def _ask(connection: socket.socket, request: bytes, patience: float) -> Reply:
    loop = asyncio.get_running_loop()
    data = b""
    try:
        async with asyncio.timeout(patience + ANSWER_SECONDS):
            await loop.sock_sendall(connection, request)
            while len(data) < MAX_ANSWER and (more := await loop.sock_recv(connection, MAX_ANSWER)):
                data += more
    except TimeoutError:
        return Reply("timeout")
    except OSError as error:
        return _failed(error.errno or 0)
    return Reply("answered", data=data)


async def exchange_datagrams(attempt: Attempt) -> Reply:
    """Send one datagram from a connected socket, so that only an answer from the address asked counts."""
    with _socket(attempt, socket.SOCK_DGRAM) as sender:
        try:
            _bind(sender, attempt)
            sender.connect((attempt.destination, attempt.port))
            sender.send(UDP_DYE.pack(UDP_SIGNATURE, b"Q", attempt.dye))
        except OSError as error:
            return _failure(sender) or _failed(error.errno or 0)
        ready = await _wait(sender, attempt.timeout, for_writing=False)
        if (failure := _failure(sender)) is not None:
            return failure
        return Reply("answered", data=sender.recv(MAX_ANSWER)) if ready else Reply("timeout")


async def exchange_echoes(attempt: Attempt) -> Reply:
    """Ping as ping(8) does, by the socket's port as identifier; the data is the address that was answered."""
    protocol = socket.IPPROTO_ICMPV6 if ":" in attempt.destination else socket.IPPROTO_ICMP
    with _socket(attempt, socket.SOCK_DGRAM, protocol) as sender:
        try:
            _bind(sender, attempt)
            sender.connect((attempt.destination, 0))
            request = ECHO_HEADER.pack(ECHO_REQUEST[protocol], 0, 0, 0, 1)
            sender.send(request + UDP_DYE.pack(UDP_SIGNATURE, b"Q", attempt.dye))
        except OSError as error:
            return _failure(sender) or _failed(error.errno or 0)
        ready = await _wait(sender, attempt.timeout, for_writing=False)
        if (failure := _failure(sender)) is not None:
            return failure
        return Reply("answered", data=sender.getsockname()[0].encode()) if ready else Reply("timeout")


def _socket(attempt: Attempt, kind: socket.SocketKind, protocol: int = 0) -> socket.socket:
    """A non-blocking socket that keeps every ICMP error, also one that comes while `connect` still runs.

    Without the error queue such an error is only noticed when the SYN is repeated, a second later.
    """
    version = socket.AF_INET6 if ":" in attempt.destination else socket.AF_INET
    made = socket.socket(version, kind, protocol)
    made.setblocking(False)
    if version == socket.AF_INET6:
        made.setsockopt(socket.IPPROTO_IPV6, IPV6_RECVERR, 1)
    else:
        made.setsockopt(socket.IPPROTO_IP, IP_RECVERR, 1)
    return made


def _bind(made: socket.socket, attempt: Attempt) -> None:
    if attempt.source or attempt.source_port:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind((attempt.source, attempt.source_port))


def _choose_initial_sequence_number(connection: socket.socket, number: int) -> None:
    """kernel: net/ipv4/tcp_ipv4.c tcp_v4_connect keeps a `write_seq` that is set already."""
    connection.setsockopt(socket.IPPROTO_TCP, TCP_REPAIR, REPAIR_ON)
    connection.setsockopt(socket.IPPROTO_TCP, TCP_REPAIR_QUEUE, SEND_QUEUE)
    connection.setsockopt(socket.IPPROTO_TCP, TCP_QUEUE_SEQ, struct.pack("@I", number))
    connection.setsockopt(socket.IPPROTO_TCP, TCP_REPAIR, REPAIR_OFF)


async def _wait(waiting: socket.socket, seconds: float, *, for_writing: bool) -> bool:
    """Wait for the socket to be ready or in error; False if it was neither in time."""
    loop = asyncio.get_running_loop()
    ready: asyncio.Future[None] = loop.create_future()
    add = loop.add_writer if for_writing else loop.add_reader
    remove = loop.remove_writer if for_writing else loop.remove_reader
    add(waiting, _finish, ready)
    try:
        async with asyncio.timeout(seconds):
            await ready
    except TimeoutError:
        return False
    finally:
        remove(waiting)
    return True


def _finish(ready: asyncio.Future[None]) -> None:
    if not ready.done():
        ready.set_result(None)


def _failure(failed: socket.socket) -> Reply | None:
    """Why the socket failed: an ICMP error, a reset, or None if it did not."""
    icmp = _queued_icmp(failed)
    if icmp is not None:
        return Reply("icmp", icmp)
    code = failed.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
    return _failed(code) if code else None


def _queued_icmp(failed: socket.socket) -> tuple[int, int] | None:
    try:
        _, ancillary, _, _ = failed.recvmsg(512, 512, socket.MSG_ERRQUEUE)
    except OSError:
        return None
    for _, kind, data in ancillary:
        if kind in (IP_RECVERR, IPV6_RECVERR):
            _, origin, icmp_type, code = EXTENDED_ERROR.unpack_from(data)
            if origin in ORIGIN_ICMP:
                return icmp_type, code
    return None


def _failed(code: int) -> Reply:
    return Reply(EVENTS.get(code, f"error {code}"))


def _outcome_of_datagram(attempt: Attempt, reply: Reply) -> Outcome:
    answer = reply.data[UDP_DYE.size :].decode(errors="replace")
    return Outcome(attempt.dye, reply.event, reply.icmp, answer=answer)


def _outcome_of_http(attempt: Attempt, reply: Reply) -> Outcome:
    head, _, body = reply.data.partition(b"\r\n\r\n")
    words = head.split(maxsplit=2)
    status = int(words[1]) if len(words) > 1 and words[1].isdigit() else 0
    return Outcome(attempt.dye, reply.event, reply.icmp, status, body.decode(errors="replace"))
