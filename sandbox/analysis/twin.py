"""The twin walk: one flow in two configurations, step beside step, up to the first that differs."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import takewhile, zip_longest

import msgspec

from sandbox.explain import headline, label_of
from sandbox.playback import Level, Timeline
from sandbox.telling import together, told
from sandbox.trace import (
    BalanceStep,
    DeliverStep,
    DropStep,
    Exchange,
    Hop,
    NatStep,
    ReceiveStep,
    RejectStep,
    SendStep,
    Step,
    TransmitStep,
)

SHOWN = (SendStep, ReceiveStep, NatStep, BalanceStep, TransmitStep, DeliverStep, DropStep, RejectStep)
"""What one can compare across rulesets: what happened to the packet, not by which tables."""

SAME = "Both walks do the same to every packet."


class Pair(msgspec.Struct, frozen=True):
    """A step of each walk in the same place, or instead of each other; None where a walk has nothing there.

    `left` and `right` are numbers of steps, counted over the whole exchange.
    """

    left: int | None
    right: int | None
    is_same: bool


class Twin(msgspec.Struct, frozen=True):
    """Two walks, aligned. `divergence` is the index of the first pair that differs; `told` says how.

    `names` are those of the two configurations.
    """

    names: tuple[str, str]
    left: Timeline
    right: Timeline
    pairs: tuple[Pair, ...]
    divergence: int | None
    told: str

    def pair_at(self, number: int) -> int:
        """The pair that shows what the left walk did up to step `number`."""
        passed = (
            index for index, pair in enumerate(self.pairs) if pair.left is not None and pair.left <= number
        )
        return max(passed, default=0)


def twin(left: Exchange, right: Exchange, names: tuple[str, str] = ("here", "there")) -> Twin:
    """Align two walks. Raises ValueError if one of them has no steps."""
    one, other = Timeline.of(left, Level.HOOK), Timeline.of(right, Level.HOOK)
    pairs = tuple(_pairs(one, other))
    found = next((index for index, pair in enumerate(pairs) if not pair.is_same), None)
    told = SAME if found is None else _told(one, other, pairs[found:], names)
    return Twin(names, one, other, pairs, found, told)


def best_match(wanted: Exchange, paths: Sequence[Exchange]) -> Exchange:
    """The path that is walked beside `wanted`: the most alike in choices, devices and endpoint."""

    def likeness(path: Exchange) -> tuple[int, bool, int]:
        both = zip(path.choices, wanted.choices, strict=False)
        alike = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], both))
        shared = len({each.device for each in _hops(path)} & {each.device for each in _hops(wanted)})
        return alike, path.endpoint == wanted.endpoint, shared

    return max(paths, key=likeness)


def _hops(path: Exchange) -> Iterator[Hop]:
    for leg in path.legs:
        yield from leg.trace.hops


def _pairs(left: Timeline, right: Timeline) -> Iterator[Pair]:
    """Steps in the same place beside each other; what is done here and there instead, too; in order."""
    lefts, rights = _shown(left), _shown(right)
    places = [_place(left, each) for each in lefts], [_place(right, each) for each in rights]
    for tag, i, i_end, j, j_end in SequenceMatcher(None, *places, autojunk=False).get_opcodes():
        if tag == "equal":
            for one, other in zip(lefts[i:i_end], rights[j:j_end], strict=True):
                yield Pair(one, other, _effect(left, one) == _effect(right, other))
        else:
            apart = zip_longest(lefts[i:i_end], rights[j:j_end])
            yield from (Pair(one, other, False) for one, other in apart)


def _shown(timeline: Timeline) -> list[int]:
    return [number for number, each in enumerate(timeline.moments) if isinstance(each.step, SHOWN)]


def _place(timeline: Timeline, number: int) -> tuple[object, ...]:
    """Where a step is and what kind it is: what makes two steps stand beside each other."""
    moment = timeline.moments[number]
    leg = timeline.exchange.legs[moment.leg]
    hook = moment.step.hook if isinstance(moment.step, NatStep) else None
    return leg.connection, leg.kind, moment.device, type(moment.step), hook


def _effect(timeline: Timeline, number: int) -> tuple[object, ...]:
    """What a step left of the packet. Marks are the ruleset's own business."""
    step = timeline.moments[number].step
    after = step.after
    header = after.source, after.source_port, after.destination, after.destination_port, after.protocol
    return *header, after.flags, after.chunk, after.icmp, after.echo, after.header, _aim(step)


def _aim(step: Step) -> object:
    match step:
        case TransmitStep():
            return step.peer
        case BalanceStep():
            return step.target
        case _:
            return None


def _told(left: Timeline, right: Timeline, rest: Sequence[Pair], names: tuple[str, str]) -> str:
    """The first difference in a sentence for each walk: what it does there, or does instead."""
    one = next((pair.left for pair in rest if pair.left is not None), None)
    other = next((pair.right for pair in rest if pair.right is not None), None)
    ends = told("the walk has ended")
    here = ends if one is None else what_happens(left, one)
    there = ends if other is None else what_happens(right, other)
    one_sentence = together(names[0], ": ", here, ".", by="")
    return together(one_sentence, together(names[1], ": ", there, ".", by=""))


def what_happens(timeline: Timeline, number: int) -> str:
    """A step in a few words, with the header that it leaves where it rewrites one."""
    step = timeline.moments[number].step
    match step:
        case NatStep():
            return together(headline(timeline, number), _rewritten(step), by=": ")
        case DropStep() | RejectStep():
            return step.reason or headline(timeline, number)
        case TransmitStep():
            return told(
                "to {peer}: {source} → {destination}",
                peer=label_of(step.peer.host),
                source=step.after.source,
                destination=step.after.destination,
            )
        case BalanceStep():
            return together(headline(timeline, number), label_of(step.target), by=": ")
        case _:
            return headline(timeline, number)


def _rewritten(step: NatStep) -> str:
    before, after = step.before, step.after
    parts = []
    if before.source != after.source:
        parts.append(told("source {before} → {after}", before=before.source, after=after.source))
    if (before.destination, before.destination_port) != (after.destination, after.destination_port):
        parts.append(
            told("destination {before} → {after}", before=before.destination, after=after.destination)
        )
    return together(*parts, by=", ") or told("ports only")
