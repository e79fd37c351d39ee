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
from sandbox.conntrack.table import ConntrackTable

__all__ = [
    "ConntrackEntry",
    "ConntrackTable",
    "ConntrackTuple",
    "Direction",
    "EntryStatus",
    "TcpState",
    "tuple_of",
]
