"""What the next stop will do, in one sentence, before it happens."""

from typing import assert_never

from sandbox.explain.looking import nat_after, step_at
from sandbox.explain.names import destination_text, label_of, source_text
from sandbox.explain.rules import target_text
from sandbox.explain.why import place
from sandbox.playback import Timeline, next_stop
from sandbox.trace import (
    BalanceStep,
    ConntrackEvent,
    ConntrackStep,
    DeliverStep,
    DropStep,
    HookStep,
    LegKind,
    NatStep,
    ReceiveStep,
    RejectStep,
    RouteStep,
    RuleStep,
    SendStep,
    TransmitStep,
)


def next_sentence(timeline: Timeline, number: int) -> str:
    """What comes after step `number` at the timeline's level; empty at the end."""
    coming = next_stop(timeline, number)
    return _coming(timeline, coming) if coming > number else ""


def _coming(timeline: Timeline, number: int) -> str:
    step = step_at(timeline, number)
    device = label_of(timeline.moments[number].device)
    match step:
        case SendStep():
            return f"{device} {sends(timeline, number)}"
        case ReceiveStep():
            return f"it comes in to {device} by {step.interface}"
        case TransmitStep():
            return f"{device} sends it to {label_of(step.peer.host)} by {step.interface}"
        case RouteStep():
            return f"{device} looks for a route to {step.before.destination}"
        case BalanceStep():
            return f"{device} picks one of {len(step.pool)}"
        case DeliverStep():
            return f"{device} hands it to {'its socket' if step.application is None else 'the server'}"
        case DropStep():
            return f"{device} drops it"
        case RejectStep():
            return f"{device} rejects it"
        case HookStep() | RuleStep() | ConntrackStep() | NatStep():
            return f"{device}: {place(timeline, number)} {outcome_of(timeline, number, step)}"
        case _:
            assert_never(step)


def sends(timeline: Timeline, number: int) -> str:
    """What a device does that sends a packet, as a verb with its object."""
    kind = timeline.exchange.legs[timeline.moments[number].leg].kind
    return {
        LegKind.REQUEST: "sends the request",
        LegKind.REPLY: "answers",
        LegKind.ERROR: "sends an error back",
    }[kind]


def outcome_of(timeline: Timeline, number: int, step: HookStep | RuleStep | ConntrackStep | NatStep) -> str:
    """What a table, a rule, tracking or NAT does, as a verb with its object."""
    match step:
        case HookStep():
            return _hook_outcome(timeline, number, step)
        case RuleStep():
            return f"matches: {target_text(step)}" if step.matched else "does not match"
        case ConntrackStep():
            return _CONNTRACK[step.event]
        case NatStep():
            return _nat_outcome(step)
        case _:
            assert_never(step)


_CONNTRACK = {
    ConntrackEvent.NEW: "makes an entry",
    ConntrackEvent.MATCHED: "knows the connection",
    ConntrackEvent.CONFIRMED: "keeps the entry",
    ConntrackEvent.RELATED: "knows what the error is about",
    ConntrackEvent.INVALID: "knows no connection for it",
}


def _nat_outcome(step: NatStep) -> str:
    """Which side it rewrites, or gives back."""
    sides = [
        name
        for name, same in (
            ("source", source_text(step.before) == source_text(step.after)),
            ("destination", destination_text(step.before) == destination_text(step.after)),
        )
        if not same
    ]
    return f"{'gives back' if step.undone else 'rewrites'} the {' and the '.join(sides) or 'header'}"


def _hook_outcome(timeline: Timeline, number: int, step: HookStep) -> str:
    if not step.accepted:
        return "ends its way"
    if nat_after(timeline, number) is None:
        return "lets it through"
    return "decides to rewrite it"
