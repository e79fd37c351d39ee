"""A timeline is a sequence: every step once, in order, and stepping is a change of an index."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.net import changed_fields
from sandbox.playback import (
    Level,
    MarkKind,
    Timeline,
    change_at,
    cursor_at,
    lanes_of,
    marks_of,
    next_stop,
    previous_stop,
    stop_holding,
    stop_number,
    stops_of,
)
from sandbox.trace import Exchange, HookStep, NatStep, TransmitStep, Verdict
from tests.fixtures.exchanges import CLIENT, ENTRY_NODE, POD, POD_NODE, dropped, replied

EXCHANGES = (replied(), dropped())
timelines = st.builds(Timeline.of, st.sampled_from(EXCHANGES), st.sampled_from(Level))


@given(timelines)
def test_steps_follow_each_other_without_gaps(timeline: Timeline) -> None:
    assert timeline.moments[0].start == 0
    for before, after in pairwise(timeline.moments):
        assert before.duration > 0
        assert after.start == before.end


@given(timelines)
def test_cursor_at_is_the_inverse_of_start_times(timeline: Timeline) -> None:
    for number, moment in enumerate(timeline.moments):
        cursor = cursor_at(timeline, moment.start)
        assert cursor == timeline.at_step(number)
        assert timeline.number_of(cursor.leg, cursor.hop, cursor.step_index) == number


@given(timelines, st.floats(-1, 100), st.floats(0, 100))
def test_a_later_time_never_shows_an_earlier_step(timeline: Timeline, time: float, more: float) -> None:
    earlier, later = cursor_at(timeline, time), cursor_at(timeline, time + more)
    assert (earlier.number, earlier.fraction) <= (later.number, later.fraction)
    assert 0 <= later.fraction < 1


@given(timelines)
def test_forward_then_back_is_where_one_was(timeline: Timeline) -> None:
    for stop in timeline.stops[:-1]:
        assert previous_stop(timeline, next_stop(timeline, stop)) == stop
    assert previous_stop(timeline, 0) == 0
    assert next_stop(timeline, timeline.stops[-1]) == timeline.stops[-1]


@pytest.mark.parametrize("exchange", EXCHANGES)
def test_finer_levels_stop_at_more_places(exchange: Exchange) -> None:
    stops = [set(stops_of(exchange, level)) for level in Level]
    for coarse, fine in pairwise(stops):
        assert coarse < fine
    timeline = Timeline.of(exchange, Level.RULE)
    assert timeline.stops == tuple(range(len(timeline.moments)))


@given(timelines)
def test_a_walk_stops_at_its_two_ends(timeline: Timeline) -> None:
    assert timeline.stops[0] == 0
    assert timeline.stops[-1] == len(timeline.moments) - 1


@given(timelines)
def test_stepping_to_the_end_visits_every_stop(timeline: Timeline) -> None:
    visited = [0]
    while next_stop(timeline, visited[-1]) != visited[-1]:
        visited.append(next_stop(timeline, visited[-1]))
    assert tuple(visited) == timeline.stops
    assert [stop_number(timeline, stop) for stop in visited] == list(range(1, len(visited) + 1))


@given(timelines)
def test_a_step_is_shown_by_the_stop_that_holds_it(timeline: Timeline) -> None:
    for number in range(len(timeline.moments)):
        holding = stop_holding(timeline, number)
        assert holding in timeline.stops
        assert holding >= number


def test_an_exchange_without_steps_has_no_timeline() -> None:
    with pytest.raises(ValueError, match="no steps"):
        Timeline.of(Exchange((), Verdict.UNROUTABLE))


def test_a_wire_takes_longer_than_anything_in_a_device() -> None:
    timeline = Timeline.of(replied(), Level.HOOK)
    wires = [each.duration for each in timeline.moments if isinstance(each.step, TransmitStep)]
    others = [each.duration for each in timeline.moments if not isinstance(each.step, TransmitStep)]
    assert min(wires) > max(others)


def test_a_rewrite_sums_up_the_table_that_decided_it() -> None:
    timeline = Timeline.of(replied(), Level.HOOK)
    stops = [timeline.moments[stop].step for stop in timeline.stops]
    assert not any(isinstance(step, HookStep) for step in stops)
    assert [step.undone for step in stops if isinstance(step, NatStep)] == [False, False, True, True]
    masquerade = next(stop for stop in timeline.stops if "61877" in str(timeline.moments[stop].step.after))
    change = change_at(timeline, masquerade)
    assert changed_fields(change.before, change.after) == ("source", "source_port", "mark")


def test_a_hop_shows_what_the_whole_device_changed() -> None:
    timeline = Timeline.of(replied(), Level.HOP)
    change = change_at(timeline, timeline.stops[2])
    assert str(change.before) == "TCP 198.51.100.79:40312 > 10.240.0.5:31380"
    assert str(change.after) == "TCP 10.240.0.5:61877 > 10.180.1.136:8080"
    assert timeline.moments[change.first].device == timeline.moments[change.last].device == ENTRY_NODE


def test_marks_are_where_people_look_for_them() -> None:
    found = [(mark.kind, mark.device) for mark in marks_of(Timeline.of(replied()))]
    assert found == [
        (MarkKind.ENTRY_MADE, ENTRY_NODE),
        (MarkKind.REWRITTEN, ENTRY_NODE),
        (MarkKind.REWRITTEN, ENTRY_NODE),
        (MarkKind.UNDONE, ENTRY_NODE),
        (MarkKind.UNDONE, ENTRY_NODE),
        (MarkKind.REPLIED, CLIENT),
    ]
    ends = [mark.kind for mark in marks_of(Timeline.of(dropped()))]
    assert ends == [MarkKind.ENTRY_MADE, MarkKind.DROPPED]


@given(timelines)
def test_lanes_hold_the_packet_in_one_device_at_a_time(timeline: Timeline) -> None:
    spans = sorted((span.start, span.end) for lane in lanes_of(timeline) for span in lane.spans)
    for before, after in pairwise(spans):
        assert before[1] <= after[0]
    assert spans[0][0] == 0
    assert spans[-1][1] == timeline.duration


def test_lanes_come_in_the_order_of_the_way() -> None:
    lanes = lanes_of(Timeline.of(replied()))
    assert [lane.device for lane in lanes] == [CLIENT, ENTRY_NODE, POD_NODE, POD]
    assert [len(lane.spans) for lane in lanes] == [2, 2, 2, 2]
