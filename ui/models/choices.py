"""What can be done at a step of the walk, and what the walk can run until: rows for menus."""

from collections.abc import Iterator

from sandbox.explain import label_of
from sandbox.net import HEADER_FIELDS
from sandbox.netfilter import RuleRef
from sandbox.playback import Breakpoint, Condition, Timeline, asks, changes, is_drop, next_where, reaches
from sandbox.trace import RuleStep
from ui.language import tr
from ui.models.playhead import Playhead
from ui.theme.menus import Choice, literal


def choices_at(playhead: Playhead, number: int) -> tuple[Choice, ...]:
    """What can be done with step `number`: go there, run on until its place, break on it."""
    timeline = playhead.timeline
    if timeline is None:
        return ()
    moment = timeline.moments[number]
    device, label = moment.device, literal(label_of(moment.device))
    found = [
        Choice(tr("&Run to Here"), lambda: playhead.to_exact(number)),
        Choice(tr("Run &Until {label}", label=label), lambda: playhead.run_until(reaches(device))),
        breaking(playhead, Breakpoint(device), tr("&Break on {label}", label=label)),
    ]
    if isinstance(moment.step, RuleStep):
        found.extend(_at_rule(playhead, device, moment.step.ref))
    return tuple(found)


def breaking(playhead: Playhead, place: Breakpoint, text: str) -> Choice:
    """Set or take away a breakpoint."""
    points = playhead.breakpoints
    return Choice(text, lambda: points.toggle(place), checked=place in points.places)


def _at_rule(playhead: Playhead, device: str, ref: RuleRef) -> Iterator[Choice]:
    name = tr("Rule {number} of {chain}", number=ref.number, chain=literal(ref.chain))
    yield Choice(tr("Run Until {name}", name=name), lambda: playhead.run_until(asks(device, ref)))
    yield breaking(playhead, Breakpoint(device, ref), tr("Break on {name}", name=name))


def until_choices(playhead: Playhead) -> dict[str, tuple[Choice, ...]]:
    """What lies ahead to run until, by the title of the submenu that it belongs in; "" for none."""
    timeline, cursor = playhead.timeline, playhead.cursor
    if timeline is None or cursor is None:
        return {}
    wanted: dict[str, dict[str, Condition]] = {
        "": {tr("A &Drop"): is_drop, tr("Any Field &Changes"): changes()},
        tr("&Field Changes"): {tr(name.replace("_", " ")): changes(name) for name in HEADER_FIELDS},
        tr("De&vice"): {literal(label_of(each)): reaches(each) for each in _devices(timeline, cursor.number)},
        tr("&Rule"): dict(_rules(timeline, cursor.number)),
    }
    found = {
        title: tuple(
            Choice(text, lambda condition=condition: playhead.run_until(condition))  # type: ignore[misc]
            for text, condition in conditions.items()
            if next_where(timeline, cursor.number, condition) is not None
        )
        for title, conditions in wanted.items()
    }
    return {title: choices for title, choices in found.items() if choices}


def _devices(timeline: Timeline, number: int) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each.device for each in timeline.moments[number + 1 :]))


def _rules(timeline: Timeline, number: int) -> Iterator[tuple[str, Condition]]:
    """Every rule that matches ahead: those that only say no are too many to offer."""
    for moment in timeline.moments[number + 1 :]:
        if isinstance(moment.step, RuleStep) and moment.step.matched:
            ref = moment.step.ref
            yield (
                tr(
                    "{chain} {number} on {device}",
                    chain=literal(ref.chain),
                    number=ref.number,
                    device=literal(label_of(moment.device)),
                ),
                asks(moment.device, ref),
            )
