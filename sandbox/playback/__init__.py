"""Walking through an exchange: a timeline of its steps, what a point of time shows, stops, marks and lanes.

Pure functions of an exchange and a time. Knows no Qt and no clock: whoever plays says what time it is.
"""

from sandbox.playback.convoy import GAP, Convoy, Token
from sandbox.playback.entries import Tracked, entries_at
from sandbox.playback.lanes import Lane, Span, lanes_of
from sandbox.playback.levels import Level, stops_of
from sandbox.playback.marks import Mark, MarkKind, marks_of
from sandbox.playback.running import (
    Breakpoint,
    Condition,
    asks,
    breaks_of,
    changes,
    is_drop,
    next_where,
    on_same_device,
    reaches,
)
from sandbox.playback.timeline import (
    Change,
    Cursor,
    Moment,
    Timeline,
    change_at,
    cursor_at,
    next_stop,
    previous_stop,
    stop_holding,
    stop_number,
)

__all__ = [
    "GAP",
    "Breakpoint",
    "Change",
    "Condition",
    "Convoy",
    "Cursor",
    "Lane",
    "Level",
    "Mark",
    "MarkKind",
    "Moment",
    "Span",
    "Timeline",
    "Token",
    "Tracked",
    "asks",
    "breaks_of",
    "change_at",
    "changes",
    "cursor_at",
    "entries_at",
    "is_drop",
    "lanes_of",
    "marks_of",
    "next_stop",
    "next_where",
    "on_same_device",
    "previous_stop",
    "reaches",
    "stop_holding",
    "stop_number",
    "stops_of",
]
