"""The frames of an animation: all of the time is shown, and most of it while the packet moves."""

import pytest

from sandbox.playback.frames import END, frames_of
from sandbox.playback.timeline import CROSSING, cursor_at
from sandbox.trace import TransmitStep
from tests.unit.web.pages import timeline_of, tutorial


def test_the_frames_take_as_long_as_the_walk_and_go_forward() -> None:
    timeline = timeline_of(tutorial(), "nodeport-cx31")
    frames = frames_of(timeline, 12)
    assert sum(each.duration for each in frames[:-1]) == pytest.approx(timeline.moments[-1].start)
    assert frames[-1].duration == END
    assert [each.time for each in frames] == sorted(each.time for each in frames)


def test_a_moving_packet_has_as_many_frames_as_were_asked_for() -> None:
    timeline = timeline_of(tutorial(), "nodeport-cx31")
    crossings = [each for each in timeline.moments if isinstance(each.step, TransmitStep)]
    moving = [each for each in frames_of(timeline, 10) if each.moves]
    assert len(moving) == len(crossings) * round(10 * CROSSING)
    for each in moving:
        cursor = cursor_at(timeline, each.time)
        assert isinstance(cursor.step, TransmitStep)
        assert 0 < cursor.fraction < 1


def test_each_stop_is_seen() -> None:
    timeline = timeline_of(tutorial(), "nodeport-cx31")
    seen = {cursor_at(timeline, each.time).number for each in frames_of(timeline, 12)}
    assert set(timeline.stops) <= seen


def test_twice_the_speed_takes_half_the_time() -> None:
    timeline = timeline_of(tutorial(), "nodeport-cx31")
    slow, fast = (frames_of(timeline, 12, speed)[:-1] for speed in (1, 2))
    assert sum(each.duration for each in fast) == pytest.approx(sum(each.duration for each in slow) / 2)
