"""What the next stop will do, in one sentence, before it happens."""

from typing import assert_never

from sandbox.explain.looking import nat_after, step_at
from sandbox.explain.names import destination_text, label_of, source_text
from sandbox.explain.rules import target_text
from sandbox.explain.why import place
from sandbox.playback import Timeline, next_stop
from sandbox.telling import mark, together, told
from sandbox.topology import Kernel
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
            return together(device, sends(timeline, number))
        case ReceiveStep():
            return told("it comes in to {device} by {interface}", device=device, interface=step.interface)
        case TransmitStep():
            return told(
                "{device} sends it to {peer} by {interface}",
                device=device,
                peer=label_of(step.peer.host),
                interface=step.interface,
            )
        case RouteStep():
            return told(
                "{device} looks for a route to {destination}",
                device=device,
                destination=step.before.destination,
            )
        case BalanceStep():
            return told("{device} picks one of {count}", device=device, count=len(step.pool))
        case DeliverStep():
            return told(_HANDS.get(type(step.application), _TO_SERVER), device=device)
        case DropStep():
            return told("{device} drops it", device=device)
        case RejectStep():
            return told("{device} rejects it", device=device)
        case HookStep() | RuleStep() | ConntrackStep() | NatStep():
            return together(f"{device}:", place(timeline, number), outcome_of(timeline, number, step))
        case _:
            assert_never(step)


_TO_SERVER = mark("{device} hands it to the server")
_HANDS = {
    type(None): mark("{device} hands it to its socket"),
    Kernel: mark("{device} answers it in its kernel"),
}
"""Who takes it, where that is no server."""


def sends(timeline: Timeline, number: int) -> str:
    """What a device does that sends a packet, as a verb with its object."""
    kind = timeline.exchange.legs[timeline.moments[number].leg].kind
    return {
        LegKind.REQUEST: told("sends the request"),
        LegKind.REPLY: told("answers"),
        LegKind.ERROR: told("sends an error back"),
    }[kind]


def outcome_of(timeline: Timeline, number: int, step: HookStep | RuleStep | ConntrackStep | NatStep) -> str:
    """What a table, a rule, tracking or NAT does, as a verb with its object."""
    match step:
        case HookStep():
            return _hook_outcome(timeline, number, step)
        case RuleStep():
            return (
                told("matches: {target}", target=target_text(step))
                if step.matched
                else told("does not match")
            )
        case ConntrackStep():
            return told(_CONNTRACK[step.event])
        case NatStep():
            return _nat_outcome(step)
        case _:
            assert_never(step)


_CONNTRACK = {
    ConntrackEvent.NEW: mark("makes an entry"),
    ConntrackEvent.MATCHED: mark("knows the connection"),
    ConntrackEvent.CONFIRMED: mark("keeps the entry"),
    ConntrackEvent.RELATED: mark("knows what the error is about"),
    ConntrackEvent.INVALID: mark("knows no connection for it"),
    ConntrackEvent.DELETED: mark("deletes the entry"),
    ConntrackEvent.MOVED: mark("deletes the entry"),
    ConntrackEvent.EVICTED: mark("gives up another entry"),
}


def _nat_outcome(step: NatStep) -> str:
    """Which side it rewrites, or gives back."""
    sides = (
        source_text(step.before) != source_text(step.after),
        destination_text(step.before) != destination_text(step.after),
    )
    return told((_GIVES_BACK if step.undone else _REWRITES)[sides])


_REWRITES = {
    (True, True): mark("rewrites the source and the destination"),
    (True, False): mark("rewrites the source"),
    (False, True): mark("rewrites the destination"),
    (False, False): mark("rewrites the header"),
}
"""What NAT does, by whether source and destination change."""
_GIVES_BACK = {
    (True, True): mark("gives back the source and the destination"),
    (True, False): mark("gives back the source"),
    (False, True): mark("gives back the destination"),
    (False, False): mark("gives back the header"),
}
"""The same where it is undone."""


def _hook_outcome(timeline: Timeline, number: int, step: HookStep) -> str:
    if not step.accepted:
        return told("ends its way")
    if nat_after(timeline, number) is None:
        return told("lets it through")
    return told("decides to rewrite it")
