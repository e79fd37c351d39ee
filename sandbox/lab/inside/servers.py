"""The servers: echoserver, health checks and the proxy of a load balancer, over TCP; echoserver over UDP."""

import asyncio
import random
import socket
import struct
from collections.abc import Awaitable, Callable

from sandbox.lab.inside.client import exchange_over_tcp
from sandbox.lab.inside.frames import UDP_DYE, UDP_SIGNATURE
from sandbox.lab.inside.messages import Attempt, Outcome, Seen, Serve, Socket

IP_PKTINFO = 8
IPV6_RECVPKTINFO, IPV6_PKTINFO = 49, 50
IPV4_PACKET_INFO = struct.Struct("@i4s4s")
IPV6_PACKET_INFO = struct.Struct("@16si")
BACKLOG = 512
MAX_REQUEST = 4096
REQUEST_SECONDS = 2.0

SECOND_CONNECTION = 1 << 31
"""Added to the dye of a connection that a proxy opens for one it accepted."""

PROXY_LINE = b"PROXY "
HEADER_FIELDS = (b"x-forwarded-for", b"forwarded")

Note = Callable[[Seen], None]
Handler = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


async def start(serve: Serve, note: Note) -> None:
    """Listen as asked and tell `note` of every request. Raises OSError if the address cannot be had."""
    if serve.socket.protocol == "UDP":
        _start_datagrams(serve, note)
        return
    listening = _bound(serve.socket, socket.SOCK_STREAM)
    handler = _proxy(serve, note) if serve.upstream else _server(serve, note)
    await asyncio.start_server(handler, sock=listening, backlog=BACKLOG)


def _bound(where: Socket, kind: socket.SocketKind) -> socket.socket:
    family = socket.AF_INET6 if where.version == 6 else socket.AF_INET
    made = socket.socket(family, kind)
    made.setblocking(False)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    if family == socket.AF_INET6:
        made.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
    made.bind((where.address, where.port))
    return made


def _server(serve: Serve, note: Note) -> Handler:
    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        request = await _read_request(reader)
        peer = str(writer.get_extra_info("peername")[0])
        note(Seen(_dye_of(request), serve.identity, peer, _header_of(request)))
        await _answer(writer, serve.status, serve.body or f"{serve.identity} {peer}")

    return handle


def _proxy(serve: Serve, note: Note) -> Handler:
    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        request = await _read_request(reader)
        peer, local = writer.get_extra_info("peername"), writer.get_extra_info("sockname")
        note(Seen(_dye_of(request), serve.identity, str(peer[0])))
        writer.write(await _forward(serve, request, peer, local))
        await _close(writer)

    return handle


async def _forward(serve: Serve, request: bytes, peer: tuple[str, int], local: tuple[str, int]) -> bytes:
    """Ask a random target what the client asked; the answer, or what became of the second connection."""
    assert serve.upstream is not None
    if not serve.upstream.targets:
        return _response(502, "no target 0 0")
    target, port, mark = random.choice(serve.upstream.targets)
    dye, patience = _dye_of(request) | SECOND_CONNECTION, float(_field(request, b"patience") or 0)
    attempt = Attempt(dye, "TCP", target, port, patience, serve.upstream.source)
    headed = with_header(serve.upstream.header, request, peer, local)
    reply = await exchange_over_tcp(attempt, headed, mark)
    if reply.event == "answered":
        return reply.data
    return _response(502, f"{reply.event} {reply.icmp[0]} {reply.icmp[1]}")


def with_header(kind: str, request: bytes, peer: tuple[str, int], local: tuple[str, int]) -> bytes:
    """The request with the header by which a proxy tells who the client is."""
    line, _, rest = request.partition(b"\r\n")
    if kind == "ProxyProtocol":
        family = "TCP6" if ":" in peer[0] else "TCP4"
        return f"PROXY {family} {peer[0]} {local[0]} {peer[1]} {local[1]}\r\n".encode() + request
    if kind == "XForwardedFor":
        return line + f"\r\nX-Forwarded-For: {peer[0]}\r\n".encode() + rest
    if kind == "Forwarded":
        node = f'"[{peer[0]}]"' if ":" in peer[0] else peer[0]
        return line + f"\r\nForwarded: for={node}\r\n".encode() + rest
    return request


