"""Every step as a row of a table: where, at which hook, what happened, and the packet's header."""

from typing import assert_never

import msgspec

from sandbox.explain.names import destination_text, kind_text, label_of, source_text
from sandbox.explain.next import outcome_of, sends
from sandbox.playback import Timeline
from sandbox.telling import as_sentence, mark, together, told
from sandbox.topology import Kernel
from sandbox.trace import (
    BalanceStep,
    ConntrackStep,
    DeliverStep,
    DropStep,
    HookStep,
    NatStep,
    ReceiveStep,
    RejectStep,
    RouteStep,
    RuleStep,
    SendStep,
    Step,
    TransmitStep,
)


class Event(msgspec.Struct, frozen=True):
    """One step in words. `hook` is empty outside of the hooks."""

    number: int
    device: str
    hook: str
    what: str
    packet: str


def event_of(timeline: Timeline, number: int) -> Event:
    """Step `number` in words."""
    moment = timeline.moments[number]
    step = moment.step
    hook = getattr(step, "hook", None)
    packet = f"{kind_text(step.after)} {source_text(step.after)} → {destination_text(step.after)}"
    device = label_of(moment.device)
    return Event(number, device, "" if hook is None else hook.value, _what(timeline, number, step), packet)


def _what(timeline: Timeline, number: int, step: Step) -> str:
    match step:
        case SendStep():
            return sends(timeline, number)
        case ReceiveStep():
            return told("comes in by {interface}", interface=step.interface)
        case HookStep():
            return told(
                "table {table} {outcome}", table=step.table, outcome=outcome_of(timeline, number, step)
            )
        case RuleStep():
            return told(
                "{chain} rule {number} {outcome}",
                chain=step.ref.chain,
                number=step.ref.number,
                outcome=outcome_of(timeline, number, step),
            )
        case ConntrackStep():
            return together("conntrack", outcome_of(timeline, number, step))
        case NatStep():
            return outcome_of(timeline, number, step)
        case RouteStep():
            return told("no route") if step.route is None else told("route {route}", route=step.route)
        case BalanceStep():
            return told("picks {target}, one of {count}", target=label_of(step.target), count=len(step.pool))
        case TransmitStep():
            return told(
                "leaves by {interface} to {peer}",
                interface=step.interface,
                peer=label_of(step.peer.host),
            )
        case DeliverStep():
            return told(_DELIVERED.get(type(step.application), _TO_SERVER))
        case DropStep():
            return told("dropped: {reason}", reason=as_sentence(step.reason))
        case RejectStep():
            return told("rejected: {reason}", reason=as_sentence(step.reason))
        case _:
            assert_never(step)


_TO_SERVER = mark("delivered to the server")
_DELIVERED = {
    type(None): mark("delivered to its socket"),
    Kernel: mark("answered by its kernel"),
}
"""Who took it, where that is no server."""
