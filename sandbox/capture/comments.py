"""Why a packet looks as it does on a link: what rewrote, picked or ended it, in the explanation's words."""

from collections.abc import Iterator

from sandbox.explain import fired_rule, headline, rule_text, sentence
from sandbox.explain.looking import rule_step
from sandbox.playback import Timeline
from sandbox.trace import BalanceStep, DropStep, NatStep, RejectStep, TransmitStep


def comments_of(timeline: Timeline, leg: int) -> tuple[str, ...]:
    """A comment for each crossing of a leg, empty where its device passed the packet on as it was.

    What happens behind the last crossing is told there.
    """
    told: list[list[str]] = [[]]
    for number, moment in enumerate(timeline.moments):
        if moment.leg != leg:
            continue
        if isinstance(moment.step, TransmitStep):
            told.append([])
        elif isinstance(moment.step, NatStep | BalanceStep | DropStep | RejectStep):
            told[-1].append("\n".join(_lines(timeline, number)))
    *crossings, after = told
    if crossings:
        crossings[-1] += after
    return tuple("\n".join(each) for each in crossings)


def _lines(timeline: Timeline, number: int) -> Iterator[str]:
    yield f"{headline(timeline, number)}: {sentence(timeline, number)}"
    fired = fired_rule(timeline, number)
    if fired is not None:
        yield f"Rule: {rule_text(rule_step(timeline, fired))}"