def upstream_outcome(outcome: Outcome) -> Outcome:
    """What became of a proxy's own connection, where the proxy answered that it failed."""
    event, icmp_type, code = outcome.answer.rsplit(maxsplit=2)
    return Outcome(outcome.dye, event, (int(icmp_type), int(code)))


async def _read_request(reader: asyncio.StreamReader) -> bytes:
    try:
        async with asyncio.timeout(REQUEST_SECONDS):
            return await reader.readuntil(b"\r\n\r\n")
    except (TimeoutError, asyncio.IncompleteReadError, ConnectionError):
        return b""


def _dye_of(request: bytes) -> int:
    return int(_field(request, b"dye") or 0)


def _field(request: bytes, wanted: bytes) -> bytes:
    """The value of a header field; empty if the request has none of that name."""
    for line in request.splitlines():
        name, _, value = line.partition(b":")
        if name.lower() == wanted:
            return value.strip()
    return b""


def _header_of(request: bytes) -> str:
    """The header that a proxy added, with its value: `X-Forwarded-For 198.51.100.79`, `PROXY TCP4 …`."""
    for line in request.splitlines():
        if line.startswith(PROXY_LINE):
            return line.decode()
        name, _, value = line.partition(b":")
        if name.lower() in HEADER_FIELDS:
            return f"{name.decode()} {value.strip().decode()}"
    return ""


async def _answer(writer: asyncio.StreamWriter, status: int, body: str) -> None:
    writer.write(_response(status, body))
    await _close(writer)


def _response(status: int, body: str) -> bytes:
    return f"HTTP/1.0 {status} .\r\n\r\n{body}".encode()


async def _close(writer: asyncio.StreamWriter) -> None:
    writer.close()
    try:
        await writer.wait_closed()
    except ConnectionError:  # the client has gone
        return


def _start_datagrams(serve: Serve, note: Note) -> None:
    receiver = _bound(serve.socket, socket.SOCK_DGRAM)
    if serve.socket.version == 4:
        receiver.setsockopt(socket.IPPROTO_IP, IP_PKTINFO, 1)
    else:
        receiver.setsockopt(socket.IPPROTO_IPV6, IPV6_RECVPKTINFO, 1)
    asyncio.get_running_loop().add_reader(receiver, lambda: _answer_datagram(receiver, serve, note))


def _answer_datagram(receiver: socket.socket, serve: Serve, note: Note) -> None:
    """Answer from the address that was asked, as a server with one socket for all its addresses has to."""
    data, ancillary, _, peer = receiver.recvmsg(MAX_REQUEST, 128)
    signature, _, dye = UDP_DYE.unpack_from(data)
    if signature != UDP_SIGNATURE:
        return
    note(Seen(dye, serve.identity, str(peer[0])))
    answer = UDP_DYE.pack(UDP_SIGNATURE, b"R", dye) + f"{serve.identity} {peer[0]}".encode()
    try:
        receiver.sendmsg([answer], _from_address_asked(ancillary), 0, peer)
    except OSError:  # the host's own rules or routes keep the answer
        return


def _from_address_asked(ancillary: list[tuple[int, int, bytes]]) -> list[tuple[int, int, bytes]]:
    for level, kind, data in ancillary:
        if level == socket.IPPROTO_IP and kind == IP_PKTINFO:
            _, _, asked = IPV4_PACKET_INFO.unpack_from(data)
            return [(level, kind, IPV4_PACKET_INFO.pack(0, asked, bytes(4)))]
        if level == socket.IPPROTO_IPV6 and kind == IPV6_PKTINFO:
            asked, _ = IPV6_PACKET_INFO.unpack_from(data)
            return [(level, kind, IPV6_PACKET_INFO.pack(asked, 0))]
    return []
