"""Parts of the canvas as subjects: built anew from the scenario, so that any thread may paint them."""

from sandbox.geometry.boxes import Box
from sandbox.playback import Timeline
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
    if timeline is None:
        return canvas_part(scenario, None)
    return canvas_part(scenario, walk_at(timeline.exchange, timeline.at_step(number)))


def canvas_part(scenario: Scenario, walk: Walk | None, area: Box | None = None) -> CanvasPart:
    """An area with a moment of a walk; without an area, everything."""
    picture, measure = picture_of(scenario)
    if area is None:
        area = whole_area(picture, measure, () if walk is None else (walk,))
    return CanvasPart(picture, measure, area, walk)
