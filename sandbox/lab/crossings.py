"""Crossings of links between devices, found in what the namespaces captured."""

import ipaddress
from collections.abc import Iterable, Iterator

import msgspec

from sandbox.lab.inside.frames import DATA, END
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

    A segment whose handshake did not is left out, unless it is a request or a reset, whose numbers may tell.
    """
    handshakes = _Handshakes()
    for each in sorted(captured, key=lambda one: one.frame.time):
        frame = handshakes.dyed(each)
        if frame is not None:
            yield Captured(each.namespace, frame)


class _Handshakes:
    """Whose connection has which ends on which link, as far as frames have told.

    A reset may go on by links that its connection has not passed: there its number tells.
    """

    def __init__(self) -> None:
        self._known: dict[tuple[object, ...], tuple[int, str]] = {}
        self._begun: set[int] = set()
        self._resets: dict[int, int] = {}

    def dyed(self, captured: Captured) -> Frame | None:
        """The frame with its dye; None if nobody knows whose it is."""
        frame, link = captured.frame, _link(captured, _ends(captured.frame))
        if frame.leg in _OTHER:
            self._note(captured, frame.leg)
        elif frame.leg == DATA and link not in self._known and frame.dye in self._begun:
            self._note(captured, "request")
        mine = self._known.get(link)
        if frame.leg in (DATA, END):
            return mine and msgspec.structs.replace(frame, dye=mine[0], leg=f"{mine[1]} {frame.leg}")
        if mine is not None:
            self._resets[frame.dye] = mine[0]
        return msgspec.structs.replace(frame, dye=self._resets.get(frame.dye, frame.dye))

    def _note(self, captured: Captured, leg: str) -> None:
        ends, dye = _ends(captured.frame), captured.frame.dye
        self._known[_link(captured, ends)] = dye, leg
        self._known[_link(captured, ends[::-1])] = dye, _OTHER[leg]
        self._begun.add(dye)


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
