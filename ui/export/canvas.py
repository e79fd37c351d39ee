"""Parts of the canvas as subjects: built anew from the scenario, so that any thread may paint them."""

from collections.abc import Sequence

from sandbox.playback import Cursor, Timeline
from sandbox.scenario import Scenario
from sandbox.scenario.diff import diff
from ui.canvas.paint.ink import FontMeasure
from ui.canvas.paint.whole import whole_area
from ui.canvas.picture import Picture
from ui.canvas.walk import Walk, walk_at
from ui.export.subjects import CanvasPart


def picture_of(scenario: Scenario) -> tuple[Picture, FontMeasure]:
    """The picture of a scenario, and what it is measured with."""
    measure = FontMeasure()
    picture = Picture(measure)
    picture.sync(diff(Scenario(), scenario), scenario)
    return picture, measure


def whole_canvas(scenario: Scenario, timeline: Timeline | None = None, number: int = 0) -> CanvasPart:
    """Everything, with the packet at step `number` of a timeline if there is one."""
    picture, measure = picture_of(scenario)
    walk = None if timeline is None else moment(timeline, timeline.at_step(number))
    walks: Sequence[Walk] = () if walk is None else (walk,)
    return CanvasPart(picture, measure, whole_area(picture, measure, walks), walk)


def moment(timeline: Timeline, cursor: Cursor) -> Walk:
    """What the canvas shows of a walk at a cursor."""
    return walk_at(timeline.exchange, cursor)
