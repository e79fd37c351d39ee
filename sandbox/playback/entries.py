"""The connections that a device knows at a step: replayed from what tracking and NAT did up to there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import msgspec

from sandbox.playback.timeline import Moment, Timeline, change_at
from sandbox.telling import mark, told
from sandbox.trace import ConntrackEvent, ConntrackStep, NatStep

if TYPE_CHECKING:
    from sandbox.conntrack import ConntrackEntry, ConntrackTuple


class Tracked(msgspec.Struct, frozen=True):
    """An entry as a device knows it. `number` is the last step that had to do with it, -1 for none here.

    `before` is the entry before the steps of the current stop, None if it was not there; `is_confirmed` says
    whether it is in the table; `happened` what the current stop did with it, empty for nothing.
    """

    entry: ConntrackEntry
    number: int = -1
    before: ConntrackEntry | None = None
    is_confirmed: bool = True
    happened: tuple[str, ...] = ()


def entries_at(timeline: Timeline, number: int, known: Iterable[ConntrackEntry] = ()) -> tuple[Tracked, ...]:
    """Every entry of the device of step `number`, oldest first; `known` are those from before the walk."""
    device, change = timeline.moments[number].device, change_at(timeline, number)
    rows = {entry.original: Tracked(entry, before=entry) for entry in known}
    stay = (-1, -1)
    for index, moment in _moments_in(timeline, device, number):
        if (moment.leg, moment.hop) != stay:
            stay = moment.leg, moment.hop
            rows = {key: row for key, row in rows.items() if row.is_confirmed}
        _replay(rows, index, moment, is_current=index >= change.first)
    return tuple(rows.values())


def _moments_in(timeline: Timeline, device: str, last: int) -> Iterator[tuple[int, Moment]]:
    for index in range(last + 1):
        moment = timeline.moments[index]
        if moment.device == device:
            yield index, moment


def _replay(rows: dict[ConntrackTuple, Tracked], index: int, moment: Moment, *, is_current: bool) -> None:
    step = moment.step
    if not isinstance(step, ConntrackStep | NatStep) or step.entry is None:
        return
    old = rows.get(step.entry.original)
    was_there = old is not None and old.is_confirmed and not _leaves(step)
    confirmed = _is_confirmed(step) or was_there
    before: ConntrackEntry | None = step.entry
    happened: tuple[str, ...] = ()
    if is_current:
        began = old is not None and bool(old.happened)
        before = old.before if old is not None and began else None if old is None else old.entry
        happened = (*(old.happened if old is not None else ()), _what(step))
    rows[step.entry.original] = Tracked(step.entry, index, before, confirmed, happened)


def _is_confirmed(step: ConntrackStep | NatStep) -> bool:
    return isinstance(step, ConntrackStep) and step.event not in _NOT_IN_TABLE


def _leaves(step: ConntrackStep | NatStep) -> bool:
    return isinstance(step, ConntrackStep) and step.event in _LEAVING


def _what(step: ConntrackStep | NatStep) -> str:
    if isinstance(step, ConntrackStep):
        return told(_EVENTS[step.event])
    if step.undone:
        return told("↩ undoes its NAT")
    return told("⇄ rewrites the packet") if step.cause is None else told("⇄ takes the rule's NAT")


_LEAVING = (ConntrackEvent.DELETED, ConntrackEvent.MOVED, ConntrackEvent.EVICTED)
_NOT_IN_TABLE = (ConntrackEvent.NEW, *_LEAVING)
_EVENTS = {
    ConntrackEvent.NEW: mark("+ entry made"),
    ConntrackEvent.MATCHED: mark("= knows the packet"),
    ConntrackEvent.CONFIRMED: mark("✓ enters the table"),
    ConntrackEvent.RELATED: mark("= knows what the error is about"),
    ConntrackEvent.INVALID: mark("✗ does not fit"),
    ConntrackEvent.DELETED: mark("− leaves the table"),
    ConntrackEvent.MOVED: mark("− leaves the table"),
    ConntrackEvent.EVICTED: mark("− is given up"),
}
