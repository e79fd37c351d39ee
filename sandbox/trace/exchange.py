"""Traces of one packet, and exchanges: a request, its reply and what came of them."""

from __future__ import annotations

from enum import Enum
from fractions import Fraction
from typing import TYPE_CHECKING

import msgspec

from sandbox.net import IPAddress, Packet, Protocol
from sandbox.telling import mark
from sandbox.trace.step import Step, TransmitStep

if TYPE_CHECKING:
    from sandbox.chance import Choice


class Disposition(Enum):
    """How one packet's way ended."""

    DELIVERED = mark("delivered")
    DROPPED = mark("dropped")
    REJECTED = mark("rejected")
    UNROUTABLE = mark("unroutable")


class Verdict(Enum):
    """What the sender of a flow experiences; the trace output's `verdict`."""

    REPLIED = mark("replied")
    DELIVERED = "delivered"
    DROPPED = "dropped"
    REJECTED = "rejected"
    UNROUTABLE = "unroutable"


class Hop(msgspec.Struct, frozen=True):
    """What happened inside one device.

    The first hop of a trace begins with a SendStep, later ones with a ReceiveStep.
    """

    device: str
    steps: tuple[Step, ...]


class Trace(msgspec.Struct, frozen=True):
    """The way of one packet from its sender to where it ended; `reason` is a sentence, empty if delivered."""

    packet: Packet
    hops: tuple[Hop, ...]
    disposition: Disposition
    reason: str = ""


class LegKind(Enum):
    """What a packet of an exchange is for."""

    REQUEST = "request"
    REPLY = "reply"
    ERROR = "error"
    """An ICMP error or a reset on its way back."""


class LostConnections(msgspec.Struct, frozen=True):
    """All connections of `device` were removed, or with `expired` their time was made to be up."""

    device: str
    expired: bool = False


class Leg(msgspec.Struct, frozen=True):
    """One packet of an exchange. `connection` counts up from 1 where a proxy opens a new one.

    `lost` is what a person did to connection tables between this packet and the next.
    """

    connection: int
    kind: LegKind
    trace: Trace
    lost: tuple[LostConnections, ...] = ()


class WireCrossing(msgspec.Struct, frozen=True):
    """The packet on a link between two devices, with the header that it has there."""

    connection: int
    leg: LegKind
    sender: str
    receiver: str
    packet: Packet

    @property
    def protocol(self) -> Protocol:
        """The packet's protocol."""
        return self.packet.protocol


class Exchange(msgspec.Struct, frozen=True):
    """One path of a flow: every packet in order, the choices made, and what the sender and the server saw.

    `client_address` and `endpoint` are None where no server took the request. `status` and `body` are
    kube-proxy's answer to a health check, else 0 and empty.
    """

    legs: tuple[Leg, ...]
    verdict: Verdict
    probability: Fraction = Fraction(1)
    reason: str = ""
    endpoint: str | None = None
    client_address: IPAddress | None = None
    headers: tuple[tuple[str, str], ...] = ()
    choices: tuple[Choice, ...] = ()
    status: int = 0
    body: str = ""

    @property
    def wire(self) -> tuple[WireCrossing, ...]:
        """Every crossing of a link, in order."""
        return tuple(
            WireCrossing(leg.connection, leg.kind, hop.device, step.peer.host, step.after)
            for leg in self.legs
            for hop in leg.trace.hops
            for step in hop.steps
            if isinstance(step, TransmitStep)
        )
