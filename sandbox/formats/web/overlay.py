"""What a moment of a walk adds to the stage: the ways, the device, the packet, what it rewrote, the end."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

import msgspec

from sandbox.explain.header import Rewriting
from sandbox.formats.web.drawing import box_markup, outline, path_data, text_markup
from sandbox.formats.web.markup import element, number
from sandbox.formats.web.shapes import BOLD, CODE, Line
from sandbox.formats.web.stage import Stage
from sandbox.geometry.boxes import Box, Point
from sandbox.geometry.lines import Path, in_lane, point_at
from sandbox.playback import Moment, Timeline
from sandbox.trace import Leg, TransmitStep, Verdict

LANE = 3.5
"""How far to the right of a line its traffic goes."""
TOKEN = 12.0
HALF_WAY = 0.5
SIGNS = {Verdict.REPLIED: "✓", Verdict.DELIVERED: "!"}
"""Every other verdict is ✕."""


class Overlay(msgspec.Struct, frozen=True):
    """Draws the moments of one walk over its stage."""

    stage: Stage
    timeline: Timeline

    def markup(self, step: int, rewritings: Sequence[Rewriting]) -> str:
        """What the step of that number adds; `rewritings` are the changes that it brought."""
        moment = self.timeline.moments[step]
        parts = [*self._ways(moment), self._device(moment), self._strip(moment, rewritings)]
        parts += [self._ending(moment) if step == len(self.timeline.moments) - 1 else ""]
        return "".join([*parts, self._token(moment)])

    def _ways(self, moment: Moment) -> Iterator[str]:
        """The ways of earlier packets, of this one so far, of this moment, and ahead."""
        legs = self.timeline.exchange.legs
        on_wire = isinstance(moment.step, TransmitStep)
        for earlier in legs[: moment.leg]:
            yield from (_way(each, "earlier") for each in self._paths(earlier))
        for index, path in enumerate(self._paths(legs[moment.leg])):
            if index < moment.hop:
                yield _way(path, "taken")
            else:
                yield _way(path, "wire" if on_wire and index == moment.hop else "ahead")

    def _paths(self, leg: Leg) -> Iterator[Path]:
        hops = leg.trace.hops
        for one, other in pairwise(hops):
            yield in_lane(self.stage.route(one.device, other.device), LANE)

    def _device(self, moment: Moment) -> str:
        shape = self.stage.devices.get(moment.device)
        if shape is None or isinstance(moment.step, TransmitStep):
            return ""
        return outline(shape, "here")

    def _token(self, moment: Moment) -> str:
        place = self._place(moment)
        if place is None:
            return ""
        x, y = number(place.x), number(place.y)
        name = str(self.timeline.exchange.legs[moment.leg].connection)
        circle = element("circle", cx=x, cy=y, r=number(TOKEN))
        label = text_markup(Line(name, place.x, place.y + 4.5, "token-number", "middle"), 0, 0)
        return element("g", circle + label, class_="token")

    def _place(self, moment: Moment) -> Point | None:
        """Half way on a wire, on the bridge of a node, else where the packet came to the device or leaves."""
        paths = list(self._paths(self.timeline.exchange.legs[moment.leg]))
        if isinstance(moment.step, TransmitStep) and moment.hop < len(paths) and paths[moment.hop]:
            return point_at(paths[moment.hop], HALF_WAY)
        bridge = self.stage.bridges.get(moment.device)
        if bridge is not None:
            return Point(bridge.middle.x, bridge.y)
        came = paths[moment.hop - 1] if moment.hop else ()
        goes = paths[moment.hop] if moment.hop < len(paths) else ()
        shape = self.stage.devices.get(moment.device)
        if came or goes:
            return came[-1] if came else goes[0]
        return None if shape is None else Point(shape.box.x, shape.box.middle.y)

    def _strip(self, moment: Moment, rewritings: Sequence[Rewriting]) -> str:
        """What was rewritten first, on the lower edge of the device."""
        shape = self.stage.devices.get(moment.device)
        if shape is None or not rewritings:
            return ""
        title, values = rewritings[0].title, rewritings[0].values
        across = BOLD * len(title) * 0.92 + CODE * len(values) + 36
        box = Box(shape.box.middle.x - across / 2, shape.box.bottom - 14, across, 28)
        words = Line(title, 12, 19, "small changed-words")
        code = Line(values, across - 12, 19, "code changed-words", "end")
        texts = text_markup(words, box.x, box.y) + text_markup(code, box.x, box.y)
        return box_markup(box, 8, "strip") + texts

    def _ending(self, moment: Moment) -> str:
        """The verdict, on the upper edge of the device where the last packet ended."""
        shape = self.stage.devices.get(moment.device)
        if shape is None:
            return ""
        verdict = self.timeline.exchange.verdict
        text = f"{SIGNS.get(verdict, '✕')} {verdict.value}"
        across = BOLD * len(text) + 20
        box = Box(shape.box.right - 8 - across, shape.box.y - 16, across, 24)
        good = " good" if verdict is Verdict.REPLIED else ""
        words = Line(text, across / 2, 17, "ending-words", "middle")
        return box_markup(box, 12, f"ending{good}") + text_markup(words, box.x, box.y)


def _way(path: Path, class_: str) -> str:
    return element("path", d=path_data(path), class_=f"way {class_}") if len(path) > 1 else ""
