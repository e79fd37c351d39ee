"""`Film`: the pictures of an animation. `image_at` depends on the time alone, whoever asks and when."""

from functools import cached_property

import msgspec
from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetrics, QImage, QPainter

from sandbox.explain import headline, sentence
from sandbox.geometry.boxes import Box
from sandbox.playback import Timeline, cursor_at, stop_holding
from sandbox.scenario import Scenario
from ui.canvas.geometry.face import Measure
from ui.canvas.paint.shapes import rect
from ui.canvas.paint.whole import paint_moment, paint_still, walked_area, whole_area
from ui.canvas.picture import Picture
from ui.canvas.walk import walk_at
from ui.export.canvas import folded, picture_of
from ui.language import say
from ui.theme import fonts, theme

CAPTION = 76
"""Pixels below the picture for what happens, in words."""
PAD = 16
LEAST_SCALE = 0.4
"""Pixels of a scene unit below which nothing could be read, so that what is not on the way is folded."""
MOST_UPRIGHT = 1.25
"""How many times as high as wide the picture is at most."""


class Film(msgspec.Struct, frozen=True, dict=True):
    """A walk through a scenario, `width` pixels wide. For any one thread."""

    scenario: Scenario
    timeline: Timeline
    width: int

    @cached_property
    def _made(self) -> tuple[Picture, Measure, Box]:
        exchange = self.timeline.exchange
        walks = [walk_at(exchange, self.timeline.at_step(stop)) for stop in self.timeline.stops]
        picture, measure = picture_of(self.scenario)
        area = whole_area(picture, measure, walks)
        if self.width / area.width < LEAST_SCALE:
            picture, measure = picture_of(folded(self.scenario, {walk.device for walk in walks}))
            area = walked_area(picture, measure, walks)
        return picture, measure, area

    @cached_property
    def scale(self) -> float:
        """Pixels for a scene unit."""
        area = self._made[2]
        return min(self.width / area.width, self.width * MOST_UPRIGHT / area.height)

    @cached_property
    def height(self) -> int:
        """Height of the images: even, as videos want it."""
        return (round(self._made[2].height * self.scale) + CAPTION) // 2 * 2

    @cached_property
    def _still(self) -> QImage:
        """What is the same in every image."""
        picture, _, area = self._made
        image = QImage(self.width, self.height, QImage.Format.Format_RGB888)
        image.fill(theme.color("canvas"))
        painter = self._painter(image)
        paint_still(painter, picture, area)
        painter.end()
        return image

    def image_at(self, time: float) -> QImage:
        """The moment at `time` seconds of the timeline, with its caption."""
        picture, measure, area = self._made
        image = self._still.copy()
        painter = self._painter(image)
        painter.setClipRect(rect(area))
        walk = walk_at(self.timeline.exchange, cursor_at(self.timeline, time))
        paint_moment(painter, picture, measure, walk)
        painter.resetTransform()
        painter.setClipping(False)
        self._paint_caption(painter, time)
        painter.end()
        return image

    def _painter(self, image: QImage) -> QPainter:
        """A painter in scene units."""
        area = self._made[2]
        painter = QPainter(image)
        painter.translate((self.width - area.width * self.scale) / 2, 0)
        painter.scale(self.scale, self.scale)
        painter.translate(-area.x, -area.y)
        return painter

    def _paint_caption(self, painter: QPainter, time: float) -> None:
        """Where and what, in a strip at the bottom; what does not fit on two lines is left out."""
        strip = QRect(0, self.height - CAPTION, self.width, CAPTION)
        painter.fillRect(strip, theme.color("surface"))
        painter.fillRect(QRect(0, strip.y(), self.width, 1), theme.color("border"))
        stop = stop_holding(self.timeline, cursor_at(self.timeline, time).number)
        room = QRectF(strip).adjusted(PAD, 8, -PAD, -6)
        painter.setPen(theme.color("packet"))
        painter.setFont(fonts.words(fonts.NORMAL, bold=True))
        painter.drawText(room, int(Qt.AlignmentFlag.AlignTop), say(headline(self.timeline, stop)))
        painter.setPen(theme.color("text"))
        font = fonts.words(fonts.NORMAL)
        painter.setFont(font)
        text = shortened(say(sentence(self.timeline, stop)), font, int(room.width()), 2)
        below = room.adjusted(0, 20, 0, 0)
        painter.drawText(below, int(Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap), text)


def shortened(text: str, font: QFont, width: int, lines: int) -> str:
    """As many of the text's words as fit on so many lines of that width."""
    metrics = QFontMetrics(font)
    flags = int(Qt.TextFlag.TextWordWrap)
    room = QRect(0, 0, width, 10_000)
    words = text.split(" ")
    for kept in range(len(words), 0, -1):
        shown = " ".join(words[:kept]) + ("" if kept == len(words) else " …")
        if metrics.boundingRect(room, flags, shown).height() < (lines + 0.5) * metrics.lineSpacing():
            return shown
    return "…"
