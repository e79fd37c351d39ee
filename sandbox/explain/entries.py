"""A conntrack entry in words."""

from sandbox.conntrack import ConntrackEntry, EntryStatus
from sandbox.explain.names import state_text, time_out_text, tuple_text


def entry_parts(entry: ConntrackEntry | None) -> tuple[str, ...]:
    """Both tuples of an entry, and its state, life time and flags; `none` without one."""
    if entry is None:
        return ("none",)
    state = state_text(entry)
    flags = " ".join(flag.name for flag in EntryStatus if entry.has(flag))
    kept = f"{state}{', ' if state else ''}kept for {time_out_text(entry)}{', ' if flags else ''}{flags}"
    return f"original  {tuple_text(entry.original)}", f"reply     {tuple_text(entry.reply)}", kept
