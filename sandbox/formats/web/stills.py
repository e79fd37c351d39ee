"""The stills of a walk: everything that the page says about one stop."""

from bisect import bisect_left

import msgspec

from sandbox.explain import chain_path, fired_rule, headline, next_sentence, rule_text, sentence
from sandbox.explain.events import event_of
from sandbox.explain.header import FIELDS, Rewriting, rewritings_at
from sandbox.explain.looking import rule_step
from sandbox.playback import Timeline, Tracked, change_at, entries_at
from sandbox.trace import (
    BalanceStep,
    ConntrackStep,
    DeliverStep,
    DropStep,
    NatStep,
    RejectStep,
    SendStep,
    Step,
    TransmitStep,
)

MOVING = (BalanceStep, DeliverStep, DropStep, NatStep, RejectStep, SendStep, TransmitStep)
"""Steps after which the packet, or its place, is not what it was."""


RAIL = 10
"""Stops before and after the current one that its rail shows at most: a walk by rules has hundreds."""


class Field(msgspec.Struct, frozen=True):
    """One field of the header, before and after."""

    name: str
    before: str
    after: str

    @property
    def is_changed(self) -> bool:
        """Whether it was rewritten."""
        return self.before != self.after


class RailStop(msgspec.Struct, frozen=True):
    """A stop of the stay in one device: where, and what happened there."""

    hook: str
    what: str
    is_current: bool


class Still(msgspec.Struct, frozen=True):
    """One stop, in words. `figure` is its number among the stills that are printed, 0 if it is not one.

    `rule` is the text of the rule that decided, reached by the chains of `path`; empty where none did.
    """

    step: int
    position: int
    figure: int
    headline: str
    sentence: str
    coming: str
    fields: tuple[Field, ...]
    rewritings: tuple[Rewriting, ...]
    path: tuple[str, ...]
    rule: str
    entries: tuple[Tracked, ...]
    rail: tuple[RailStop, ...]


def stills_of(timeline: Timeline) -> tuple[Still, ...]:
    """A still for each stop of the timeline; those that change something are numbered as figures."""
    stills, figure = [], 0
    for position, step in enumerate(timeline.stops, 1):
        is_figure = changes_something(timeline, step)
        figure += is_figure
        stills.append(_still(timeline, step, position, figure if is_figure else 0))
    return tuple(stills)


def changes_something(timeline: Timeline, number: int) -> bool:
    """Whether a stop changes the header, moves the packet, or makes, changes or ends something."""
    step: Step = timeline.moments[number].step
    if isinstance(step, MOVING):
        return True
    if isinstance(step, ConntrackStep) and step.entry != step.earlier:
        return True
    return bool(rewritings_at(timeline, number))


def _still(timeline: Timeline, step: int, position: int, figure: int) -> Still:
    change = change_at(timeline, step)
    read = ((name, reader(change.before), reader(change.after)) for name, reader in FIELDS)
    fired = fired_rule(timeline, step)
    return Still(
        step=step,
        position=position,
        figure=figure,
        headline=headline(timeline, step),
        sentence=sentence(timeline, step),
        coming=next_sentence(timeline, step),
        fields=tuple(Field(*each) for each in read if each[1] or each[2]),
        rewritings=rewritings_at(timeline, step),
        path=chain_path(timeline, step),
        rule="" if fired is None else rule_text(rule_step(timeline, fired)),
        entries=entries_at(timeline, step),
        rail=_rail(timeline, step),
    )


def _rail(timeline: Timeline, number: int) -> tuple[RailStop, ...]:
    """The stops of the packet's stay in the device where it is, of many those around it."""
    here = timeline.moments[number]
    at = bisect_left(timeline.stops, number)
    found = []
    for each in timeline.stops[max(at - RAIL, 0) : at + RAIL + 1]:
        moment = timeline.moments[each]
        if (moment.leg, moment.hop) == (here.leg, here.hop):
            event = event_of(timeline, each)
            found.append(RailStop(event.hook, event.what, each == number))
    return tuple(found)
