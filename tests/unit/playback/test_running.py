"""Running until, stepping along a device, breakpoints, entries of a device and several packets."""

from sandbox.netfilter import RuleRef
from sandbox.playback import (
    GAP,
    Breakpoint,
    Convoy,
    Level,
    Timeline,
    asks,
    breaks_of,
    changes,
    entries_at,
    is_drop,
    next_where,
    on_same_device,
    reaches,
)
from sandbox.trace import NatStep, RuleStep
from tests.fixtures.exchanges import ENTRY_NODE, POD_NODE, dropped, replied


def test_it_runs_to_a_device_a_rule_a_change_and_a_drop() -> None:
    timeline = Timeline.of(replied())
    at_node = next_where(timeline, 0, reaches(POD_NODE))
    assert at_node is not None
    assert timeline.moments[at_node].device == POD_NODE
    rewrite = next_where(timeline, 0, changes("destination"))
    assert rewrite is not None
    step = timeline.moments[rewrite].step
    assert step.before.destination != step.after.destination
    assert next_where(timeline, 0, is_drop) is None
    rule = RuleRef("nat", "KUBE-POSTROUTING", 1)
    asked = next_where(timeline, 0, asks(ENTRY_NODE, rule))
    assert asked is not None
    found = timeline.moments[asked].step
    assert isinstance(found, RuleStep)
    assert found.ref == rule
    lost = Timeline.of(dropped())
    assert next_where(lost, 0, is_drop) is not None


def test_any_change_leaves_the_ttl_out() -> None:
    timeline = Timeline.of(replied())
    number: int | None = 0
    while number is not None and (number := next_where(timeline, number, changes())) is not None:
        step = timeline.moments[number].step
        assert isinstance(step, NatStep | RuleStep) or step.before.mark != step.after.mark


def test_steps_along_a_device_stay_in_it_both_ways() -> None:
    timeline = Timeline.of(replied())
    here = next_where(timeline, 0, reaches(ENTRY_NODE))
    seen = []
    while here is not None:
        seen.append(here)
        assert timeline.moments[here].device == ENTRY_NODE
        here = on_same_device(timeline, here, 1)
    legs = {timeline.moments[each].leg for each in seen}
    assert len(legs) > 1
    assert on_same_device(timeline, seen[-1], -1) == seen[-2]
    assert on_same_device(timeline, 0, -1) is None


def test_breakpoints_hold_where_a_packet_comes_in_or_a_rule_is_asked() -> None:
    timeline = Timeline.of(replied())
    by_device = breaks_of(timeline, [Breakpoint(ENTRY_NODE)])
    assert all(timeline.moments[each].step_index == 0 for each in by_device)
    assert len(by_device) > 1
    rule = Breakpoint(ENTRY_NODE, RuleRef("nat", "KUBE-POSTROUTING", 1))
    assert len(breaks_of(timeline, [rule])) == 1
    assert breaks_of(timeline, ()) == ()


def test_a_device_forgets_nothing_and_learns_step_by_step() -> None:
    timeline = Timeline.of(replied(), Level.RULE)
    node = [number for number, each in enumerate(timeline.moments) if each.device == ENTRY_NODE]
    assert entries_at(timeline, node[0]) == ()
    told: list[str] = []
    for number in node:
        for row in entries_at(timeline, number):
            told.extend(row.happened)
    assert told[0] == "+ entry made"
    assert "✓ enters the table" in told
    assert "↩ undoes its NAT" in told
    last = entries_at(timeline, node[-1])
    assert len(last) == 1
    assert last[0].is_confirmed


def test_an_entry_of_a_packet_that_was_dropped_is_gone_with_it() -> None:
    timeline = Timeline.of(dropped())
    last = len(timeline.moments) - 1
    assert all(not row.is_confirmed for row in entries_at(timeline, last))


def test_a_convoy_moves_together() -> None:
    convoy = Convoy.of((replied(), dropped(), replied()), Level.HOOK)
    first = convoy.tokens_at(0, GAP * 1.5)
    assert [each.number for each in first] == [1, 2]
    second = convoy.tokens_at(1, 0.0)
    assert [each.number for each in second] == [1, 2]
    assert second[1].cursor.number == 0
    assert convoy.duration == 2 * GAP + convoy.timelines[2].duration
    assert Convoy.of((), Level.HOOK).duration == 0
