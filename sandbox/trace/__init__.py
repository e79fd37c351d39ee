"""What happened to packets: steps, hops, traces and exchanges, as immutable values.

Knows the vocabulary of the engine (packets, rules, entries, routes) but computes nothing.
"""

from sandbox.trace.exchange import (
    Disposition,
    Exchange,
    Hop,
    Leg,
    LegKind,
    LostConnections,
    Trace,
    Verdict,
    WireCrossing,
)
from sandbox.trace.step import (
    BalanceStep,
    ConntrackEvent,
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

__all__ = [
    "BalanceStep",
    "ConntrackEvent",
    "ConntrackStep",
    "DeliverStep",
    "Disposition",
    "DropStep",
    "Exchange",
    "HookStep",
    "Hop",
    "Leg",
    "LegKind",
    "LostConnections",
    "NatStep",
    "ReceiveStep",
    "RejectStep",
    "RouteStep",
    "RuleStep",
    "SendStep",
    "Step",
    "Trace",
    "TransmitStep",
    "Verdict",
    "WireCrossing",
]
