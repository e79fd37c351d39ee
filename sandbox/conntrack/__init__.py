"""Connection tracking: tuples, entries, NAT's unique tuple, protocol states and time-outs.

Knows packets, not hosts or rules: the hooks hand in what a rule decided.
"""

from sandbox.conntrack.entry import (
    ConntrackEntry,
    ConntrackTuple,
    Direction,
    EntryStatus,
    TcpState,
    tuple_of,
)
from sandbox.conntrack.nat import NULL_BINDING, Manip, NatRange, decided, rewritten, rewritten_error
from sandbox.conntrack.protocol import advanced, is_invalid, kills, reopens, timeout_of
from sandbox.conntrack.table import ConntrackTable

__all__ = [
    "NULL_BINDING",
    "ConntrackEntry",
    "ConntrackTable",
    "ConntrackTuple",
    "Direction",
    "EntryStatus",
    "Manip",
    "NatRange",
    "TcpState",
    "advanced",
    "decided",
    "is_invalid",
    "kills",
    "reopens",
    "rewritten",
    "rewritten_error",
    "timeout_of",
    "tuple_of",
]
