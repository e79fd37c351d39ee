"""What a ladder shows of a walk: a rung for each crossing, rewrite, pick and end. Plain values."""

from collections.abc import Iterator
from dataclasses import dataclass

from sandbox.explain.names import destination_text, kind_text, label_of, source_text
from sandbox.net import Packet
from sandbox.playback import MarkKind, Timeline, marks_of
from sandbox.trace import BalanceStep, DropStep, LegKind, NatStep, RejectStep, TransmitStep
from ui.language import tr


@dataclass(frozen=True)
class Arrow:
    """A crossing: the packet as it is on the wire."""

    number: int
    sender: str
    receiver: str
    above: str
    below: str
    is_request: bool


@dataclass(frozen=True)
class Note:
    """Something that happened inside a device."""

    number: int
    device: str
    kind: MarkKind
    text: str


Rung = Arrow | Note


def rungs_of(timeline: Timeline) -> tuple[Rung, ...]:
    """Every rung in order."""
    return tuple(_rungs(timeline))


def devices_of(timeline: Timeline) -> tuple[str, ...]:
    """The devices in the order in which packets first come to them."""
    return tuple(dict.fromkeys(each.device for each in timeline.moments))


def _rungs(timeline: Timeline) -> Iterator[Rung]:
    marks = {each.number: each.kind for each in marks_of(timeline)}
    for number, moment in enumerate(timeline.moments):
        step = moment.step
        if isinstance(step, TransmitStep):
            packet = step.after
            asking = timeline.exchange.legs[moment.leg].kind is LegKind.REQUEST
            above = f"{kind_text(packet)}  {source_text(packet)}"
            below = f"→ {destination_text(packet)}"
            yield Arrow(number, moment.device, step.peer.host, above, below, asking)
        elif number in marks and marks[number] is not MarkKind.ENTRY_MADE:
            yield Note(number, moment.device, marks[number], _said(step))


def _said(step: object) -> str:
    match step:
        case NatStep():
            return tr(" and ").join(_sides(step.before, step.after))
        case BalanceStep():
            return tr("picks {target}", target=label_of(step.target))
        case DropStep():
            return "dropped"
        case RejectStep():
            return "rejected"
        case _:
            return tr("reply arrived")


def _sides(before: Packet, after: Packet) -> Iterator[str]:
    if source_text(before) != source_text(after):
        yield tr("source {socket}", socket=source_text(after))
    if destination_text(before) != destination_text(after):
        yield tr("destination {socket}", socket=destination_text(after))
