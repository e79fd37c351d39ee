"""Connections, one after the other, as one pcapng file."""

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from sandbox.capture.frames import Frame, frames_of
from sandbox.capture.pcapng import interface_block, packet_block, section_block
from sandbox.capture.talk import ProxyVersion
from sandbox.explain import summary
from sandbox.trace import Exchange

CROSSING = 100
"""Microseconds that a link is said to take: the model has no latency, and a capture's order is by time."""
APART = 1_000_000
"""Microseconds from one connection's end to the next one's beginning."""


class Sent(msgspec.Struct, frozen=True):
    """A connection and when it was opened: seconds of the scenario's clock."""

    name: str
    exchange: Exchange
    now: float = 0.0


def capture_bytes(sent: Sequence[Sent], version: ProxyVersion = ProxyVersion.TEXT, link: str = "") -> bytes:
    """The file: an interface for each link that is crossed, and every packet on each.

    `link` is the name of the one link to write down, else all. Raises KeyError if nothing crosses that.
    """
    timed = tuple(_timed(sent, version))
    links = tuple(dict.fromkeys(frame.link for _, _, frame in timed if link in ("", frame.link.name)))
    if link and not links:
        raise KeyError(link)
    numbers = {each: number for number, each in enumerate(links)}
    blocks = [section_block("Natwalk", "\n".join(map(_told, sent)))]
    blocks += (interface_block(each.name, each.description) for each in links)
    blocks += (
        packet_block(numbers[frame.link], time, frame.data, identity, frame.comment)
        for time, identity, frame in timed
        if frame.link in numbers
    )
    return b"".join(blocks)


def links_of(sent: Iterable[Sent]) -> tuple[str, ...]:
    """The names of the links that are crossed, in the order in which they are first."""
    return tuple(dict.fromkeys(frame.link.name for _, _, frame in _timed(sent, ProxyVersion.TEXT)))


def _timed(sent: Iterable[Sent], version: ProxyVersion) -> Iterator[tuple[int, int, Frame]]:
    """Each frame with its time and its packet's identity, which counts up from 1."""
    time = identity = 0
    for each in sent:
        time = max(time + APART if identity else 0, round(each.now * 1e6))
        before = -1
        for frame in frames_of(each.exchange, each.name, version):
            identity += frame.leg != before
            before = frame.leg
            time += CROSSING
            yield time, identity, frame


def _told(each: Sent) -> str:
    return f"{each.name}: {summary(each.exchange)}"
