"""An exchange as Ethernet frames, in the order in which its packets cross their links."""

from collections.abc import Iterator

import msgspec

from sandbox.capture.comments import comments_of
from sandbox.capture.links import Link, mac_of
from sandbox.capture.streams import Stream
from sandbox.capture.talk import ProxyVersion, request_bytes, response_bytes
from sandbox.engine.segments import segment_of
from sandbox.net import Packet
from sandbox.net.wire import Carried, wire_bytes
from sandbox.playback import Timeline
from sandbox.topology import Port
from sandbox.trace import Exchange, Leg, LegKind, TransmitStep

_ETHER_TYPES = {4: b"\x08\x00", 6: b"\x86\xdd"}


class Frame(msgspec.Struct, frozen=True):
    """A packet on a link. `leg` is the number of its leg: the same packet has the same on every link."""

    link: Link
    leg: int
    packet: Packet
    data: bytes
    comment: str = ""


def frames_of(exchange: Exchange, name: str, version: ProxyVersion = ProxyVersion.TEXT) -> Iterator[Frame]:
    """The frames of a connection that was walked to its end; `name` tells its numbers from another's."""
    if not exchange.legs:
        return
    timeline = Timeline.of(exchange)
    streams: dict[int, Stream] = {}
    for number, leg in enumerate(exchange.legs):
        stream = streams.setdefault(leg.connection, Stream(f"{name} {leg.connection}"))
        said = _said(exchange, leg, version)
        carried = stream.carried(leg.kind, leg.trace.packet, said)
        yield from _crossings(timeline, number, leg, carried)


def _said(exchange: Exchange, leg: Leg, version: ProxyVersion) -> bytes:
    """The application's data in a packet."""
    packet, sent = leg.trace.packet, exchange.legs[0].trace.packet
    if not segment_of(packet).has_data:
        return b""
    if leg.kind is LegKind.REQUEST:
        return request_bytes(sent, packet.header, exchange.status, version)
    return response_bytes(exchange, sent)


def _crossings(timeline: Timeline, number: int, leg: Leg, carried: Carried) -> Iterator[Frame]:
    comments = iter(comments_of(timeline, number))
    for hop in leg.trace.hops:
        for step in hop.steps:
            if isinstance(step, TransmitStep):
                link = Link.between(Port(hop.device, step.interface), step.peer)
                data = _ethernet(hop.device, step, carried)
                yield Frame(link, number, step.after, data, next(comments))


def _ethernet(device: str, step: TransmitStep, carried: Carried) -> bytes:
    """IEEE 802.3, without padding and check sequence, which no capture holds."""
    ends = mac_of(step.peer.host, step.peer.interface) + mac_of(device, step.interface)
    return ends + _ETHER_TYPES[step.after.source.version] + wire_bytes(step.after, carried)
