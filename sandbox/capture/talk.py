"""What client, proxy and server say to each other: HTTP, and what a proxy puts in front of it.

echoserver's answer is that of the image which the Kubernetes tutorial runs.
"""

from enum import IntEnum
from http import HTTPStatus
from ipaddress import ip_address

from sandbox.net import Packet, ProxyHeader, socket_text
from sandbox.trace import Exchange

PROXY = "PROXY"
AGENT = "natwalk"
_V2_SIGNATURE = b"\r\n\r\n\0\r\nQUIT\n"
_V2_PROXY_COMMAND = 0x21
_V2_TCP = {4: 0x11, 6: 0x21}


class ProxyVersion(IntEnum):
    """The PROXY protocol's form on the wire: a line of text, or bytes."""

    TEXT = 1
    BINARY = 2


def request_bytes(sent: Packet, header: ProxyHeader | None, status: int, version: ProxyVersion) -> bytes:
    """The HTTP request of a client that sent `sent`, with what a proxy says of it in `header`.

    `status` is that of a health check, which asks for another path, or 0.
    """
    before = b""
    fields = {"Host": _host(sent), "User-Agent": AGENT, "Accept": "*/*"}
    if header is not None and header.name == PROXY:
        before = proxy_bytes(header.value, version)
    elif header is not None:
        fields[header.name] = header.value
    return before + _message(f"GET {'/healthz' if status else '/'} HTTP/1.1", fields)


def response_bytes(exchange: Exchange, sent: Packet) -> bytes:
    """The server's HTTP response: kube-proxy's to a health check, else echoserver's."""
    if exchange.status:
        phrase = HTTPStatus(exchange.status).phrase
        return _response(f"{exchange.status} {phrase}", "application/json", exchange.body)
    return _response("200 OK", "text/plain", echoed(exchange, sent))


def echoed(exchange: Exchange, sent: Packet) -> str:
    """echoserver's body: the client as it sees it, and the headers that it got."""
    headers = {name.lower(): value for name, value in exchange.headers if name != PROXY}
    headers |= {"accept": "*/*", "host": _host(sent), "user-agent": AGENT}
    received = "\n".join(f"{name}={headers[name]}" for name in sorted(headers))
    return (
        f"CLIENT VALUES:\nclient_address={exchange.client_address}\ncommand=GET\nreal path=/\nquery=nil\n"
        f"request_version=1.1\nrequest_uri=http://{_host(sent)}/\n\n"
        "SERVER VALUES:\nserver_version=nginx: 1.10.0 - lua: 10001\n\n"
        f"HEADERS RECEIVED:\n{received}\nBODY:\n-no body in request-"
    )


def proxy_bytes(value: str, version: ProxyVersion) -> bytes:
    """`TCP4 SOURCE DESTINATION PORT PORT` as it stands on the wire.

    The PROXY protocol, versions 1 and 2: haproxy's doc/proxy-protocol.txt, sections 2.1 and 2.2.
    """
    if version is ProxyVersion.TEXT:
        return f"{PROXY} {value}\r\n".encode()
    _, *addresses, source_port, destination_port = value.split()
    source, destination = map(ip_address, addresses)
    ports = (int(each).to_bytes(2, "big") for each in (source_port, destination_port))
    body = b"".join((source.packed, destination.packed, *ports))
    kind = bytes((_V2_PROXY_COMMAND, _V2_TCP[source.version]))
    return _V2_SIGNATURE + kind + len(body).to_bytes(2, "big") + body


def _host(sent: Packet) -> str:
    return socket_text(sent.destination, sent.destination_port)


def _response(status: str, media: str, body: str) -> bytes:
    content = body.encode()
    fields = {"Server": "nginx/1.10.0", "Content-Type": media, "Content-Length": str(len(content))}
    return _message(f"HTTP/1.1 {status}", fields) + content


def _message(first: str, fields: dict[str, str]) -> bytes:
    lines = (first, *(f"{name}: {value}" for name, value in fields.items()), "", "")
    return "\r\n".join(lines).encode()
