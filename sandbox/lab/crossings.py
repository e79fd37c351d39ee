"""Crossings of links between devices, found in what the namespaces captured."""

import ipaddress
from collections.abc import Iterable, Iterator

import msgspec

from sandbox.lab.inside.frames import NO_DYE
from sandbox.lab.inside.messages import Frame
from sandbox.lab.inside.servers import SECOND_CONNECTION
from sandbox.lab.wiring import FABRIC, Wiring

REPEATED = 900_000_000
"""Nanoseconds after the first packet of a connection from which on its packets are repetitions."""


LEGS = ("request", "reply", "request data", "reply data", "request end", "reply end", "error")
"""What a packet is for, in reading order: the handshake, TCP's data and FIN of both sides, and errors."""

OPENING = ("request", "reply", "error")
"""Those that there are where a connection is not played to its end."""


class Crossing(msgspec.Struct, frozen=True):
    """A packet on a link between two devices. `leg` is one of `LEGS`.

    ICMP has ports 0, but an echo's source port is its identifier.
    """

    connection: int
    leg: str
    sender: str
    receiver: str
    protocol: str
    source: str
    source_port: int
    destination: str
    destination_port: int

    def __str__(self) -> str:
        if self.protocol == "ICMP":
            identifier = f" id {self.source_port}" if self.source_port else ""
            return f"{self.sender} → {self.receiver}  ICMP {self.source} > {self.destination}{identifier}"
        source = _socket(self.source, self.source_port)
        destination = _socket(self.destination, self.destination_port)
        return f"{self.sender} → {self.receiver}  {self.protocol} {source} > {destination}"


class Captured(msgspec.Struct, frozen=True):
    """A frame and the namespace that captured it."""

    namespace: str
    frame: Frame


def dyed(captured: Iterable[Captured]) -> Iterator[Captured]:
    """Frames each with a dye: a TCP segment gets its connection's, by whose handshake passed the same link.

    A segment whose handshake did not is left out, unless it is a reset, whose numbers may tell.
    """
    frames = sorted(captured, key=lambda one: one.frame.time)
    known: dict[tuple[object, ...], tuple[int, str]] = {}
    for each in frames:
        if each.frame.dye == NO_DYE:
            mine = known.get(_link(each, _ends(each.frame)))
            if mine is not None:
                dye, leg = mine
                told = msgspec.structs.replace(each.frame, dye=dye, leg=f"{leg} {each.frame.leg}")
                yield Captured(each.namespace, told)
            continue
        if each.frame.leg == "error" and _link(each, _ends(each.frame)) in known:
            dye, _ = known[_link(each, _ends(each.frame))]
            yield Captured(each.namespace, msgspec.structs.replace(each.frame, dye=dye))
            continue
        if each.frame.leg in _OTHER:
            known[_link(each, _ends(each.frame))] = each.frame.dye, each.frame.leg
            known[_link(each, _ends(each.frame)[::-1])] = each.frame.dye, _OTHER[each.frame.leg]
        yield each


_OTHER = {"request": "reply", "reply": "request"}


def _ends(frame: Frame) -> tuple[tuple[str, int], tuple[str, int]]:
    return (frame.source, frame.source_port), (frame.destination, frame.destination_port)


def _link(captured: Captured, ends: tuple[object, ...]) -> tuple[object, ...]:
    return captured.namespace, captured.frame.interface, captured.frame.protocol, ends


def crossings_of(wiring: Wiring, captured: Iterable[Captured]) -> Iterator[Crossing]:
    """The crossings that one attempt's frames show, in order.

    A pod’s link is watched at its node, the network outside where it takes a packet in and where it passes it
    on, which makes one crossing; what it says itself is none.
    """
    pods = {(cable.far.host, cable.far.interface): cable.near.host for cable in wiring.pods}
    links = {cable.far.interface: cable.near.host for cable in wiring.network}
    inside: list[Frame] = []
    for namespace, frame in _in_order(captured):
        if namespace != FABRIC:
            pod = pods[namespace, frame.interface]
            yield _crossing(frame, namespace, pod) if frame.outgoing else _crossing(frame, pod, namespace)
        elif not frame.outgoing:
            inside.append(frame)
        elif (taken_in := _same_packet(frame, inside)) is not None:
            inside.remove(taken_in)
            yield _crossing(frame, links[taken_in.interface], links[frame.interface])


def _in_order(captured: Iterable[Captured]) -> Iterator[tuple[str, Frame]]:
    """Frames by time, without those that repeat what was not answered."""
    began: dict[int, int] = {}
    for each in sorted(captured, key=lambda one: one.frame.time):
        frame = each.frame
        if frame.time < began.setdefault(frame.dye, frame.time) + REPEATED:
            yield each.namespace, frame


def _same_packet(leaving: Frame, inside: list[Frame]) -> Frame | None:
    """The packet that the network outside took in last and now hands on; None if it is its own."""
    for frame in reversed(inside):
        if _header(frame) == _header(leaving):
            return frame
    return None


def _header(frame: Frame) -> tuple[object, ...]:
    return (
        frame.dye,
        frame.leg,
        frame.protocol,
        frame.source,
        frame.source_port,
        frame.destination,
        frame.destination_port,
    )


def _crossing(frame: Frame, sender: str, receiver: str) -> Crossing:
    connection = 2 if frame.dye & SECOND_CONNECTION else 1
    return Crossing(
        connection,
        frame.leg,
        sender,
        receiver,
        frame.protocol,
        frame.source,
        frame.source_port,
        frame.destination,
        frame.destination_port,
    )


def _socket(address: str, port: int) -> str:
    if not port:
        return address
    return f"[{address}]:{port}" if ipaddress.ip_address(address).version == 6 else f"{address}:{port}"
