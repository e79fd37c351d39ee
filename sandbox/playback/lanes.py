"""A lane for each device: when the packet is in it."""

import msgspec

from sandbox.playback.timeline import Moment, Timeline
from sandbox.trace import TransmitStep


class Span(msgspec.Struct, frozen=True):
    """A packet's stay in a device, in seconds of the timeline; it ends when the packet is put on the wire."""

    leg: int
    start: float
    end: float


class Lane(msgspec.Struct, frozen=True):
    """All stays of the exchange's packets in one device."""

    device: str
    spans: tuple[Span, ...]


def lanes_of(timeline: Timeline) -> tuple[Lane, ...]:
    """The devices of a walk in the order in which packets first come to them."""
    spans: dict[str, list[Span]] = {}
    hop: list[Moment] = []
    for moment in timeline.moments:
        if hop and (moment.leg, moment.hop) != (hop[0].leg, hop[0].hop):
            spans.setdefault(hop[0].device, []).append(_span(hop))
            hop = []
        hop.append(moment)
    spans.setdefault(hop[0].device, []).append(_span(hop))
    return tuple(Lane(device, tuple(each)) for device, each in spans.items())


def _span(hop: list[Moment]) -> Span:
    last = hop[-1]
    end = last.start if isinstance(last.step, TransmitStep) else last.end
    return Span(hop[0].leg, hop[0].start, end)
