"""Every step as a row of a table: where, at which hook, what happened, and the packet's header."""

from typing import assert_never

import msgspec

from sandbox.explain.names import destination_text, kind_text, label_of, source_text
from sandbox.explain.next import outcome_of, sends
from sandbox.explain.why import as_sentence
from sandbox.playback import Timeline
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
            return f"comes in by {step.interface}"
        case HookStep():
            return f"table {step.table} {outcome_of(timeline, number, step)}"
        case RuleStep():
            return f"{step.ref.chain} rule {step.ref.number} {outcome_of(timeline, number, step)}"
        case ConntrackStep():
            return f"conntrack {outcome_of(timeline, number, step)}"
        case NatStep():
            return outcome_of(timeline, number, step)
        case RouteStep():
            return "no route" if step.route is None else f"route {step.route}"
        case BalanceStep():
            return f"picks {label_of(step.target)}, one of {len(step.pool)}"
        case TransmitStep():
            return f"leaves by {step.interface} to {label_of(step.peer.host)}"
        case DeliverStep():
            return "delivered to its socket" if step.application is None else "delivered to the server"
        case DropStep():
            return f"dropped: {as_sentence(step.reason)}"
        case RejectStep():
            return f"rejected: {as_sentence(step.reason)}"
        case _:
            assert_never(step)
