"""A path as text for a terminal."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import msgspec

from sandbox.chance import probability_text
from sandbox.net import Packet, changed_fields, socket_text
from sandbox.trace import (
    BalanceStep,
    DeliverStep,
    DropStep,
    Exchange,
    Hop,
    Leg,
    NatStep,
    RejectStep,
    RuleStep,
    Step,
    TransmitStep,
    Verdict,
)

if TYPE_CHECKING:
    from sandbox.formats.trace_json import RuleText


class Look(msgspec.Struct, frozen=True):
    """The characters that the terminal can show, and whether it shows colours."""

    arrow: str = "→"
    rewritten: str = "⇄"
    dot: str = "·"
    ticked: str = "✓"
    crossed: str = "✗"
    colour: bool = False

    def painted(self, text: str, code: str) -> str:
        """`text` in a colour, if there are colours."""
        return f"\x1b[{code}m{text}\x1b[0m" if self.colour and text else text


ASCII_LOOK = Look("->", "<->", "-", "+", "x")

_GREEN, _YELLOW, _RED, _CYAN, _FAINT = "32", "33", "31", "36", "2"
_VERDICT_COLOURS = {Verdict.REPLIED: _GREEN, Verdict.DELIVERED: _YELLOW}
_UNSEEN = frozenset(("ttl", "mark", "flags"))
"""Header fields whose changes are not worth a word between two links."""


def look_for(encoding: str | None, *, colour: bool) -> Look:
    """The look of a terminal with this encoding."""
    try:
        "".join(_characters(Look())).encode(encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return msgspec.structs.replace(ASCII_LOOK, colour=colour)
    return Look(colour=colour)


def _characters(look: Look) -> tuple[str, ...]:
    return look.arrow, look.rewritten, look.dot, look.ticked, look.crossed


def path_lines(exchange: Exchange, title: str, look: Look, rule_text: "RuleText") -> Iterator[str]:
    """The lines of one path; `title` is what it is called, such as `path 1 of 3`."""
    yield header_line(exchange, title, look)
    for leg in exchange.legs:
        yield from _leg_lines(leg, look, rule_text)


def header_line(exchange: Exchange, title: str, look: Look) -> str:
    """What came of the path, in one line."""
    colour = _VERDICT_COLOURS.get(exchange.verdict, _RED)
    parts = [
        title,
        f"probability {probability_text(exchange.probability)}",
        look.painted(exchange.verdict.value, colour),
        *_seen(exchange),
        exchange.reason,
    ]
    return f" {look.dot} ".join(part for part in parts if part)


def _seen(exchange: Exchange) -> Iterator[str]:
    """What took the request, and what it saw."""
    if exchange.endpoint is not None:
        yield f"endpoint {exchange.endpoint}"
    if exchange.client_address is not None:
        yield f"client_address={exchange.client_address}"
    yield from (f"{name}: {value}" for name, value in exchange.headers)
    if exchange.status:
        yield f"HTTP {exchange.status}"


def _leg_lines(leg: Leg, look: Look, rule_text: "RuleText") -> Iterator[str]:
    sender = leg.trace.hops[0].device
    connection = f" of connection {leg.connection}" if leg.connection > 1 else ""
    yield f"  {leg.kind.value}{connection} from {sender}"
    shown = leg.trace.packet
    for hop in leg.trace.hops:
        yield from (
            look.painted(f"      {line}", _FAINT)
            for step in hop.steps
            for line in step_lines(step, look, rule_text)
        )
        for crossing in _crossings(hop):
            yield wire_line(hop.device, crossing, shown, look)
            shown = crossing.after
    yield from (f"  {line}" for line in lost_lines(leg))


def lost_lines(leg: Leg) -> Iterator[str]:
    """What happened to connection tables between this packet and the next."""
    for each in leg.lost:
        what = "the time of all connections is up" if each.expired else "all connections are removed"
        yield f"then on {each.device} {what}"


def _crossings(hop: Hop) -> Iterator[TransmitStep]:
    return (step for step in hop.steps if isinstance(step, TransmitStep))


def wire_line(device: str, crossing: TransmitStep, before: Packet, look: Look) -> str:
    """A crossing of a link; the fields that differ from `before`, the packet as last shown, are marked."""
    line = f"    {device} {look.arrow} {crossing.peer.host}   {packet_text(crossing.after)}"
    changed = [name for name in changed_fields(before, crossing.after) if name not in _UNSEEN]
    if not changed:
        return line
    words = ", ".join(name.replace("_", " ") for name in changed)
    return line + look.painted(f"   {look.rewritten} {words}", _CYAN)


def packet_text(packet: Packet) -> str:
    """`TCP 198.51.100.79:40000 > 10.240.0.4:31380`; an ICMP error says what it is about."""
    if packet.icmp is not None:
        return f"ICMP {packet.icmp.reason.value} {packet.source} > {packet.destination}"
    return str(packet)


def step_lines(step: Step, look: Look, rule_text: "RuleText") -> Iterator[str]:
    """What is worth reading of a step inside a device: the rules that matched, and what they did."""
    match step:
        case RuleStep(matched=True):
            yield f"{step.ref.table} {step.hook.value}: {rule_text(step.ref, step.rule)}"
        case NatStep():
            yield from _rewritings(step, look)
        case BalanceStep():
            yield f"picked {step.target} of {', '.join(step.pool)}"
        case DeliverStep():
            yield f"delivered: {packet_text(step.after)}"
        case DropStep() | RejectStep():
            yield f"{'dropped' if isinstance(step, DropStep) else 'rejected'}: {step.reason}"
        case _:
            pass


def _rewritings(step: NatStep, look: Look) -> Iterator[str]:
    for side in ("source", "destination"):
        before, after = socket_of(step.before, side), socket_of(step.after, side)
        if before != after:
            yield f"{look.rewritten} {side} {before} {look.arrow} {after}"


def socket_of(packet: Packet, side: str) -> str:
    """The address and port of one side, `source` or `destination`; an ICMP error has no port."""
    port: int = getattr(packet, f"{side}_port")
    address = getattr(packet, side)
    return socket_text(address, port) if port else str(address)
