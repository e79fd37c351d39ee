"""The kernel's list of TCP sockets, as far as it shows connections that are not yet established."""

import ipaddress
from collections.abc import Iterator
from pathlib import Path

from sandbox.lab.inside.messages import HalfOpen

TABLES = (Path("/proc/net/tcp"), Path("/proc/net/tcp6"))
SYN_RECEIVED = "03"
WORD = 4


def half_open() -> tuple[HalfOpen, ...]:
    """Every connection in the state SYN_RECV."""
    return tuple(found for table in TABLES if table.exists() for found in half_open_in(table.read_text()))


def half_open_in(table: str) -> Iterator[HalfOpen]:
    """The connections in SYN_RECV in the text of /proc/net/tcp or /proc/net/tcp6."""
    for line in table.splitlines()[1:]:
        _, local, remote, state, *_ = line.split()
        if state == SYN_RECEIVED:
            yield HalfOpen(*_end(local), *_end(remote))


def _end(text: str) -> tuple[str, int]:
    """`0100007F:1F90` as address and port: words of four bytes, each in the byte order of this machine."""
    address, _, port = text.partition(":")
    packed = bytes.fromhex(address)
    words = [packed[place : place + WORD][::-1] for place in range(0, len(packed), WORD)]
    return str(ipaddress.ip_address(b"".join(words))), int(port, 16)
