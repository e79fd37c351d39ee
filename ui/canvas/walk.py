"""What a cursor in an exchange asks the canvas to show: ways, the device and its cells, the end."""

from collections.abc import Iterator

import msgspec

from sandbox.explain.header import Rewriting
from sandbox.playback import Cursor
from sandbox.trace import (
    BalanceStep,
    DropStep,
    Exchange,
    Hop,
    Leg,
    RejectStep,
    TransmitStep,
    Verdict,
)
from ui.canvas.hops import Cell, cells_of, rewriting_at
from ui.language import say, tr


class Crossing(msgspec.Struct, frozen=True):
    """A packet's way from one device to the next: up to `taken` of it, from 0 to 1."""

    sender: str
    receiver: str
    leg: int
    taken: float = 1.0


class Ending(msgspec.Struct, frozen=True):
    """Where a walk ended, with a sign and a word."""

    device: str
    sign: str
    word: str
    is_good: bool


class Walk(msgspec.Struct, frozen=True):
    """One moment of an exchange.

    `wire` is set while the packet is between devices; `reason` is the sentence of a drop, at that step.
    """

    number: int
    device: str
    leg: int
    taken: tuple[Crossing, ...]
    ahead: tuple[Crossing, ...]
    wire: Crossing | None
    arrived_from: str
    leaves_for: str
    is_leaving: bool
    cells: tuple[Cell, ...]
    step: int
    rewriting: Rewriting | None
    note: str
    reason: str
    ending: Ending | None

    @property
    def cell(self) -> int | None:
        """The index of the cell that the packet is in; None before the first and after the last."""
        for index, cell in enumerate(self.cells):
            if cell.first <= self.step <= cell.last:
                return index
        return None

    @property
    def nearest_cell(self) -> int | None:
        """The cell that the packet is in, or came from last; None before the first."""
        passed = [index for index, cell in enumerate(self.cells) if cell.first <= self.step]
        return passed[-1] if passed else None


def walk_at(exchange: Exchange, cursor: Cursor) -> Walk:
    """What to show at a cursor of the exchange."""
    leg = exchange.legs[cursor.leg]
    hop = leg.trace.hops[cursor.hop]
    is_leaving = isinstance(cursor.step, TransmitStep)
    on_wire = is_leaving and cursor.fraction > 0
    ways = list(_crossings(leg, cursor.leg))
    wire = None
    if on_wire and cursor.hop < len(ways):
        way = ways[cursor.hop]
        wire = Crossing(way.sender, way.receiver, way.leg, cursor.fraction)
    earlier = [way for number in range(cursor.leg) for way in _crossings(exchange.legs[number], number)]
    return Walk(
        number=leg.connection,
        device=hop.device,
        leg=cursor.leg,
        taken=(*earlier, *ways[: cursor.hop]),
        ahead=tuple(ways[cursor.hop + (wire is not None) :]),
        wire=wire,
        arrived_from=ways[cursor.hop - 1].sender if cursor.hop else "",
        leaves_for=ways[cursor.hop].receiver if cursor.hop < len(ways) else "",
        is_leaving=is_leaving,
        cells=cells_of(hop, cursor.step_index),
        step=cursor.step_index,
        rewriting=rewriting_at(hop, cursor.step_index),
        note=_note(hop, cursor.step_index),
        reason=say(cursor.step.reason) if isinstance(cursor.step, DropStep | RejectStep) else "",
        ending=_ending(exchange, cursor, hop.device),
    )


def _crossings(leg: Leg, number: int) -> Iterator[Crossing]:
    hops = leg.trace.hops
    for index in range(len(hops) - 1):
        yield Crossing(hops[index].device, hops[index + 1].device, number)


def _note(hop: Hop, now: int) -> str:
    """What a load balancer did, since it has no row of hooks to open."""
    for step in reversed(hop.steps[: now + 1]):
        if isinstance(step, BalanceStep):
            return tr("picked {target} of {count}", target=step.target, count=len(step.pool))
    return ""


SIGNS = {Verdict.REPLIED: "✓", Verdict.DELIVERED: "!"}
"""Every other verdict is ✕."""


def _ending(exchange: Exchange, cursor: Cursor, device: str) -> Ending | None:
    """The verdict, once the last packet of the exchange is where its way ends."""
    leg = exchange.legs[cursor.leg]
    last_hop = cursor.hop == len(leg.trace.hops) - 1
    if not last_hop or cursor.step_index < len(leg.trace.hops[-1].steps) - 1:
        return None
    if cursor.leg < len(exchange.legs) - 1:
        return None
    verdict = exchange.verdict
    return Ending(device, SIGNS.get(verdict, "✕"), tr(verdict.value), verdict is Verdict.REPLIED)
