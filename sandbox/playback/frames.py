"""The frames of an animation: few where the packet stands, many where it moves."""

import msgspec

from sandbox.playback.timeline import PASSED, Timeline
from sandbox.trace import TransmitStep

END = 2.0
"""Seconds that the last frame stays at least, before the animation begins again."""


class Frame(msgspec.Struct, frozen=True):
    """What the timeline shows at `time`, for `duration` seconds. `moves`: the packet is on a wire."""

    time: float
    duration: float
    moves: bool = False


def frames_of(timeline: Timeline, rate: float, speed: float = 1.0) -> tuple[Frame, ...]:
    """Frames that show a whole timeline, `rate` in a second while the packet moves.

    Steps that are passed over lend their time to the frame before. `speed` 2 takes half the time.
    """
    frames: list[Frame] = []
    for moment in timeline.moments:
        duration = moment.duration / speed
        if isinstance(moment.step, TransmitStep):
            count = max(1, round(duration * rate))
            share = moment.duration / count
            times = (moment.start + share * (index + 0.5) for index in range(count))
            frames += [Frame(time, duration / count, moves=True) for time in times]
        elif frames and moment.duration <= PASSED:
            frames[-1] = msgspec.structs.replace(frames[-1], duration=frames[-1].duration + duration)
        else:
            frames.append(Frame(moment.start, duration))
    last = frames[-1]
    return (*frames[:-1], msgspec.structs.replace(last, duration=max(last.duration, END)))
