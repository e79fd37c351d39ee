"""Connection tracking: tuples, entries, NAT's unique tuple, protocol states and time-outs.

Knows packets, not hosts or rules: the hooks hand in what a rule decided.
"""

from sandbox.conntrack.entry import (
    ConntrackEntry,
    ConntrackTuple,
    Direction,
    EntryStatus,
    SctpState,
    TcpState,
    tuple_of,
)
from sandbox.conntrack.nat import NULL_BINDING, Manip, NatRange, decided, rewritten, rewritten_error
from sandbox.conntrack.protocol import advanced, is_invalid, kills
from sandbox.conntrack.settings import KERNEL_SETTINGS, Settings, sysctl_number
from sandbox.conntrack.table import ConntrackTable
from sandbox.conntrack.tcp import reopens

__all__ = [
    "KERNEL_SETTINGS",
    "NULL_BINDING",
    "ConntrackEntry",
    "ConntrackTable",
    "ConntrackTuple",
    "Direction",
    "EntryStatus",
    "Manip",
    "NatRange",
    "SctpState",
    "Settings",
    "TcpState",
    "advanced",
    "decided",
    "is_invalid",
    "kills",
    "reopens",
    "rewritten",
    "rewritten_error",
    "sysctl_number",
    "tuple_of",
]
